/** The verify window in Chromium with letters of an office under an authority that the administrator trusts. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { type Chromium, launchChromium } from "./chromium.ts";
import { type OfficeLetters, officeLetters } from "./office-letters.ts";
import { VERIFY_PAGE, waitForWindow } from "./signing-desk.ts";
import { drawStampPictures } from "./stamp-pictures.ts";
import { type TestAuthority, testAuthority } from "./test-pki/authority.ts";
import { pemOf } from "./test-pki/pem.ts";

/** A state site by its name, so the extension may ask it; resolved to 127.0.0.1 for this browser alone. */
const STATE_HOST = "pki.thu-nghiem.gov.vn";

declare const chrome: {
  readonly runtime: { sendMessage(message: object): Promise<unknown> };
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
};

export interface VerifyTestDesk {
  readonly browser: Chromium;
  readonly authority: TestAuthority;
  readonly letters: OfficeLetters;
  /** A fresh window with a place for files. */
  openWindow(): Promise<Page>;
  /** A fresh window over one file, its verdict there. */
  check(name: string, bytes: Uint8Array): Promise<Page>;
  /** Files by their paths in a folder of that name; answers with the folder. */
  folder(name: string, files: Readonly<Record<string, Uint8Array>>): string;
  /** Before each test: no windows, nothing remembered of the services, which are honest. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function openVerifyDesk(): Promise<VerifyTestDesk> {
  const browser = await launchChromium({ args: [`--host-resolver-rules=MAP ${STATE_HOST} 127.0.0.1`] });
  browser.host.unregister();
  const authority = await testAuthority({ host: STATE_HOST });
  const desk = await browser.context.newPage();
  await desk.goto(browser.address("windows/popup/popup.html"));
  const letters = await officeLetters(authority, await drawStampPictures(desk));
  const policy = { anchors: [pemOf(authority.issuing.facts.der)] };
  await desk.evaluate((given) => chrome.storage.local.set({ policy: given }), policy);
  const openWindow = async () => {
    const opened = waitForWindow(browser, VERIFY_PAGE);
    await desk.evaluate(() => chrome.runtime.sendMessage({ type: "jobs.own", action: "verify" }));
    return opened;
  };
  const folder = (name: string, files: Readonly<Record<string, Uint8Array>>) => {
    const root = join(browser.folder, name);
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    }
    return root;
  };
  return {
    ...{ browser, authority, letters, openWindow, folder },
    async check(name, bytes) {
      const page = await openWindow();
      const file = join(folder("one", { [name]: bytes }), name);
      await page.locator("input[type=file]").first().setInputFiles(file);
      await page.locator("section.verdict[aria-busy=false] .acts .btn").first().waitFor();
      return page;
    },
    async reset() {
      for (const page of browser.windows(VERIFY_PAGE)) await page.close();
      authority.reset();
      await desk.evaluate(
        () =>
          new Promise<void>((resolve) => {
            indexedDB.deleteDatabase("antin-evidence").onsuccess = () => resolve();
          }),
      );
    },
    async close() {
      await browser.close();
      await authority.close();
    },
  };
}
