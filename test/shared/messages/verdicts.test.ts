import { describe, expect, test } from "vitest";
import { CHANGES } from "#shared/messages/changes.ts";
import { REASONS, WARNINGS } from "#shared/messages/verdict-reasons.ts";
import { HEADLINES, SUB_INDICATIONS } from "#shared/messages/verdicts.ts";

const lists = { REASONS, WARNINGS, CHANGES, HEADLINES, SUB_INDICATIONS };

describe.each(Object.entries(lists))("%s", (_, texts) => {
  test("says each thing in both languages, calmly", () => {
    const seen = Object.values(texts);
    for (const { vi, en } of seen) {
      for (const text of [vi, en]) expect(text).toMatch(/\S/);
      expect(vi).toBe(vi.normalize("NFC"));
      expect(`${vi} ${en}`).not.toMatch(/!|vui lòng|không tin cậy|untrusted/i);
      expect(vi).not.toBe(en);
    }
  });

  test("has the same gaps in both languages", () => {
    const gaps = (text: string) => text.match(/\{\w+\}/g) ?? [];
    for (const { vi, en } of Object.values(texts)) expect(gaps(vi)).toEqual(gaps(en));
  });
});

test("all indications of EN 319 102-1 that can accompany a verdict have their words", () => {
  expect(Object.keys(SUB_INDICATIONS)).toHaveLength(25);
});
