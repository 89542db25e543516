import { describe, expect, test } from "vitest";
import type { Change } from "#shared/verify/verdict.ts";
import { changesOf } from "../../../../extension/windows/verify/change-list.ts";
import { pageMarks } from "../../../../extension/windows/verify/page-marks.ts";
import { signatureOf, verdictOf } from "../sign/examples.ts";

const box = (left: number, height: number) => ({ left, top: 0.5, width: 0.2, height });
const places = [
  { field: "Leader", end: 100, page: 1, box: box(0.6, 0.1) },
  { field: "Number", end: 200, page: 1, box: box(0.2, 0.02) },
  { field: "Seal", end: 300, page: 1, box: box(0.5, 0.1) },
  { field: "Hidden", end: 400, page: null, box: null },
];
const signatures = places.map(({ field }) => signatureOf({ field }));
const added = (field: string): Change => ({
  rule: "later-signature",
  what: field,
  object: null,
  page: null,
  vi: `Thêm chữ ký ${field}.`,
  en: "",
});
const object: Change = { ...added("x"), rule: "object-changed", object: "16 0", vi: "Sửa.", en: "" };

describe("what is boxed on the pages", () => {
  const none = { tone: "good", lines: [] } as const;

  test("signatures, by their numbers in the list; a low box has its number at the edge of the page", () => {
    const marks = pageMarks({
      verdict: verdictOf("TOTAL-PASSED", ...signatures),
      places,
      changes: none,
      end: null,
    });
    expect(marks.map(({ label, at, tone }) => [label, at, tone])).toEqual([
      ["1", "right", "good"],
      ["2", "left-margin", "good"],
      ["3", "left", "good"],
    ]);
  });

  test("in a signed revision only those that were there", () => {
    const marks = pageMarks({
      verdict: verdictOf("TOTAL-PASSED", ...signatures),
      places,
      changes: none,
      end: 200,
    });
    expect(marks.map(({ label }) => label)).toEqual(["1", "2"]);
  });

  test("what is in question comes before signatures; what is allowed does not", () => {
    const texts = [{ page: 1, before: "01", after: "21", box: box(0.3, 0.02) }];
    const listed = (changes: "forbidden" | "permitted") => {
      const verdict = verdictOf(
        "TOTAL-FAILED",
        signatureOf({ ...signatures[0], changes, changeList: [added("Seal")] }),
      );
      const list = changesOf({ verdict, texts, places, language: "vi" });
      return pageMarks({ verdict, places, changes: list, end: null }).map(({ at, tone }) => [at, tone]);
    };
    expect(listed("forbidden")).toContainEqual(["left-margin", "bad"]);
    expect(listed("permitted")).toEqual([["right", "good"]]);
  });
});

describe("the list of changes", () => {
  const listed = (changes: "forbidden" | "permitted", ...changeList: Change[]) => {
    const first = signatureOf({ ...signatures[0], changes, changeList });
    const verdict = verdictOf("TOTAL-PASSED", first, ...signatures.slice(1));
    return changesOf({ verdict, texts: [], places, language: "vi" }).lines.map(({ text, page }) => [
      text,
      page,
    ]);
  };

  test("a signature is called by number and signer and found on its page", () => {
    expect(listed("permitted", added("Seal"))).toEqual([["Thêm chữ ký 3 của Lê Văn Thành.", 1]]);
  });

  test("what signing adds is not listed beside what is wrong, and is where nothing else is", () => {
    expect(listed("forbidden", added("Seal"), object)).toEqual([["Sửa.", null]]);
    expect(listed("forbidden", added("Seal"))).toHaveLength(1);
  });
});
