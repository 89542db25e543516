/** A clerk issues five documents: number, date and seal in each; clicks and PINs are counted as a person makes them. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { pictureOf } from "../fixtures/stamps/raster.ts";
import { PiercedPage } from "../tools/closed-shadow.ts";
import { pdfsigOpinions } from "../tools/judges/pdfsig.ts";
import { leaderLetters, openLetter, SYMBOL } from "../tools/leader-letters.ts";
import { PIN, type PluggedToken, plugToken } from "../tools/plugged-token.ts";
import { SignWindow } from "../tools/sign-window.ts";
import {
  clickBadge,
  deskMissing,
  findBadge,
  openDesk,
  SIGN_PAGE,
  type SigningDesk,
  waitForWindow,
} from "../tools/signing-desk.ts";
import { clearPictures, drawStampPictures, storePictures } from "../tools/stamp-pictures.ts";

const COUNT = 5;
const texts = stampTexts.vi;
const name = (number: number) => `CV_trien_khai_${number}.pdf`;

/** Clicks of a person, in all pages. */
class Hand {
  clicks = 0;

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
    beforeEach(async (context) => {
      await desk.reset(context);
      seal.faulty.clearLog();
      await clearPictures(desk.browser);
    });
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

    const send = async (page: Page) => {
      await page.bringToFront();
      await page.getByRole("button", { name: "Gửi" }).click();
      await page.getByText(`Đã gửi ${COUNT} tệp.`).waitFor();
    };

    /** The PIN went to the device once, and each document was signed three times. */
    const expectOneLogin = () => {
      expect(seal.faulty.calls("C_Login")).toHaveLength(1);
      expect(seal.faulty.calls("C_Sign")).toHaveLength(3 * COUNT);
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
      expect((hand.clicks - first) / (COUNT - 1)).toBeLessThanOrEqual(2);
      expectOneLogin();
      await send(page);
      await expectIssued(desk.office.received);
    }, 240_000);

    test("by keyboard alone: Enter on the badge, the number, Enter", async () => {
      const page = await ready();
      const pierced = await PiercedPage.open(page);
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await pierced.press(await findBadge(pierced, name(1), /Ký số/), "Enter");
      const window = new SignWindow(await opened);
      const { keyboard } = window.page;
      await window.says(texts.placed.seal);
      // The field of the number has the focus already.
      await keyboard.type("412");
      await window.page.waitForTimeout(700);
      await keyboard.press("Enter");
      await keyboard.type(PIN);
      await keyboard.press("Enter");
      await window.signed();
      for (let number = 2; number <= COUNT; number++) {
        await page.bringToFront();
        await pierced.press(await findBadge(pierced, name(number), /Ký số/), "Enter");
        await window.says(name(number));
        await window.says(texts.placed.seal);
        await keyboard.type(String(411 + number));
        await window.page.locator("[data-act='sign']:not([disabled])").waitFor();
        await window.page.waitForTimeout(700);
        await keyboard.press("Enter");
        await page
          .locator("#attached li")
          .nth(number - 1)
          .waitFor();
      }
      expectOneLogin();
      await send(page);
      await expectIssued(desk.office.received);
    }, 240_000);

    test("a number used before, and a document no leader signed, are said before the PIN", async () => {
      const page = await ready();
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await clickBadge(page, name(1), /Ký số/);
      const window = new SignWindow(await opened);
      const number = window.page.getByLabel(texts.number);
      await number.fill("777");
      await window.typePin(PIN);
      await window.signButton.click();
      await window.signed();
      await page.bringToFront();
      await clickBadge(page, name(2), /Ký số/);
      await number.fill("0777");
      await window.says(texts.numberUsed(`0777${SYMBOL}`));
      await number.fill("778");
      await expect.poll(() => window.page.getByText("đã dùng trong năm").count()).toBe(0);
      desk.office.show([
        { number: "1", about: "Chưa ký", path: "/tep/a", fileName: "chua-ky.pdf", answer: openLetter("thử") },
      ]);
      await window.button("decline").click();
      const fresh = await desk.openOffice();
      const next = await desk.clickSign(fresh, "chua-ky.pdf");
      await next.page.getByLabel(texts.number).fill("779");
      await next.says(texts.noLeader);
      await next.says(signTexts.vi.sessionOpen);
      expect(await next.signButton.isDisabled()).toBe(true);
      await next.page.getByLabel(texts.noLeaderConfirm).check();
      await expect.poll(() => next.signButton.isDisabled()).toBe(false);
    }, 240_000);
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
