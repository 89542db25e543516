import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { concatBytes, equalBytes, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { builds } from "../../fixtures/pdf/builds.ts";
import { classicLetter } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";

const JUNK = latin1Bytes("From: vanthu@tinh.gov.vn\r\n\r\n");
const junked = (bytes: Uint8Array) => concatBytes([JUNK, bytes]).slice();
const coverage = (bytes: Uint8Array) =>
  listSignatures(openPdf(sourceOf(bytes))).map((own) => [own.coverage, ...own.problems].join(" "));
const missing = ["qpdf", "pdfinfo"].find((program) => spawnSync(program, ["--version"]).error !== undefined);

/** Their oddity is another. */
const PLAIN = builds.filter(({ name }) => !name.startsWith("count-mismatch"));

describe("bytes before the header, offsets from the header", () => {
  test.each(PLAIN)("$name is signed twice without repair", ({ build }) => {
    const bytes = junked(build());
    const twice = signedWithDummy(signedWithDummy(bytes));
    expect(equalBytes(twice.subarray(0, bytes.length), bytes)).toBe(true);
    expect(coverage(twice)).toEqual(["revision", "whole-file"]);
    const document = openPdf(sourceOf(twice));
    expect([document.repaired, document.pageCount]).toEqual([false, openPdf(sourceOf(build())).pageCount]);
    expect(document.warnings).toContain("offsets-from-header");
  });

  test("the signed ranges count from the first byte of the file", () => {
    const [signature] = listSignatures(openPdf(sourceOf(signedWithDummy(junked(classicLetter())))));
    expect(signature?.ranges?.[0].start).toBe(0);
  });

  test.skipIf(missing)(`qpdf and poppler read what was appended (${missing ?? "both"})`, () => {
    const folder = mkdtempSync(join(tmpdir(), "antin-junk-"));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "a.pdf");
    for (const { build } of PLAIN.slice(0, 6)) {
      writeFileSync(file, signedWithDummy(junked(build())));
      const check = spawnSync("qpdf", ["--check", file], { encoding: "latin1" });
      expect(check.stdout + check.stderr).not.toMatch(/xref|damaged/);
      const shown = execFileSync("qpdf", ["--json", "--json-key=acroform", file], { encoding: "latin1" });
      expect(shown).toContain("Signature1");
      expect(spawnSync("pdfinfo", [file], { encoding: "latin1" }).stderr).toBe("");
    }
  });
});

describe("bytes before the header, other offsets", () => {
  test("counted from the first byte, they stay so", () => {
    const text = latin1Text(classicLetter());
    const moved = text
      .replace(
        /^(\d{10}) 00000 n/gm,
        (_, offset: string) => `${String(Number(offset) + JUNK.length).padStart(10, "0")} 00000 n`,
      )
      .replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + JUNK.length}`);
    const signed = signedWithDummy(junked(latin1Bytes(moved)));
    expect(coverage(signed)).toEqual(["whole-file"]);
    expect(openPdf(sourceOf(signed)).warnings).not.toContain("offsets-from-header");
  });

  test("counted from nowhere, they want a repair, and its table counts from the header", () => {
    const bytes = junked(latin1Bytes(latin1Text(classicLetter()).replace(/startxref\n\d+/, "startxref\n7")));
    expect(() => openPdf(sourceOf(bytes))).toThrow(expect.objectContaining({ code: "PDF_BROKEN" }));
    const signed = signedWithDummy(bytes, { open: { repair: "allow" } });
    expect(coverage(signed)).toEqual(["whole-file"]);
    expect(openPdf(sourceOf(signed)).warnings).toContain("offsets-from-header");
  });

  test("a header beyond the first KiB is NOT_PDF, one just within is read", () => {
    const led = (length: number) => concatBytes([new Uint8Array(length), classicLetter()]).slice();
    expect(() => openPdf(sourceOf(led(1024)))).toThrow(new SignError("NOT_PDF"));
    expect(openPdf(sourceOf(led(1019))).pageCount).toBe(1);
  });
});
