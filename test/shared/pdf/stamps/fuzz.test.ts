import { expect, test } from "vitest";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { decodePng } from "#shared/pdf/appearance/png.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { pageByNumber } from "#shared/pdf/pages.ts";
import { planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import { pageText } from "#shared/pdf/text/page-text.ts";
import { classicLetter, pageBody } from "../../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../../fixtures/pdf/signed.ts";
import { blockLines, decreeDocument, headLines } from "../../../fixtures/stamps/decree.ts";
import { tinos } from "../../../fixtures/stamps/font.ts";
import { drawnPng } from "../../../fixtures/stamps/png.ts";

/** The same numbers at each run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const WORDS =
  "q Q cm BT ET Tf Tm Td TJ [ ] << >> ( ) BI ID EI Do 1e9 -1 999999999999 /F1 /X begincmap beginbfrange <ffffffff> /Rotate 45 /UserUnit 1e300".split(
    " ",
  );

function mutated(bytes: Uint8Array, random: (below: number) => number, end: number): Uint8Array {
  const at = random(Math.min(end, bytes.length));
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  const word = latin1Bytes(` ${WORDS[random(WORDS.length)]} `);
  if (random(2) === 0) return concatBytes([head, Uint8Array.of(random(256)), tail.subarray(1)]).slice();
  return concatBytes([head, word, tail.subarray(word.length)]).slice();
}

/** Anything but a typed error is a failure. */
function typed(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code !== "UNKNOWN_ERROR") return false;
    throw thrown;
  }
}

test("broken images are drawn or refused by a typed error", () => {
  const random = randomFrom(1);
  const image = drawnPng([9, 9], (x, y) => [x, y, 7, 9 * x], 300);
  const outcomes = Array.from({ length: 3000 }, () =>
    typed(() => decodePng(mutated(image, random, image.length))),
  );
  expect(new Set(outcomes)).toEqual(new Set([true, false]));
});

test("broken pages are read, stamped, or refused by a typed error", () => {
  const random = randomFrom(2);
  const rect = { x: 60, y: 300, width: 90, height: 30 };
  const marks = [{ kind: "text" as const, text: "Ký", size: 12, x: 1, y: 3 }];
  const letter = classicLetter({ page: pageBody("/Rotate 90 /CropBox [1 2 500 800] /Annots []") });
  const seeds = [letter, signedWithDummy(letter, { appearance: { page: 1, rect, marks, font: tinos } })];
  const outcomes = Array.from({ length: 1500 }, (_, index) => {
    const bytes = mutated(seeds[index % seeds.length] ?? letter, random, 1200);
    return typed(() => {
      const document = openPdf(sourceOf(bytes), { repair: "allow" });
      pageText(document.objects, pageByNumber(document, 1));
      const appearance = { page: 1, rect, marks, font: tinos };
      const signed = signedWithDummy(bytes, { appearance, open: { repair: "allow" } });
      openPdf(sourceOf(signed));
    });
  });
  expect(new Set(outcomes)).toEqual(new Set([true, false]));
});

test("fonts and maps that are broken give other letters or none, never a crash", () => {
  const random = randomFrom(3);
  const head = { agency: "UBND", number: "Số: ..../UBND", date: "Huế, ngày .. tháng .. năm 2026" };
  const lines = [...headLines(head), ...blockLines({ titles: ["CHỦ TỊCH"], name: "Vũ Ân" })];
  const document = decreeDocument([lines]);
  const image = drawnPng([9, 9], () => [20, 40, 200, 90], 72);
  const outcomes = Array.from({ length: 150 }, (_, index) => {
    // Maps and widths stand before the font program, pages after it.
    const at = index % 2 === 0 ? 5000 : document.length;
    const bytes = mutated(document, random, at);
    return typed(() =>
      planPreset({
        document: openPdf(sourceOf(bytes)),
        preset: "leader",
        image,
        lines: [],
        signer: "Vũ Ân",
        font: tinos,
      }),
    );
  });
  expect(outcomes).toContain(true);
});

test("a word of more letters than a call takes arguments is read", () => {
  const content = `BT /F1 1 Tf (${"ab".repeat(90_000)}) Tj ET`;
  const letter = classicLetter({
    page: pageBody().replace("/Contents 4 0 R", "/Contents 6 0 R"),
    more: [[6, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`]],
  });
  const document = openPdf(sourceOf(letter));
  const [word] = pageText(document.objects, pageByNumber(document, 1)).words;
  expect(word?.letters).toHaveLength(180_000);
});
