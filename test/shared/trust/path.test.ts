import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { buildCertificate, type CertificateRequest } from "#shared/asn1/build-certificate.ts";
import { type CertificateFacts, readCertificate } from "#shared/asn1/certificate.ts";
import { objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import { writeName } from "#shared/asn1/name.ts";
import { OID } from "#shared/asn1/oids.ts";
import { anchorOf } from "#shared/trust/anchor.ts";
import { validatePath } from "#shared/trust/validate.ts";

interface Authority {
  readonly name: string;
  readonly pair: ReturnType<typeof pairOf>;
}

function pairOf() {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function authority(name: string): Authority {
  return { name, pair: pairOf() };
}

let serial = 1;

function issue(
  issuer: Authority,
  subject: Authority,
  changes: Partial<CertificateRequest> = {},
): CertificateFacts {
  return readCertificate(
    buildCertificate({
      serial: Uint8Array.of(serial++),
      issuer: writeName([["commonName", issuer.name]]),
      subject: writeName([["commonName", subject.name]]),
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2030-01-01T00:00:00Z"),
      spki: subject.pair.publicKey.export({ format: "der", type: "spki" }),
      keyUsage: ["keyCertSign"],
      caPathLength: 5,
      subjectKeyId: Uint8Array.of(1),
      authorityKeyId: Uint8Array.of(1),
      policy: "1.2.3",
      signatureAlgorithm: sequence(objectIdentifier(OID.ecdsaWithSha256)),
      sign: (tbs) => sign("sha256", tbs, issuer.pair.privateKey),
      ...changes,
    }),
  );
}

const root = authority("Gốc");
const sub = authority("Trung gian");
const person = authority("Người ký");
const rootCertificate = issue(root, root);
const end = { keyUsage: ["digitalSignature"], caPathLength: null } as const;
const at = new Date("2026-11-26T00:00:00Z");

interface Parts {
  readonly leaf: CertificateFacts;
  readonly pool?: CertificateFacts[];
  readonly anchors?: CertificateFacts[];
  readonly at?: Date;
}

/** As for a signature, whose leaf is judged against a proof of existence elsewhere; the length counts the anchor. */
function judged({ leaf, pool = [], anchors = [rootCertificate], at: moment = at }: Parts) {
  const { path, fault } = validatePath({
    leaf,
    intermediates: pool,
    anchors: anchors.flatMap((each) => anchorOf(each, "administrator") ?? []),
    at: moment,
    options: { leafValidity: "caller", strength: "caller" },
  });
  return path && { length: path.certificates.length + 1, problem: fault?.reason ?? null };
}

describe("paths that hold", () => {
  test("issued by the anchor itself", () => {
    expect(judged({ leaf: issue(root, person, end) })).toEqual({ length: 2, problem: null });
  });

  test("over an embedded intermediate, found among others", () => {
    const pool = [issue(authority("Trung gian"), sub), issue(root, sub)];
    expect(judged({ leaf: issue(sub, person, end), pool })).toEqual({ length: 3, problem: null });
  });

  test("a trusted leaf is a path by itself", () => {
    const leaf = issue(sub, person, end);
    expect(judged({ leaf, anchors: [leaf] })).toEqual({ length: 1, problem: null });
  });

  test("an expired intermediate beside a valid one is stepped over", () => {
    const expired = issue(root, sub, { notAfter: new Date("2021-01-01T00:00:00Z") });
    expect(judged({ leaf: issue(sub, person, end), pool: [expired, issue(root, sub)] })).toEqual({
      length: 3,
      problem: null,
    });
  });
});

describe("paths that do not", () => {
  const leaf = issue(sub, person, end);

  test.each<[string, Partial<CertificateRequest>, string]>([
    ["no CA", { caPathLength: null }, "not-a-ca"],
    ["without keyCertSign", { keyUsage: ["digitalSignature"] }, "key-usage"],
    ["expired", { notAfter: new Date("2021-01-01T00:00:00Z") }, "expired"],
    ["not yet valid", { notBefore: new Date("2029-01-01T00:00:00Z") }, "not-yet-valid"],
  ])("the intermediate is %s", (_, changes, problem) => {
    expect(judged({ leaf, pool: [issue(root, sub, changes)] })).toEqual({ length: 3, problem });
  });

  test("the anchor allows no intermediate", () => {
    const short = issue(root, root, { caPathLength: 0 });
    expect(judged({ leaf, pool: [issue(root, sub)], anchors: [short] })).toEqual({
      length: 3,
      problem: "path-length",
    });
    expect(judged({ leaf: issue(root, person, end), anchors: [short] })).toEqual({
      length: 2,
      problem: null,
    });
  });

  test("equal name, other key", () => {
    expect(judged({ leaf: issue(authority("Gốc"), person, end) })).toBeNull();
  });

  test("no issuer at all, and a loop of issuers", () => {
    expect(judged({ leaf })).toBeNull();
    const other = authority("Vòng");
    const loop = [issue(other, sub), issue(sub, other)];
    expect(judged({ leaf, pool: loop })).toBeNull();
  });

  test("an anchor outside its validity", () => {
    expect(judged({ leaf: issue(root, person, end), at: new Date("2031-01-01T00:00:00Z") })).toEqual({
      length: 2,
      problem: "anchor-expired",
    });
  });

  test("very many issuers of one name end the search, not the program", () => {
    const many = Array.from({ length: 300 }, () => issue(authority("Trung gian"), sub));
    expect(judged({ leaf, pool: many })).toBeNull();
  });
});
