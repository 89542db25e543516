/** The verify window in Firefox: report saved twice beside itself, several files as a table, no host. */

import { mkdirSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { HEADLINES, SUB_INDICATIONS } from "#shared/messages/verdicts.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { letterPdf } from "../tools/eoffice/letter.ts";
import { type Firefox, firefoxMissing, launchFirefox } from "../tools/firefox.ts";
import { type FirefoxWindow, firefoxWindow, until } from "../tools/firefox-window.ts";
import { type TestAuthority, testAuthority } from "../tools/test-pki/authority.ts";
import { signedBy } from "../tools/test-pki/signed-letter.ts";

const VERIFY_PAGE = "windows/verify/verify.html";

declare const browser: {
  readonly runtime: { sendMessage(message: object): Promise<unknown> };
};

describe.skipIf(firefoxMissing !== null)(
  `the verify window in Firefox${firefoxMissing ? ` (needs ${firefoxMissing})` : ""}`,
  () => {
    let firefox: Firefox;
    let desk: Page;
    let authority: TestAuthority;
    beforeAll(async () => {
      firefox = await launchFirefox({ host: false });
      authority = await testAuthority();
      desk = await firefox.browser.newPage();
      // BiDi never tells that a page of an extension is there.
      await desk.goto(firefox.address("windows/popup/popup.html"), { timeout: 2000 }).catch(() => undefined);
      await until(() => desk.evaluate(() => (typeof browser === "object" ? true : null)).catch(() => null));
    });
    afterEach(async () => {
      for (const page of await firefox.browser.pages()) if (page !== desk) await page.close();
    });
    afterAll(async () => {
      await firefox?.close();
      await authority?.close();
    });

    const open = async (files: Readonly<Record<string, Uint8Array>>): Promise<FirefoxWindow> => {
      const folder = join(firefox.folder, "given");
      mkdirSync(folder, { recursive: true });
      const paths = Object.entries(files).map(([name, bytes]) => {
        writeFileSync(join(folder, name), bytes);
        return join(folder, name);
      });
      await desk.evaluate(() => browser.runtime.sendMessage({ type: "jobs.own", action: "verify" }));
      const window = await firefoxWindow(firefox.browser, firefox.address(VERIFY_PAGE));
      const input = await until(() => window.page.$("input[type=file]"));
      await (input as ElementHandle<HTMLInputElement>).uploadFile(...paths);
      return window;
    };

    test("a report saved twice is two files, each a PDF", async () => {
      const letter = await signedBy(authority.signer, { pdf: new Uint8Array(letterPdf()) });
      const window = await open({ "CV_9.pdf": letter });
      await window.says(SUB_INDICATIONS.NO_CERTIFICATE_CHAIN_FOUND.vi);
      const reports = (count: number) =>
        until(async () => {
          const names = await readdir(firefox.downloads);
          const done = names.filter((name) => name.startsWith("CV_9.") && name.endsWith(".pdf"));
          return done.length < count || names.some((name) => name.endsWith(".part")) ? null : done;
        });
      await window.press(reportTexts.vi.saveShort);
      await reports(1);
      await window.press(reportTexts.vi.saveShort);
      const names = await reports(2);
      for (const name of names) {
        const bytes = await readFile(join(firefox.downloads, name));
        expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
      }
    });

    test("pages are compared in frames that nobody sees", async () => {
      const first = await signedBy(authority.signer, { pdf: new Uint8Array(letterPdf()) });
      const twice = await signedBy(authority.signer, { pdf: first });
      const window = await open({ "CV_10.pdf": twice });
      await window.says(lookTexts.vi.version.compare);
      await window.press(lookTexts.vi.version.compare);
      await window.says(lookTexts.vi.compare.same("1", "1"));
    });

    test("a file without a signature goes to the sign window as it is", async () => {
      const window = await open({ "nhap.pdf": new Uint8Array(letterPdf()) });
      await window.says(HEADLINES.unsigned.vi);
      await window.press(verifyTexts.vi.signThis);
      const signing = await firefoxWindow(firefox.browser, firefox.address("windows/sign/sign.html"));
      await signing.says("nhap.pdf");
    });

    test("several files become a table", async () => {
      const window = await open({ "a.pdf": new Uint8Array(letterPdf()), "b.pdf": new Uint8Array([37]) });
      await window.says(folderTexts.vi.done("2"));
      await window.says(folderTexts.vi.filters.none);
      await window.says(folderTexts.vi.filters.failed);
    });
  },
);
