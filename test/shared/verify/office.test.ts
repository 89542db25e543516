import { describe, expect, test } from "vitest";
import { change, reason } from "#shared/verify/note.ts";
import { officeView } from "#shared/verify/office.ts";
import { fileVerdict } from "#shared/verify/report.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";

const LEADER = "CN=Lại Xuân Lâm, OU=VĂN PHÒNG, O=UBND TỈNH, L=Kon Tum, C=VN";
const AGENCY = "UID=MST:6100000000, CN=UBND TỈNH, O=UBND TỈNH, C=VN";
const PORTAL = "CN=Cổng Thông tin điện tử Chính phủ, O=Văn phòng Chính phủ, C=VN";

function entry(subject: string, changes: Partial<SignatureVerdict> = {}): SignatureVerdict {
  const domain = "government";
  return {
    field: "Signature1",
    kind: "approval",
    subFilter: "adbe.pkcs7.detached",
    indication: "TOTAL-PASSED",
    subIndication: null,
    integrity: true,
    coverage: "revision",
    changes: "permitted",
    changeList: [change({ rule: "later-signature", what: "Signature2" })],
    signer: { subject, issuer: "CN=CA", serial: "01", sha256: subject, domain },
    path: [],
    claimedTime: "2026-11-25T01:00:00.000Z",
    bestTime: "2026-11-25T01:00:00.000Z",
    timestamp: null,
    level: "B-B",
    algorithms: null,
    revocation: { status: "good", source: "crl", time: null },
    warnings: [],
    reasons: [],
    ...changes,
  };
}

const issued = [
  entry(LEADER),
  entry(AGENCY, { claimedTime: "2026-11-25T02:00:00.000Z" }),
  entry(AGENCY, { claimedTime: "2026-11-25T02:00:06.000Z" }),
  entry(AGENCY, { claimedTime: "2026-11-25T02:00:12.000Z", changes: "none", changeList: [] }),
];

function required(...entries: SignatureVerdict[]) {
  return officeView(fileVerdict(entries)).required;
}

