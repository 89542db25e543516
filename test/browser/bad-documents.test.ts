/** What a page may hand over instead of a good PDF: each ends in its own words and one next step, nothing signed, nothing lost. */

import { readFile, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ErrorCode } from "#shared/errors.ts";
import { NOTICE_TEXTS } from "#shared/messages/notices.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { PdfBuilder } from "../fixtures/pdf/builder.ts";
import { TRAILER } from "../fixtures/pdf/letter.ts";
import { PiercedPage } from "../tools/closed-shadow.ts";
import { letterPdf } from "../tools/eoffice/letter.ts";
import type { EOfficeDocument } from "../tools/eoffice/server.ts";
import { PIN } from "../tools/plugged-token.ts";
import { findProgram, mustRun, run } from "../tools/programs.ts";
import { signedLetters } from "../tools/signed-letters.ts";
import { deskMissing, findBadge, openDesk, type SigningDesk } from "../tools/signing-desk.ts";

const texts = signTexts.vi;

const LOGIN = `<!doctype html><html lang="vi"><title>Đăng nhập</title><form method="post" action="/dang-nhap">
<label>Tài khoản <input name="user"></label><label>Mật khẩu <input type="password" name="password"></label>
<button>Đăng nhập</button></form></html>`;

interface BadDocument {
  readonly name: string;
  readonly code: ErrorCode;
  readonly answer: EOfficeDocument["answer"];
}

const send = (status: number, headers: Record<string, string>, body: string | Uint8Array) => {
  return (_: unknown, response: ServerResponse) => {
    response.writeHead(status, headers);
    response.end(body);
  };
};
const html = { "content-type": "text/html; charset=utf-8" };
const pdf = { "content-type": "application/pdf" };
const letter = letterPdf();

const BAD_DOCUMENTS: readonly BadDocument[] = [
  {
    name: "another kind of file under a PDF's name",
    code: "NOT_PDF",
    answer: Buffer.from("PK\x03\x04 word/document.xml"),
  },
  { name: "a login page in place of the PDF", code: "LOGIN_PAGE", answer: send(200, html, LOGIN) },
  {
    name: "a login page declared as a PDF",
    code: "LOGIN_PAGE",
    answer: send(200, pdf, LOGIN),
  },
  {
    name: "a redirect to the login page",
    code: "LOGIN_PAGE",
    answer: send(302, { location: "/dang-nhap.pdf" }, ""),
  },
  { name: "an empty answer", code: "DOWNLOAD_FAILED", answer: Buffer.alloc(0) },
  { name: "a file cut in the middle", code: "PDF_BROKEN", answer: letter.subarray(0, letter.length >> 1) },
  {
    name: "a file over the limit",
    code: "DOCUMENT_TOO_LARGE",
    answer: (_, response) => {
      response.writeHead(200, { ...pdf, "content-length": String(LIMITS.documentBytes + 1) });
      response.write(letter);
    },
  },
  { name: "a file that is gone", code: "DOWNLOAD_FAILED", answer: send(404, html, "<p>Không có</p>") },
  { name: "a server that fails", code: "DOWNLOAD_FAILED", answer: send(500, html, "<p>Lỗi</p>") },
  {
    name: "a connection that breaks",
    code: "DOWNLOAD_FAILED",
    answer: (_, response) => {
      response.writeHead(200, { ...pdf, "content-length": String(letter.length) });
      response.write(letter.subarray(0, 20_000), () => response.destroy());
    },
  },
];

