import { describe, expect, test } from "vitest";
import { wordChanges } from "../../../../../extension/windows/verify/look/word-changes.ts";

const differences = (before: string, after: string) =>
  wordChanges({ before: before.split(" "), after: after.split(" "), textOf: (word) => word })?.map(
    (change) => [change.before.join(" "), change.after.join(" ")],
  );

describe("the words that changed", () => {
  test("one word for another, a sentence added, one taken away, in reading order", () => {
    expect(
      differences(
        "gửi về Sở trước ngày 30 tháng 11 năm 2026 kinh phí 2.000.000 đồng bỏ đi",
        "gửi về Sở trước ngày 30 tháng 12 năm 2026 kinh phí 7.000.000 đồng",
      ),
    ).toEqual([
      ["11", "12"],
      ["2.000.000", "7.000.000"],
      ["bỏ đi", ""],
    ]);
    expect(differences("a b c", "a b mới thêm c")).toEqual([["", "mới thêm"]]);
  });

  test("none where the texts are the same, all where nothing is", () => {
    expect(differences("a b c", "a b c")).toEqual([]);
    expect(differences("a b", "c d e")).toEqual([["a b", "c d e"]]);
  });

  test("what lies between always rebuilds the other text", () => {
    const letters = "abcab";
    const words = (seed: number) =>
      Array.from({ length: 12 }, (_, index) => letters[(seed * (index + 3) + (seed >> index)) % 5] ?? "a");
    for (let seed = 1; seed < 300; seed++) {
      const [before, after] = [words(seed), words(seed * 7 + 1)];
      const changes = wordChanges({ before, after, textOf: (word) => word }) ?? [];
      const gone = changes.reduce((sum, change) => sum + change.before.length, 0);
      const come = changes.reduce((sum, change) => sum + change.after.length, 0);
      expect(before.length - gone).toBe(after.length - come);
    }
  });

  test("texts with nothing in common are no list", () => {
    const numbers = (from: number) => Array.from({ length: 600 }, (_, index) => String(from + index));
    expect(wordChanges({ before: numbers(0), after: numbers(1000), textOf: (word) => word })).toBeNull();
  });
});
