/** The verify window in Chromium over letters of an office: who signed, what changed, what is saved, many files at once. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { explainReading } from "#shared/messages/errors.ts";
import { HEADLINES, SUB_INDICATIONS } from "#shared/messages/verdicts.ts";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { supplementTexts } from "#shared/messages/windows-verify-supplements.ts";
import type { Holder } from "../shared/trust/pki.ts";
import { chromiumMissing } from "../tools/chromium.ts";
import { dropFiles } from "../tools/drop-files.ts";
import { letterPdf } from "../tools/eoffice/letter.ts";
import { AGENCY, LEADER } from "../tools/office-letters.ts";
import { SIGN_PAGE, waitForWindow } from "../tools/signing-desk.ts";
import { CRL_PATH, hoursFromNow, OCSP_PATH } from "../tools/test-pki/authority.ts";
import { pemOf } from "../tools/test-pki/pem.ts";
import { letterSignedBy, stampedLetter } from "../tools/test-pki/signed-letter.ts";
import { openVerifyDesk, type VerifyTestDesk } from "../tools/verify-desk.ts";

const texts = verifyTexts.vi;
const report = reportTexts.vi;
const table = folderTexts.vi;
const supplements = supplementTexts.vi;
const missing =
  chromiumMissing ??
  ["pdftotext", "qpdf", "openssl"].find((name) => spawnSync(name, ["--version"]).error) ??
  null;

/** A CMS file beside its content, by OpenSSL. */
function detached({ facts, key }: Holder, content: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "antin-detached-"));
  const path = (name: string) => join(folder, name);
  try {
    writeFileSync(path("content"), content);
    writeFileSync(path("cert.pem"), pemOf(facts.der));
    writeFileSync(path("key.pem"), key.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    const what = ["-binary", "-in", path("content"), "-out", path("signed.p7s"), "-outform", "DER"];
    execFileSync("openssl", [
      "cms",
      "-sign",
      "-cades",
      ...what,
      "-signer",
      path("cert.pem"),
      "-inkey",
      path("key.pem"),
    ]);
    return readFileSync(path("signed.p7s"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** AES-256, as an office program sets a password for opening. */
function encrypted(pdf: Buffer, password: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "antin-encrypted-"));
  const [plain, locked] = [join(folder, "plain.pdf"), join(folder, "locked.pdf")];
  try {
    writeFileSync(plain, pdf);
    execFileSync("qpdf", ["--encrypt", password, password, "256", "--", plain, locked]);
    return readFileSync(locked);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(missing !== null)(
  `the verify window over letters of an office${missing ? ` (needs ${missing})` : ""}`,
  () => {
    let desk: VerifyTestDesk;
    beforeAll(async () => {
      desk = await openVerifyDesk();
    });
    beforeEach(() => desk.reset());
    afterAll(() => desk?.close());

    const banner = (page: Page) => page.locator("section.verdict").textContent();
    const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
    const says = (page: Page, text: string) => page.getByText(text).first().waitFor();
    const saved = async (page: Page, press: () => Promise<void>) => {
      const [download] = await Promise.all([page.waitForEvent("download"), press()]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const wordsOf = (pdf: Buffer) =>
      execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" }).normalize("NFC");

    describe("leader, then number, day and seal", () => {
      test("is one green sentence with both names, and has what a document wants", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.issued);
        const said = await banner(page);
        expect(said).toContain(LEADER);
        expect(said).toContain(AGENCY);
        expect(said).toContain("nội dung không thay đổi ngoài phần ký và đóng dấu");
        await says(
          page,
          texts.required.complete(`${texts.required.person}${texts.required.joint}${texts.required.agency}`),
        );
        expect(await page.locator("li.signer").count()).toBe(2);
        await says(page, texts.signaturesOf("2–4"));
      });

      test("each signature shows what it put on the page", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.issued);
        const pictures = page.locator(".added canvas");
        await expect.poll(() => pictures.count(), { timeout: 60_000 }).toBe(4);
        const isDrawn = await pictures.evaluateAll((canvases) =>
          (canvases as HTMLCanvasElement[]).map((canvas) => {
            const pixels =
              canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
            return pixels.some((value, index) => index % 4 < 3 && value < 200);
          }),
        );
        expect(isDrawn).toEqual([true, true, true, true]);
      });

      test("its report is a PDF with verdict, signers and source of revocation", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.issued);
        const press = () => button(page, report.save).click();
        const { name, bytes } = await saved(page, press);
        expect(name).toBe("CV_125.phieu-kiem-tra.pdf");
        const words = wordsOf(bytes);
        for (const part of [
          LEADER,
          AGENCY,
          "hợp lệ",
          "Không bị thu hồi; nguồn",
          "CV_125.pdf",
          report.madeBy("0.1.0").slice(0, 20),
        ]) {
          expect(words).toContain(part);
        }
        expect(await button(page, report.copyReturn).count()).toBe(0);
      });

      test("the revision that the leader signed comes on view and is saved to the last byte", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.issued);
        await page.getByRole("radio", { name: lookTexts.vi.version.signed }).click();
        const { bytes } = await saved(page, () => page.getByLabel(lookTexts.vi.saveSigned).click());
        const byLink = await saved(page, () =>
          page.getByText(lookTexts.vi.saveSigned, { exact: true }).click(),
        );
        expect(byLink.bytes.equals(bytes)).toBe(true);
        expect(bytes.equals(Buffer.from(desk.letters.led))).toBe(true);
      });
    });

    describe("words changed after signing", () => {
      test("are listed with a number each, and n walks through them", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.rewritten);
        expect(await banner(page)).toContain(HEADLINES.changed.vi);
        const lines = page.locator("ol.changes.bad > li");
        await expect
          .poll(() => lines.first().textContent())
          .toContain("“ngày 01 tháng” thành “ngày 21 tháng”");
        expect(await lines.nth(1).textContent()).toContain("“ngày 15 hằng” thành “ngày 25 hằng”");
        await page.keyboard.press("n");
        await expect.poll(() => lines.nth(0).getAttribute("aria-current")).toBe("true");
        await page.keyboard.press("n");
        await expect.poll(() => lines.nth(1).getAttribute("aria-current")).toBe("true");
        await page.keyboard.press("Shift+n");
        await expect.poll(() => lines.nth(0).getAttribute("aria-current")).toBe("true");
      });

      test("the page is shown as it was signed beside the page as it is", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.rewritten);
        await page.getByRole("radio", { name: lookTexts.vi.version.compare }).click();
        await says(page, lookTexts.vi.compare.pictureBefore("1").slice(0, 5));
        await expect.poll(() => page.locator(".pair-of-pages .picture").count(), { timeout: 60_000 }).toBe(2);
        expect(await page.locator(".pair-of-pages .picture i").count()).toBeGreaterThan(3);
      });

      test("a letter that returns the document is offered, and names the file and its hash", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.rewritten);
        await desk.browser.context.grantPermissions(["clipboard-read", "clipboard-write"]);
        await button(page, report.copyReturn).click();
        await says(page, report.copied);
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        expect(copied).toContain("CV_125.pdf");
        expect(copied).toContain(report.returnLetter.changed);
        expect(copied).toMatch(/[0-9a-f]{64}/);
      });
    });

    describe("a certificate that was revoked", () => {
      const revokedAt = hoursFromNow(-24);
      const check = (letter: Uint8Array) => {
        const { service, ocsp } = desk.authority;
        service.serve(OCSP_PATH, (asked) => ({ bytes: ocsp(asked, { status: { revokedAt } }) }));
        return desk.check("CV_7.pdf", letter);
      };
      const stamped = (contentAt: Date | null, signedAt: Date) => {
        const { signer, tsa } = desk.authority;
        return stampedLetter({ signer, tsa, contentAt, signedAt });
      };

      test("before it signed, as time-stamps prove, is red and says what it means; the letter that returns it is offered", async () => {
        const page = await check(stamped(hoursFromNow(-3), hoursFromNow(-2)));
        await page.locator("section.verdict.bad").waitFor();
        expect(await banner(page)).toContain(SUB_INDICATIONS.REVOKED.vi);
        expect(await banner(page)).toContain(texts.revokedBefore);
        expect(await page.locator("li.signer").textContent()).toContain(texts.clocks.stamp);
        await button(page, report.copyReturn).waitFor();
      });

      test("after the time-stamp leaves the signature valid", async () => {
        const page = await check(stamped(null, hoursFromNow(-48)));
        await page.locator("section.verdict.good").waitFor();
        expect(await button(page, report.copyReturn).count()).toBe(0);
      });

      test.each([
        ["no time-stamp", () => letterSignedBy(desk.authority.signer)],
        ["a time-stamp from after it", async () => stamped(null, hoursFromNow(-2))],
      ])("with %s is a question of when: to be asked, not yet to be relied on", async (_, letter) => {
        const page = await check(await letter());
        await page.locator("section.verdict.caution").waitFor();
        expect(await banner(page)).toContain(SUB_INDICATIONS.REVOKED_NO_POE.vi);
        expect(await banner(page)).toContain(texts.cautionNext.revoked);
        expect(await button(page, report.copyReturn).count()).toBe(0);
      });
    });

    describe("a file without a signature", () => {
      const shownIn = (window: Page) => window.getByText("nhap.pdf", { exact: true }).first().waitFor();

      test("goes to the sign window as it is, which shows it and what is missing there", async () => {
        const page = await desk.check("nhap.pdf", new Uint8Array(letterPdf()));
        const opened = waitForWindow(desk.browser, SIGN_PAGE);
        await button(page, texts.signThis).click();
        const window = await opened;
        await shownIn(window);
        await window.getByText(signTexts.vi.ownComputer).first().waitFor();
        await window.close();
      });

      test("a signed file offers nothing of the kind", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.issued);
        expect(await button(page, texts.signThis).count()).toBe(0);
      });
    });

    test("missing evidence: nothing to return, the report says so, asked again it is good", async () => {
      desk.authority.service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
      const page = await desk.check("CV_125.pdf", desk.letters.issued);
      expect(await banner(page)).toContain("chưa hỏi được tình trạng thu hồi");
      expect(await button(page, report.copyReturn).count()).toBe(0);
      const { bytes } = await saved(page, () => button(page, report.saveShort).click());
      expect(wordsOf(bytes)).toContain("chưa đủ căn cứ");
      desk.authority.reset();
      await button(page, texts.again).click();
      await page.locator("section.verdict.good").waitFor();
    });

    describe("what the user gives", () => {
      test("a revocation list as a file makes it good; another file changes nothing", async () => {
        desk.authority.service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
        const page = await desk.check("CV_125.pdf", desk.letters.issued);
        const input = page.getByLabel(supplements.evidence);
        const give = (name: string, bytes: Uint8Array) =>
          input.setInputFiles(join(desk.folder("lists", { [name]: bytes }), name));
        await give("other.crl", new Uint8Array(letterPdf()));
        await says(page, supplements.refused);
        expect(await banner(page)).toContain("chưa hỏi được tình trạng thu hồi");
        await give("issuing.crl", desk.authority.crl());
        await page.locator("section.verdict.good").waitFor();
      });

      test("the content of a detached signature file; other content does not fit it", async () => {
        const content = new TextEncoder().encode("Nội dung được ký rời.");
        const page = await desk.check("thu.txt.p7s", detached(desk.authority.signer, content));
        await says(page, SUB_INDICATIONS.SIGNED_DATA_NOT_FOUND.vi);
        const give = (name: string, bytes: Uint8Array) =>
          page
            .getByLabel(supplements.content)
            .setInputFiles(join(desk.folder("content", { [name]: bytes }), name));
        await give("thu.txt", content);
        await page.locator("section.verdict.good").waitFor();
        await desk.reset();
        const other = await desk.check("thu.txt.p7s", detached(desk.authority.signer, content));
        await other
          .getByLabel(supplements.content)
          .setInputFiles(join(desk.folder("content", { "khac.txt": new Uint8Array(9) }), "khac.txt"));
        await other.locator("section.verdict.bad").waitFor();
      });

      test("the password of an encrypted letter; a wrong one is said to be wrong", async () => {
        const page = await desk.check("mat_khau.pdf", encrypted(letterPdf(), "mật-khẩu"));
        const field = page.getByLabel(supplements.password);
        await field.fill("sai");
        await field.press("Enter");
        await says(page, supplements.passwordWrong);
        await field.fill("mật-khẩu");
        await field.press("Enter");
        await says(page, HEADLINES.unsigned.vi);
        await says(page, partsTexts.vi.pageOf("1", "1"));
      });
    });

    describe("a folder", () => {
      const files = async () => ({
        "di/CV_125.pdf": desk.letters.issued,
        "di/=cmd.pdf": desk.letters.rewritten,
        "den/chua_ky.pdf": new Uint8Array(letterPdf()),
        "den/la.pdf": await letterSignedBy(desk.authority.stranger),
        "den/hong.pdf": new TextEncoder().encode("%PDF-1.7 nothing else"),
        "den/ghi_chu.txt": new TextEncoder().encode("no document"),
      });
      const openFolder = async () => {
        const page = await desk.openWindow();
        const root = desk.folder("kiem-tra", await files());
        await page.getByLabel(table.choose).setInputFiles(root);
        return page;
      };

      test("is a table with a verdict for each document, which can be filtered and searched", async () => {
        const page = await openFolder();
        await says(page, table.done("5"));
        const rows = page.locator(".tbl tbody tr");
        expect(await rows.count()).toBe(5);
        const results = await rows.locator("td:first-child").allTextContents();
        expect(results.toSorted()).toEqual(
          [
            table.filters.good,
            table.filters.bad,
            table.filters.none,
            table.filters.caution,
            table.filters.failed,
          ].toSorted(),
        );
        await page.getByLabel(table.filter).selectOption("bad");
        expect(await rows.count()).toBe(1);
        await page.getByLabel(table.filter).selectOption("all");
        await page.getByLabel(table.search).fill("lai xuan lam");
        expect(await rows.count()).toBe(2);
      });

      test("can be dropped, alone or beside files: its folders are read through", async () => {
        const page = await desk.openWindow();
        const root = desk.folder("kiem-tra", await files());
        const beside = join(desk.folder("le", { "rieng.pdf": new Uint8Array(letterPdf()) }), "rieng.pdf");
        await dropFiles(page, [root, beside]);
        await says(page, table.done("6"));
        const names = await page
          .locator(".tbl tbody td:nth-child(2) button")
          .evaluateAll((buttons) => buttons.map((each) => each.getAttribute("title")));
        expect(names).toContain("kiem-tra/di/CV_125.pdf");
        expect(names).toContain("rieng.pdf");
        expect(names.some((name) => name?.endsWith(".txt"))).toBe(false);
      });

      test("one file that is dropped opens in the window", async () => {
        const page = await desk.openWindow();
        const folder = desk.folder("mot", { "CV_125.pdf": desk.letters.issued });
        await dropFiles(page, [join(folder, "CV_125.pdf")]);
        await page.locator("section.verdict.good").waitFor();
      });

      test("is saved as CSV that a spreadsheet reads and does not run", async () => {
        const page = await openFolder();
        await says(page, table.done("5"));
        const { name, bytes } = await saved(page, () => button(page, table.csv).click());
        expect(name).toBe(table.csvName);
        const text = bytes.toString("utf8");
        expect(text.startsWith('\uFEFF"STT"')).toBe(true);
        expect(text).toContain(`"Hợp lệ"`);
        expect(text.trimEnd().split("\r\n")).toHaveLength(6);
        expect(text).not.toMatch(/"[=+@-]/);
      });

      test("opens one of its documents with the verdict it has, and goes back", async () => {
        const page = await openFolder();
        await says(page, table.done("5"));
        await page.getByRole("button", { name: /CV_125\.pdf/ }).click();
        await page.locator("section.verdict.good").waitFor();
        expect(await page.locator("li.signer").count()).toBe(2);
        await button(page, table.back).click();
        await says(page, table.done("5"));
        await button(page, table.close).click();
        await says(page, texts.drop);
      });

      test("can be stopped and goes on where it was", async () => {
        const page = await desk.openWindow();
        const many = Object.fromEntries(
          Array.from({ length: 60 }, (_, index) => [`${index}.pdf`, desk.letters.led] as const),
        );
        await page.getByLabel(table.choose).setInputFiles(desk.folder("nhieu", many));
        await button(page, table.stop).click();
        await button(page, table.goOn).waitFor();
        expect(await page.locator("section.verdict").textContent()).toContain(" trên 60 ");
        await button(page, table.goOn).click();
        await page.getByText(table.done("60")).first().waitFor({ timeout: 110_000 });
      });
    });

    describe("what goes wrong at the clerk's desk", () => {
      const hold = () => {
        desk.authority.service.forget();
        desk.authority.service.serve(CRL_PATH, () => "silence");
      };
      const isAsked = () => desk.authority.service.asked.some(({ path }) => path === CRL_PATH);

      test("an empty file, or another kind of file: said, and another one is the way on", async () => {
        const page = await desk.check("rong.pdf", new Uint8Array(0));
        expect(await banner(page)).toContain(texts.failed);
        expect(await banner(page)).toContain(explainReading({ code: "NOT_PDF" }, "vi").said);
        expect(await button(page, texts.another).count()).toBe(1);
        await says(page, partsTexts.vi.code("NOT_PDF"));
        expect(await page.getByText(partsTexts.vi.cannotShow).count()).toBe(0);
        await page.locator("section.verdict").getByRole("button", { name: texts.another }).click();
        await says(page, texts.drop);
      });

      test("a window that is loaded anew has a place for files again", async () => {
        const page = await desk.check("CV_125.pdf", desk.letters.issued);
        await page.reload();
        await says(page, texts.drop);
        const file = join(desk.folder("lai", { "CV_125.pdf": desk.letters.issued }), "CV_125.pdf");
        await page.locator("input[type=file]").first().setInputFiles(file);
        await page.locator("section.verdict.good").waitFor();
      });

      test("files that go or are written while a folder is checked cannot be read; nothing is said of their signatures", async () => {
        const page = await desk.openWindow();
        hold();
        const names = Array.from({ length: 30 }, (_, index) => `${String(index).padStart(2, "0")}.pdf`);
        const root = desk.folder("bien", Object.fromEntries(names.map((name) => [name, desk.letters.led])));
        await page.getByLabel(table.choose).setInputFiles(root);
        // The first ones wait for the service meanwhile.
        await expect.poll(isAsked, { timeout: 30_000 }).toBe(true);
        rmSync(join(root, "29.pdf"));
        writeFileSync(join(root, "28.pdf"), "khác");
        desk.authority.reset();
        await says(page, table.done("30"));
        const { said } = explainReading({ code: "DOCUMENT_CHANGED" }, "vi");
        expect(said).not.toContain("sau khi ký");
        const verdicts = await page.locator(".tbl tbody td:nth-child(3)").allTextContents();
        expect(verdicts.slice(-2)).toEqual([said, said]);
        expect(verdicts.filter((verdict) => verdict !== said)).toHaveLength(28);
      });

      test("names with letters in pieces are shown, found and saved with whole letters", async () => {
        const page = await desk.openWindow();
        const pieces = "Quyết định.pdf".normalize("NFD");
        const root = desk.folder("dau", { [pieces]: desk.letters.led, "khac.pdf": desk.letters.led });
        await page.getByLabel(table.choose).setInputFiles(root);
        await says(page, table.done("2"));
        for (const words of ["quyết định", "quyet dinh", "QUYẾT ĐỊNH".normalize("NFD")]) {
          await page.getByLabel(table.search).fill(words);
          await expect.poll(() => page.locator(".tbl tbody tr").count()).toBe(1);
        }
        const { bytes } = await saved(page, () => button(page, table.csv).click());
        expect(bytes.toString("utf8")).toContain("Quyết định.pdf");
        await page.getByRole("button", { name: /Quyết định/ }).click();
        await page.locator("section.verdict.good").waitFor();
      });

      test("a check can be left off in the middle, and made after all", async () => {
        const page = await desk.openWindow();
        hold();
        const file = join(desk.folder("lau", { "CV_125.pdf": desk.letters.led }), "CV_125.pdf");
        await page.locator("input[type=file]").first().setInputFiles(file);
        await expect.poll(isAsked, { timeout: 30_000 }).toBe(true);
        await button(page, texts.stop).click();
        await says(page, texts.stopped);
        expect(await page.locator("li.signer").count()).toBe(0);
        desk.authority.reset();
        await button(page, texts.again).click();
        await page.locator("li.signer").waitFor();
        expect(await page.locator("li.signer").count()).toBe(1);
      });
    });

    test("by keyboard alone: panes by F6, the switch of revisions, the report", async () => {
      const page = await desk.check("CV_125.pdf", desk.letters.issued);
      await page.getByRole("radio", { name: lookTexts.vi.version.signed }).waitFor();
      const focusedIn = () =>
        page.evaluate(() => document.activeElement?.closest(".verdict, .list, .doc")?.classList[0] ?? null);
      const seen: (string | null)[] = [];
      for (let press = 0; press < 3; press++) {
        await page.keyboard.press("F6");
        seen.push(await focusedIn());
      }
      expect(new Set(seen)).toEqual(new Set(["verdict", "list", "doc"]));
      await page.getByRole("radio", { name: lookTexts.vi.version.current }).focus();
      await page.keyboard.press("ArrowRight");
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent))
        .toBe(lookTexts.vi.version.signed);
      await page.keyboard.press("ArrowRight");
      await page.getByText(lookTexts.vi.compare.differ("1", "1", "1")).waitFor({ timeout: 60_000 });
      await button(page, report.save).focus();
      const { name } = await saved(page, () => page.keyboard.press("Enter"));
      expect(name).toContain(report.fileName);
    });
  },
);
