import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { pagesOf } from "#shared/pdf/pages.ts";
import { classicLetter, pageBody } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { sharedAnnotations } from "../../fixtures/pdf/special.ts";

/** How many annotations each page has. */
function counts(bytes: Uint8Array): number[] {
  const { objects, catalog } = openPdf(sourceOf(bytes));
  return [...pagesOf(objects, catalog)].map((page) => objects.items(objects.entry(page, "Annots")).length);
}

describe("an array of annotations", () => {
  test("that pages share stays with the others; the page of the widget gets a copy with one more", () => {
    expect(counts(sharedAnnotations())).toEqual([1, 1]);
    const once = signedWithDummy(sharedAnnotations());
    expect(counts(once)).toEqual([2, 1]);
    expect(counts(signedWithDummy(once))).toEqual([3, 1]);
    expect(latin1Text(once.subarray(sharedAnnotations().length))).not.toMatch(/^9 0 obj/m);
  });

  test("that one page has for itself grows where it stands", () => {
    const bytes = classicLetter({
      page: pageBody("/Annots 9 0 R "),
      more: [
        [9, "[10 0 R]"],
        [10, "<< /Type /Annot /Subtype /Text /Rect [20 20 40 40] >>"],
      ],
    });
    const once = signedWithDummy(bytes);
    expect(counts(once)).toEqual([2]);
    expect(latin1Text(once.subarray(bytes.length))).toMatch(/^9 0 obj/m);
  });
});
