/** The browser dies in the middle of fifteen documents: nothing signed is lost, nothing delivered is signed again. */

import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { popupTexts } from "#shared/messages/popup.ts";
import { BatchWindow, openBatch } from "../tools/batch-window.ts";
import { letterPdf, SAMPLE_LETTER } from "../tools/eoffice/letter.ts";
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

    describe("a large document, which is on the disk before it is signed", () => {
      const FILE = "lon.pdf";
      const original = letterPdf({ ...SAMPLE_LETTER, ballast: 6_000_000 });
      const openLarge = async () => {
        desk.office.show([
          { path: `/tep/${FILE}`, fileName: FILE, number: "1/UBND", about: "Tệp lớn", answer: original },
        ]);
        const page = await desk.openOffice();
        await page.evaluate(() => document.querySelector("#reply-form")?.remove());
        const window = await desk.clickSign(page, FILE);
        await expect
          .poll(() => kept(window.page), { timeout: 20_000 })
          .toMatchObject({ originals: [original.length] });
        return window;
      };

      test("killed once it was signed: the signed file is had, and only what was appended was written", async () => {
        const window = await openLarge();
        await window.signWith(PIN);
        await window.signed();
        const { appended } = await kept(window.page);
        expect(appended.length).toBe(1);
        expect(appended[0]).toBeLessThan(200_000);
        await desk.crash();
        const popup = await openPopup(desk.browser);
        const opened = waitForWindow(desk.browser, SIGN_PAGE);
        await popup.getByRole("button", { name: popupTexts.vi.openUnfinished }).click();
        const again = new BatchWindow(await opened);
        const [bytes] = (await saveAll(again, 1)).values();
        if (bytes === undefined) throw new Error("nothing was saved");
        expect(bytes.length).toBe(original.length + (appended[0] ?? 0));
        expect(bytes.subarray(0, original.length).equals(original)).toBe(true);
        expect(signedParts(bytes).map(({ wholeFile }) => wholeFile)).toEqual([true]);
        // Saved, nothing of it is kept.
        await expect.poll(() => kept(again.page)).toEqual({ originals: [], appended: [] });
      });

      test("not signed after all: nothing of it stays", async () => {
        const window = await openLarge();
        await window.button("decline").click();
        const popup = await openPopup(desk.browser);
        await expect.poll(() => kept(popup)).toEqual({ originals: [], appended: [] });
      });
    });
  },
);

interface Kept {
  /** Bytes of each. */
  readonly originals: number[];
  readonly appended: number[];
}

/** What lies on the disk, read by a page of the extension. */
function kept(page: Page): Promise<Kept> {
  return page.evaluate(async () => {
    const read = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await read(indexedDB.open("antin-keep"));
    const stores = database.transaction(["documents", "originals"]);
    const documents: { signed: { appended?: Uint8Array } | null }[] = await read(
      stores.objectStore("documents").getAll(),
    );
    const originals: { blob: Blob }[] = await read(stores.objectStore("originals").getAll());
    database.close();
    return {
      originals: originals.map(({ blob }) => blob.size),
      appended: documents.flatMap(({ signed }) => signed?.appended?.length ?? []),
    };
  });
}
