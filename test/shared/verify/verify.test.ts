import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { verifyCms } from "#shared/verify/verify.ts";
import { digestRanges, latin1, practiceSigner, type Signer, smallPdf, verdictOver } from "./signing.ts";

let signer: Signer;
beforeAll(async () => {
  signer = await practiceSigner();
});
afterAll(() => signer.remove());

const kinds = [{ xref: "table" }, { xref: "stream" }] as const;

describe("one signature", () => {
  test.each(kinds)("is intact over the whole file, its practice signer said ($xref)", async (kind) => {
    const verdict = await verdictOver(await signer.sign(smallPdf(kind)));
    expect(verdict.indication).toBe("INDETERMINATE");
    expect(verdict.signatures).toHaveLength(1);
    expect(verdict.signatures[0]).toMatchObject({
      field: "Signature1",
      kind: "approval",
      subFilter: "ETSI.CAdES.detached",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      integrity: true,
      coverage: "whole-file",
      changes: "none",
      level: "B-B",
      signer: { domain: "practice" },
    });
    expect(verdict.signatures[0]?.reasons.map(({ code }) => code)).toContain("practice");
    expect(verdict.headline.vi).toMatch(/thực hành/);
  });

  test.each(["practice-rsa", "practice-p256"] as const)(
    "%s passes where its CA is trusted",
    async (label) => {
      const verdict = await verdictOver(await signer.sign(smallPdf(), { label }), [signer.authority]);
      expect(verdict.indication).toBe("TOTAL-PASSED");
      expect(verdict.signatures[0]).toMatchObject({
        subIndication: null,
        signer: { domain: "practice" },
        revocation: { status: "not-needed" },
      });
      expect(verdict.signatures[0]?.path.map(({ anchor }) => anchor)).toEqual([false, true]);
    },
  );

  test("another installation's practice CA does not make it pass", async () => {
    const other = await practiceSigner();
    const verdict = await verdictOver(await signer.sign(smallPdf()), [other.authority]);
    other.remove();
    expect(verdict.signatures[0]?.subIndication).toBe("NO_CERTIFICATE_CHAIN_FOUND");
  });

  test("a practice CA among the anchors counts only where practice is asked for", async () => {
    const { verifyPdf } = await import("#shared/verify/verify.ts");
    const source = sourceOf(await signer.sign(smallPdf()));
    const trust = { anchors: [signer.authority], practice: false };
    const verdict = await verifyPdf({ source, digestRanges, trust });
    expect(verdict.indication).toBe("INDETERMINATE");
  });

  test("outside the certificate's validity nothing passes", async () => {
    const signed = await signer.sign(smallPdf());
    const verdict = await verdictOver(signed, [signer.authority], { at: new Date("2060-01-01T00:00:00Z") });
    expect(verdict.indication).toBe("INDETERMINATE");
  });

  test("no signature is said as such", async () => {
    const verdict = await verdictOver(smallPdf());
    expect(verdict).toMatchObject({ indication: "NO-SIGNATURE", signatures: [] });
  });
});

