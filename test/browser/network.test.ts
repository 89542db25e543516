/** The verify window asks the services of a test PKI over plain HTTP, with nobody else on the network. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HEADLINES, SUB_INDICATIONS } from "#shared/messages/verdicts.ts";
import { type Chromium, chromiumMissing, launchChromium } from "../tools/chromium.ts";
import { SignedDocument } from "../tools/signed/document.ts";
import { waitForWindow } from "../tools/signing-desk.ts";
import {
  CRL_PATH,
  DELTA_PATH,
  hoursFromNow,
  ISSUER_PATH,
  OCSP_PATH,
  type TestAuthority,
  testAuthority,
  times,
} from "../tools/test-pki/authority.ts";
import { CRL_FAULTS, DELTA_FAULTS, misbehave, OCSP_FAULTS } from "../tools/test-pki/faults.ts";
import { pemOf } from "../tools/test-pki/pem.ts";
import { policyHome } from "../tools/test-pki/policy-file.ts";
import { letterSignedBy } from "../tools/test-pki/signed-letter.ts";

/** A state site by its name, so the extension may ask it; resolved to 127.0.0.1 for this browser alone. */
const STATE_HOST = "pki.thu-nghiem.gov.vn";
const VERIFY_PAGE = "windows/verify/verify.html";

declare const chrome: {
  readonly runtime: { sendMessage(message: object): Promise<unknown> };
  readonly storage: { readonly local: { set(values: object): Promise<void> } };
};

