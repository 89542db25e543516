/** A real webmail that knows nothing of us: sign the PDF of a mail, give it to the reply, send it, find it at the recipient. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Chromium, chromiumMissing, launchChromium } from "../tools/chromium.ts";
import { PiercedPage } from "../tools/closed-shadow.ts";
import { pdfsigOpinions } from "../tools/judges/pdfsig.ts";
import { PIN, type PluggedToken, plugToken, tokenMissing } from "../tools/plugged-token.ts";
import { attachmentsOf, type Roundcube, roundcubeMissing, startRoundcube } from "../tools/roundcube.ts";
import { SignWindow } from "../tools/sign-window.ts";
import { findBadge, SIGN_PAGE, waitForWindow } from "../tools/signing-desk.ts";

const missing = chromiumMissing ?? tokenMissing ?? (await roundcubeMissing());

/** Seeded messages by the beginning of their subject, with the attachment that is signed. */
const MAILS = [
  { subject: "[c05]", file: "Tờ trình 45 TTr-STTTT.pdf", what: "declared as octet-stream" },
  { subject: "[c01]", file: "Công văn số 123_UBND-VX", what: "with a long Vietnamese name" },
] as const;

describe.skipIf(missing !== null)(
  `Roundcube in Chromium${missing === null ? "" : ` (needs ${missing})`}`,
  () => {
    let mail: Roundcube;
    let browser: Chromium;
    let token: PluggedToken;
    beforeAll(async () => {
      mail = await startRoundcube();
      browser = await launchChromium();
      token = await plugToken({ folder: join(browser.folder, "token"), label: "lanh dao" });
      browser.host.setEnvironment(token.env);
    });
    afterAll(async () => {
      await browser?.close();
      await mail?.close();
    });

    const logIn = async (): Promise<Page> => {
      const page = await browser.context.newPage();
      await page.goto(mail.url);
      const form = page.locator("#rcmloginuser");
      if ((await form.count()) === 0) return page;
      await form.fill("lanhdao");
      await page.fill("#rcmloginpwd", mail.password);
      await page.click("#rcmloginsubmit");
      await page.locator("#messagelist").waitFor();
      return page;
    };

    test.each(MAILS)(
      "an attachment $what: signed, given to the reply, sent, found byte for byte",
      async ({ subject, file }) => {
        const page = await logIn();
        await page.locator("#messagelist a", { hasText: subject }).click();
        const pierced = await PiercedPage.open(page);
        const badge = await findBadge(pierced, file, /Ký số/);
        const opened = waitForWindow(browser, SIGN_PAGE);
        await pierced.click(badge);
        const window = new SignWindow(await opened);
        await window.signWith(PIN);
        await window.signed();
        await page.bringToFront();
        await page.locator("a.reply:visible").first().click();
        await page.locator("#compose-attachments").waitFor();
        await window.button("sendToPage").click();
        await page.locator("#attachment-list li .attachment-name").first().waitFor();
        const signed = await readFile(await (await window.save()).path());
        await page.bringToFront();
        const before = (await mail.inbox("vanthu")).length;
        await page.locator("button.send").click();
        await expect
          .poll(async () => (await mail.inbox("vanthu")).length, { timeout: 60_000 })
          .toBe(before + 1);
        const received = (await mail.inbox("vanthu")).flatMap(attachmentsOf);
        expect(received.some(({ bytes }) => bytes.equals(signed))).toBe(true);
        const judged = join(browser.folder, "received.pdf");
        await writeFile(judged, signed);
        const [opinion] = await pdfsigOpinions([judged], [token.soft.authority.file]);
        expect(opinion?.signatures).toEqual([
          { intact: true, trusted: true, wholeFile: true, format: "ETSI.CAdES.detached" },
        ]);
        await window.page.close();
        await page.close();
      },
    );
  },
);
