import { describe, expect, test } from "vitest";
import { ERROR_CODES } from "#shared/errors.ts";
import { fill } from "#shared/messages/error-text.ts";
import { ERROR_TEXTS, explainError, explainReading } from "#shared/messages/errors.ts";

describe("texts of errors", () => {
  test.each(ERROR_CODES)("%s says what happened and one next step, in two languages", (code) => {
    for (const language of ["vi", "en"] as const) {
      const { said, next } = explainError({ code }, language);
      for (const text of [said, next]) {
        expect(text).toMatch(/^[«“\p{Lu}].*\.$/su);
        expect(text).toBe(text.normalize("NFC"));
        expect(text, "a gap is left open").not.toMatch(/[[\]{}]/);
        expect(text, "tone").not.toMatch(/vui lòng|!/i);
      }
    }
  });

  test("a reason that is another matter has a text of its own; any other reason has that of the code", () => {
    const said = (reason: string) =>
      explainError({ code: "CERTIFICATION_FORBIDS", detail: { reason } }, "vi").said;
    expect(said("signed")).toContain("chữ ký chứng nhận văn bản phải là chữ ký đầu tiên");
    for (const other of ["P1", "lock", "toString"]) expect(said(other)).toContain("Người ký trước đã khóa");
  });

  test("there is no text without a code", () => {
    expect(Object.keys(ERROR_TEXTS).sort()).toEqual([...ERROR_CODES].sort());
  });

  test("facts fill their gaps, and a piece without its fact is left out", () => {
    const error = { code: "CERT_EXPIRED", detail: { notAfter: "12/08/2026" } } as const;
    expect(explainError(error, "vi").said).toContain("hết hạn 12/08/2026");
    expect(explainError({ code: "CERT_EXPIRED" }, "vi").said).not.toContain("hết hạn");
    expect(fill("a[ {one} {two}] b", { language: "vi", detail: { one: 1 } })).toBe("a b");
  });

  test("who helps is the one the policy names, else the agency's own officer", () => {
    const support = { name: "Trung tâm CNTT", phone: "0255 000 000" };
    expect(explainError({ code: "TOKEN_NOT_FOUND" }, "vi", support).next).toBe(
      "Đề nghị cắm lại; nếu vẫn lỗi, liên hệ Trung tâm CNTT, điện thoại 0255 000 000.",
    );
    expect(explainError({ code: "TOKEN_NOT_FOUND" }, "vi").next).toContain("cán bộ công nghệ thông tin");
  });

  test("a fact cannot smuggle a gap of its own in", () => {
    const detail = { path: "{support} [x]" };
    expect(explainError({ code: "OUTPUT_EXISTS", detail }, "en").said).toContain("{support} [x]");
  });
});

describe("a document that is only looked at", () => {
  test("is never said to be unsigned by an error: nobody was about to sign", () => {
    for (const code of ERROR_CODES) {
      expect(explainReading({ code }, "vi").said).not.toMatch(/Chưa ký\.$/);
      expect(explainReading({ code }, "en").said).not.toMatch(/Nothing was signed\.$/);
    }
    expect(explainError({ code: "PDF_BROKEN" }, "vi").said).toMatch(/Chưa ký\.$/);
  });
});