/** Where the hexadecimal Contents stand, brackets included. */
function gapOf(pdf: Uint8Array): { start: number; end: number } {
  const [, first, second] = /ByteRange \[0 (\d+) (\d+)/.exec(new TextDecoder("latin1").decode(pdf)) ?? [];
  return { start: Number(first), end: Number(second) };
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

describe("tampering with one signature", () => {
  test("any changed byte of the signed ranges ends in a failure", async () => {
    const signed = await signer.sign(smallPdf());
    const original = await verdictOver(signed, [signer.authority]);
    expect(original.indication).toBe("TOTAL-PASSED");
    const gap = gapOf(signed);
    for (let at = 9; at < signed.length; at += at > gap.start && at < gap.end ? gap.end - at : 7) {
      const outcome = await verdictOver(flipped(signed, at), [signer.authority]).catch(
        (error: unknown) => error,
      );
      expect(outcome, `byte ${at}`).not.toMatchObject({ indication: "TOTAL-PASSED" });
      expect(outcome, `byte ${at}`).not.toMatchObject({ signatures: [{ integrity: true }] });
    }
  });

  test("a changed byte of the message never shows another signer as right", async () => {
    const signed = await signer.sign(smallPdf());
    const original = await verdictOver(signed, [signer.authority]);
    const gap = gapOf(signed);
    let refused = 0;
    for (let at = gap.start + 1; at < gap.end; at += 11) {
      const verdict = await verdictOver(flipped(signed, at), [signer.authority]);
      if (verdict.indication !== "TOTAL-PASSED") refused++;
      else expect(verdict.signatures[0]?.signer).toEqual(original.signatures[0]?.signer);
    }
    expect(refused).toBeGreaterThan(100);
  });

  test("content changed behind the signer's back is a HASH_FAILURE", async () => {
    const signed = await signer.sign(smallPdf());
    const text = new TextDecoder("latin1").decode(signed);
    const tampered = latin1(text.replace("595 842", "595 843"));
    const verdict = await verdictOver(tampered, [signer.authority]);
    expect(verdict.indication).toBe("TOTAL-FAILED");
    expect(verdict.signatures[0]).toMatchObject({ integrity: false, subIndication: "HASH_FAILURE" });
    expect(verdict.headline.vi).toBe("Tài liệu đã bị thay đổi");
  });
});

describe("a file that readers may see differently", () => {
  const plain = Buffer.from(smallPdf()).toString("latin1");
  const page = plain.indexOf("3 0 obj");

  test("one section that says two things of one object is never passed", async () => {
    const twice = plain.replace("trailer", `3 1\n${String(page).padStart(10, "0")} 00000 n\r\ntrailer`);
    const verdict = await verdictOver(await signer.sign(latin1(twice)), [signer.authority]);
    expect(verdict.signatures[0]).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "SIG_CONSTRAINTS_FAILURE",
      integrity: true,
      changes: "none",
    });
    expect(verdict.signatures[0]?.reasons.map(({ code }) => code)).toContain("file-ambiguous");
    expect(verdict.signatures[0]?.warnings.map(({ code }) => code)).toContain("file-oddities");
  });

  test("a hybrid file whose hidden entries contradict its table is never passed; one that agrees is", async () => {
    const at = plain.indexOf("xref\n");
    for (const [offset, indication] of [
      [page, "TOTAL-PASSED"],
      [page + 1, "INDETERMINATE"],
    ] as const) {
      const rows = `01 ${offset.toString(16).padStart(8, "0")}>`;
      const dict = `/Type /XRef /W [1 4 0] /Index [3 1] /Size 4 /Filter /ASCIIHexDecode /Length ${rows.length}`;
      const hidden = `9 0 obj\n<<${dict}>>\nstream\n${rows}\nendstream\nendobj\n`;
      const moved = plain.slice(at).replace("/Root", `/XRefStm ${at} /Root`);
      const hybrid = `${plain.slice(0, at)}${hidden}${moved.replace(`startxref\n${at}`, `startxref\n${at + hidden.length}`)}`;
      const verdict = await verdictOver(await signer.sign(latin1(hybrid)), [signer.authority]);
      expect(verdict).toMatchObject({ indication, signatures: [{ integrity: true }] });
    }
  });
});

describe("a signed message of its own", () => {
  const content = latin1("Noi dung");

  test("passes over its content, fails over another, and says where the content is missing", async () => {
    const source = sourceOf(await signer.cms(content));
    const trust = { anchors: [signer.authority], practice: true };
    const over = (bytes: Uint8Array) => verifyCms({ source, content: sourceOf(bytes), digestRanges, trust });
    const right = await over(content);
    expect(right).toMatchObject({
      indication: "TOTAL-PASSED",
      signatures: [{ field: null, kind: "cms", integrity: true, level: "B-B", changes: "none" }],
    });
    expect(await over(latin1("Noi dung!"))).toMatchObject({
      indication: "TOTAL-FAILED",
      signatures: [{ integrity: false, subIndication: "HASH_FAILURE" }],
    });
    expect(await verifyCms({ source, digestRanges, trust })).toMatchObject({
      indication: "INDETERMINATE",
      signatures: [{ integrity: false, subIndication: "SIGNED_DATA_NOT_FOUND" }],
    });
  });

  test("what is no message is refused, a cut one has its verdict", async () => {
    const trust = { anchors: [], practice: false };
    const junk = verifyCms({ source: sourceOf(latin1("xin chao")), digestRanges, trust });
    await expect(junk).rejects.toMatchObject({ code: "NOT_PDF" });
    const cms = await signer.cms(content);
    const cut = sourceOf(cms.subarray(0, cms.length - 5));
    expect(await verifyCms({ source: cut, digestRanges, trust })).toMatchObject({
      indication: "TOTAL-FAILED",
      signatures: [{ integrity: false, subIndication: "FORMAT_FAILURE" }],
    });
  });
});
