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

/** Integrity of the signatures that are no document time-stamps; null where there is no verdict. */
async function integrities(file: string): Promise<string | null> {
  const verdict = await judge(file).catch((error: { code?: string }) => {
    expect(error.code, file).toBeTypeOf("string");
    expect(error.code, file).not.toBe("UNKNOWN_ERROR");
    return null;
  });
  const own = verdict?.signatures.filter(({ kind }) => kind !== "timestamp");
  return (
    own
      ?.map(({ integrity }) => integrity)
      .toSorted()
      .join() ?? null
  );
}

/**
 * Where we are stricter than the reference, each by a rule of the product: bytes behind the message in Contents; two
 * signers; a plain-ECDSA brainpool key; a signature dictionary replaced later; one hash inside PSS, another beside it.
 */
const STRICTER = [
  "DSS-2155.pdf",
  "pdf-double-signer-info.pdf",
  "TeleSec_PKS_eIDAS_QES_CA_1-baseline-b.pdf",
  "pades-spoofing-replaced-reason.pdf",
  "CAdES-BpB-att-SHA256-SHA3_256withRSAandMGF1.p7m",
];

describe.skipIf(!hasCorpus)("signed files of the DSS test suite (skipped where the corpus is absent)", () => {
  test.each(["signed/dss-pades", "signed/dss-cades"])(
    "%s: integrity agrees, and is never laxer",
    async (folder) => {
      const differing: string[] = [];
      const expected = read(`${folder}/expected.json`).filter(({ error }) => error === undefined);
      for (const { file, signatures } of expected) {
        const ours = await integrities(`${folder}/${file}`);
        const theirs = signatures
          .map(({ integrity }) => integrity)
          .toSorted()
          .join();
        const right = (text: string | null) => text?.split(",").filter((one) => one === "true").length ?? 0;
        expect(right(ours), `${file} is laxer`).toBeLessThanOrEqual(right(theirs));
        if (right(ours) !== right(theirs)) differing.push(file);
      }
      expect(expected.length).toBeGreaterThan(50);
      expect(differing.filter((file) => !STRICTER.includes(file))).toEqual([]);
    },
  );

  test("files without any verdict of the reference end in a verdict or a typed error here too", async () => {
    const odd = read("signed/dss-pades/expected.json").filter(({ error }) => error !== undefined);
    expect(odd.length).toBeGreaterThan(0);
    for (const { file } of odd) await integrities(`signed/dss-pades/${file}`);
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
