/**
 * Foreign signatures with long-term material, judged under the roots they carry: whatever passes here passes for the reference
 * validator, too; the one that it passes by past validation passes here as well.
 */

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type CertificateFacts, tryCertificate } from "#shared/asn1/certificate.ts";
import { OID } from "#shared/asn1/oids.ts";
import { sourceOf, toBase64 } from "#shared/bytes.ts";
import { embeddedMaterial } from "#shared/cms/embedded-material.ts";
import { readSignedData } from "#shared/cms/read.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { attributeValues } from "#shared/verify/covered-objects.ts";
import { validationStore } from "#shared/verify/validation-store.ts";
import { verifyCms, verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "../shared/verify/signing.ts";
import { dssOpinions, hasDss } from "../tools/judges/dss.ts";
import { corpus } from "./cases.ts";

interface Expected {
  readonly file: string;
  readonly signatures?: readonly { readonly format: string | null }[];
}

const LONG_TERM = /BASELINE-LT|LTV|-A$|-ERS$/;

function files(): string[] {
  if (!existsSync(corpus)) return [];
  return ["signed/dss-pades", "signed/dss-cades"].flatMap((folder) => {
    const expected: Expected[] = JSON.parse(readFileSync(join(corpus, folder, "expected.json"), "utf8"));
    return expected
      .filter(({ signatures = [] }) => signatures.some(({ format }) => LONG_TERM.test(format ?? "")))
      .map(({ file }) => join(corpus, folder, file));
  });
}

function certificatesIn(message: Uint8Array): Uint8Array[] {
  const { data } = readSignedData(message);
  if (!data) return [];
  return data.signers.flatMap((signer) => [
    ...embeddedMaterial(data, signer).certificates,
    ...attributeValues(signer.unsignedAttributes, [OID.signatureTimeStamp, OID.archiveTimeStampV3]).flatMap(
      certificatesIn,
    ),
  ]);
}

function certificatesOf(file: string): Uint8Array[] {
  const bytes = new Uint8Array(readFileSync(file));
  if (!file.endsWith(".pdf")) return certificatesIn(bytes);
  const document = openPdf(sourceOf(bytes));
  const contents = listSignatures(document).flatMap((own) => (own.contents ? [own.contents] : []));
  return [...(validationStore(document)?.certificates ?? []), ...contents.flatMap(certificatesIn)];
}

/** Roots, and authorities whose issuer is nowhere. */
function rootsOf(all: readonly string[]): CertificateFacts[] {
  const facts = all.flatMap(certificatesOf).flatMap((der) => tryCertificate(der) ?? []);
  const unique = [...new Map(facts.map((each) => [each.sha256, each])).values()];
  const names = new Set(unique.map(({ subject }) => subject.text));
  return unique.filter(
    ({ subject, issuer, isCa }) => subject.text === issuer.text || (isCa && !names.has(issuer.text)),
  );
}

describe.skipIf(!hasDss || !existsSync(corpus))(
  "long-term material of others (skipped where corpus or DSS judge is absent)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "antin-long-term-"));
    afterAll(() => rmSync(folder, { recursive: true }));

    test("nothing passes that the reference validator does not pass", async () => {
      const all = files();
      const roots = rootsOf(all);
      const anchors = roots.map(({ der }, index) => {
        const file = join(folder, `${index}.pem`);
        const lines = toBase64(der).replaceAll(/.{64}/g, "$&\n");
        writeFileSync(file, `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
        return file;
      });
      const opinions = await dssOpinions(all, anchors);
      const both: string[] = [];
      for (const [index, file] of all.entries()) {
        const trust = { anchors: roots.map(({ der }) => der), practice: false, builtIn: false };
        const request = { source: sourceOf(new Uint8Array(readFileSync(file))), digestRanges, trust };
        const verdict = await (file.endsWith(".pdf") ? verifyPdf(request) : verifyCms(request));
        const own = verdict.signatures.filter(({ kind }) => kind !== "timestamp");
        const theirs = opinions[index]?.signatures ?? [];
        const passed = own.filter(({ indication }) => indication === "TOTAL-PASSED").length;
        expect(passed, file).toBeLessThanOrEqual(theirs.filter((each) => each.passed).length);
        if (passed > 0) both.push(file.slice(corpus.length + 1));
      }
      expect(all.length).toBeGreaterThan(15);
      expect(both).toContain("signed/dss-pades/pades-enveloping-other-pdf.pdf");
    }, 900_000);
  },
);
