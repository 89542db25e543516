import { describe, expect, test } from "vitest";
import { sourceOf, toHex } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { prepareSignature, type SignatureRequest } from "#shared/pdf/sign.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { classicLetter, pageBody } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";

type Wish = Partial<SignatureRequest>;

const CERTIFICATE = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x05);
const ISSUER = Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x06);
const CHAIN = { certificates: [CERTIFICATE, ISSUER] };
const der = (bytes: Uint8Array) => `<${toHex(bytes)}>`;

/** A letter whose only field, "a", has these seed values. */
function seeded(seeds: string): Uint8Array {
  return classicLetter({
    catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> >>",
    page: pageBody("/Annots [10 0 R] "),
    more: [
      [10, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /Rect [0 0 0 0] /P 3 0 R /SV 11 0 R >>"],
      [11, `<< /Type /SV ${seeds} >>`],
    ],
  });
}

const sign = (seeds: string, wish: Wish = {}) => signedWithDummy(seeded(seeds), { field: "a", ...wish });
const wants = (key: string, wanted: string) =>
  new SignError("FIELD_REQUIRES", { field: "a", key, wanted: wanted || null });

interface Row {
  readonly key: string;
  /** Seed values with the bit that makes them required. */
  readonly seeds: string;
  /** The same without it. */
  readonly recommended: string;
  readonly wanted: string;
  /** What does not fit, and what does; null where nothing can. */
  readonly wrong: Wish;
  readonly right: Wish | null;
}

const ROWS: readonly Row[] = [
  {
    key: "Filter",
    seeds: "/Filter /Entrust.PPKEF /Ff 1",
    recommended: "/Filter /Entrust.PPKEF",
    wanted: "Entrust.PPKEF",
    wrong: {},
    right: null,
  },
  {
    key: "SubFilter",
    seeds: "/SubFilter [/adbe.x509.rsa_sha1 /adbe.pkcs7.sha1] /Ff 2",
    recommended: "/SubFilter [/adbe.x509.rsa_sha1]",
    wanted: "adbe.x509.rsa_sha1, adbe.pkcs7.sha1",
    wrong: {},
    right: null,
  },
  {
    key: "V",
    seeds: "/V 4 /Ff 4",
    recommended: "/V 3",
    wanted: "4",
    wrong: {},
    right: null,
  },
  {
    key: "Reasons",
    seeds: "/Reasons [(Phe duyet) (Dong dau)] /Ff 8",
    recommended: "/Reasons [(Phe duyet) (Dong dau)]",
    wanted: "Phe duyet; Dong dau",
    wrong: { reason: "Khac" },
    right: { reason: "Dong dau" },
  },
  {
    key: "LegalAttestation",
    seeds: "/LegalAttestation [(Khong co ma lenh)] /Ff 16",
    recommended: "/LegalAttestation [(Khong co ma lenh)]",
    wanted: "Khong co ma lenh",
    wrong: { certify: "P2" },
    right: {},
  },
  {
    key: "AddRevInfo",
    seeds: "/AddRevInfo true /Ff 32",
    recommended: "/AddRevInfo true",
    wanted: "true",
    wrong: {},
    right: null,
  },
  {
    key: "DigestMethod",
    seeds: "/DigestMethod [/SHA384 /SHA512] /Ff 64",
    recommended: "/DigestMethod [/SHA384]",
    wanted: "SHA384, SHA512",
    wrong: {},
    right: { digest: "sha512" },
  },
  {
    key: "LockDocument",
    seeds: "/LockDocument /true /Ff 128",
    recommended: "/LockDocument /true",
    wanted: "true",
    wrong: {},
    right: null,
  },
  {
    key: "AppearanceFilter",
    seeds: "/AppearanceFilter (Con dau) /Ff 256",
    recommended: "/AppearanceFilter (Con dau)",
    wanted: "Con dau",
    wrong: {},
    right: null,
  },
  {
    key: "MDP",
    seeds: "/MDP << /P 2 >>",
    recommended: "/MDP << >>",
    wanted: "P2",
    wrong: {},
    right: { certify: "P2" },
  },
  {
    key: "TimeStamp",
    seeds: "/TimeStamp << /URL (https://tsa.vn) /Ff 1 >>",
    recommended: "/TimeStamp << /URL (https://tsa.vn) /Ff 0 >>",
    wanted: "https://tsa.vn",
    wrong: {},
    right: { timestamped: true },
  },
  {
    key: "Cert.Subject",
    seeds: `/Cert << /Type /SVCert /Subject [${der(ISSUER)}] /Ff 1 >>`,
    recommended: `/Cert << /Type /SVCert /Subject [${der(ISSUER)}] >>`,
    wanted: "",
    wrong: CHAIN,
    right: { certificates: [ISSUER] },
  },
  {
    key: "Cert.Issuer",
    seeds: `/Cert << /Type /SVCert /Issuer [${der(ISSUER)}] /Ff 2 >>`,
    recommended: `/Cert << /Type /SVCert /Issuer [${der(ISSUER)}] >>`,
    wanted: "",
    wrong: { certificates: [CERTIFICATE] },
    right: CHAIN,
  },
  {
    key: "Cert.OID",
    seeds: "/Cert << /OID [(1.2.3)] /Ff 4 >>",
    recommended: "/Cert << /OID [(1.2.3)] >>",
    wanted: "",
    wrong: CHAIN,
    right: null,
  },
  {
    key: "Cert.SubjectDN",
    seeds: "/Cert << /SubjectDN [<< /CN (a) >>] /Ff 8 >>",
    recommended: "/Cert << /SubjectDN [<< /CN (a) >>] >>",
    wanted: "",
    wrong: CHAIN,
    right: null,
  },
  {
    key: "Cert.KeyUsage",
    seeds: "/Cert << /KeyUsage [(1X)] /Ff 32 >>",
    recommended: "/Cert << /KeyUsage [(1X)] >>",
    wanted: "",
    wrong: CHAIN,
    right: null,
  },
  {
    key: "Ff",
    seeds: "/Ff 512",
    recommended: "/Ff 0",
    wanted: "512",
    wrong: {},
    right: null,
  },
];

describe("seed values of a field", () => {
  test.each(ROWS)("$key: required it is honoured or refused by name", (row) => {
    expect(() => sign(row.seeds, row.wrong)).toThrow(wants(row.key, row.wanted));
    const [signature] = listSignatures(openPdf(sourceOf(sign(row.recommended, row.wrong))));
    expect([signature?.coverage, signature?.problems]).toEqual(["whole-file", []]);
    if (row.right) expect(sign(row.seeds, row.right).length).toBeGreaterThan(0);
  });

  test("they bind only the field that has them", () => {
    const signed = signedWithDummy(seeded("/DigestMethod [/SHA512] /Ff 64"), { field: "b" });
    expect(listSignatures(openPdf(sourceOf(signed)))[0]?.field).toBe("b");
  });

  test("a field for approvals is not certified, one for certification not after a signature", () => {
    expect(() => sign("/MDP << /P 0 >>", { certify: "P2" })).toThrow(wants("MDP", "approval"));
    expect(sign("/MDP << /P 0 >>").length).toBeGreaterThan(0);
    const once = signedWithDummy(seeded("/MDP << /P 2 >>"), { field: "b" });
    expect(() => signedWithDummy(once, { field: "a", certify: "P2" })).toThrow(
      new SignError("CERTIFICATION_FORBIDS", { reason: "signed" }),
    );
  });

  test("an only reason is taken over, a full stop forbids one", () => {
    const [signature] = listSignatures(openPdf(sourceOf(sign("/Reasons [(Phe duyet)] /Ff 8"))));
    expect(signature?.reason).toBe("Phe duyet");
    expect(() => sign("/Reasons [(.)] /Ff 8", { reason: "Phe duyet" })).toThrow(wants("Reasons", ""));
    expect(listSignatures(openPdf(sourceOf(sign("/Reasons [(.)] /Ff 8"))))[0]?.reason).toBeNull();
  });

  test("an older SubFilter is used where nothing newer is accepted", () => {
    const subFilter = (list: string) =>
      listSignatures(openPdf(sourceOf(sign(`/SubFilter [${list}] /Ff 2`))))[0]?.subFilter;
    expect(subFilter("/adbe.pkcs7.sha1 /adbe.pkcs7.detached")).toBe("adbe.pkcs7.detached");
    expect(subFilter("/adbe.pkcs7.detached /ETSI.CAdES.detached")).toBe("ETSI.CAdES.detached");
  });
});

/** A letter with three fields: "khoa" has the lock, "sau" and "ten" are for later. */
function locking(lock: string): Uint8Array {
  const widget = "/Type /Annot /Subtype /Widget /Rect [0 0 0 0] /P 3 0 R";
  return classicLetter({
    catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R 11 0 R 12 0 R] >> >>",
    page: pageBody("/Annots [10 0 R 11 0 R 12 0 R] "),
    more: [
      [10, `<< ${widget} /FT /Sig /T (khoa) /Lock << /Type /SigFieldLock ${lock} >> >>`],
      [11, `<< ${widget} /FT /Sig /T (sau) >>`],
      [12, `<< ${widget} /FT /Tx /T (ten) >>`],
    ],
  });
}

