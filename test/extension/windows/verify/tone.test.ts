import { describe, expect, test } from "vitest";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import type { Change, FileVerdict } from "#shared/verify/verdict.ts";
import { changesOf } from "../../../../extension/windows/verify/change-list.ts";
import { reasonLines } from "../../../../extension/windows/verify/reason-lines.ts";
import { signerName, signerPlace } from "../../../../extension/windows/verify/signer-name.ts";
import { fileTone, headlineOf, meaningOf, toneOf } from "../../../../extension/windows/verify/tone.ts";
import { signatureOf, verdictOf } from "../sign/examples.ts";

const texts = verifyTexts.vi;
const passed = signatureOf();
const failed = signatureOf({ indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE", integrity: false });
const open = signatureOf({ indication: "INDETERMINATE", subIndication: "TRY_LATER" });
const practice = signatureOf({
  indication: "INDETERMINATE",
  subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
  reasons: [{ code: "practice", vi: "Chữ ký thực hành.", en: "Practice." }],
});

describe("green is for TOTAL-PASSED alone", () => {
  test("and the worst signature decides", () => {
    expect(fileTone(verdictOf("TOTAL-PASSED", passed, passed))).toBe("good");
    expect(fileTone(verdictOf("INDETERMINATE", passed, open))).toBe("caution");
    expect(fileTone(verdictOf("TOTAL-FAILED", passed, failed))).toBe("bad");
    expect(fileTone(verdictOf("NO-SIGNATURE"))).toBe("none");
  });

  test("a file called indeterminate is never green, whatever its signatures say", () => {
    expect(fileTone(verdictOf("INDETERMINATE", passed))).toBe("caution");
    expect(fileTone(verdictOf("INDETERMINATE"))).toBe("caution");
  });

  test("a practice signature is violet, also where it passed as trusted practice; broken it is red", () => {
    expect(fileTone(verdictOf("INDETERMINATE", practice))).toBe("practice");
    const trusted = signatureOf({ signer: { ...passed.signer, domain: "practice" } as typeof passed.signer });
    expect(fileTone(verdictOf("TOTAL-PASSED", trusted))).toBe("practice");
    expect(toneOf({ ...practice, indication: "TOTAL-FAILED" })).toBe("bad");
  });

  test("a practice signature beside a doubtful one does not hide the doubt", () => {
    expect(fileTone(verdictOf("INDETERMINATE", practice, open))).toBe("caution");
    expect(fileTone(verdictOf("INDETERMINATE", practice, passed))).toBe("practice");
  });
});

describe("what another file left behind", () => {
  const leftOver = {
    ...failed,
    field: null,
    reasons: [{ code: "left-over" as const, vi: "Còn sót ô chữ ký.", en: "Left over." }],
  };

  test("is neither red nor green, alone or beside a signature that passed", () => {
    for (const signatures of [[leftOver], [passed, leftOver], [open, leftOver]]) {
      expect(fileTone(verdictOf("TOTAL-FAILED", ...signatures))).toBe("caution");
    }
    expect(toneOf(leftOver)).toBe("caution");
  });

  test("does not soften a signature of the document that failed", () => {
    expect(fileTone(verdictOf("TOTAL-FAILED", failed, leftOver))).toBe("bad");
    expect(meaningOf(verdictOf("TOTAL-FAILED", failed, leftOver), "vi")).toContain("trả lại nơi gửi");
  });

  test("is no reason to return the document, and nothing is called unchanged by it", () => {
    const alone = meaningOf(verdictOf("TOTAL-FAILED", leftOver), "vi");
    expect(alone).toContain("Không có chữ ký nào của tài liệu này");
    expect(alone).not.toContain("không bị thay đổi");
    const beside = meaningOf(verdictOf("TOTAL-FAILED", passed, leftOver), "vi");
    expect(beside).toContain("Chưa trả lại văn bản");
  });
});

describe("the words of a verdict", () => {
  test("the headline is the verdict's own, but for practice", () => {
    expect(headlineOf(verdictOf("TOTAL-PASSED", passed), "vi")).toBe("Kết luận");
    expect(headlineOf(verdictOf("INDETERMINATE", practice), "vi")).toBe("Chữ ký thực hành");
  });

  test("missing evidence is never a reason to return a document; a change is", () => {
    expect(meaningOf(verdictOf("INDETERMINATE", open), "vi")).toContain("Chưa trả lại văn bản");
    expect(meaningOf(verdictOf("TOTAL-FAILED", failed), "vi")).toContain("trả lại nơi gửi");
  });

  test("nothing is called unchanged beside a signature that does not fit", () => {
    const text = meaningOf(verdictOf("INDETERMINATE", open, { ...open, integrity: false }), "vi");
    expect(text).not.toContain("không bị thay đổi");
  });

  test("reasons name their signature where there are several, and stand once", () => {
    const reason = {
      code: "no-timestamp",
      vi: "Chữ ký không gắn dấu thời gian.",
      en: "No time-stamp.",
    } as const;
    const one = { ...open, reasons: [reason, reason] };
    expect(reasonLines(verdictOf("INDETERMINATE", one), "vi").map(({ text }) => text)).toEqual([
      "Chữ ký không gắn dấu thời gian.",
      "Tài liệu không bị thay đổi sau khi ký.",
      "Chứng thư do tổ chức được tin cậy cấp.",
    ]);
    expect(reasonLines(verdictOf("INDETERMINATE", passed, one), "vi")[0]?.text).toContain("(chữ ký 2)");
  });

  test("what a signature may lack is no reason why it is wrong", () => {
    const wrong = { code: "content-differs", vi: "Nội dung khác.", en: "Content differs." } as const;
    const lack = { code: "no-timestamp", vi: "Không gắn dấu thời gian.", en: "No time-stamp." } as const;
    const reasons = [wrong, lack] as unknown as (typeof failed)["reasons"];
    const tonesOf = (signature: typeof failed, indication: FileVerdict["indication"]) =>
      reasonLines(verdictOf(indication, { ...signature, reasons }), "vi").map(({ tone }) => tone);
    expect(tonesOf(failed, "TOTAL-FAILED")).toEqual(["bad", "none"]);
    expect(tonesOf(open, "INDETERMINATE").slice(0, 2)).toEqual(["caution", "caution"]);
  });

  test("what holds is said beside a doubt, and only what holds", () => {
    const stranger = signatureOf({
      ...open,
      signer: { ...open.signer, domain: null } as typeof open.signer,
      changes: "permitted",
    });
    const good = (signature: typeof open) =>
      reasonLines(verdictOf("INDETERMINATE", signature), "vi")
        .filter(({ tone }) => tone === "good")
        .map(({ text }) => text);
    expect(good(stranger)).toEqual([texts.changedPermitted]);
    expect(good(open)).toEqual([texts.unchanged, texts.trustedIssuers]);
    expect(good({ ...open, integrity: false })).not.toContain(texts.unchanged);
  });

  test("a name that nobody vouches for is called unverified; one with a path is not", () => {
    const stranger = signatureOf({ ...open, signer: { ...open.signer, domain: null } as typeof open.signer });
    expect(signerName(stranger, "vi")).toBe(texts.unprovedName(signerName(open, "vi")));
    expect(signerName(open, "vi")).toBe("Lê Văn Thành");
    // The caller trusts this certificate by itself.
    expect(signerName({ ...stranger, indication: "TOTAL-PASSED" }, "vi")).toBe("Lê Văn Thành");
  });

  test("what to do follows from what the headline says, whichever signature comes first", () => {
    const expired = signatureOf({ indication: "INDETERMINATE", subIndication: "OUT_OF_BOUNDS_NO_POE" });
    for (const both of [
      [open, expired],
      [expired, open],
    ] as const) {
      expect(meaningOf(verdictOf("INDETERMINATE", ...both), "vi")).toContain(texts.cautionNext.confirm);
    }
    expect(meaningOf(verdictOf("INDETERMINATE", open), "vi")).toContain(texts.cautionNext.network);
  });

  test("a revoked certificate without proof of time: nothing to return, nothing to rely on", () => {
    const revoked = signatureOf({ indication: "INDETERMINATE", subIndication: "REVOKED_NO_POE" });
    const said = meaningOf(verdictOf("INDETERMINATE", revoked), "vi");
    expect(said).toContain(texts.cautionNext.revoked);
    expect(said).not.toContain(texts.notReturn);
  });

  test("why a time-stamp proves nothing is said once", () => {
    const code = (name: string) => ({ code: name, vi: `${name}.`, en: `${name}.` });
    const lines = (...names: string[]) => {
      const reasons = names.map(code) as unknown as (typeof open)["reasons"];
      return reasonLines(verdictOf("INDETERMINATE", { ...open, reasons }), "vi").map(({ text }) => text);
    };
    expect(lines("timestamp-unproven")).toContain("timestamp-unproven.");
    expect(lines("timestamp-unproven", "timestamp-weak")).not.toContain("timestamp-unproven.");
  });

  test("words that differ are the changes; the objects behind them are one line at the end", () => {
    const inside = (what: string): Change => ({
      ...{ rule: "object-changed", what, object: what, page: null },
      ...{ vi: `Đối tượng ${what}.`, en: `Object ${what}.` },
    });
    const verdict = verdictOf(
      "TOTAL-FAILED",
      signatureOf({ changes: "forbidden", changeList: [inside("7 0"), inside("9 0")] }),
    );
    const listed = (words: Parameters<typeof changesOf>[0]["texts"]) =>
      changesOf({ verdict, texts: words, places: [], language: "vi" }).lines.map(({ text }) => text);
    expect(listed([{ before: "2", after: "7", page: 1, box: null }])).toEqual([
      "“2” thành “7”",
      lookTexts.vi.inside("7 0, 9 0"),
    ]);
    expect(listed([])).toEqual(["Đối tượng 7 0.", "Đối tượng 9 0."]);
  });

  test("permitted changes stand apart from forbidden ones; each is listed once", () => {
    const change: Change = {
      rule: "object-changed",
      what: "page",
      object: "3 0",
      page: 1,
      vi: "Sửa.",
      en: "Changed.",
    };
    const permitted = signatureOf({ changes: "permitted", changeList: [change] });
    const forbidden = signatureOf({ changes: "forbidden", changeList: [change] });
    const listed = (verdict: FileVerdict) => changesOf({ verdict, texts: [], places: [], language: "vi" });
    const line = { number: 1, text: "Sửa.", page: 1, box: null };
    expect(listed(verdictOf("TOTAL-PASSED", permitted))).toEqual({ tone: "good", lines: [line] });
    expect(listed(verdictOf("TOTAL-FAILED", forbidden, forbidden, permitted))).toEqual({
      tone: "bad",
      lines: [line],
    });
  });
});

describe("the signer's name", () => {
  const named = (subject: string) =>
    signatureOf({ signer: { subject, issuer: "CN=CA", serial: "1", sha256: "a".repeat(64), domain: null } });

  test("is the common name, also with a comma in it", () => {
    expect(signerName(named("CN=Nguyễn\\, Văn A, OU=Phòng Một, O=Sở X, C=VN"), "vi")).toBe("Nguyễn, Văn A");
    expect(signerPlace(named("CN=Nguyễn Văn A, OU=Phòng Một, O=Sở X, C=VN"))).toBe("Phòng Một, Sở X");
  });

  test("is said to be unknown where there is none", () => {
    expect(signerName(signatureOf({ signer: null }), "vi")).toBe("Chưa xác định được người ký");
  });
});
