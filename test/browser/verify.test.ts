/** The verify window in Chromium: one headline for each state of a letter, with and without a host. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { explainReading } from "#shared/messages/errors.ts";
import { HEADLINES, SUB_INDICATIONS } from "#shared/messages/verdicts.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { type SignedLetters, signedLetters } from "../tools/signed-letters.ts";
import {
  deskMissing,
  openDesk,
  type SigningDesk,
  VERIFY_PAGE,
  waitForWindow,
} from "../tools/signing-desk.ts";

const FILE = "van-ban.pdf";
const texts = verifyTexts.vi;

describe.skipIf(deskMissing !== null)(
  `the verify window in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    let letters: SignedLetters;
    beforeAll(async () => {
      desk = await openDesk();
      letters = await signedLetters(desk.token, desk.browser.host.home);
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const verdictOn = async (answer: Uint8Array): Promise<string> => {
      desk.office.show([{ path: `/tep/${FILE}`, fileName: FILE, number: "1/UBND", about: "Thử", answer }]);
      const page = await desk.openOffice();
      const opened = waitForWindow(desk.browser, VERIFY_PAGE);
      await desk.click(page, FILE, /Kiểm tra/);
      const banner = (await opened).locator("section.verdict[aria-busy=false]");
      await banner.waitFor();
      return (await banner.textContent()) ?? "";
    };

    test("a letter without a signature", async () => {
      expect(await verdictOn(letters.unsigned)).toContain(HEADLINES.unsigned.vi);
    });

    test("a letter signed under an authority nobody knows is neither good nor to be sent back", async () => {
      const said = await verdictOn(letters.signed);
      expect(said).toContain(SUB_INDICATIONS.NO_CERTIFICATE_CHAIN_FOUND.vi);
      expect(said).toContain(texts.notReturn);
    });

    test("a practice signature says so", async () => {
      expect(await verdictOn(letters.practised)).toContain(texts.practice);
    });

    test("a letter changed after it was signed is bad", async () => {
      const said = await verdictOn(letters.changed);
      expect(said).toContain(HEADLINES.changed.vi);
      expect(said).toContain(texts.changedForbidden);
    });

    test("a cut letter cannot be checked, and says why", async () => {
      const said = await verdictOn(letters.signed.subarray(0, letters.signed.length >> 1));
      expect(said).toContain(texts.failed);
      expect(said).toContain(explainReading({ code: "PDF_BROKEN" }, "vi").said);
    });

    test("no host is wanted, none is started", async () => {
      const before = desk.browser.host.starts();
      expect(await verdictOn(letters.changed)).toContain(HEADLINES.changed.vi);
      expect(desk.browser.host.starts()).toBe(before);
    });
  },
);
