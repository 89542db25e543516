/** Visible signatures in the sign window: placed by itself, moved by pointer and keys, signed as shown. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { partsTexts } from "#shared/messages/windows.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { PdfBuilder } from "../fixtures/pdf/builder.ts";
import { TRAILER } from "../fixtures/pdf/letter.ts";
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
    /** Middle of the letter's own place, pixels from the left at 72 dpi. */
    let letterMiddle = 0;
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
      letterMiddle = blueMiddle(bytes);
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

    test("a device that fails between number and seal leaves nothing half signed; the next try begins anew", async () => {
      desk.office.show(
        await leaderLetters({
          token: desk.token,
          home: desk.browser.host.home,
          hand: pictures.hand,
          count: 1,
        }),
      );
      await store();
      desk.browser.host.setEnvironment(seal.env);
      seal.faulty.control("C_Sign after=1 times=1 rv=0x32");
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, "CV_trien_khai_1.pdf");
      await window.page.getByLabel(texts.number).fill("9");
      await window.typePin(PIN);
      await window.signButton.click();
      await window.tells("TOKEN_FAILED");
      await window.says(partsTexts.vi.code("TOKEN_FAILED"));
      expect(await page.locator("#attached li").count()).toBe(0);
      seal.faulty.control();
      await window.signWith(PIN);
      await window.signed();
      const signatures = await judged(await signedFile(window), seal);
      expect(signatures.map(({ intact }) => intact)).toEqual([true, true, true, true]);
    });

    test("moved by the pointer and by keys, signed where it stands; off the page it is red and the button off", async () => {
      await store();
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.says(texts.placed.leader);
      await window.typePin(PIN);
      const stamp = window.page.frameLocator("iframe").getByRole("group");
      const box = await stamp.boundingBox();
      if (box === null) throw new Error("the stamp is not shown");
      const { mouse, keyboard } = window.page;
      await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await mouse.down();
      await mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 + 90, { steps: 4 });
      await mouse.up();
      await window.says(texts.overText(texts.roles.leader));
      const dragged = await stamp.boundingBox();
      expect((dragged?.x ?? 0) - box.x).toBeCloseTo(30, -0.5);
      await keyboard.press("Shift+ArrowRight");
      await keyboard.press("ArrowUp");
      await keyboard.press("]");
      await expect.poll(async () => (await stamp.boundingBox())?.width).toBeGreaterThan(box.width + 1);
      for (let step = 0; step < 16; step++) await keyboard.press("Shift+ArrowRight");
      await window.says(texts.out(texts.roles.leader));
      expect(await window.signButton.isDisabled()).toBe(true);
      await keyboard.press("Home");
      await window.says(texts.placed.leader);
      await keyboard.press("Shift+ArrowRight");
      await keyboard.press("Shift+ArrowRight");
      await window.says(texts.moved);
      const before = await stamp.boundingBox();
      await window.signButton.click();
      await window.signed();
      const bytes = await signedFile(window);
      expect(before?.width).toBeCloseTo(box.width, 0);
      // Twice five millimetres further to the right than between title and name, at 72 dpi.
      const middle = letterMiddle + (2 * 5 * 72) / 25.4;
      expect(Math.abs(blueMiddle(bytes) - middle)).toBeLessThan(3);
    });

    test("Delete signs without anything to be seen", async () => {
      await store();
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.says(texts.placed.leader);
      await window.page.frameLocator("iframe").getByRole("group").focus();
      await window.page.keyboard.press("Delete");
      await expect.poll(() => window.page.locator(".kind select").inputValue()).toBe("none");
      await window.signWith(PIN);
      await window.signed();
      expect(blueInk(await signedFile(window))).toBe(0);
    });

    test("a scan says that it has no place; where the user puts the stamp is remembered for the site", async () => {
      const scan = { number: "Bản quét", about: "Bản quét", answer: scanPdf() };
      desk.office.show([
        { ...scan, path: "/tep/quet1.pdf", fileName: "quet1.pdf" },
        { ...scan, path: "/tep/quet2.pdf", fileName: "quet2.pdf" },
      ]);
      await store();
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, "quet1.pdf");
      await window.says(texts.waiting(texts.roles.leader));
      await window.typePin(PIN);
      expect(await window.signButton.isDisabled()).toBe(true);
      await window.page.frameLocator("iframe").getByRole("group").focus();
      for (let step = 0; step < 5; step++) await window.page.keyboard.press("Shift+ArrowRight");
      await window.says(texts.moved);
      await window.signButton.click();
      await window.signed();
      await page.bringToFront();
      await desk.clickSign(page, "quet2.pdf");
      await window.says(texts.remembered);
      await window.page.waitForTimeout(700);
      await window.signButton.click();
      await window.signed();
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

/** Middle of the blue columns, from the left. */
function blueMiddle(pdf: Uint8Array): number {
  const { width, height, pixel } = pictureOf(pdf);
  const columns = Array.from({ length: width }, (_, x) => x).filter((x) =>
    Array.from({ length: height }, (_, y) => pixel(x, y)).some(([red, , blue]) => blue - red > 60),
  );
  return ((columns[0] ?? 0) + (columns.at(-1) ?? 0)) / 2;
}

const blueInk = (pdf: Uint8Array) => inkOf(pdf, (red, _, blue) => blue - red > 60);
const redInk = (pdf: Uint8Array) => inkOf(pdf, (red, _, blue) => red - blue > 60);

/** A page that is one picture: no letters to hold on to. */
function scanPdf(): Uint8Array {
  return new PdfBuilder()
    .object(1, "<< /Type /Catalog /Pages 2 0 R >>")
    .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    .object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>")
    .stream(4, "", "0.9 g 60 60 475 722 re f")
    .table(TRAILER)
    .bytes();
}
