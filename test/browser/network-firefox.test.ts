/** The verify window in Firefox asks the services of a test PKI over plain HTTP under a name that is not loopback. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ElementHandle, Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HEADLINES, SUB_INDICATIONS } from "#shared/messages/verdicts.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { type Firefox, firefoxMissing, launchFirefox } from "../tools/firefox.ts";
import { firefoxWindow, until } from "../tools/firefox-window.ts";
import {
  CRL_PATH,
  hoursFromNow,
  OCSP_PATH,
  type TestAuthority,
  testAuthority,
} from "../tools/test-pki/authority.ts";
import { misbehave, OCSP_FAULTS } from "../tools/test-pki/faults.ts";
import { pemOf } from "../tools/test-pki/pem.ts";
import { letterSignedBy } from "../tools/test-pki/signed-letter.ts";

const STATE_HOST = "pki.thu-nghiem.gov.vn";
/** One that the extension may ask only after the person has allowed it. */
const PUBLIC_HOST = "pki.thu-nghiem.example";
const VERIFY_PAGE = "windows/verify/verify.html";

declare const browser: {
  readonly runtime: { sendMessage(message: object): Promise<unknown> };
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
};

describe.skipIf(firefoxMissing !== null)(
  `evidence from the network in Firefox${firefoxMissing ? ` (needs ${firefoxMissing})` : ""}`,
  () => {
    let firefox: Firefox;
    let desk: Page;
    let authority: TestAuthority;
    let elsewhere: TestAuthority;

    beforeAll(async () => {
      firefox = await launchFirefox({
        host: false,
        preferences: {
          "network.dns.localDomains": `${STATE_HOST},${PUBLIC_HOST}`,
          "extensions.webextOptionalPermissionPrompts": false,
        },
      });
      authority = await testAuthority({ host: STATE_HOST });
      elsewhere = await testAuthority({ host: PUBLIC_HOST });
      desk = await firefox.browser.newPage();
      // BiDi never tells that a page of an extension is there.
      await desk.goto(firefox.address("windows/popup/popup.html"), { timeout: 2000 }).catch(() => undefined);
      await until(() => desk.evaluate(() => (typeof browser === "object" ? true : null)).catch(() => null));
      const policy = { anchors: [authority, elsewhere].map(({ issuing }) => pemOf(issuing.facts.der)) };
      await desk.evaluate((given) => browser.storage.local.set({ policy: given }), policy);
    });
    beforeEach(async () => {
      authority.reset();
      authority.service.forget();
      await desk.evaluate(
        () =>
          new Promise<void>((resolve) => {
            indexedDB.deleteDatabase("antin-evidence").onsuccess = () => resolve();
          }),
      );
    });
    afterEach(async () => {
      for (const page of await firefox.browser.pages()) if (page !== desk) await page.close();
    });
    afterAll(async () => {
      await firefox?.close();
      await authority?.close();
      await elsewhere?.close();
    });

    const verdict = async (by = authority): Promise<string> => {
      const file = join(firefox.folder, "van-ban.pdf");
      writeFileSync(file, await letterSignedBy(by.signer));
      await desk.evaluate(() => browser.runtime.sendMessage({ type: "jobs.own", action: "verify" }));
      const { page } = await firefoxWindow(firefox.browser, firefox.address(VERIFY_PAGE));
      const input = await until(() => page.$("input[type=file]"));
      await (input as ElementHandle<HTMLInputElement>).uploadFile(file);
      return until(() =>
        page.evaluate(() => document.querySelector("section.verdict[aria-busy=false]")?.textContent ?? null),
      );
    };
    const isLater = (said: string) => {
      expect(said).toContain("chưa hỏi được tình trạng thu hồi");
      expect(said).not.toContain(HEADLINES.passed.vi);
    };

    test("an honest OCSP service makes it valid, without any host", async () => {
      expect(await verdict()).toContain(HEADLINES.passed.vi);
      expect(authority.service.asked.map(({ path }) => path)).toEqual([OCSP_PATH]);
    });

    test("revoked is never valid", async () => {
      const status = { revokedAt: hoursFromNow(-48) };
      authority.service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { status }) }));
      expect(await verdict()).toContain(SUB_INDICATIONS.REVOKED_NO_POE.vi);
    });

    test.each(OCSP_FAULTS.filter(({ fault }) => fault !== "timeout"))(
      "an OCSP service that $name: later",
      async (fault) => {
        misbehave(authority, "ocsp", fault);
        authority.service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
        isLater(await verdict());
      },
    );

    test("a site outside gov.vn is asked once the person has allowed it, by the button that checks again", async () => {
      isLater(await verdict(elsewhere));
      expect(elsewhere.service.asked).toEqual([]);
      const window = await firefoxWindow(firefox.browser, firefox.address(VERIFY_PAGE));
      await window.press(verifyTexts.vi.again);
      await window.says(HEADLINES.passed.vi);
      expect(elsewhere.service.asked.map(({ path }) => path)).toEqual([OCSP_PATH]);
    });

    test("where OCSP is silent, the list makes it valid", async () => {
      authority.service.serve(OCSP_PATH, () => "cut");
      expect(await verdict()).toContain(HEADLINES.passed.vi);
    });
  },
);
