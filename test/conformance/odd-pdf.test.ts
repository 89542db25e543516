/** Over a corpus of unusual PDFs: each is signed with every earlier byte kept, or refused with a typed error. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { equalBytes, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { signedWithDummy } from "../fixtures/pdf/signed.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const corpus = join(resolve(root, process.env["ANTIN_CORPUS"] ?? "../shared/corpus"), "odd-pdf");
const present = existsSync(corpus);
const has = (command: string) => spawnSync(command, ["--version"]).error === undefined;

const files = present
  ? readdirSync(corpus, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".pdf"))
      .sort()
  : [];

interface Outcome {
  readonly name: string;
  /** "signed", "signed after repair", or the code of the refusal with its detail. */
  readonly outcome: string;
  readonly signed: Uint8Array | null;
  readonly pages: number | null;
}

function bytesOf(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(corpus, name)));
}

function attempt(name: string): Outcome {
  const bytes = bytesOf(name);
  try {
    const document = openPdf(sourceOf(bytes), { repair: "allow" });
    const signed = signedWithDummy(bytes, { open: { repair: "allow" } });
    const outcome = document.repaired ? "signed after repair" : "signed";
    return { name, outcome, signed, pages: document.pageCount };
  } catch (thrown) {
    if (!(thrown instanceof SignError) || thrown.code === "UNKNOWN_ERROR") throw thrown;
    const detail = Object.values(thrown.detail ?? {}).join(" ");
    return { name, outcome: `${thrown.code} ${detail}`.trim(), signed: null, pages: null };
  }
}

function tableOf(outcomes: readonly Outcome[]): Record<string, { files: number; first: string }> {
  const groups = new Map<string, { files: number; first: string }>();
  for (const { outcome, name } of outcomes) {
    const group = groups.get(outcome) ?? { files: 0, first: name };
    group.files++;
    groups.set(outcome, group);
  }
  return Object.fromEntries([...groups].sort(([, a], [, b]) => b.files - a.files));
}

/** Pages as pdfinfo counts them; null where it does not open the file. */
function pagesByPdfinfo(file: string): number | null {
  const { status, stdout } = spawnSync("pdfinfo", [file], { encoding: "latin1", timeout: 60_000 });
  const pages = /^Pages:\s+(\d+)/m.exec(stdout)?.[1];
  return status === 0 && pages !== undefined ? Number(pages) : null;
}

describe.skipIf(!present)("the corpus of odd PDFs (ANTIN_CORPUS, skipped where it is absent)", () => {
  const outcomes = files.map(attempt);
  const signed = outcomes.flatMap((own) => (own.signed ? [{ ...own, signed: own.signed }] : []));
  const folder = mkdtempSync(join(tmpdir(), "antin-odd-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("each file is signed or refused with a typed error", () => {
    console.table(tableOf(outcomes));
    expect(outcomes.length).toBe(files.length);
    expect(signed.length).toBeGreaterThan(900);
  });

  test("every earlier byte is kept", () => {
    const changed = signed.filter(({ name, signed: bytes }) => {
      const before = bytesOf(name);
      return !equalBytes(bytes.subarray(0, before.length), before);
    });
    expect(changed.map(({ name }) => name)).toEqual([]);
  });

  test("the signed file opens without repair, with as many pages and its new signature whole", () => {
    const wrong = signed.filter(({ signed: bytes, pages }) => {
      const document = openPdf(sourceOf(bytes));
      const last = listSignatures(document).filter(({ coverage }) => coverage === "whole-file");
      return document.pageCount !== pages || last.length !== 1 || last[0]?.problems.length !== 0;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test.skipIf(!has("pdfinfo"))(
    "at least 98 of 100 files that pdfinfo opens are signed, with its page count",
    () => {
      const opened = outcomes.map((own) => ({ ...own, theirs: pagesByPdfinfo(join(corpus, own.name)) }));
      const openable = opened.filter(({ theirs }) => theirs !== null);
      const done = openable.filter(({ signed: bytes }) => bytes !== null);
      console.info(`pdfinfo opens ${openable.length}, signed ${done.length}`);
      expect(done.filter(({ pages, theirs }) => pages !== theirs).map(({ name }) => name)).toEqual([]);
      expect(done.length / openable.length).toBeGreaterThanOrEqual(0.98);
    },
  );

  test.skipIf(!has("qpdf"))("qpdf --check is no worse for every tenth signed file", () => {
    const verdict = (file: string) => {
      const { status } = spawnSync("qpdf", ["--check", file], { timeout: 60_000 });
      return status === 0 ? 0 : status === 3 ? 1 : 2;
    };
    const worse = signed
      .filter((_, index) => index % 10 === 0)
      .filter(({ name, signed: bytes }) => {
        const output = join(folder, "signed.pdf");
        writeFileSync(output, bytes);
        return verdict(output) > verdict(join(corpus, name));
      });
    expect(worse.map(({ name }) => name)).toEqual([]);
  });
});
