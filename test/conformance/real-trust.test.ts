/** Real documents under the built-in anchors alone, as a fresh install without a network judges them. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import type { TrustOptions } from "#shared/verify/ground.ts";
import { officeView } from "#shared/verify/office.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "../shared/verify/signing.ts";

const folder = join(process.env["ANTIN_CORPUS"] ?? "../shared/corpus", "signed/vn-real");

interface Expected {
  readonly file: string;
  readonly signatures: readonly {
    readonly field: string;
    readonly signer: { readonly issuer: string; readonly notBefore: string };
    readonly timestamp: { readonly genTime: string; readonly imprint: string; readonly tsa: string } | null;
    readonly expected: {
      readonly signerUnderAnchor: string | null;
      readonly certificateExpiredOn20261125: boolean;
      readonly signingTimeMinusGenTimeSeconds?: number;
    };
  }[];
}

const files: readonly Expected[] = existsSync(folder)
  ? JSON.parse(readFileSync(join(folder, "index.json"), "utf8")).files
  : [];
const [leftOvers, signed] = [true, false].map((orphan) =>
  files.filter(({ file }) => file.startsWith("orphan-") === orphan),
) as [Expected[], Expected[]];

/** After the corpus was gathered: certificates that had expired then have expired. */
const NOW = new Date("2026-11-25T12:00:00Z");
const HARD: TrustOptions = { anchors: [], practice: false };
const SOFT: TrustOptions = { ...HARD, revocation: "soft" };

function judge(file: string, trust: TrustOptions, at = NOW): Promise<FileVerdict> {
  const source = sourceOf(new Uint8Array(readFileSync(join(folder, file))));
  return verifyPdf({ source, digestRanges, trust, at });
}

/** What lacks evidence or a proof of time; nothing that says a signature is wrong. */
const OPEN = ["TRY_LATER", "OUT_OF_BOUNDS_NO_POE"];

