/** The options of `antin sign` about what is seen of a signature. */

import type { VisualRect } from "#shared/pdf/appearance/visual-page.ts";
import { PRESETS, type PresetName } from "#shared/pdf/stamps/preset.ts";
import type { Options } from "./options.ts";
import { wrongUsage } from "./usage.ts";

export interface StampSettings {
  readonly page: number | undefined;
  readonly rect: VisualRect | undefined;
  /** Path. */
  readonly image: string | undefined;
  readonly text: string | undefined;
  readonly preset: PresetName | undefined;
  /** Of the document. */
  readonly number: string | undefined;
  readonly date: CalendarDate | undefined;
}

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const STAMP_OPTIONS = [
  "--page",
  "--rect",
  "--image",
  "--text",
  "--preset",
  "--number",
  "--date",
] as const;

/** Null where none of the options is given. Throws UsageError. */
export function stampSettings(options: Options): StampSettings | null {
  if (!STAMP_OPTIONS.some((name) => options.has(name))) return null;
  const preset = options.choice("--preset", PRESETS);
  const settings = {
    page: pageOption(options),
    rect: rectOption(options),
    image: options.value("--image"),
    text: options.value("--text"),
    preset,
    number: options.value("--number"),
    date: dateOption(options),
  };
  if (preset === undefined) checkFree(options);
  else checkPreset(options, preset);
  return settings;
}

/** Without a preset nobody knows where a stamp belongs. */
function checkFree(options: Options): void {
  if (!options.has("--rect")) wrongUsage("missing-option", "--rect");
  for (const name of ["--number", "--date"]) if (options.has(name)) wrongUsage("missing-option", "--preset");
}

/** What a preset cannot do without. */
const NEEDED: Readonly<Record<PresetName, readonly string[]>> = {
  leader: ["--image"],
  initial: [],
  issue: ["--number", "--date", "--image"],
  seal: ["--image"],
  copy: ["--text"],
  appendix: ["--number"],
  incoming: ["--number", "--date"],
};

function checkPreset(options: Options, preset: PresetName): void {
  for (const name of NEEDED[preset]) if (!options.has(name)) wrongUsage("missing-option", name);
  // Its signatures go into three fields, each with a place of its own.
  if (preset !== "issue") return;
  for (const name of ["--field", "--rect", "--page"]) {
    if (options.has(name)) wrongUsage("excluded", `--preset issue, ${name}`);
  }
}

function pageOption(options: Options): number | undefined {
  const text = options.value("--page");
  if (text === undefined) return undefined;
  if (!/^(-1|[1-9]\d{0,6})$/.test(text)) wrongUsage("bad-value", "--page");
  return Number(text);
}

function rectOption(options: Options): VisualRect | undefined {
  const text = options.value("--rect");
  if (text === undefined) return undefined;
  const numbers = text
    .split(",")
    .map((part) => (/^-?\d+(\.\d+)?$/.test(part.trim()) ? Number(part) : Number.NaN));
  const [x = Number.NaN, y = 0, width = 0, height = 0] = numbers;
  const lawful = numbers.length === 4 && numbers.every(Number.isFinite) && width > 0 && height > 0;
  return lawful ? { x, y, width, height } : wrongUsage("bad-value", "--rect");
}

function dateOption(options: Options): CalendarDate | undefined {
  const text = options.value("--date");
  if (text === undefined) return undefined;
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? wrongUsage("bad-value", "--date");
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  const real = new Date(Date.UTC(year, month - 1, day));
  if (real.getUTCMonth() !== month - 1 || real.getUTCDate() !== day) wrongUsage("bad-value", "--date");
  return { year, month, day };
}
