/** The check report: its words read back out of the PDF by pdftotext, one page for a normal file; the letter that returns a document. */

import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { type ReportRequest, reportJson } from "../../../../../extension/windows/verify/report/contents.ts";
import { pdfReport } from "../../../../../extension/windows/verify/report/pdf-report.ts";
import { reportName } from "../../../../../extension/windows/verify/report/report-name.ts";
import { returnLetter } from "../../../../../extension/windows/verify/report/return-letter.ts";
import { projectRoot } from "../../../../tools/programs.ts";
import { signatureOf, verdictOf } from "../../sign/examples.ts";

const missing = ["pdftotext", "pdfinfo", "pdffonts"].find((name) => spawnSync(name, ["-v"]).error);
const font = (name: string) =>
  new Uint8Array(readFileSync(join(projectRoot, "node_modules/@expo-google-fonts/tinos", name)));
const fonts = { regular: font("400Regular/Tinos_400Regular.ttf"), bold: font("700Bold/Tinos_700Bold.ttf") };

const seal = signatureOf({
  field: "Signature2",
  signer: {
    subject: "CN=UBND tỉnh An Bình, O=UBND tỉnh An Bình, C=VN",
    issuer: "CN=CA phục vụ các cơ quan Nhà nước G2, C=VN",
    serial: "0A0B",
    sha256: "b".repeat(64),
    domain: "government",
  },
  revocation: { status: "good", source: "OCSP", time: "2026-11-26T00:00:00Z" },
});

function requestOf(verdict: FileVerdict, name = "CV_triển_khai.pdf"): ReportRequest {
  return {
    result: { verdict, kind: "pdf", pages: 2 },
    sha256: "0123456789abcdef".repeat(4),
    file: { blob: new Blob([new Uint8Array(2048)]), name, url: null, fetchedAt: new Date(0) },
    checkedAt: new Date("2026-11-26T03:00:00Z"),
    language: "vi",
    looked: { places: [], texts: [] },
    labels: new Map(),
  };
}

async function inspect<T>(request: ReportRequest, look: (file: string) => T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "antin-report-"));
  try {
    const file = join(folder, "report.pdf");
    writeFileSync(file, await pdfReport(request, fonts));
    return look(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: "utf8" });
const textOf = (request: ReportRequest) => inspect(request, (file) => run("pdftotext", "-layout", file, "-"));

describe.skipIf(missing !== undefined)(`the report as a PDF${missing ? ` (needs ${missing})` : ""}`, () => {
  test("says file, hash, verdict, each signer and where revocation was asked, in Vietnamese", async () => {
    const text = await textOf(requestOf(verdictOf("TOTAL-PASSED", signatureOf(), seal)));
    for (const words of [
      "PHIẾU KIỂM TRA CHỮ KÝ SỐ",
      "CV_triển_khai.pdf",
      "0123456789abcdef".repeat(4),
      "Kết luận",
      "1. Lê Văn Thành (Cá nhân): hợp lệ",
      "2. UBND tỉnh An Bình (Con dấu): hợp lệ",
      "CA phục vụ các cơ quan Nhà nước G2",
      "Không bị thu hồi; nguồn OCSP",
      "Ấn Tín 0.1.0",
    ]) {
      expect(text.normalize("NFC")).toContain(words);
    }
  });

  test("is one page of A4 for a normal file, with both fonts embedded", async () => {
    const request = requestOf(verdictOf("TOTAL-PASSED", signatureOf(), seal));
    const [info, embedded] = await inspect(request, (file) => [run("pdfinfo", file), run("pdffonts", file)]);
    expect(info).toMatch(/Pages:\s+1\n/);
    expect(info).toContain("(A4)");
    expect(info).toMatch(/Producer:\s+Ấn Tín 0\.1\.0/);
    const rows = embedded.trim().split("\n").slice(2);
    expect(rows.map((row) => /Tinos.*CID TrueType.*Identity-H\s+yes yes yes/.test(row))).toEqual([
      true,
      true,
    ]);
  });

  test("goes on to further pages, none of which is lost", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      ...seal,
      signer: seal.signer && { ...seal.signer, sha256: String(index % 10).repeat(64) },
    }));
    const text = await textOf(requestOf(verdictOf("TOTAL-PASSED", ...many)));
    expect(text).toContain("30. UBND tỉnh An Bình");
    expect(text).toMatch(/Trang 1\/\d+/);
    expect(text).toContain("NGƯỜI KIỂM TRA");
  });

  test("a name that breaks nothing: letters without a glyph, turned direction, no space for a whole line", async () => {
    const name = `${"rất_dài_".repeat(40)}\u202Efdp.exe 漢字🙂.pdf`;
    const text = await textOf(requestOf(verdictOf("NO-SIGNATURE"), name));
    expect(text).toContain("□");
    expect(text).not.toContain("\u202E");
    expect(text).toContain("Tệp không có chữ ký số.");
  });
});

