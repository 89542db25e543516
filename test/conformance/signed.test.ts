/** Signed files of others: no crash, and integrity as the reference validator and the collector of the real ones saw it. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyCms, verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "../shared/verify/signing.ts";

const corpus = process.env["ANTIN_CORPUS"] ?? "../shared/corpus";
const hasCorpus = existsSync(corpus);

async function judge(file: string): Promise<FileVerdict> {
  const source = sourceOf(new Uint8Array(readFileSync(join(corpus, file))));
  const request = { source, digestRanges, trust: { anchors: [], practice: false } };
  return file.endsWith(".pdf") ? verifyPdf(request) : verifyCms(request);
}

interface Expected {
  readonly file: string;
  readonly error?: string;
  readonly signatures: readonly { readonly integrity: boolean }[];
}

function read(file: string): Expected[] {
  return hasCorpus ? JSON.parse(readFileSync(join(corpus, file), "utf8")) : [];
}

/** "yes" or "no" for each signature that is no document time-stamp. */
function words(integrities: readonly boolean[]): string {
  return integrities
    .map((intact) => (intact ? "yes" : "no"))
    .toSorted()
    .join(", ");
}

/** Empty where there is no verdict but a typed error. */
async function ours(file: string): Promise<string> {
  const verdict = await judge(file).catch((error: { code?: string }) => {
    expect(error.code, file).toBeTypeOf("string");
    expect(error.code, file).not.toBe("UNKNOWN_ERROR");
    return null;
  });
  const own = verdict?.signatures.filter(({ kind }) => kind !== "timestamp") ?? [];
  return words(own.map(({ integrity }) => integrity));
}

/** The differences that the README explains: file, ours, theirs. */
function explained(): string[] {
  const text = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  const rows = [...text.matchAll(/^\| (\S+\.p(?:df|7m)) \| (.*?) \| ?(.*?) \| (.+) \|$/gm)];
  return rows.map(([, file, own, theirs]) => `${file}: ${own} | ${theirs}`);
}

const count = (text: string) => text.split(", ").filter((one) => one === "yes").length;

describe.skipIf(!hasCorpus)("signed files of the DSS test suite (skipped where the corpus is absent)", () => {
  test("integrity agrees on at least 95 of 100 signatures, is never laxer, and each difference is explained", async () => {
    const differing: string[] = [];
    let [signatures, same] = [0, 0];
    for (const folder of ["signed/dss-pades", "signed/dss-cades"]) {
      const expected = read(`${folder}/expected.json`).filter(({ error }) => error === undefined);
      for (const { file, signatures: judged } of expected) {
        const [own, theirs] = [
          await ours(`${folder}/${file}`),
          words(judged.map(({ integrity }) => integrity)),
        ];
        expect(count(own), `${file} is laxer`).toBeLessThanOrEqual(count(theirs));
        signatures += judged.length;
        same += judged.length - (count(theirs) - count(own));
        if (own !== theirs) differing.push(`${file}: ${own} | ${theirs}`);
      }
    }
    expect(signatures).toBeGreaterThan(150);
    expect(same / signatures).toBeGreaterThanOrEqual(0.95);
    expect(differing.toSorted()).toEqual(explained().toSorted());
    process.stdout.write(`integrity agrees on ${same} of ${signatures} signatures\n`);
  });
});

interface Real {
  readonly file: string;
  readonly signatures: readonly {
    readonly field: string;
    readonly signer?: { readonly sha256: string };
    readonly cms?: { readonly digest: string };
  }[];
}

describe.skipIf(!hasCorpus)(
  "real documents of Vietnamese state bodies (skipped where the corpus is absent)",
  () => {
    const index: { files: Real[] } = hasCorpus
      ? JSON.parse(readFileSync(join(corpus, "signed/vn-real/index.json"), "utf8"))
      : { files: [] };
    const leftOver = (file: string) => file.startsWith("orphan-");

    test.each(index.files.filter(({ file }) => !leftOver(file)))(
      "$file: every signature is intact, by the signer that others saw",
      async ({ file, signatures }) => {
        const verdict = await judge(`signed/vn-real/${file}`);
        expect(verdict.signatures.map(({ integrity }) => integrity)).toEqual(signatures.map(() => true));
        expect(verdict.signatures.map(({ field, signer }) => `${field} ${signer?.sha256}`)).toEqual(
          signatures.map(({ field, signer }) => `${field} ${signer?.sha256}`),
        );
        expect(verdict.signatures.at(-1)).toMatchObject({ coverage: "whole-file", changes: "none" });
        expect(verdict.indication).toBe("INDETERMINATE");
      },
    );

    test.each(index.files.filter(({ file }) => leftOver(file)))(
      "$file: a left-over field is never valid",
      async ({ file }) => {
        const verdict = await judge(`signed/vn-real/${file}`);
        expect(verdict.indication).toBe("TOTAL-FAILED");
        expect(verdict.signatures).toMatchObject([
          { integrity: false, subIndication: "FORMAT_FAILURE", coverage: "none", changes: "undetermined" },
        ]);
      },
    );
  },
);
