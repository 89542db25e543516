/**
 * Stamps that find their own places, in letters of every level of government by several producers; judged by where MuPDF reads the
 * words. A sheet of pictures of all of them is written to dist/contact-sheet.png.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { type PresetRequest, planPreset } from "#shared/pdf/stamps/plan-preset.ts";
import { LETTERS, type Letter } from "../../fixtures/letters/letters.ts";
import { wordLike } from "../../fixtures/letters/word-like.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { widthOf } from "../../fixtures/stamps/decree.ts";
import { tinos } from "../../fixtures/stamps/font.ts";
import { drawnPng } from "../../fixtures/stamps/png.ts";
import {
  type Found,
  findBlank,
  findText,
  letterPages,
  mupdfChars,
} from "../../tools/judges/letter-places.ts";
import { MUPDF } from "../../tools/judges/renderers.ts";
import { BROWSER_PRINT, LIBREOFFICE, printedByCairo, scanned } from "../../tools/producers.ts";
import { findProgram, mustRun, projectRoot } from "../../tools/programs.ts";

const MM = 72 / 25.4;
/** A4, as high as any of the producers makes it. */
const PAGE_HEIGHT = 842;
const HAND = drawnPng(
  [184, 76],
  (x, y) => [29, 63, 166, Math.abs(y - 38 - 30 * Math.sin(x / 14)) < 4 && x > 8 && x < 176 ? 255 : 0],
  25.4 * 4,
);
const SEAL = drawnPng(
  [144, 144],
  (x, y) => {
    const radius = Math.hypot(x - 72, y - 72);
    return [207, 33, 41, (radius < 71 && radius > 66) || (radius < 46 && radius > 43) ? 255 : 0];
  },
  25.4 * 4,
);

let folder: string;
const sheet: { file: string; page: number; label: string }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "antin-placement-"));
});
afterAll(async () => {
  if (sheet.length > 0) {
    const pages = join(folder, "pages.json");
    writeFileSync(pages, JSON.stringify(sheet));
    mkdirSync(join(projectRoot, "dist"), { recursive: true });
    await mustRun("python3", [mupdfChars, "--sheet", join(projectRoot, "dist", "contact-sheet.png"), pages]);
  }
  await rm(folder, { recursive: true, force: true });
});

function plan(bytes: Uint8Array, request: Partial<PresetRequest> & Pick<PresetRequest, "preset" | "signer">) {
  return planPreset({ document: openPdf(sourceOf(bytes)), lines: [], font: tinos, ...request });
}

const leaderPlan = (bytes: Uint8Array, signer: string) =>
  plan(bytes, { preset: "leader", signer, image: HAND });
const issuePlan = (bytes: Uint8Array, signer: string) =>
  plan(bytes, { preset: "issue", signer, image: SEAL, number: "125", day: "05", month: "02" });

const stamped = (bytes: Uint8Array, looks: readonly Appearance[]) =>
  looks.reduce((before, appearance) => signedWithDummy(before, { appearance }), bytes);

interface Placed {
  readonly leader: Appearance;
  readonly issue: readonly Appearance[];
}

function place(bytes: Uint8Array, { owner, name }: Letter, producer: string): Placed {
  const [leader] = leaderPlan(bytes, owner).looks;
  if (!leader) throw new Error("no look");
  const led = stamped(bytes, [leader]);
  const issue = issuePlan(led, owner).looks;
  const file = join(folder, `${sheet.length}.pdf`);
  writeFileSync(file, stamped(led, issue));
  const label = `${producer}: ${name}`;
  sheet.push({ file, page: 1, label });
  if (leader.page !== 1) sheet.push({ file, page: leader.page, label: `${label}, page ${leader.page}` });
  return { leader, issue };
}

/** Middles of what is written, from the left of the page, and its baseline. */
function written(look: Appearance | undefined): { middle: number; baseline: number }[] {
  return (look?.marks ?? []).flatMap((mark) =>
    mark.kind === "text"
      ? [
          {
            middle: (look?.rect.x ?? 0) + mark.x + widthOf(mark.text, mark.size) / 2,
            baseline: (look?.rect.y ?? 0) + mark.y,
          },
        ]
      : [],
  );
}

function expectOn(blank: Found | null, found: { middle: number; baseline: number } | undefined): void {
  if (!blank || !found) throw new Error("nothing to compare");
  expect(Math.abs(found.middle - (blank.left + blank.right) / 2), "across").toBeLessThan(MM);
  expect(Math.abs(found.baseline - blank.baseline), "up").toBeLessThan(MM);
}

