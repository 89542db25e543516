import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { SignRequest } from "../../../../host/token/driver.ts";
import { planSignature } from "../../../../host/token/pkcs11/signing.ts";
import { SignError } from "../../../../shared/errors.ts";

const EC = { kind: "ec", point: Buffer.alloc(65, 4), fieldBytes: 32 } as const;
const RSA = { kind: "rsa", modulus: Buffer.alloc(256, 0xff) } as const;
const digest = createHash("sha256").update("x").digest();
const request = (scheme: SignRequest["scheme"], change: Partial<SignRequest> = {}): SignRequest => ({
  ...{ scheme, digest, digestAlgorithm: "sha256" },
  ...change,
});
const codeOf = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (thrown) {
    return thrown instanceof SignError ? thrown.code : thrown;
  }
};

describe("RSA", () => {
  test("PKCS #1 signs DigestInfo, PSS the digest with a salt of its length", () => {
    const pkcs1 = planSignature(request("rsa-pkcs1"), RSA);
    expect(pkcs1.mechanism).toEqual({ mechanism: 1 });
    expect(Buffer.from(pkcs1.data).toString("hex")).toBe(
      `3031300d060960864801650304020105000420${digest.toString("hex")}`,
    );
    const pss = planSignature(request("rsa-pss"), RSA);
    expect(pss.mechanism).toMatchObject({
      mechanism: 0xd,
      parameter: { hashAlg: 0x250, mgf: 2, saltLen: 32 },
    });
    expect(pss.data).toEqual(digest);
  });

  test("a signature is as long as the modulus", () => {
    const { finish } = planSignature(request("rsa-pkcs1"), RSA);
    expect(finish(Buffer.alloc(256))).toHaveLength(256);
    expect(codeOf(() => finish(Buffer.alloc(255)))).toBe("TOKEN_FAILED");
  });
});

describe("ECDSA", () => {
  const { finish } = planSignature(request("ecdsa"), EC);

  test.each([
    ["short numbers lose their zeros", "7f", "01", "300602017f020101"],
    ["a set top bit gets a zero", "80", "ff01", "300902020080020300ff01"],
  ])("%s", (_, r, s, der) => {
    const raw = `${r.padStart(64, "0")}${s.padStart(64, "0")}`;
    expect(finish(Buffer.from(raw, "hex")).toString("hex")).toBe(der);
  });

  test.each([
    ["zero", "00".repeat(64)],
    ["one byte short", "11".repeat(63)],
    ["DER instead of two numbers", "3006020101020101"],
    ["nothing", ""],
  ])("%s is no signature", (_, raw) => {
    expect(codeOf(() => finish(Buffer.from(raw, "hex")))).toBe("TOKEN_FAILED");
  });

  test.each(["P-256", "P-384", "P-521"])("the DER form verifies for %s", (namedCurve) => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve });
    const { x = "" } = publicKey.export({ format: "jwk" });
    const fieldBytes = Buffer.from(x, "base64url").length;
    const plan = planSignature(request("ecdsa"), { kind: "ec", point: Buffer.alloc(0), fieldBytes });
    for (let round = 0; round < 50; round++) {
      const raw = sign("sha256", Buffer.from("x"), { key: privateKey, dsaEncoding: "ieee-p1363" });
      expect(verify("sha256", Buffer.from("x"), publicKey, plan.finish(raw))).toBe(true);
    }
  });

  test("a digest longer than the field is cut to its left", () => {
    const long = createHash("sha512").update("x").digest();
    const plan = planSignature(request("ecdsa", { digest: long, digestAlgorithm: "sha512" }), EC);
    expect(plan.data).toEqual(long.subarray(0, 32));
  });
});

test.each([
  ["an RSA scheme for an EC key", request("rsa-pkcs1"), EC],
  ["ECDSA for an RSA key", request("ecdsa"), RSA],
  ["a key of another kind", request("ecdsa"), { kind: "other" } as const],
  ["a digest of another length", request("rsa-pkcs1", { digest: digest.subarray(1) }), RSA],
])("%s is refused", (_, wanted, key) => {
  expect(codeOf(() => planSignature(wanted, key))).toBe("INVALID_ARGUMENT");
});
