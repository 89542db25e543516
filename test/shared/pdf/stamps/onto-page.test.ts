import { expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { ontoPage, whollyOnPage } from "#shared/pdf/stamps/onto-page.ts";
import { classicLetter, pageBody } from "../../../fixtures/pdf/letter.ts";

test("what would be off a small page is moved onto it; what is seen, even in part, stays", () => {
  const document = openPdf(sourceOf(classicLetter({ page: pageBody("/CropBox [0 0 200 50]") })));
  const size = { width: 100, height: 40 };
  const moved = (x: number, y: number) => ontoPage(document, 1, { x, y, ...size });
  expect(moved(60, 60)).toEqual({ x: 60, y: 10, ...size });
  expect(moved(500, -90)).toEqual({ x: 100, y: 0, ...size });
  expect(moved(150, 30)).toEqual({ x: 150, y: 30, ...size });
  expect(ontoPage(document, 1, { x: 0, y: 70, width: 300, height: 300 })).toMatchObject({ x: 0, y: 0 });
});

test("a stamp that must be seen whole is moved until it is; one that is seen stays", () => {
  const document = openPdf(sourceOf(classicLetter({ page: pageBody("/CropBox [0 0 200 50]") })));
  const size = { width: 100, height: 40 };
  const moved = (x: number, y: number) => whollyOnPage(document, 1, { x, y, ...size });
  expect(moved(150, 30)).toEqual({ x: 100, y: 10, ...size });
  expect(moved(-5, -5)).toEqual({ x: 0, y: 0, ...size });
  expect(moved(60, 5)).toEqual({ x: 60, y: 5, ...size });
});