describe("the lock of a field", () => {
  const prepared = (lock: string) =>
    latin1Text(
      prepareSignature(openPdf(sourceOf(locking(lock))), { time: new Date(0), reserve: 10, field: "khoa" })
        .increment,
    );

  test.each([
    ["/Action /All", "/Action /All /V /1.2"],
    ["/Action /Include /Fields [(ten)]", `/Action /Include /Fields [${der(latin1Bytes("ten"))}] /V /1.2`],
    ["/Action /Exclude /Fields [(sau)]", `/Action /Exclude /Fields [${der(latin1Bytes("sau"))}] /V /1.2`],
    ["/Action /All /P 1", "/Action /All /P 1 /V /1.2"],
  ])("%s goes into the signature", (lock, parameters) => {
    expect(prepared(lock)).toContain("/TransformMethod /FieldMDP");
    expect(prepared(lock)).toContain(parameters);
  });

  test("a locked field is not signed, its neighbour is", () => {
    const refusal = new SignError("CERTIFICATION_FORBIDS", { reason: "field-locked" });
    const once = (lock: string) => signedWithDummy(locking(lock), { field: "khoa" });
    const second = (lock: string) => signedWithDummy(once(lock), { field: "sau" });
    expect(() => second("/Action /All")).toThrow(refusal);
    expect(() => second("/Action /Include /Fields [(sau)]")).toThrow(refusal);
    expect(() => second("/Action /Exclude /Fields [(ten)]")).toThrow(refusal);
    expect(second("/Action /Include /Fields [(ten)]").length).toBeGreaterThan(0);
    expect(second("/Action /Exclude /Fields [(sau)]").length).toBeGreaterThan(0);
  });

  test("a lock counts once its field is signed", () => {
    expect(signedWithDummy(locking("/Action /All /P 1"), { field: "sau" }).length).toBeGreaterThan(0);
  });

  test("a lock that allows nothing more forbids every later signature, one that allows forms none", () => {
    const once = (permission: number) =>
      signedWithDummy(locking(`/Action /Include /Fields [(ten)] /P ${permission}`), { field: "khoa" });
    expect(() => signedWithDummy(once(1), { field: "moi" })).toThrow(
      new SignError("CERTIFICATION_FORBIDS", { reason: "lock" }),
    );
    expect(signedWithDummy(once(2), { field: "moi" }).length).toBeGreaterThan(0);
  });
});
