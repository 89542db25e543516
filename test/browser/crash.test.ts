/** The browser dies in the middle of fifteen documents: nothing signed is lost, nothing delivered is signed again. */

import { readFile } from "node:fs/promises";
import type { Download } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { popupTexts } from "#shared/messages/popup.ts";
import { BatchWindow, openBatch } from "../tools/batch-window.ts";
import { signedParts } from "../tools/judges/signed-parts.ts";
import { manyLetters } from "../tools/many-letters.ts";
import { PIN } from "../tools/plugged-token.ts";
import { openPopup } from "../tools/popup.ts";
import { deskMissing, openDesk, SIGN_PAGE, type SigningDesk, waitForWindow } from "../tools/signing-desk.ts";

const COUNT = 15;

describe.skipIf(deskMissing !== null)(
  `a crash of Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
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

    /** Saves everything that is offered; by name. */
    const saveAll = async (window: BatchWindow, count: number) => {
      const downloads: Download[] = [];
      window.page.on("download", (download) => downloads.push(download));
      await window.page.locator("button[data-act=save-all]").click();
      await expect.poll(() => downloads.length, { timeout: 60_000 }).toBe(count);
      return new Map(
        await Promise.all(
          downloads.map(async (download) => {
            const bytes = await readFile(await download.path());
            return [download.suggestedFilename(), bytes as Buffer] as const;
          }),
        ),
      );
    };

    test("killed after the seventh of fifteen: with the same profile all fifteen are had, each signed once", async () => {
      desk.token.faulty.control("C_Sign delay=300");
      const { window } = await openBatch(desk, COUNT);
      await window.typePinByKeys(PIN);
      await window.page.keyboard.press("Enter");
      await expect
        .poll(() => desk.token.faulty.calls("C_Sign").length, { timeout: 60_000, interval: 20 })
        .toBeGreaterThanOrEqual(7);
      await desk.crash();
      const made = desk.token.faulty.calls("C_Sign").length;
      desk.token.faulty.control();
      const page = await desk.openOffice();
      const popup = await openPopup(desk.browser);
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await popup.getByRole("button", { name: popupTexts.vi.openUnfinished }).click();
      const again = new BatchWindow(await opened);
      await again.ready();
      expect(await again.rows.count()).toBe(COUNT);
      const kept = (await again.count("signed")) + (await again.count("unproven"));
      // The one that the token was making has no copy, and says so.
      expect(kept).toBeGreaterThanOrEqual(made - 2);
      await again.typePinByKeys(PIN);
      await again.page.keyboard.press("Enter");
      await again.over();
      const files = await saveAll(again, kept);
      await expect.poll(() => page.locator("#attached li").count(), { timeout: 60_000 }).toBe(COUNT - kept);
      await page.bringToFront();
      await page.getByRole("button", { name: "Gửi" }).click();
      await page.getByText(`Đã gửi ${COUNT - kept} tệp.`).waitFor();
      for (const { name, bytes } of desk.office.received) {
        expect(files.has(name)).toBe(false);
        files.set(name, bytes);
      }
      expect(files.size).toBe(COUNT);
      for (const bytes of files.values()) {
        const parts = signedParts(bytes);
        expect(parts.map(({ wholeFile }) => wholeFile)).toEqual([true]);
      }
      // The one at the token, and one on its way back: nobody has their first signatures, and the list said so.
      expect(desk.token.faulty.calls("C_Sign").length).toBe(COUNT + made - kept);
    });
  },
);