describe.skipIf(files.length === 0)("real documents (skipped where the corpus is absent)", () => {
  const figures = { signatures: 0, paths: 0, named: 0, stamps: 0 };
  afterAll(() => {
    const { signatures, paths, named, stamps } = figures;
    process.stdout.write(
      `built-in anchors: ${signatures} signatures, path found ${paths}, missing authority named ${named}, time-stamps with a path ${stamps}\n`,
    );
  });

  test.each(signed)(
    "$file: each path is found offline, or its missing authority is named",
    async (expected) => {
      const { signatures } = await judge(expected.file, HARD);
      expect(signatures).toHaveLength(expected.signatures.length);
      for (const [index, entry] of signatures.entries()) {
        const facts = expected.signatures[index];
        figures.signatures++;
        expect(entry.integrity).toBe(true);
        expect(JSON.stringify(entry)).not.toContain("không tin cậy");
        if (facts?.expected.signerUnderAnchor) {
          figures.paths++;
          expect(entry.path.at(-1)?.subject).toContain(`CN=${facts.expected.signerUnderAnchor}`);
          expect(entry.signer?.domain).toBe("government");
          expect(OPEN).toContain(entry.subIndication);
          expect(entry.revocation.status).toBe("not-checked");
          const isExpired = entry.reasons.some(({ code }) => code === "certificate-expired");
          if (isExpired) expect(facts.expected.certificateExpiredOn20261125).toBe(true);
        } else {
          figures.named++;
          expect(entry).toMatchObject({ path: [], subIndication: "NO_CERTIFICATE_CHAIN_FOUND" });
          const [reason] = entry.reasons;
          expect(reason?.vi).toContain("“CA phục vụ cho dịch vụ phần mềm G2”");
          expect(reason?.vi).toContain("Đề nghị kiểm tra lại khi có mạng");
        }
      }
    },
  );

  test.each(signed)("$file: its time-stamps are right, their authorities known", async (expected) => {
    const { signatures } = await judge(expected.file, SOFT);
    for (const [index, { timestamp, reasons }] of signatures.entries()) {
      const facts = expected.signatures[index]?.timestamp;
      if (!facts) {
        expect(timestamp).toBeNull();
        continue;
      }
      figures.stamps++;
      expect(timestamp).toMatchObject({
        time: new Date(facts.genTime).toISOString(),
        imprint: facts.imprint,
      });
      expect(facts.tsa).toContain(/CN=([^,]+)/.exec(timestamp?.tsa ?? "")?.[1] ?? "no name");
      // Shown, but a SHA-1 imprint proves nothing.
      const strong = { indication: "TOTAL-PASSED", subIndication: null };
      const codes = reasons.map(({ code }) => code);
      const shift = expected.signatures[index]?.expected.signingTimeMinusGenTimeSeconds ?? 0;
      if (Math.abs(shift - 25_200) < 1800) expect(codes).toContain("claimed-time-shifted");
      expect(codes.includes("timestamp-weak")).toBe(facts.imprint === "sha1");
      const weak = { indication: "INDETERMINATE", subIndication: "CRYPTO_CONSTRAINTS_FAILURE_NO_POE" };
      expect(timestamp).toMatchObject(facts.imprint === "sha1" ? weak : strong);
    }
  });

  test.each(signed)(
    "$file: with revocation soft it is valid wherever its time is known",
    async (expected) => {
      const { signatures } = await judge(expected.file, SOFT);
      for (const [index, entry] of signatures.entries()) {
        const facts = expected.signatures[index];
        if (!facts?.expected.signerUnderAnchor) continue;
        const proven = facts.timestamp !== null && facts.timestamp.imprint !== "sha1";
        const dead = facts.expected.certificateExpiredOn20261125 && !proven;
        expect([entry.field, entry.subIndication]).toEqual([
          entry.field,
          dead ? "OUT_OF_BOUNDS_NO_POE" : null,
        ]);
      }
    },
  );

  test.each(leftOvers)("$file: a field is left over, and that is what is said", async ({ file }) => {
    const { indication, headline, signatures } = await judge(file, SOFT);
    expect(indication).toBe("TOTAL-FAILED");
    expect(headline.vi).toBe("Tài liệu còn sót ô chữ ký, không có chữ ký");
    expect(signatures).toMatchObject([
      {
        integrity: false,
        subIndication: "FORMAT_FAILURE",
        coverage: "none",
        reasons: [{ code: "left-over" }],
      },
    ]);
  });

  test("the office pattern is one green sentence while its certificates are valid", async () => {
    const verdict = await judge("ulis-4sig-tb-2184.pdf", SOFT, new Date("2024-12-15T00:00:00Z"));
    expect(verdict.indication).toBe("TOTAL-PASSED");
    expect(verdict.headline.vi).toBe(
      "Văn bản hợp lệ: có chữ ký số của Nguyễn Quỳnh Hoa, Hà Lê Kim Anh và của TRƯỜNG ĐẠI HỌC NGOẠI NGỮ; nội dung không thay đổi ngoài phần ký và đóng dấu",
    );
  });

  test.each([
    ["ulis-4sig-tb-2184.pdf", [[0], [1], [2, 3]], { person: "yes", agency: "yes", sameAgency: "yes" }],
    [
      "vnu-6sig-mixed-g1g2-qd-4618.pdf",
      [[0], [1], [2, 3, 4, 5]],
      { person: "yes", agency: "yes", sameAgency: "yes" },
    ],
    ["vju-6sig-hd-259.pdf", [[0], [1], [2, 3, 4, 5]], { person: "yes", agency: "yes", sameAgency: "yes" }],
    ["vju-4sig-annex-qd-1132.pdf", [[0, 1, 2, 3]], { person: "no", agency: "yes", sameAgency: null }],
    [
      "police-5sig-c07-2025.pdf",
      [[0, 1, 2, 3, 4]],
      { person: "unknown", agency: "unknown", sameAgency: null },
    ],
  ])("%s: number, day and seal are one act", async (file, acts, required) => {
    const view = officeView(await judge(file, HARD));
    expect(view.acts.map(({ entries }) => entries)).toEqual(acts);
    expect(view.required).toEqual(required);
  });
});