describe.skipIf(deskMissing !== null)(
  `bad documents in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const show = (answer: EOfficeDocument["answer"], fileName = "van-ban.pdf") => {
      const about = { number: "1/UBND", about: "Thử" };
      const login = {
        ...about,
        path: "/dang-nhap.pdf",
        fileName: "khac.pdf",
        answer: send(200, html, LOGIN),
      };
      desk.office.show([{ ...about, path: `/tep/${fileName}`, fileName, answer }, login]);
    };

    test.each(BAD_DOCUMENTS)("$name: $code", async ({ code, answer }) => {
      // The page was good when it was opened, as when a session ends in the meantime.
      show(letter);
      const page = await desk.openOffice();
      await findBadge(await PiercedPage.open(page), "van-ban.pdf", /Ký số/);
      show(answer);
      const window = await desk.clickSign(page, "van-ban.pdf");
      await window.tells(code);
      await window.says(texts.notSigned);
      expect(await window.signButton.count()).toBe(0);
      expect(desk.token.faulty.calls("C_Login")).toEqual([]);
      // The page can be mended and the same window goes on.
      show(letter);
      await window.button("checkAgain").click();
      await window.signWith(PIN);
      await window.signed();
    });

    test("a letter changed after it was signed: said before the PIN, and signed only when confirmed", async () => {
      const { changed } = await signedLetters(desk.token, desk.browser.host.home);
      show(changed);
      const window = await desk.clickSign(await desk.openOffice(), "van-ban.pdf");
      await window.says(texts.changedBefore);
      await window.typePin(PIN);
      expect(await window.signButton.isEnabled()).toBe(false);
      await window.page.getByLabel(texts.changedBeforeConfirm).check();
      await window.signButton.click();
      await window.signed();
    });

    test("a letter that its signer certified against further signatures: CERTIFICATION_FORBIDS, no PIN asked", async () => {
      const { certified } = await signedLetters(desk.token, desk.browser.host.home);
      show(certified);
      const window = await desk.clickSign(await desk.openOffice(), "van-ban.pdf");
      await window.tells("CERTIFICATION_FORBIDS");
      expect(await window.pin.count()).toBe(0);
    });

    test("a letter signed before: signed again, and the first signature stays right", async () => {
      const { signed } = await signedLetters(desk.token, desk.browser.host.home);
      show(signed);
      const window = await desk.clickSign(await desk.openOffice(), "van-ban.pdf");
      await window.signWith(PIN);
      await window.signed();
      await window.says(texts.selfEarlier("1"));
    });

    test.skipIf(findProgram("qpdf") === null)(
      "a letter with a password: no PIN before it is opened, a wrong password is said, the right one shows and signs it",
      async () => {
        const [plain, locked] = ["plain.pdf", "locked.pdf"].map((name) => join(desk.browser.folder, name));
        await writeFile(plain ?? "", letter);
        await mustRun("qpdf", ["--encrypt", "mat-khau", "chu", "256", "--", plain ?? "", locked ?? ""]);
        show(await readFile(locked ?? ""));
        const window = await desk.clickSign(await desk.openOffice(), "van-ban.pdf");
        await window.tells("PASSWORD_NEEDED");
        expect(await window.pin.count()).toBe(0);
        const field = window.page.getByLabel(texts.filePassword);
        await field.fill("sai");
        await window.button("openFile").click();
        await window.says(texts.filePasswordWrong);
        expect(await window.pin.count()).toBe(0);
        await field.fill("mat-khau");
        await window.button("openFile").click();
        await window.page.frameLocator("iframe").locator("canvas").first().waitFor();
        await window.signWith(PIN);
        await window.signed();
        const download = await window.save();
        const signed = join(desk.browser.folder, "locked.signed.pdf");
        await writeFile(signed, await readFile(await download.path()));
        const { stdout } = await run("pdfsig", ["-upw", "mat-khau", signed]);
        expect(stdout).toContain("Signature is Valid.");
        expect(stdout).toContain("Total document signed");
      },
    );

    test("a file whose cross-reference is broken is read by repair only when the user says so, and signed", async () => {
      const broken = Buffer.from(
        letter.toString("latin1").replace(/startxref\n\d+/, "startxref\n7"),
        "latin1",
      );
      show(broken);
      const window = await desk.clickSign(await desk.openOffice(), "van-ban.pdf");
      await window.tells("PDF_BROKEN");
      expect(await window.pin.count()).toBe(0);
      await window.button("repair").click();
      await window.says(texts.repaired);
      await window.signWith(PIN);
      await window.signed();
      const download = await window.save();
      const signed = join(desk.browser.folder, "repaired.pdf");
      const bytes = await readFile(await download.path());
      await writeFile(signed, bytes);
      expect(bytes.subarray(0, broken.length).equals(broken)).toBe(true);
      const { stdout } = await run("pdfsig", [signed]);
      expect(stdout).toContain("Signature is Valid.");
    });

    test("a broken file that is signed already is never repaired", async () => {
      const { signed } = await signedLetters(desk.token, desk.browser.host.home);
      const text = Buffer.from(signed).toString("latin1");
      show(Buffer.from(text.replaceAll(/startxref\n\d+/g, "startxref\n7"), "latin1"));
      const window = await desk.clickSign(await desk.openOffice(), "van-ban.pdf");
      await window.button("repair").click();
      await expect.poll(() => window.button("repair").count()).toBe(0);
      await window.tells("PDF_BROKEN");
      expect(await window.pin.count()).toBe(0);
    });

    test("a document that runs a script on opening: said before the PIN, and still signed", async () => {
      const scripted = new PdfBuilder()
        .object(
          1,
          "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>",
        )
        .object(2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        .object(3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>");
      show(scripted.table(TRAILER).bytes());
      const window = await desk.clickSign(await desk.openOffice(), "van-ban.pdf");
      await window.pin.waitFor();
      await window.says(NOTICE_TEXTS.vi.javascript({ count: 1, names: [] }));
      await window.signWith(PIN);
      await window.signed();
    });

    test("a name with quotes, markup and 190 characters is shown as text and signed", async () => {
      const name = `Quyết định "Đề án" & <b>kế hoạch</b> #1 100% ${"rất dài ".repeat(16)}.pdf`;
      desk.office.show([{ number: "1", about: "Thử", path: "/tep/1", fileName: name, answer: letter }]);
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, "Quyết định");
      await window.signWith(PIN);
      await window.signed();
      expect(await window.page.locator("b", { hasText: "kế hoạch" }).count()).toBe(0);
    });
  },
);
