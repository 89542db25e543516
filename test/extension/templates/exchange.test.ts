import { describe, expect, test } from "vitest";
import {
  conflictsOf,
  freeName,
  readTemplates,
  resolveConflicts,
  templatesToJson,
} from "../../../extension/templates/exchange.ts";
import type { StampTemplate } from "../../../extension/templates/template.ts";
import { drawnPng } from "../../fixtures/stamps/png.ts";

const bytes = Uint8Array.from(drawnPng([4, 4], () => [207, 33, 41, 128]));

function template(facts: Partial<StampTemplate> = {}): StampTemplate {
  return {
    ...{ id: crypto.randomUUID(), name: "Dấu", preset: "seal", text: null, certificate: "a".repeat(64) },
    image: { type: "image/png", bytes, widthMm: 36, heightMm: 36 },
    ...facts,
  };
}

const words = (name: string) => template({ name, preset: "copy", text: "SAO Y\nUBND tỉnh", image: null });

/** A file as it would be with one change made by hand. */
function changed(
  change: (file: { version: number; templates: Record<string, unknown>[] }) => unknown,
): string {
  const file = JSON.parse(templatesToJson([template()]));
  return JSON.stringify(change(file) ?? file);
}

function reason(text: string): string {
  const reading = readTemplates(text);
  return reading.kind === "refused" ? reading.reason : reading.kind;
}

describe("a file of templates", () => {
  test("what was exported comes back, with new ids", () => {
    const out = [template(), words("Sao y")];
    const back = readTemplates(templatesToJson(out));
    if (back.kind !== "read") throw new Error(back.reason);
    const withoutIds = (all: readonly StampTemplate[]) => all.map(({ id: _, ...rest }) => rest);
    expect(withoutIds(back.templates)).toEqual(withoutIds(out));
    expect(back.templates[0]?.id).not.toBe(out[0]?.id);
  });

  test.each<[string, string, string]>([
    ["untouched: the control", changed(() => null), "read"],
    ["not JSON", "{", "format"],
    ["another JSON", '{"format":"x"}', "format"],
    ["of a later version", changed((file) => ({ ...file, version: 2 })), "version"],
    ["with an unknown key", changed((file) => ({ ...file, more: 1 })), "content"],
    [
      "with an unknown key in a template",
      changed((file) => ({ ...file, templates: file.templates.map((one) => ({ ...one, run: "x" })) })),
      "content",
    ],
    [
      "with a preset that is none",
      changed((file) => ({ ...file, templates: file.templates.map((one) => ({ ...one, preset: "x" })) })),
      "content",
    ],
    [
      "with ten thousand templates",
      changed((file) => ({ ...file, templates: Array(10_000).fill(file.templates[0]) })),
      "count",
    ],
    [
      "with one name twice",
      changed((file) => ({ ...file, templates: [file.templates[0], file.templates[0]] })),
      "names",
    ],
    ["with a picture that is none", withImage({ base64: "AAAA" }), "picture"],
    ["with base64 that is none", withImage({ base64: "A" }), "picture"],
    ["with a PNG that calls itself JPEG", withImage({ type: "image/jpeg" }), "picture"],
    ["with a stamp of ten metres", withImage({ widthMm: 10_000 }), "content"],
  ])("%s", (_, text, expected) => {
    expect(reason(text)).toBe(expected);
  });
});

function withImage(change: Record<string, unknown>): string {
  return changed((file) => ({
    ...file,
    templates: file.templates.map((one) => ({ ...one, image: { ...(one["image"] as object), ...change } })),
  }));
}

describe("names that are taken", () => {
  const present = [words("Sao y"), words("Khác")];
  const incoming = [words("SAO Y"), words("Mới")];

  test("are found whatever the case of their letters", () => {
    expect(conflictsOf(incoming, present)).toEqual(["SAO Y"]);
    expect(conflictsOf(incoming, [])).toEqual([]);
  });

  test.each([
    ["skip", ["Mới"]],
    ["replace", ["SAO Y", "Mới"]],
    ["both", ["SAO Y (2)", "Mới"]],
  ] as const)("%s", (answer, names) => {
    const saved = resolveConflicts({ incoming, present, answer });
    expect(saved.map(({ name }) => name)).toEqual(names);
    const takesPlace = saved.some(({ id }) => id === present[0]?.id);
    expect(takesPlace).toBe(answer === "replace");
  });

  test("a free name is new, and no longer than a name may be", () => {
    expect(freeName("Dấu", ["dấu", "DẤU (2)"])).toBe("Dấu (3)");
    expect(freeName("𝒟".repeat(40), []).length).toBeLessThanOrEqual(80);
  });
});
