/** Visible signatures in the sign window: placed by itself, moved by pointer and keys, signed as shown. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { pictureOf } from "../fixtures/stamps/raster.ts";
import { pdfsigOpinions } from "../tools/judges/pdfsig.ts";
import { leaderLetters, SYMBOL } from "../tools/leader-letters.ts";
import { PIN, type PluggedToken, plugToken } from "../tools/plugged-token.ts";
import type { SignWindow } from "../tools/sign-window.ts";
import { deskMissing, openDesk, type SigningDesk } from "../tools/signing-desk.ts";
import {
  clearPictures,
  drawStampPictures,
  type StampPictures,
  storePictures,
} from "../tools/stamp-pictures.ts";

const FILE = "125_UBND-VX.pdf";
const texts = stampTexts.vi;

describe.skipIf(deskMissing !== null)(
  `stamps in the sign window${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    let seal: PluggedToken;
    let pictures: StampPictures;
    beforeAll(async () => {
      desk = await openDesk();
      seal = await plugToken({
        folder: join(desk.browser.folder, "seal"),
        label: "con dau",
        subject: "/C=VN/O=UBND tỉnh An Bình/CN=UBND tỉnh An Bình",
      });
      pictures = await drawStampPictures(await desk.openOffice());
    });
    beforeEach(async (context) => {
      await desk.reset(context);
      await clearPictures(desk.browser);
    });
    afterAll(() => desk?.close());

    const store = () =>
      storePictures(desk.browser, [
        { preset: "leader", name: "Chữ ký", bytes: pictures.hand, widthMm: 46, heightMm: 19 },
        { preset: "issue", name: "Con dấu", bytes: pictures.seal, widthMm: 36, heightMm: 36 },
      ]);

    const signedFile = async (window: SignWindow) => {
      const download = await window.save();
      return readFile(await download.path());
    };

    /** What pdfsig says of each signature, under one authority: the two of the tests have the same name. */
    const judged = async (bytes: Uint8Array, { soft }: PluggedToken) => {
      const file = join(desk.browser.folder, "judged.pdf");
      await writeFile(file, bytes);
      const [opinion] = await pdfsigOpinions([file], [soft.authority.file]);
      return opinion?.signatures ?? [];
    };

    test("without a picture the kind says so and nothing can be signed; with one the stamp finds its place and is signed there", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.pin.waitFor();
      await window.page.locator(".kind select").selectOption("leader");
      await window.says(texts.noPicture);
      await window.typePin(PIN);
      expect(await window.signButton.isDisabled()).toBe(true);
      await store();
      await window.says(texts.placed.leader);
      await window.signButton.click();
      await window.signed();
      const bytes = await signedFile(window);
      expect(await judged(bytes, desk.token)).toMatchObject([
        { intact: true, trusted: true, wholeFile: true },
      ]);
      expect(blueInk(bytes)).toBeGreaterThan(300);
    });

    test("number, date and seal are three signatures of one consent and one PIN", async () => {
      desk.office.show(
        await leaderLetters({
          token: desk.token,
          home: desk.browser.host.home,
          hand: pictures.hand,
          count: 1,
        }),
      );
      desk.browser.host.setEnvironment(seal.env);
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, "CV_trien_khai_1.pdf");
      await store();
      await window.page.getByRole("radio", { name: texts.atHand.issue }).click();
      await window.page.getByLabel(texts.number).fill("412");
      await window.says(`412${SYMBOL}`);
      await window.says(texts.placed.seal);
      await window.typePin(PIN);
      await window.signButton.click();
      await window.signed();
      const bytes = await signedFile(window);
      const bySeal = await judged(bytes, seal);
      expect(bySeal.map(({ intact }) => intact)).toEqual([true, true, true, true]);
      // Of one certificate met again and again, poppler 22 vouches the first time only.
      expect(bySeal.map(({ trusted }) => trusted).slice(0, 2)).toEqual([false, true]);
      expect(bySeal.map(({ wholeFile }) => wholeFile)).toEqual([false, false, false, true]);
      expect(redInk(bytes)).toBeGreaterThan(300);
    });
  },
);

/** Pixels of the first page at 72 dpi that are blue, or red. */
function inkOf(pdf: Uint8Array, isInk: (red: number, green: number, blue: number) => boolean): number {
  const { width, height, pixel } = pictureOf(pdf);
  let count = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (isInk(...pixel(x, y))) count++;
  return count;
}

const blueInk = (pdf: Uint8Array) => inkOf(pdf, (red, _, blue) => blue - red > 60);
const redInk = (pdf: Uint8Array) => inkOf(pdf, (red, _, blue) => red - blue > 60);
