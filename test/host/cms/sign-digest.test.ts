import { createHash, generateKeyPairSync, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { p384 } from "@noble/curves/nist.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildCertificate } from "#shared/asn1/build-certificate.ts";
import { objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import { writeName } from "#shared/asn1/name.ts";
import { OID } from "#shared/asn1/oids.ts";
import { sourceOf } from "#shared/bytes.ts";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { verifyCms } from "#shared/verify/verify.ts";
import { signDigest } from "../../../host/cms/sign-digest.ts";
import type { TokenDriver, TokenSession } from "../../../host/token/driver.ts";
import { practiceAuthority, practiceDriver } from "../../../host/token/practice.ts";
import { signWithKey } from "../../../host/token/practice-sign.ts";
import { digestRanges } from "../../shared/verify/signing.ts";
import { findProgram, run } from "../../tools/programs.ts";

const openssl = findProgram("openssl");
const content = Buffer.from("Kính gửi: Ủy ban nhân dân các xã, phường, đặc khu.");
let folder = "";
let driver: TokenDriver;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "antin-cms-"));
  driver = practiceDriver(join(folder, "practice"));
  writeFileSync(join(folder, "content"), content);
  writeFileSync(join(folder, "other"), `${content}!`);
  writeFileSync(
    join(folder, "ca.pem"),
    new X509Certificate(await practiceAuthority(join(folder, "practice"))).toString(),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

async function sessionOf(label: string): Promise<TokenSession> {
  const certificates = await driver.certificates("practice");
  const certificate = certificates.find((candidate) => candidate.label === label)?.id ?? "";
  return driver.open({ token: "practice", certificate, pin: "", allowLastTry: false });
}

async function opensslVerifies(cms: Uint8Array, contentFile: string): Promise<boolean> {
  const file = join(folder, "signature.p7s");
  writeFileSync(file, cms);
  const input = ["-inform", "DER", "-in", file, "-content", join(folder, contentFile)];
  const trust = ["-CAfile", join(folder, "ca.pem"), "-purpose", "any"];
  const { code } = await run(openssl ?? "", ["cms", "-verify", "-binary", "-cades", ...input, ...trust]);
  return code === 0;
}

const cases = (["sha256", "sha384", "sha512"] as const).flatMap((digestAlgorithm) =>
  (["pades", "cades"] as const).flatMap((format) => [
    { digestAlgorithm, format, label: "practice-rsa", padding: "pkcs1" as const },
    { digestAlgorithm, format, label: "practice-rsa", padding: "pss" as const },
    { digestAlgorithm, format, label: "practice-p256", padding: "pkcs1" as const },
  ]),
);

describe.skipIf(!openssl)(
  "a signature over a digest, judged by openssl (skipped where openssl is absent)",
  () => {
    test.each(cases)(
      "$label $padding $digestAlgorithm as $format verifies, and not over other content",
      async (choice) => {
        const session = await sessionOf(choice.label);
        const digest = createHash(choice.digestAlgorithm).update(content).digest();
        const cms = await signDigest({ session, digest, ...choice });
        expect(await opensslVerifies(cms, "content")).toBe(true);
        expect(await opensslVerifies(cms, "other")).toBe(false);
        const { der, chain } = session.certificate;
        expect(cms.length).toBeLessThanOrEqual(cmsSizeBound({ certificates: [der, ...chain] }));
      },
    );
  },
);

describe("keys of other kinds and sizes, by certificates of their own", () => {
  const kinds = [
    { kind: "RSA 3072", make: () => rsaSession(3072), padding: "pkcs1" },
    { kind: "RSA 3072 PSS", make: () => rsaSession(3072), padding: "pss" },
    { kind: "RSA 4096 PSS", make: () => rsaSession(4096), padding: "pss" },
    { kind: "P-384", make: p384Session, padding: "pkcs1" },
  ] as const;

  test.each(kinds)(
    "$kind signs, and the verifier of the product finds it right",
    async ({ make, padding }) => {
      const session = make();
      const digest = createHash("sha384").update(content).digest();
      const cms = await signDigest({ session, digest, digestAlgorithm: "sha384", format: "cades", padding });
      const request = { source: sourceOf(cms), digestRanges, trust: { anchors: [], practice: false } };
      const over = (bytes: Uint8Array) => verifyCms({ ...request, content: sourceOf(bytes) });
      expect((await over(content)).signatures).toMatchObject([{ integrity: true }]);
      expect((await over(digest)).signatures).toMatchObject([{ integrity: false }]);
      expect(cms.length).toBeLessThanOrEqual(cmsSizeBound({ certificates: [session.certificate.der] }));
    },
  );
});

/** A session over keys in memory: what a real token does, without the token. */
function sessionOver(spki: Uint8Array, sign: TokenSession["sign"]): TokenSession {
  const der = certificateOver(spki);
  const certificate = { id: "", token: "test", label: "", der, chain: [], hasKey: true };
  return { certificate, sign, close: async () => {}, onEnd: () => {} };
}

function certificateOver(spki: Uint8Array): Uint8Array {
  const name = writeName([["commonName", "Người ký"]]);
  return buildCertificate({
    serial: Uint8Array.of(1),
    issuer: name,
    subject: name,
    notBefore: new Date("2026-01-01T00:00:00Z"),
    notAfter: new Date("2036-01-01T00:00:00Z"),
    spki,
    keyUsage: ["digitalSignature"],
    caPathLength: null,
    subjectKeyId: Uint8Array.of(1),
    authorityKeyId: Uint8Array.of(1),
    policy: "1.2.3",
    signatureAlgorithm: sequence(objectIdentifier(OID.ecdsaWithSha256)),
    sign: () => new Uint8Array(8),
  });
}

function rsaSession(modulusLength: number): TokenSession {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength });
  const spki = publicKey.export({ format: "der", type: "spki" });
  return sessionOver(spki, async (request) => signWithKey(privateKey, request));
}

function p384Session(): TokenSession {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-384" });
  const secret = new Uint8Array(Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url"));
  const spki = publicKey.export({ format: "der", type: "spki" });
  return sessionOver(spki, async ({ digest }) =>
    p384.sign(digest, secret, { prehash: false, format: "der" }),
  );
}

describe("refusals", () => {
  test("a digest of another length than its algorithm is refused, the right one signed", async () => {
    const session = await sessionOf("practice-rsa");
    const request = { session, digestAlgorithm: "sha256", format: "pades", padding: "pkcs1" } as const;
    await expect(signDigest({ ...request, digest: new Uint8Array(20) })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    await expect(signDigest({ ...request, digest: new Uint8Array(32) })).resolves.toBeInstanceOf(Uint8Array);
  });

  test("a token that signs with another key than its certificate's is caught", async () => {
    const [rsa, p256] = await Promise.all([sessionOf("practice-rsa"), sessionOf("practice-p256")]);
    const swapped: TokenSession = { ...rsa, sign: (request) => p256.sign({ ...request, scheme: "ecdsa" }) };
    const request = { digestAlgorithm: "sha256", format: "pades", padding: "pkcs1" } as const;
    const digest = new Uint8Array(32);
    await expect(signDigest({ ...request, session: swapped, digest })).rejects.toMatchObject({
      code: "SELF_CHECK_FAILED",
    });
    await expect(signDigest({ ...request, session: rsa, digest })).resolves.toBeInstanceOf(Uint8Array);
  });
});
