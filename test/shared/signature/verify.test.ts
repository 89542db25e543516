import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readAlgorithm } from "#shared/asn1/algorithm.ts";
import { readSingle } from "#shared/asn1/der.ts";
import { explicit, integer, nullValue, objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { readPublicKey } from "#shared/asn1/public-key.ts";
import { signatureAlgorithm } from "#shared/signature/algorithm.ts";
import { verifySignature } from "#shared/signature/verify.ts";

const message = new TextEncoder().encode("Văn bản số 125/UBND-VX");
const spki = (key: KeyObject) => readPublicKey(key.export({ format: "der", type: "spki" }));

describe("RSASSA-PSS keys that bind their parameters", () => {
  const pair = generateKeyPairSync("rsa-pss", {
    modulusLength: 2048,
    hashAlgorithm: "sha256",
    mgf1HashAlgorithm: "sha256",
    // Node wants a number; its types say string.
    saltLength: 32 as never,
  });
  const key = spki(pair.publicKey);
  const make = (hash: string, saltLength: number) =>
    sign(hash, message, { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

  test("a signature by the bound parameters verifies", () => {
    const algorithm = { kind: "rsa-pss", hash: "sha256", mgfHash: "sha256", saltLength: 32 } as const;
    const signature = make("sha256", 32);
    expect(verifySignature({ key, algorithm, signed: { message }, signature })).toEqual({
      valid: true,
      reason: null,
    });
  });

  test("other hashes, a shorter salt and PKCS#1 v1.5 are refused by policy", () => {
    const signature = make("sha256", 32);
    const wrong = [
      { kind: "rsa-pss", hash: "sha512", mgfHash: "sha512", saltLength: 64 },
      { kind: "rsa-pss", hash: "sha256", mgfHash: "sha1", saltLength: 32 },
      { kind: "rsa-pss", hash: "sha256", mgfHash: "sha256", saltLength: 20 },
      { kind: "rsa-pkcs1", hash: "sha256" },
    ] as const;
    for (const algorithm of wrong) {
      const { valid, reason } = verifySignature({ key, algorithm, signed: { message }, signature });
      expect(valid).toBe(false);
      expect(reason).toMatch(/^policy:/);
    }
  });
});

describe("what policy refuses before anything is computed", () => {
  test("a small RSA modulus; a large enough one is computed", () => {
    for (const [modulusLength, reason] of [
      [512, "policy:key-size"],
      [1024, null],
    ] as const) {
      const pair = generateKeyPairSync("rsa", { modulusLength });
      const signature = sign("sha256", message, pair.privateKey);
      const algorithm = { kind: "rsa-pkcs1", hash: "sha256" } as const;
      const result = verifySignature({
        key: spki(pair.publicKey),
        algorithm,
        signed: { message },
        signature,
      });
      expect(result.reason).toBe(reason);
    }
  });

  test("exponent 1 and a huge exponent", () => {
    const modulus = new Uint8Array(256).fill(0xc7);
    for (const exponent of [Uint8Array.of(1), new Uint8Array(200).fill(0xff)]) {
      const body = sequence(integer(modulus), integer(exponent));
      const key = readPublicKey(
        sequence(sequence(objectIdentifier(OID.rsaEncryption), nullValue()), bits(body)),
      );
      const algorithm = { kind: "rsa-pkcs1", hash: "sha256" } as const;
      const signature = new Uint8Array(256);
      expect(verifySignature({ key, algorithm, signed: { message }, signature }).reason).toBe(
        "policy:exponent",
      );
    }
  });

  test("a key of another kind than the algorithm", () => {
    const key = spki(generateKeyPairSync("ed25519").publicKey);
    const algorithm = { kind: "ecdsa", hash: "sha256" } as const;
    const signature = new Uint8Array(64);
    expect(verifySignature({ key, algorithm, signed: { message }, signature }).reason).toBe(
      "policy:key-algorithm",
    );
  });
});

function bits(body: Uint8Array): Uint8Array {
  const value = sequence(body);
  // BIT STRING over `body`: the same content with one octet of unused bits before it.
  const content = value.subarray(value.length - body.length);
  const length = content.length + 1;
  return Uint8Array.of(3, 0x82, length >> 8, length & 255, 0, ...content);
}

describe("from a digest", () => {
  test("the digest stands for the message, and one of another length is refused", () => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = spki(pair.publicKey);
    const algorithm = { kind: "ecdsa", hash: "sha256" } as const;
    const signature = sign("sha256", message, pair.privateKey);
    const digest = createHash("sha256").update(message).digest();
    expect(verifySignature({ key, algorithm, signed: { digest }, signature }).valid).toBe(true);
    expect(
      verifySignature({ key, algorithm, signed: { digest: digest.subarray(1) }, signature }).reason,
    ).toBe("digest-length");
  });

  test("Ed25519 wants the message itself", () => {
    const pair = generateKeyPairSync("ed25519");
    const key = spki(pair.publicKey);
    const signature = sign(null, message, pair.privateKey);
    const algorithm = { kind: "ed25519" } as const;
    expect(verifySignature({ key, algorithm, signed: { message }, signature }).valid).toBe(true);
    expect(verifySignature({ key, algorithm, signed: { digest: new Uint8Array(64) }, signature }).valid).toBe(
      false,
    );
  });
});

describe("algorithm identifiers", () => {
  const read = (der: Uint8Array) => signatureAlgorithm(readAlgorithm(readSingle(der)), "sha256");
  const hash = sequence(objectIdentifier(OID.sha256), nullValue());
  const pss = (...more: Uint8Array[]) =>
    sequence(
      objectIdentifier(OID.rsaPss),
      sequence(
        explicit(0, hash),
        explicit(1, sequence(objectIdentifier(OID.mgf1), hash)),
        explicit(2, integer(32)),
        ...more,
      ),
    );

  test("PSS parameters are read, and refused where missing or with another trailer", () => {
    expect(read(pss())).toEqual({ kind: "rsa-pss", hash: "sha256", mgfHash: "sha256", saltLength: 32 });
    expect(read(pss(explicit(3, integer(1))))).not.toBeNull();
    expect(read(pss(explicit(3, integer(2))))).toBeNull();
    expect(read(sequence(objectIdentifier(OID.rsaPss)))).toBeNull();
    expect(read(sequence(objectIdentifier(OID.rsaPss), nullValue()))).toBeNull();
  });

  test("an identifier that names only the key takes the digest beside it", () => {
    expect(read(sequence(objectIdentifier(OID.rsaEncryption), nullValue()))).toEqual({
      kind: "rsa-pkcs1",
      hash: "sha256",
    });
  });

  test("unknown identifiers and foreign parameters are no algorithm", () => {
    expect(read(sequence(objectIdentifier("1.2.3.4")))).toBeNull();
    expect(read(sequence(objectIdentifier(OID.sha256WithRsa), integer(5)))).toBeNull();
    expect(read(sequence(objectIdentifier(OID.ed25519), nullValue()))).toBeNull();
  });
});