describe.skipIf(chromiumMissing !== null)(
  `evidence from the network in Chromium${chromiumMissing ? ` (needs ${chromiumMissing})` : ""}`,
  () => {
    let browser: Chromium;
    let desk: Page;
    let authority: TestAuthority;
    let inside: TestAuthority;
    /** Its certificates name a list and deltas, no OCSP service. */
    let listing: TestAuthority;

    beforeAll(async () => {
      browser = await launchChromium({ args: [`--host-resolver-rules=MAP ${STATE_HOST} 127.0.0.1`] });
      authority = await testAuthority({ host: STATE_HOST });
      inside = await testAuthority();
      listing = await testAuthority({ host: STATE_HOST, ocsp: false, delta: true });
      desk = await browser.context.newPage();
      await desk.goto(browser.address("windows/popup/popup.html"));
    });
    beforeEach(async () => {
      authority.service.forget();
      inside.service.forget();
      listing.service.forget();
      browser.host.unregister();
      await desk.evaluate(
        () =>
          new Promise<void>((resolve) => {
            indexedDB.deleteDatabase("antin-evidence").onsuccess = () => resolve();
          }),
      );
      await believe(authority.issuing.facts.der);
    });
    afterEach(async () => {
      for (const page of browser.windows(VERIFY_PAGE)) await page.close();
      authority.reset();
      inside.reset();
      listing.reset();
    });
    afterAll(async () => {
      await browser?.close();
      await authority?.close();
      await inside?.close();
      await listing?.close();
    });

    /** What an administrator's policy would say; a development build takes it from its storage. */
    const believe = (der: Uint8Array, allowHosts: readonly string[] = []) =>
      desk.evaluate((policy) => chrome.storage.local.set({ policy }), { anchors: [pemOf(der)], allowHosts });

    const verdictOn = async (pdf: Uint8Array): Promise<string> => {
      const file = join(browser.folder, "van-ban.pdf");
      writeFileSync(file, pdf);
      const opened = waitForWindow(browser, VERIFY_PAGE);
      await desk.evaluate(() => chrome.runtime.sendMessage({ type: "jobs.own", action: "verify" }));
      const page = await opened;
      await page.locator("input[type=file]").first().setInputFiles(file);
      const banner = page.locator("section.verdict[aria-busy=false]");
      await banner.waitFor();
      return (await banner.textContent()) ?? "";
    };
    const letter = (signer = authority.signer) => letterSignedBy(signer);
    const passed = (said: string) => expect(said).toContain(HEADLINES.passed.vi);
    /** Missing evidence is never a distrust, and never green. */
    const later = (said: string) => {
      expect(said).toContain("chưa hỏi được tình trạng thu hồi");
      expect(said).not.toContain(HEADLINES.passed.vi);
    };
    const refusing = () => ({ bytes: new Uint8Array(), status: 500 });

    test("an honest OCSP service makes it valid, without any host", async () => {
      const before = browser.host.starts();
      passed(await verdictOn(await letter()));
      expect(authority.service.asked.map(({ path }) => path)).toEqual([OCSP_PATH]);
      expect(browser.host.starts()).toBe(before);
    });

    test("what was fetched serves the next window without asking", async () => {
      passed(await verdictOn(await letter()));
      const before = authority.service.asked.length;
      for (const page of browser.windows(VERIFY_PAGE)) await page.close();
      passed(await verdictOn(await letter()));
      expect(authority.service.asked).toHaveLength(before);
    });

    test("where OCSP is silent, the list makes it valid", async () => {
      authority.service.serve(OCSP_PATH, refusing);
      passed(await verdictOn(await letter()));
    });

    test("an issuer that is missing is fetched", async () => {
      await believe(authority.root.facts.der);
      passed(await verdictOn(await letter()));
      expect(authority.service.asked.map(({ path }) => path)).toContain(ISSUER_PATH);
    });

    test("nobody answers: later, not distrusted", async () => {
      authority.service.serve(OCSP_PATH, () => "cut");
      authority.service.serve(CRL_PATH, () => "cut");
      later(await verdictOn(await letter()));
    });

    test("evidence inside the document makes it valid with nobody on the network", async () => {
      const gone = await testAuthority({ host: STATE_HOST });
      await gone.close();
      await believe(gone.issuing.facts.der);
      const plain = SignedDocument.blank().signed({ by: gone.signer });
      later(await verdictOn(plain.bytes));
      for (const page of browser.windows(VERIFY_PAGE)) await page.close();
      const said = await verdictOn(plain.stored({ crls: [gone.crl()] }).bytes);
      expect(said).toContain("hợp lệ");
      expect(said).not.toContain("chưa hỏi được");
    });

    test("revoked by OCSP is never valid", async () => {
      const status = { revokedAt: hoursFromNow(-48) };
      authority.service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { status }) }));
      expect(await verdictOn(await letter())).toContain(SUB_INDICATIONS.REVOKED_NO_POE.vi);
    });

    test("revoked by its list is never valid", async () => {
      const revoked = [{ serial: authority.signer.facts.serial, at: hoursFromNow(-48) }];
      authority.service.serve(OCSP_PATH, refusing);
      authority.service.serve(CRL_PATH, () => ({ bytes: authority.crl({ revoked }) }));
      expect(await verdictOn(await letter())).toContain(SUB_INDICATIONS.REVOKED_NO_POE.vi);
    });

    test.each(OCSP_FAULTS)("an OCSP service that $name: later", async (fault) => {
      misbehave(authority, "ocsp", fault);
      authority.service.serve(CRL_PATH, refusing);
      later(await verdictOn(await letter()));
    });

    test.each(CRL_FAULTS)("a list that $name: later", async (fault) => {
      authority.service.serve(OCSP_PATH, refusing);
      misbehave(authority, "crl", fault);
      later(await verdictOn(await letter()));
    });

    describe("deltas", () => {
      beforeEach(() => believe(listing.issuing.facts.der));
      const old = () => ({ bytes: listing.crl(times(-800, -700)) });

      test("a delta is asked for beside the list, and carries an old one on", async () => {
        listing.service.serve(CRL_PATH, old);
        passed(await verdictOn(await letter(listing.signer)));
        expect(listing.service.asked.map(({ path }) => path)).toEqual([CRL_PATH, DELTA_PATH]);
      });

      test("who is revoked in the delta alone is never valid", async () => {
        const revoked = [{ serial: listing.signer.facts.serial, at: hoursFromNow(-48) }];
        listing.service.serve(DELTA_PATH, () => ({ bytes: listing.delta({ revoked }) }));
        expect(await verdictOn(await letter(listing.signer))).toContain(SUB_INDICATIONS.REVOKED_NO_POE.vi);
      });

      test.each(DELTA_FAULTS)("one that $name: valid by the list", async (fault) => {
        misbehave(listing, "delta", fault);
        passed(await verdictOn(await letter(listing.signer)));
      });

      test("one that continues another list: later with an old one", async () => {
        listing.service.serve(CRL_PATH, old);
        listing.service.serve(DELTA_PATH, () => ({ bytes: listing.delta({ number: 9, base: 8 }) }));
        later(await verdictOn(await letter(listing.signer)));
      });
    });

    test("a redirect is not followed: later", async () => {
      authority.service.serve(OCSP_PATH, () => ({ redirect: inside.service.url(OCSP_PATH), status: 307 }));
      authority.service.serve(CRL_PATH, () => ({ redirect: inside.service.url(CRL_PATH), status: 302 }));
      later(await verdictOn(await letter()));
      expect(inside.service.asked).toEqual([]);
    });

    test("a certificate that names this computer is not asked for; it is where a policy allows the place", async () => {
      await believe(inside.issuing.facts.der);
      later(await verdictOn(await letter(inside.signer)));
      expect(inside.service.asked).toEqual([]);
      for (const page of browser.windows(VERIFY_PAGE)) await page.close();
      await believe(inside.issuing.facts.der, [inside.service.place]);
      passed(await verdictOn(await letter(inside.signer)));
    });

    test("what the browser may not ask, the host asks", async () => {
      const before = browser.host.starts();
      const home = policyHome({ allowHosts: [inside.service.place] });
      browser.host.setEnvironment({ ANTIN_POLICY: home.env["ANTIN_POLICY"] ?? "" });
      browser.host.register();
      await believe(inside.issuing.facts.der);
      passed(await verdictOn(await letter(inside.signer)));
      expect(browser.host.starts()).toBeGreaterThan(before);
      home.remove();
    });
  },
);
