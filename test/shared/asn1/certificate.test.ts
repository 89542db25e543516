import { createHash, generateKeyPairSync, type KeyObject, sign, X509Certificate } from "node:crypto";
import { describe, expect, test } from "vitest";
import { buildCertificate } from "#shared/asn1/build-certificate.ts";
import { readCertificate, tryCertificate } from "#shared/asn1/certificate.ts";
import { readSingle } from "#shared/asn1/der.ts";
import { objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import { readName, writeName } from "#shared/asn1/name.ts";
import { OID } from "#shared/asn1/oids.ts";
import { SignError } from "#shared/errors.ts";

const keys = {
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  p384: generateKeyPairSync("ec", { namedCurve: "P-384" }),
  ed25519: generateKeyPairSync("ed25519"),
  explicit: generateKeyPairSync("ec", { namedCurve: "P-256", paramEncoding: "explicit" }),
};

const name = writeName([
  ["country", "VN"],
  ["organization", 'Ủy ban nhân dân tỉnh, "A+B"'],
  ["organizationalUnit", "Văn phòng"],
  ["organizationalUnit", "Phòng Văn thư"],
  ["commonName", "Lại Xuân Lâm"],
  ["userId", "MST:0301519977-029"],
]);

function certificateOf(publicKey: KeyObject): Uint8Array {
  return buildCertificate({
    serial: Uint8Array.of(0x8f, 1, 2, 3),
    issuer: name,
    subject: name,
    notBefore: new Date("2026-01-02T03:04:05Z"),
    notAfter: new Date("2052-01-02T03:04:05Z"),
    spki: publicKey.export({ format: "der", type: "spki" }),
    keyUsage: ["digitalSignature", "nonRepudiation"],
    caPathLength: null,
    subjectKeyId: Uint8Array.of(1, 2, 3),
    authorityKeyId: Uint8Array.of(4, 5, 6),
    policy: OID.practicePolicy,
    signatureAlgorithm: sequence(objectIdentifier(OID.ecdsaWithSha384)),
    sign: (tbs) => sign("sha384", tbs, keys.p384.privateKey),
  });
}

describe("a built certificate", () => {
  const der = certificateOf(keys.rsa.publicKey);
  const facts = readCertificate(der);

  test("says the same to node:crypto", () => {
    const other = new X509Certificate(der);
    expect(other.verify(keys.p384.publicKey)).toBe(true);
    expect(other.serialNumber).toBe(facts.serialHex);
    expect(other.validToDate).toEqual(facts.notAfter);
    expect(other.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(facts.sha256);
    expect(other.ca).toBe(false);
  });

  test("gives its facts", () => {
    expect(facts).toMatchObject({
      version: 3,
      serialHex: "8F010203",
      key: { kind: "rsa", bits: 2048, curve: null },
      keyUsage: ["digitalSignature", "nonRepudiation"],
      extendedKeyUsage: null,
      isCa: false,
      subjectKeyId: "010203",
      authorityKeyId: "040506",
      policies: [OID.practicePolicy],
    });
    expect(facts.spki).toEqual(new Uint8Array(keys.rsa.publicKey.export({ format: "der", type: "spki" })));
    expect(facts.sha256).toBe(createHash("sha256").update(der).digest("hex"));
  });

  test("names its subject for people, with the parts apart", () => {
    expect(facts.subject).toMatchObject({
      commonName: "Lại Xuân Lâm",
      organization: 'Ủy ban nhân dân tỉnh, "A+B"',
      organizationalUnits: ["Văn phòng", "Phòng Văn thư"],
      userId: "MST:0301519977-029",
    });
    expect(facts.subject.text).toBe(
      'UID=MST:0301519977-029, CN=Lại Xuân Lâm, OU=Phòng Văn thư, OU=Văn phòng, O=Ủy ban nhân dân tỉnh\\, \\"A\\+B\\", C=VN',
    );
  });
});

describe("keys", () => {
  test("a named curve and Ed25519 are known", () => {
    expect(readCertificate(certificateOf(keys.p384.publicKey)).key).toEqual({
      kind: "ec",
      bits: 384,
      curve: "P-384",
    });
    expect(readCertificate(certificateOf(keys.ed25519.publicKey)).key.kind).toBe("ed25519");
  });

  test("explicit curve parameters are not trusted to be the curve they look like", () => {
    expect(readCertificate(certificateOf(keys.explicit.publicKey)).key.kind).toBe("other");
  });
});

describe("hostile certificates", () => {
  const der = certificateOf(keys.rsa.publicKey);

  test("every truncation is refused with a typed error", () => {
    for (let length = 0; length < der.length; length += 3) {
      expect(() => readCertificate(der.subarray(0, length))).toThrow(SignError);
    }
    expect(tryCertificate(der)).not.toBeNull();
  });

  test("every flipped octet ends in facts or a typed error", () => {
    for (let at = 0; at < der.length; at++) {
      const flipped = der.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      try {
        readCertificate(flipped);
      } catch (error) {
        expect(error).toBeInstanceOf(SignError);
      }
    }
  });

  test("a serial number with a zero octet too many is refused, one that needs it is not", () => {
    const serialOf = (...octets: number[]) => {
      const der = certificateOf(keys.rsa.publicKey);
      const text = Buffer.from(der).toString("latin1");
      const at = text.indexOf(String.fromCharCode(2, 5, 0, 0x8f, 1, 2, 3));
      expect(at).toBeGreaterThan(0);
      der.set([2, 5, ...octets], at);
      return tryCertificate(der)?.serialHex ?? null;
    };
    expect(serialOf(0, 0x8f, 1, 2, 3)).toBe("8F010203");
    expect(serialOf(0, 0x7f, 1, 2, 3)).toBeNull();
    expect(serialOf(0x7f, 1, 2, 3, 4)).toBe("7F01020304");
  });

  test("a signature algorithm that differs from the signed one is refused", () => {
    const other = der.slice();
    // The outer AlgorithmIdentifier is the last place where ecdsa-with-SHA384 stands.
    const oid = objectIdentifier(OID.ecdsaWithSha384);
    const at = Buffer.from(other).lastIndexOf(Buffer.from(oid));
    other[at + oid.length - 1] = 2;
    expect(tryCertificate(other)).toBeNull();
  });

  test("control characters in a name cannot forge a second line", () => {
    const forged = readName(readSingle(writeName([["commonName", "A\nCN=Ban Cơ yếu\u202e"]])));
    expect(forged.text).toBe("CN=A\\0aCN=Ban Cơ yếu\\e2\\80\\ae");
  });
});