describe("what Nghị định 30 article 5 wants", () => {
  test("is there in the normal office pattern: a leader, then number, day and seal of the agency", () => {
    expect(required(...issued)).toEqual({ person: "yes", agency: "yes", sameAgency: "yes" });
  });

  test("the agency is missing where only the leader signed, the leader where only the agency did", () => {
    expect(required(entry(LEADER))).toEqual({ person: "yes", agency: "no", sameAgency: null });
    expect(required(entry(AGENCY))).toEqual({ person: "no", agency: "yes", sameAgency: null });
  });

  test("a certificate that nothing tells apart leaves both open", () => {
    expect(required(entry(PORTAL))).toEqual({ person: "unknown", agency: "unknown", sameAgency: null });
  });

  test("the user's label wins", () => {
    const verdict = fileVerdict([entry(PORTAL)]);
    const labels = new Map([[PORTAL, "agency" as const]]);
    expect(officeView(verdict, { labels }).required).toMatchObject({ person: "no", agency: "yes" });
    const other = new Map([[LEADER, "agency" as const]]);
    expect(officeView(fileVerdict([entry(LEADER)]), { labels: other }).required).toMatchObject({
      person: "no",
      agency: "yes",
    });
  });

  test("an agency of another body is not told to be the leader's", () => {
    const other = "UID=MST:1, CN=SỞ Y TẾ, O=UBND TỈNH, C=VN";
    expect(required(entry(LEADER), entry(other)).sameAgency).toBe("unknown");
  });

  test.each([
    ["broken", { integrity: false, indication: "TOTAL-FAILED" }],
    ["changed afterwards", { changes: "forbidden", indication: "TOTAL-FAILED" }],
    ["a time-stamp", { kind: "timestamp" }],
  ] as const)("a signature that is %s counts for nobody", (_, changes) => {
    expect(required(entry(LEADER, changes))).toMatchObject({ person: "no", agency: "no" });
  });

  test("practice counts for nobody, a signer without a path is open", () => {
    const signer = (domain: "practice" | null) =>
      ({ ...entry(LEADER).signer, domain }) as SignatureVerdict["signer"];
    expect(required(entry(LEADER, { signer: signer("practice") })).person).toBe("no");
    expect(required(entry(LEADER, { signer: signer(null) })).person).toBe("unknown");
  });

  test("lacking revocation evidence does not take a signature away", () => {
    const open = { indication: "INDETERMINATE", subIndication: "TRY_LATER" } as const;
    expect(required(entry(LEADER, open), entry(AGENCY, open))).toMatchObject({
      person: "yes",
      agency: "yes",
    });
  });

  test.each([
    ["Nguyễn Hiệu", "person"],
    ["NGUYỄN THỊ HÀ PHƯƠNG", "person"],
    ["Nguyen Van A", "person"],
    ["C07", "unknown"],
    ["VỤ PHÁP CHẾ", "unknown"],
    ["VĂN PHÒNG CHÍNH PHỦ", "unknown"],
    ["CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "unknown"],
    ["Trường Đại học Việt Nhật", "unknown"],
  ])("%s: %s", (name, holder) => {
    const { acts } = officeView(fileVerdict([entry(`CN=${name}, O=BỘ CÔNG AN, C=VN`)]));
    expect(acts).toMatchObject([{ holder, name }]);
  });

  test("a citizen's number makes a person, an escaped comma no second part", () => {
    const { acts } = officeView(fileVerdict([entry("UID=CCCD:001, CN=C07\\, O=giả, O=BỘ CÔNG AN, C=VN")]));
    expect(acts).toEqual([{ holder: "person", name: "C07, O=giả", entries: [0] }]);
  });
});

test("the employer's tax number beside a citizen's number does not make a person an agency", () => {
  const both = "UID=CCCD:001, UID=MST:0100000000, CN=TRẦN THỊ B, O=CÔNG TY C, C=VN";
  expect(officeView(fileVerdict([entry(both)])).acts).toMatchObject([{ holder: "person" }]);
  expect(officeView(fileVerdict([entry(AGENCY)])).acts).toMatchObject([{ holder: "agency" }]);
});

describe("acts of signing", () => {
  test("number, day and seal by one certificate are one act", () => {
    expect(officeView(fileVerdict(issued)).acts).toEqual([
      { holder: "person", name: "Lại Xuân Lâm", entries: [0] },
      { holder: "agency", name: "UBND TỈNH", entries: [1, 2, 3] },
    ]);
  });

  test("another signer between, or hours, make another act", () => {
    const later = entry(AGENCY, { claimedTime: "2026-11-26T02:00:00.000Z" });
    const { acts } = officeView(fileVerdict([...issued, later, entry(LEADER), later]));
    expect(acts.map(({ entries }) => entries)).toEqual([[0], [1, 2, 3], [4], [5], [6]]);
  });
});

describe("the one sentence", () => {
  const headline = (entries: SignatureVerdict[]): FileVerdict["headline"] => fileVerdict(entries).headline;

  test("names the leader, then the agency, in the normal office pattern", () => {
    expect(headline(issued)).toEqual({
      vi: "Văn bản hợp lệ: có chữ ký số của Lại Xuân Lâm và của UBND TỈNH; nội dung không thay đổi ngoài phần ký và đóng dấu",
      en: "The document is valid: signed by Lại Xuân Lâm and by UBND TỈNH; nothing changed but signatures and seals",
    });
  });

  test("says so where a form was filled in after the signature", () => {
    const filled = entry(LEADER, { changeList: [change({ rule: "field-filled", what: "A" })] });
    expect(headline([filled]).vi).toContain("thay đổi trong giới hạn cho phép");
    expect(headline([entry(LEADER, { changes: "none", changeList: [] })]).vi).toContain("Chữ ký hợp lệ");
  });

  test("a left-over beside signatures is not told as no signature at all", () => {
    const failed = { indication: "TOTAL-FAILED", integrity: false, subIndication: "FORMAT_FAILURE" } as const;
    const leftOver = entry(LEADER, { ...failed, reasons: [reason("left-over")] });
    expect(headline([leftOver]).vi).toContain("không có chữ ký");
    expect(headline([leftOver, ...issued]).vi).toMatch(/^Văn bản hợp lệ: .*; ngoài ra còn sót ô chữ ký/);
    const open = { indication: "INDETERMINATE", subIndication: "NO_CERTIFICATE_CHAIN_FOUND" } as const;
    expect(headline([leftOver, entry(LEADER, open)]).vi).toMatch(/^Chưa xác định được người ký.*; ngoài ra/);
    expect(headline([leftOver, entry(LEADER, failed)]).vi).toContain("sai định dạng");
  });

  test("lacking evidence alone is no reason to return a document; a revoked certificate speaks before it", () => {
    const open = { indication: "INDETERMINATE", subIndication: "TRY_LATER" } as const;
    expect(headline([entry(LEADER, open)]).vi).toContain("chưa trả lại văn bản vì lý do này");
    const revoked = { indication: "INDETERMINATE", subIndication: "REVOKED_NO_POE" } as const;
    expect(headline([entry(LEADER, open), entry(AGENCY, revoked)]).vi).toContain("thu hồi");
    const undetermined = { ...open, changes: "undetermined" } as const;
    expect(headline([entry(LEADER, undetermined)]).vi).not.toContain("Nội dung không thay đổi");
  });
});
