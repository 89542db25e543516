/** A clerk issues five documents: number, date and seal in each; clicks and PINs are counted as a person makes them. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { pictureOf } from "../fixtures/stamps/raster.ts";
import { pdfsigOpinions } from "../tools/judges/pdfsig.ts";
import { leaderLetters } from "../tools/leader-letters.ts";
import { PIN, type PluggedToken, plugToken } from "../tools/plugged-token.ts";
import { SignWindow } from "../tools/sign-window.ts";
import {
  clickBadge,
  deskMissing,
  openDesk,
  SIGN_PAGE,
  type SigningDesk,
  waitForWindow,
} from "../tools/signing-desk.ts";
import { drawStampPictures, storePictures } from "../tools/stamp-pictures.ts";

const COUNT = 5;
const texts = stampTexts.vi;
const name = (number: number) => `CV_trien_khai_${number}.pdf`;

/** Clicks and Enter keys of a person, in all pages. */
class Hand {
  clicks = 0;
  pins = 0;

  async badge(page: Page, file: string): Promise<void> {
    this.clicks++;
    await clickBadge(page, file, /Ký số/);
  }

  async click(page: Page, selector: string): Promise<void> {
    this.clicks++;
    await page.locator(selector).click();
  }
}

describe.skipIf(deskMissing !== null)(
  `a clerk's morning${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    let seal: PluggedToken;
    beforeAll(async () => {
      desk = await openDesk();
      seal = await plugToken({
        folder: join(desk.browser.folder, "seal"),
        label: "con dau",
        subject: "/C=VN/O=UBND tỉnh An Bình/CN=UBND tỉnh An Bình",
      });
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    /** An eOffice page with five letters signed by the leader, the seal plugged in, its picture kept. */
    const ready = async () => {
      const page = await desk.openOffice();
      const { hand, seal: picture } = await drawStampPictures(page);
      const home = desk.browser.host.home;
      desk.office.show(await leaderLetters({ token: desk.token, home, hand, count: COUNT }));
      desk.browser.host.setEnvironment(seal.env);
      await storePictures(desk.browser, [
        { preset: "issue", name: "Con dấu", bytes: picture, widthMm: 36, heightMm: 36 },
      ]);
      await page.reload();
      await page.bringToFront();
      return page;
    };

    const expectIssued = async (received: { readonly bytes: Buffer }[]) => {
      expect(received).toHaveLength(COUNT);
      for (const [index, { bytes }] of received.entries()) {
        const file = join(desk.browser.folder, `issued-${index}.pdf`);
        await writeFile(file, bytes);
        const [opinion] = await pdfsigOpinions([file], [seal.soft.authority.file]);
        expect(opinion?.signatures.map(({ intact }) => intact)).toEqual([true, true, true, true]);
        expect(opinion?.signatures.at(-1)?.wholeFile).toBe(true);
        expect(hasRedInk(bytes)).toBe(true);
      }
    };

    test("five documents with number, date and seal: one PIN, two clicks each after the first", async () => {
      const page = await ready();
      const hand = new Hand();
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await hand.badge(page, name(1));
      const window = new SignWindow(await opened);
      await window.page.getByLabel(texts.number).fill("412");
      await window.typePin(PIN);
      hand.pins++;
      await hand.click(window.page, "[data-act='sign']:not([disabled])");
      await window.signed();
      const first = hand.clicks;
      for (let number = 2; number <= COUNT; number++) {
        await page.bringToFront();
        await hand.badge(page, name(number));
        await window.page.getByLabel(texts.number).fill(String(411 + number));
        await window.page.waitForTimeout(700);
        await hand.click(window.page, "[data-act='sign']:not([disabled])");
        await page
          .locator("#attached li")
          .nth(number - 1)
          .waitFor();
      }
      expect(hand.pins).toBe(1);
      expect((hand.clicks - first) / (COUNT - 1)).toBeLessThanOrEqual(2);
      await page.bringToFront();
      await page.getByRole("button", { name: "Gửi" }).click();
      await page.getByText(`Đã gửi ${COUNT} tệp.`).waitFor();
      await expectIssued(desk.office.received);
    });
  },
);

function hasRedInk(pdf: Uint8Array): boolean {
  const { width, height, pixel } = pictureOf(pdf);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, , blue] = pixel(x, y);
      if (red - blue > 60) return true;
    }
  }
  return false;
}
