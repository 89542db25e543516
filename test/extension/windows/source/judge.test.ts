import { describe, expect, test } from "vitest";
import type { FetchReport } from "../../../../extension/fetch-report.ts";
import { fileName } from "../../../../extension/windows/source/file-name.ts";
import { refusal } from "../../../../extension/windows/source/judge.ts";

const ASKED = "https://mail.example/get?id=1";

function judge(body: string, report: Partial<FetchReport> = {}) {
  const head = new TextEncoder().encode(body);
  const whole = {
    status: 200,
    finalUrl: ASKED,
    contentType: "application/pdf",
    disposition: "",
    length: null,
    failure: null,
    ...report,
  };
  const refused = refusal({ report: whole, head, size: head.length, asked: ASKED });
  return refused === null ? null : { code: refused.code, ...refused.detail };
}

describe("what came instead of a PDF", () => {
  test("a PDF is one whatever its declared type, also behind a little garbage", () => {
    expect(judge("%PDF-1.7\n")).toBeNull();
    expect(judge("%PDF-1.7\n", { contentType: "application/octet-stream" })).toBeNull();
    expect(judge(`${"x".repeat(1000)}%PDF-1.4`)).toBeNull();
  });

  test("a page that wants a password, or a redirect to another page, is a login page", () => {
    expect(judge('<!doctype html><input name=p type="password">', { contentType: "text/html" })?.code).toBe(
      "LOGIN_PAGE",
    );
    const moved = { contentType: "text/html", finalUrl: "https://sso.example/login" };
    expect(judge("<html>Đăng nhập", moved)?.code).toBe("LOGIN_PAGE");
    expect(judge("", { status: 401 })?.code).toBe("LOGIN_PAGE");
  });

  test("HTML declared as PDF, or another file, is no PDF", () => {
    expect(judge("<html><body>Không tìm thấy")?.code).toBe("NOT_PDF");
    expect(judge("PK\u0003\u0004")?.code).toBe("NOT_PDF");
  });

  test("nothing at all, or an error of the server, is a failed download", () => {
    expect(judge("")).toMatchObject({ code: "DOWNLOAD_FAILED", reason: "empty" });
    expect(judge("%PDF-1.7", { length: 8000 })).toMatchObject({ code: "DOWNLOAD_FAILED", reason: "cut" });
    expect(judge("%PDF-1.7", { length: 8 })).toBeNull();
    expect(judge("%PDF-1.7", { status: 500 })).toMatchObject({ code: "DOWNLOAD_FAILED", status: 500 });
  });
});

describe("what a fetched file is called", () => {
  const none = { page: null, disposition: "", url: ASKED };

  test("as the page names it, without what stands around", () => {
    expect(fileName({ ...none, page: "Công văn 125.pdf (142 KB)" })).toBe("Công văn 125.pdf");
  });

  test("as the server names it, RFC 8187 first", () => {
    const disposition = "inline; filename=\"CV.pdf\"; filename*=UTF-8''C%C3%B4ng%20v%C4%83n.pdf";
    expect(fileName({ ...none, disposition })).toBe("Công văn.pdf");
    expect(fileName({ ...none, disposition: 'attachment; filename="CV.pdf"' })).toBe("CV.pdf");
  });

  test("by its address, or a plain word where nothing tells", () => {
    expect(fileName({ ...none, url: "https://x.example/a/KH%20th%C3%A1ng.pdf" })).toBe("KH tháng.pdf");
    expect(fileName({ ...none, url: "https://x.example/" })).toBe("van-ban.pdf");
  });

  test("no path of a page's choosing comes into the name", () => {
    expect(fileName({ ...none, page: "../../etc/passwd.pdf" })).not.toMatch(/[\\/]/);
  });
});
