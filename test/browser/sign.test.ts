/** The whole way in Chromium: click in a page, PIN, signed file back in the page, judged by a stranger. */

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { SAMPLE_DOCUMENTS } from "../tools/eoffice/server.ts";
import { pdfsigOpinions } from "../tools/judges/pdfsig.ts";
import { qpdfComplaints } from "../tools/judges/qpdf.ts";
import { PIN } from "../tools/plugged-token.ts";
import { deskMissing, OFFICE_URL, openDesk, type SigningDesk } from "../tools/signing-desk.ts";

const FILE = "125_UBND-VX.pdf";
const texts = signTexts.vi;

describe.skipIf(deskMissing !== null)(
  `signing from a page in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const original = () => {
      const answer = SAMPLE_DOCUMENTS[0]?.answer;
      if (!(answer instanceof Uint8Array)) throw new Error("the sample letter is missing");
      return answer;
    };

    /** pdfsig finds one right signature by the token's certificate, over the whole file. */
    const expectSigned = async (bytes: Uint8Array) => {
      const file = join(desk.browser.folder, "judged.pdf");
      await writeFile(file, bytes);
      const [opinion] = await pdfsigOpinions([file], [desk.token.soft.authority.file]);
      expect(opinion?.signatures).toEqual([
        { intact: true, trusted: true, wholeFile: true, format: "ETSI.CAdES.detached" },
      ]);
      expect(await qpdfComplaints(file)).toEqual([]);
    };

    test("the signed file reaches the reply of the page that asked, byte for byte", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.signWith(PIN);
      await window.signed();
      await page.locator("#attached li").first().waitFor();
      const [shown = ""] = await page.locator("#attached li").allInnerTexts();
      expect(shown).toContain("125_UBND-VX");
      await page.bringToFront();
      await page.getByRole("button", { name: "Gửi" }).click();
      await page.getByText("Đã gửi 1 tệp.").waitFor();
      const [received] = desk.office.received;
      expect(received?.name).toBe(shown);
      const bytes = received?.bytes ?? Buffer.alloc(0);
      expect(bytes.subarray(0, original().length).equals(original())).toBe(true);
      await expectSigned(bytes);
      const download = await window.save();
      expect((await readFile(await download.path())).equals(bytes)).toBe(true);
    });

    test("the window says who asks, what is signed and by whom before the PIN", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.pin.waitFor();
      const said = await window.text();
      expect(said).toContain(new URL(OFFICE_URL).host);
      expect(said).toContain(FILE);
      expect(said).toContain("Lại Xuân Lâm");
      expect(said).toContain(texts.onlyHere);
      await window.button("decline").click();
      await expect.poll(() => window.page.isClosed(), { timeout: 30_000 }).toBe(true);
      expect(desk.office.received).toEqual([]);
    });

    test("a second document from the same page is signed without a second PIN", async () => {
      const page = await desk.openOffice();
      const first = await desk.clickSign(page, FILE);
      await first.signWith(PIN);
      await first.signed();
      const starts = desk.browser.host.starts();
      await page.bringToFront();
      const second = await desk.clickSign(page, "Tờ trình 126 TTr-SKHCN.pdf");
      expect(second.page).toBe(first.page);
      await second.says(texts.sessionOpen);
      await second.page.waitForTimeout(700);
      await second.signButton.click();
      await second.signed();
      await page.locator("#attached li").nth(1).waitFor();
      expect(desk.browser.host.starts()).toBe(starts);
    });

    test("without a device a page of this computer is signed by the practice token, and says so", async () => {
      desk.token.faulty.unplug();
      const page = await desk.openOffice(desk.office.url);
      const window = await desk.clickSign(page, FILE);
      await window.practise();
      await window.says(texts.donePractice);
      expect(await window.page.locator("body").textContent()).toContain("CHỮ KÝ THỰC HÀNH");
    });
  },
);
