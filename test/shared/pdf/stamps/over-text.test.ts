import { expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { standsOverText } from "#shared/pdf/stamps/over-text.ts";
import { PdfBuilder } from "../../../fixtures/pdf/builder.ts";
import { classicLetter, TRAILER } from "../../../fixtures/pdf/letter.ts";

const isOver = (bytes: Uint8Array, y: number) =>
  standsOverText(openPdf(sourceOf(bytes)), 1, { x: 60, y, width: 100, height: 30 });

test("a stamp over words is told from one in a free place", () => {
  expect([isOver(classicLetter(), 750), isOver(classicLetter(), 300)]).toEqual([true, false]);
});

test("a page beyond the limits of reading gives no warning and no error", () => {
  const draws = "/X Do ".repeat(2001);
  const page = "/MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >>";
  const builder = new PdfBuilder()
    .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
    .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    .object(3, `<< /Type /Page /Parent 2 0 R ${page} >>`)
    .stream(4, "", draws)
    .stream(5, "/Subtype /Form /BBox [0 0 1 1]", "q Q");
  expect(isOver(builder.table(TRAILER).bytes(), 300)).toBe(false);
});
