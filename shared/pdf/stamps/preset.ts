/** The kinds of stamp that Nghị định 30/2020/NĐ-CP, Phụ lục I, knows. */

export const PRESETS = ["leader", "initial", "issue", "seal", "copy", "appendix", "incoming"] as const;

export type PresetName = (typeof PRESETS)[number];

/** What one signature draws: to issue a document takes three. */
export type StampRole = "number" | "date" | Exclude<PresetName, "issue">;