async function checkPlaces(bytes: Uint8Array, letter: Letter, producer: string): Promise<void> {
  const pages = await letterPages(bytes);
  const { leader, issue } = place(bytes, letter, producer);
  const signer = letter.signers.find(({ name }) => isOwner(name, letter.owner));
  const name = findText(pages, signer?.name ?? "").at(-1);
  if (!name || !signer) throw new Error("the name is not there");
  expect(leader.page).toBe(name.page);
  expect(
    Math.abs(leader.rect.x + leader.rect.width / 2 - (name.left + name.right) / 2),
    "middle",
  ).toBeLessThan(2 * MM);
  expect(leader.rect.y, "above the name").toBeGreaterThan(name.baseline + 0.66 * name.size - MM);
  const title = findText(pages, signer.titles.at(-1) ?? "").findLast(
    ({ page, baseline }) => page === name.page && baseline > name.baseline,
  );
  const upper = title?.baseline ?? name.baseline + 130;
  expect(leader.rect.y + leader.rect.height, "below the title").toBeLessThan(upper + MM);
  const [number] = written(issue[0]);
  const [day, month] = written(issue[1]);
  expectOn(findBlank(pages, "Số:", "/"), number);
  expectOn(findBlank(pages, "ngày", "tháng"), day);
  expectOn(findBlank(pages, "tháng", "năm"), month);
  const seal = issue[2];
  expect(seal?.page).toBe(leader.page);
  expect((seal?.rect.width ?? 0) / MM).toBeCloseTo(36, 1);
  expect(seal?.rect.x ?? 0).toBeLessThan(leader.rect.x);
  expect((seal?.rect.y ?? 0) + (seal?.rect.height ?? 0), "seen whole").toBeLessThanOrEqual(PAGE_HEIGHT);
}

const key = (name: string) => name.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
const isOwner = (name: string, owner: string) => key(name).endsWith(key(owner));

const noAnchor = (anchor: string) =>
  expect.objectContaining({ code: "ANCHOR_NOT_FOUND", detail: { anchor } });

describe.skipIf(MUPDF.missing !== null)(
  `judged by MuPDF${MUPDF.missing ? ` (needs ${MUPDF.missing})` : ""}`,
  () => {
    describe.each([LIBREOFFICE, BROWSER_PRINT])("letters by $name", (producer) => {
      const { missing } = producer;
      describe.skipIf(missing !== null)(missing ? `(needs ${missing})` : "", () => {
        let made: Uint8Array[];
        beforeAll(async () => {
          made = await producer.make(LETTERS);
        });

        test.each(LETTERS.map((letter, index) => [letter.name, letter, index] as const))(
          "%s",
          async (_, letter, index) => {
            await checkPlaces(made[index] ?? new Uint8Array(0), letter, producer.name);
          },
        );

        test.skipIf(findProgram("pdftocairo") === null)("printed again by cairo (if installed)", async () => {
          for (const index of [1, 4]) {
            const letter = LETTERS[index];
            const again = await printedByCairo(made[index] ?? new Uint8Array(0));
            if (letter) await checkPlaces(again, letter, `cairo after ${producer.name}`);
          }
        });

        test("a scan of one has no anchor, and says which", async () => {
          const scan = await scanned(made[0] ?? new Uint8Array(0));
          const owner = LETTERS[0]?.owner ?? "";
          expect(() => leaderPlan(scan, owner)).toThrow(noAnchor("block"));
          expect(() => issuePlan(scan, owner)).toThrow(noAnchor("number"));
        });
      });
    });

    describe("letters in pieces, as word processors write them", () => {
      test.each(LETTERS.filter(({ table }) => !table).map((letter) => [letter.name, letter] as const))(
        "%s",
        async (_, letter) => {
          await checkPlaces(wordLike(letter), letter, "in pieces");
        },
      );
    });
  },
);

test("a print driver's font that does not say its letters has no anchor; the same letter with them has", () => {
  const [letter] = LETTERS;
  if (!letter) throw new Error("no letter");
  const unknown = wordLike(letter, { letters: "unknown" });
  expect(() => leaderPlan(unknown, letter.owner)).toThrow(noAnchor("block"));
  expect(() => issuePlan(unknown, letter.owner)).toThrow(noAnchor("number"));
  expect(leaderPlan(wordLike(letter), letter.owner).looks).toHaveLength(1);
});
