/** A leader's run: fifteen attachments of one page, one PIN; every click counted. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageTexts } from "#shared/messages/page.ts";
import { allBadges, BatchWindow, openBatch } from "../tools/batch-window.ts";
import { textOf } from "../tools/closed-shadow.ts";
import { pdfsigOpinions } from "../tools/judges/pdfsig.ts";
import { manyLetters } from "../tools/many-letters.ts";
import { PIN } from "../tools/plugged-token.ts";
import {
  deskMissing,
  findBadge,
  openDesk,
  SIGN_PAGE,
  type SigningDesk,
  waitForWindow,
} from "../tools/signing-desk.ts";
import { clearPictures, drawStampPictures, storePictures } from "../tools/stamp-pictures.ts";

const COUNT = 15;
const MOST_CLICKS = 4;

describe.skipIf(deskMissing !== null)(
  `fifteen attachments in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach(async (context) => {
      await desk.reset(context);
      desk.office.show(manyLetters(COUNT));
    });
    afterAll(() => desk?.close());

    /** Every attachment of the reply: signed once, right, by the token. */
    const expectAllSigned = async (page: Page) => {
      await page.bringToFront();
      await expect.poll(() => page.locator("#attached li").count(), { timeout: 60_000 }).toBe(COUNT);
      await page.getByRole("button", { name: "Gửi" }).click();
      await page.getByText(`Đã gửi ${COUNT} tệp.`).waitFor();
      const files = await Promise.all(
        desk.office.received.map(async ({ name, bytes }) => {
          const file = join(desk.browser.folder, name);
          await writeFile(file, bytes);
          return file;
        }),
      );
      expect(new Set(files).size).toBe(COUNT);
      const opinions = await pdfsigOpinions(files, [desk.token.soft.authority.file]);
      for (const { signatures } of opinions) {
        expect(signatures).toEqual([
          { intact: true, trusted: true, wholeFile: true, format: "ETSI.CAdES.detached" },
        ]);
      }
      expect(desk.token.faulty.calls("C_Sign").length).toBe(COUNT);
    };

    test("ticked in the page: one PIN, at most four clicks, each signed once and back in the page", async () => {
      let clicks = 0;
      const page = await desk.openOffice();
      const pierced = await allBadges(page, COUNT);
      const press = async (text: RegExp) => {
        const [button] = await pierced.waitFor(
          (node) => node.nodeName === "BUTTON" && text.test(textOf(node)),
        );
        if (button) await pierced.click(button);
        clicks += 1;
      };
      await pierced.click(await findBadge(pierced, "201_UBND-VX.pdf", /Ký số/), "Control");
      clicks += 1;
      await press(new RegExp(pageTexts.vi.tickAll(String(COUNT))));
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await press(new RegExp(pageTexts.vi.signTicked(String(COUNT))));
      const window = new BatchWindow(await opened);
      await window.ready();
      await window.typePinByKeys(PIN);
      await window.page.keyboard.press("Enter");
      await window.over();
      expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
      expect(desk.token.faulty.calls("C_Login").length).toBe(1);
      await expectAllSigned(page);
    });

    test("with the leader's hand signature: placed by itself on each, seen in each", async () => {
      const pictures = await drawStampPictures(await desk.openOffice());
      const leader = { preset: "leader", name: "Chữ ký", widthMm: 46, heightMm: 19 } as const;
      await storePictures(desk.browser, [{ ...leader, bytes: pictures.hand }]);
      const { page, window } = await openBatch(desk, COUNT);
      await expect.poll(() => window.page.locator(".mini").count(), { timeout: 60_000 }).toBe(COUNT);
      await window.typePinByKeys(PIN);
      await window.page.keyboard.press("Enter");
      await window.over();
      await clearPictures(desk.browser);
      await expectAllSigned(page);
      for (const { bytes } of desk.office.received) {
        const [, rect = ""] = /\/FT \/Sig[\s\S]*?\/Rect \[([^\]]+)\]/.exec(bytes.toString("latin1")) ?? [];
        const [left = 0, bottom = 0, right = 0, top = 0] = rect.trim().split(/\s+/).map(Number);
        expect([Math.round(right - left), Math.round(top - bottom)]).toEqual([130, 54]);
      }
    });

    test("from the popup: two clicks and the PIN", async () => {
      // The first click was on the toolbar icon.
      const { page, window } = await openBatch(desk, COUNT);
      await window.typePinByKeys(PIN);
      await window.page.keyboard.press("Enter");
      await window.over();
      await expectAllSigned(page);
    });
  },
);
