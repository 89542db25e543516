import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tryCertificate } from "#shared/asn1/certificate.ts";
import { sourceOf, toBase64, toHex } from "#shared/bytes.ts";
import { readSignedData } from "#shared/cms/read.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { GOVERNMENT_ANCHORS, GOVERNMENT_PINS } from "#shared/trust/anchors/government.ts";
import { PUBLIC_ANCHORS } from "#shared/trust/anchors/public.ts";
import { builtInAnchors, pinnedAnchors } from "#shared/trust/built-in-anchors.ts";
import { validatePath } from "#shared/trust/validate.ts";

const corpus = process.env["ANTIN_CORPUS"] ?? "../shared/corpus";
const facts = join(corpus, "trust", "anchors.json");
const documents = join(corpus, "signed", "vn-real");

test("each anchor can be used, and those below another name it", () => {
  const anchors = builtInAnchors();
  expect(anchors).toHaveLength(19);
  for (const { issued, publicKey, notBefore, notAfter } of anchors) {
    expect(publicKey.kind).toBe("rsa");
    expect(notBefore < notAfter).toBe(true);
    if (issued) expect(anchors.some(({ subject }) => subject.key === issued.issuer.key)).toBe(true);
  }
});

test("what is not pinned by its fingerprint is no anchor", () => {
  expect(GOVERNMENT_PINS).toHaveLength(1);
  expect(pinnedAnchors([])).toEqual([]);
});

describe.skipIf(!existsSync(facts))(
  "against the collected facts (skipped where the corpus is absent)",
  () => {
    test("name, key, validity, path length and fingerprint of every anchor agree", () => {
      const collected: Record<string, string | number | null>[] = JSON.parse(
        readFileSync(facts, "utf8"),
      ).anchors;
      const theirs = collected.map((own) => [
        own["subjectDer"],
        own["spkiDer"],
        own["notBefore"],
        own["notAfter"],
        own["pathLen"],
        own["certificateSha256"],
      ]);
      const ours = [...GOVERNMENT_ANCHORS, ...PUBLIC_ANCHORS].map((own) => [
        own.subject,
        own.spki,
        own.notBefore,
        own.notAfter,
        own.pathLength,
        own.certificateSha256,
      ]);
      expect(ours).toEqual(theirs);
      expect(builtInAnchors().map(({ spki }) => toBase64(spki))).toEqual(theirs.map(([, spki]) => spki));
    });
  },
);

/** Signers whose authority ships as no anchor: found by its own certificate only. */
const MISSING = "CA phục vụ cho dịch vụ phần mềm G2";

describe.skipIf(!existsSync(documents))("against real documents (skipped where the corpus is absent)", () => {
  const index: { files: { file: string; error?: string }[] } = existsSync(documents)
    ? JSON.parse(readFileSync(join(documents, "index.json"), "utf8"))
    : { files: [] };

  function signersOf(file: string) {
    try {
      const source = sourceOf(new Uint8Array(readFileSync(join(documents, file))));
      return listSignatures(openPdf(source)).flatMap(({ contents }) => {
        const { data } = readSignedData(contents ?? new Uint8Array());
        return data ? [data.certificates.map(tryCertificate).filter((each) => each !== null)] : [];
      });
    } catch {
      // Files that cannot be opened are judged elsewhere.
      return [];
    }
  }

  test("every signer has a path while its certificate was new, or the missing authority is named", () => {
    const judged = index.files
      .flatMap(({ file }) => signersOf(file))
      .flatMap((certificates) => {
        const leaf = certificates.find(({ isCa }) => !isCa);
        if (!leaf) return [];
        const anchors = builtInAnchors();
        const at = new Date(leaf.notBefore.getTime() + 86_400_000);
        const result = validatePath({ leaf, intermediates: certificates, anchors, at });
        return [{ issuer: leaf.issuer.commonName, result, sha256: toHex(leaf.serial) }];
      });
    expect(judged.length).toBeGreaterThan(0);
    const failed = judged.filter(({ result }) => !result.valid);
    expect(failed.map(({ issuer }) => issuer).filter((issuer) => issuer !== MISSING)).toEqual([]);
    expect(
      failed.map(({ result }) => result.fault?.reason).filter((each) => each !== "issuer-not-found"),
    ).toEqual([]);
    expect(judged.some(({ result }) => result.sha1Leaf)).toBe(true);
    const domains = judged.map(({ result }) => result.path?.anchor.domain ?? "government");
    expect(new Set(domains)).toEqual(new Set(["government"]));
  });
});