test("the report as JSON is the verdict of the command line with file, hash, time and program", () => {
  const json = JSON.parse(reportJson(requestOf(verdictOf("TOTAL-PASSED", seal)))) as Record<string, unknown>;
  expect(json).toMatchObject({
    file: "CV_triển_khai.pdf",
    sha256: "0123456789abcdef".repeat(4),
    checkedAt: "2026-11-26T03:00:00.000Z",
    software: { name: "antin", version: "0.1.0" },
    indication: "TOTAL-PASSED",
    signatures: [{ signer: { sha256: "b".repeat(64) } }],
  });
});

test("its name is that of the file", () => {
  expect(reportName(requestOf(verdictOf("NO-SIGNATURE"), "CV_412.PDF"), "pdf")).toBe(
    "CV_412.phieu-kiem-tra.pdf",
  );
});

describe("the letter that returns a document", () => {
  const letter = (verdict: FileVerdict) =>
    returnLetter({ verdict, file: "a.pdf", sha256: "ff", checkedAt: new Date(0), language: "vi" });

  test("names what is wrong: changed, revoked, broken, unsigned", () => {
    const failed = { indication: "TOTAL-FAILED", integrity: false } as const;
    const of = (part: Parameters<typeof signatureOf>[0]) =>
      letter(verdictOf("TOTAL-FAILED", signatureOf({ ...failed, ...part })));
    expect(of({ subIndication: "HASH_FAILURE" })).toContain("đã bị thay đổi");
    expect(of({ subIndication: "FORMAT_FAILURE", changes: "forbidden" })).toContain("đã bị thay đổi");
    expect(of({ subIndication: "REVOKED" })).toContain("đã bị thu hồi");
    expect(of({ subIndication: "FORMAT_FAILURE" })).toContain("không đúng định dạng");
    expect(letter(verdictOf("NO-SIGNATURE"))).toContain("chưa được ký số");
  });

  test("asks for a signed copy where only another file's signature is left over, and returns nothing for it", () => {
    const reasons = [{ code: "left-over" as const, vi: "Còn sót.", en: "Left over." }];
    const leftOver = signatureOf({ indication: "TOTAL-FAILED", integrity: false, reasons });
    expect(letter(verdictOf("TOTAL-FAILED", leftOver))).toContain("chưa được ký số");
    expect(letter(verdictOf("TOTAL-FAILED", signatureOf(), leftOver))).toBeNull();
  });

  test("is never offered where evidence is missing, nor for a good document", () => {
    for (const subIndication of ["TRY_LATER", "NO_CERTIFICATE_CHAIN_FOUND", "REVOKED_NO_POE"] as const) {
      const open = signatureOf({ indication: "INDETERMINATE", subIndication });
      expect(letter(verdictOf("INDETERMINATE", open))).toBeNull();
    }
    expect(letter(verdictOf("TOTAL-PASSED", signatureOf()))).toBeNull();
  });
});
