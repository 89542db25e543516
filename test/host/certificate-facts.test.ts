import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  certificateRefusal,
  describeCertificate,
  describeCertificates,
} from "../../host/certificate-facts.ts";
import type { TokenCertificate } from "../../host/token/driver.ts";
import { findProgram } from "../tools/programs.ts";

const openssl = findProgram("openssl");

describe.skipIf(!openssl)("what a certificate can do (wants openssl)", () => {
  let folder: string;
  let count = 0;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "antin-certificates-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function make(key: readonly string[], extensions: readonly string[] = []): TokenCertificate {
    const out = join(folder, `${count++}.der`);
    execFileSync(
      "openssl",
      [
        ...[
          "req",
          "-x509",
          "-nodes",
          "-days",
          "30",
          "-subj",
          "/C=VN/O=UBND/CN=Lâm",
          "-utf8",
          "-outform",
          "DER",
        ],
        ...["-keyout", join(folder, "key"), "-out", out, ...key],
        ...extensions.flatMap((extension) => ["-addext", extension]),
      ],
      { stdio: "ignore" },
    );
    const der = new Uint8Array(readFileSync(out));
    const id = createHash("sha256").update(der).digest("hex");
    return { id, token: "practice", label: "l", der, chain: [], hasKey: null };
  }

  const RSA = ["-newkey", "rsa:2048"];
  const LEAF = "basicConstraints=critical,CA:FALSE";
  // An hour on: the certificates are made after this line.
  const now = new Date(Date.now() + 3_600_000);
  const later = new Date(now.getTime() + 40 * 86_400_000);
  const earlier = new Date(now.getTime() - 86_400_000);
  const unsuitable = (certificate: TokenCertificate, at = now) =>
    describeCertificate(certificate, at)?.unsuitable;

  test.each([
    ["no key usage", [LEAF]],
    ["digitalSignature", [LEAF, "keyUsage=digitalSignature"]],
    ["nonRepudiation", [LEAF, "keyUsage=nonRepudiation"]],
  ])("with %s it signs", (_, extensions) => {
    expect(unsuitable(make(RSA, extensions))).toBeNull();
  });

  test("for other uses it does not", () => {
    expect(unsuitable(make(RSA, [LEAF, "keyUsage=keyEncipherment"]))).toBe("KEY_USAGE");
    expect(unsuitable(make(RSA, ["basicConstraints=critical,CA:TRUE"]))).toBe("CERTIFICATE_AUTHORITY");
  });

  test("outside its time it does not, and the refusal names the day in Vietnam's own form", () => {
    const certificate = make(RSA, [LEAF]);
    expect(unsuitable(certificate, earlier)).toBe("NOT_YET_VALID");
    expect(unsuitable(certificate, later)).toBe("EXPIRED");
    const described = describeCertificate(certificate, later);
    if (!described) throw new Error();
    expect(certificateRefusal(described)).toMatchObject({
      code: "CERT_EXPIRED",
      detail: { notAfter: expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/) },
    });
    expect(certificateRefusal({ ...described, notAfter: "2026-08-11T17:30:00.000Z" })?.detail).toEqual({
      notAfter: "12/08/2026",
    });
    expect(certificateRefusal({ ...described, unsuitable: null })).toBeNull();
  });

  test("with a key that is too short, or of a kind nobody knows, it does not", () => {
    expect(unsuitable(make(["-newkey", "rsa:1024"], [LEAF]))).toBe("ALGORITHM");
    const curve = (name: string) => ["-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${name}`];
    expect(unsuitable(make(curve("P-256"), [LEAF]))).toBeNull();
    expect(unsuitable(make(curve("P-384"), [LEAF]))).toBeNull();
    expect(unsuitable(make(curve("secp256k1"), [LEAF]))).toBe("ALGORITHM");
    expect(unsuitable(make(["-newkey", "ed25519"], [LEAF]))).toBe("ALGORITHM");
  });

  test("without its key on the token it does not", () => {
    expect(unsuitable({ ...make(RSA, [LEAF]), hasKey: false })).toBe("NO_KEY");
  });

  test("a list shows those that sign first, and neither authorities nor what is no certificate", () => {
    const encryption = make(RSA, [LEAF, "keyUsage=keyEncipherment"]);
    const signing = make(RSA, [LEAF]);
    const authority = make(RSA, ["basicConstraints=critical,CA:TRUE"]);
    const junk = { ...signing, id: "j", der: Uint8Array.of(1, 2, 3) };
    const listed = describeCertificates([authority, junk, encryption, signing], now);
    expect(listed.map(({ id }) => id)).toEqual([signing.id, encryption.id]);
    expect(listed[0]).toMatchObject({
      commonName: "Lâm",
      organization: "UBND",
      key: { kind: "rsa", bits: 2048 },
    });
  });

  test("names beyond the bounds of the protocol are cut", () => {
    const certificate = { ...make(RSA, [LEAF]), label: "x".repeat(1000) };
    expect(describeCertificate(certificate, now)?.label).toHaveLength(255);
  });
});
