/** What later revisions do to the verdict. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findProgram, mustRun } from "../../tools/programs.ts";
import { append, latin1, practiceSigner, type Signer, smallPdf, verdictOver } from "./signing.ts";

const qpdf = findProgram("qpdf");
let signer: Signer;
beforeAll(async () => {
  signer = await practiceSigner();
});
afterAll(() => signer.remove());

const kinds = [{ xref: "table" }, { xref: "stream" }] as const;

describe("a second signature", () => {
  test.each(kinds)("keeps the first one valid ($xref)", async (kind) => {
    const once = await signer.sign(smallPdf(kind));
    const twice = await signer.sign(once, { label: "practice-p256" });
    const verdict = await verdictOver(twice, [signer.authority]);
    expect(verdict.indication).toBe("TOTAL-PASSED");
    expect(verdict.signatures).toMatchObject([
      { field: "Signature1", coverage: "revision", changes: "permitted", integrity: true },
      { field: "Signature2", coverage: "whole-file", changes: "none", integrity: true },
    ]);
    expect(verdict.signatures[0]?.changeList).not.toEqual([]);
  });

  test.each(kinds)("and a third, certified first ($xref)", async (kind) => {
    let pdf = await signer.sign(smallPdf(kind), { certify: "P2" });
    pdf = await signer.sign(pdf);
    pdf = await signer.sign(pdf, { label: "practice-p256" });
    const verdict = await verdictOver(pdf, [signer.authority]);
    expect(verdict.indication).toBe("TOTAL-PASSED");
    expect(verdict.signatures.map(({ changes }) => changes)).toEqual(["permitted", "permitted", "none"]);
  });

  test.skipIf(!qpdf).each([
    ["RC4", ["--allow-weak-crypto", "--encrypt", "", "o", "128", "--use-aes=n", "--"]],
    ["AES-128", ["--allow-weak-crypto", "--encrypt", "", "o", "128", "--use-aes=y", "--"]],
    ["AES-256 in object streams", ["--object-streams=generate", "--encrypt", "", "o", "256", "--"]],
  ])(
    "keeps the first one valid in a file encrypted by %s (skipped where qpdf is absent)",
    async (_, options) => {
      const folder = mkdtempSync(join(tmpdir(), "antin-encrypted-"));
      const [plain, encrypted] = [join(folder, "plain.pdf"), join(folder, "encrypted.pdf")];
      writeFileSync(plain, smallPdf({ catalog: "/Lang (vi) /AcroForm <</Fields [] /DA (/Helv 0 Tf)>>" }));
      await mustRun(qpdf ?? "", [...options, plain, encrypted]);
      const once = await signer.sign(new Uint8Array(readFileSync(encrypted)));
      rmSync(folder, { recursive: true });
      const verdict = await verdictOver(await signer.sign(once, { reason: "Đồng ý" }), [signer.authority]);
      expect(verdict.indication).toBe("TOTAL-PASSED");
      expect(verdict.signatures.map(({ changes }) => changes)).toEqual(["permitted", "none"]);
    },
  );

  test("without any trust is permitted too where both come from one practice CA", async () => {
    const twice = await signer.sign(await signer.sign(smallPdf()), { label: "practice-p256" });
    const verdict = await verdictOver(twice);
    expect(verdict.signatures.map(({ changes }) => changes)).toEqual(["permitted", "none"]);
    expect(verdict.signatures.map(({ subIndication }) => subIndication)).toEqual([
      "NO_CERTIFICATE_CHAIN_FOUND",
      "NO_CERTIFICATE_CHAIN_FOUND",
    ]);
  });

  test("by a signer without a path leaves the first one undetermined", async () => {
    const other = await practiceSigner();
    const twice = await other.sign(await signer.sign(smallPdf()));
    other.remove();
    const verdict = await verdictOver(twice, [signer.authority]);
    expect(verdict.signatures[0]).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIG_CONSTRAINTS_FAILURE",
      integrity: true,
      changes: "undetermined",
    });
  });

  test("white space behind the last signature is no change", async () => {
    const signed = await signer.sign(smallPdf());
    const spaced = new Uint8Array([...signed, 0x0a, 0x20, 0x00, 0x0d]);
    const verdict = await verdictOver(spaced, [signer.authority]);
    expect(verdict.indication).toBe("TOTAL-PASSED");
    expect(verdict.signatures[0]).toMatchObject({ coverage: "revision", changes: "none" });
  });
});

describe("revisions that add more than a signature", () => {
  const widget = "<</Type /Annot /Subtype /Widget /FT /Sig /T (X) /Rect [0 0 500 500] /P 3 0 R>>";
  const attacks = {
    "a page with other contents": { objects: { 3: "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]>>" } },
    "an unsigned widget": { objects: { 90: widget } },
    "another catalog": { objects: { 90: "<</Type /Catalog /Pages 2 0 R>>" }, root: "90 0 R" },
    "an orphan object": { objects: { 90: "(nothing refers to this)" } },
  };

  test.each(Object.entries(attacks))("%s after the signature is never passed over", async (_, increment) => {
    const signed = await signer.sign(smallPdf());
    const verdict = await verdictOver(append(signed, increment), [signer.authority]);
    expect(verdict.indication).not.toBe("TOTAL-PASSED");
    for (const { changes } of verdict.signatures) expect(["undetermined", "forbidden"]).toContain(changes);
  });

  test.each(Object.entries(attacks))("%s hidden between two signatures is found", async (_, increment) => {
    const signed = await signer.sign(smallPdf());
    const changed = append(signed, increment);
    const again = await signer.sign(changed).catch(() => null);
    if (!again) return;
    const verdict = await verdictOver(again, [signer.authority]);
    expect(verdict.signatures[0]).not.toMatchObject({ changes: "permitted" });
    expect(verdict.signatures[0]).not.toMatchObject({ changes: "none" });
    expect(verdict.indication).not.toBe("TOTAL-PASSED");
  });

  test("an object that fills a hole of the signed document is found; our own signatures leave the hole free", async () => {
    const free = smallPdf({ page: "/Contents 7 0 R" });
    const signed = await signer.sign(free);
    const twice = await verdictOver(await signer.sign(signed), [signer.authority]);
    expect(twice.signatures[0]).toMatchObject({ integrity: true, changes: "permitted" });
    const filled = append(signed, { objects: { 7: "<</Length 0>>\nstream\n\nendstream" } });
    const verdict = await verdictOver(filled, [signer.authority]);
    expect(verdict.indication).not.toBe("TOTAL-PASSED");
    expect(["undetermined", "forbidden"]).toContain(verdict.signatures[0]?.changes);
  });

  test("an object that fills a hole of the signed document is found, though only a signature is added", async () => {
    const named = (number: number) =>
      smallPdf({ page: "/Resources 4 0 R", more: [`<</XObject <</X ${number} 0 R>>>>`] });
    const twiceOver = async (pdf: Uint8Array) => signer.sign(await signer.sign(pdf));
    // The second signature's own number is the one the resources refer to.
    const twice = await twiceOver(named(8));
    expect([...new TextDecoder("latin1").decode(twice).matchAll(/\/V (\d+) 0 R/g)].at(-1)?.[1]).toBe("8");
    const verdict = await verdictOver(twice, [signer.authority]);
    expect(verdict.signatures[0]?.changes).toBe("undetermined");
    const harmless = await verdictOver(await twiceOver(named(99)), [signer.authority]);
    expect(harmless.signatures[0]?.changes).toBe("permitted");
  });

  test("bytes that no cross-reference knows are found", async () => {
    const signed = await signer.sign(smallPdf());
    const garbage = new Uint8Array([...signed, ...latin1("9 0 obj (x) endobj\n")]);
    const verdict = await verdictOver(garbage, [signer.authority]);
    expect(verdict.signatures[0]).toMatchObject({ indication: "TOTAL-FAILED", changes: "forbidden" });
    const between = await signer.sign(garbage).catch(() => null);
    if (between) {
      const again = await verdictOver(between, [signer.authority]);
      expect(again.signatures[0]?.changes).toBe("forbidden");
    }
  });

  test("a certification that allows nothing is broken by a later signature", async () => {
    const certified = await signer.sign(smallPdf(), { certify: "P1" });
    expect(await verdictOver(certified, [signer.authority])).toMatchObject({ indication: "TOTAL-PASSED" });
    await expect(signer.sign(certified)).rejects.toMatchObject({ code: "CERTIFICATION_FORBIDS" });
  });
});
