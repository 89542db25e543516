/** Keys and certificates of the practice token: made once per installation, kept in one folder of the user's data. */

import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { buildCertificate } from "#shared/asn1/build-certificate.ts";
import { objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import { writeName } from "#shared/asn1/name.ts";
import { OID } from "#shared/asn1/oids.ts";
import { fail } from "#shared/errors.ts";

const PRACTICE_LABELS = ["practice-rsa", "practice-p256"] as const;
type PracticeLabel = (typeof PRACTICE_LABELS)[number];

export interface PracticeEntry {
  readonly label: PracticeLabel;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly key: KeyObject;
}

export interface PracticeStore {
  /** Certificate of the practice CA, DER. Its key is thrown away once the entries are signed. */
  readonly authority: Uint8Array;
  readonly entries: readonly PracticeEntry[];
}

const YEARS = 10;
const AUTHORITY_FILE = "ca.pem";

/**
 * The store in `folder`; made where absent. Two processes may come first at the same time: each makes its own beside and
 * renames the whole folder, which succeeds once; the other reads what is there. Errors: TOKEN_FAILED {method}.
 */
export async function practiceStore(folder: string): Promise<PracticeStore> {
  const existing = await readStore(folder);
  if (existing) return existing;
  await makeStore(folder);
  return (await readStore(folder)) ?? fail("TOKEN_FAILED", { method: "practice" });
}

/** null where the folder or a file of it is missing. */
async function readStore(folder: string): Promise<PracticeStore | null> {
  try {
    const authority = await readFile(join(folder, AUTHORITY_FILE), "utf8");
    const entries = await Promise.all(PRACTICE_LABELS.map((label) => readEntry(folder, label)));
    return { authority: new X509Certificate(authority).raw, entries };
  } catch (cause) {
    if (isMissing(cause)) return null;
    return fail("TOKEN_FAILED", { method: "practice" }, cause);
  }
}

async function readEntry(folder: string, label: PracticeLabel): Promise<PracticeEntry> {
  const certificate = await readFile(join(folder, `${label}.pem`), "utf8");
  const key = await readFile(join(folder, `${label}.key`), "utf8");
  return { label, certificate: new X509Certificate(certificate).raw, key: createPrivateKey(key) };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ENOENT";
}

async function makeStore(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  // mkdtemp makes the folder with mode 0700.
  const beside = await mkdtemp(`${folder}.new-`);
  try {
    await Promise.all(
      (await makeFiles()).map(([name, pem]) => writeFile(join(beside, name), pem, { mode: 0o600 })),
    );
    await rename(beside, folder);
  } catch (cause) {
    await rm(beside, { recursive: true, force: true });
    if (!isTaken(cause)) fail("TOKEN_FAILED", { method: "practice" }, cause);
  }
}

/** Another process was first: a folder with files in it is never replaced by `rename`. */
function isTaken(cause: unknown): boolean {
  const codes: readonly unknown[] = ["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"];
  return cause instanceof Error && "code" in cause && codes.includes(cause.code);
}

const makeKeyPair = promisify(generateKeyPair);

async function makeFiles(): Promise<[string, string][]> {
  const [authority, rsa, p256] = await Promise.all([
    makeKeyPair("ec", { namedCurve: "P-256" }),
    makeKeyPair("rsa", { modulusLength: 2048 }),
    makeKeyPair("ec", { namedCurve: "P-256" }),
  ]);
  const issuer: Issuer = {
    name: authorityName(),
    key: authority.privateKey,
    keyId: keyId(authority.publicKey),
  };
  const leaf = (pair: { publicKey: KeyObject }) =>
    certify(issuer, { subject: leafName(), publicKey: pair.publicKey, caPathLength: null });
  const root = certify(issuer, { subject: issuer.name, publicKey: authority.publicKey, caPathLength: 0 });
  return [
    [AUTHORITY_FILE, toPem(root)],
    ["practice-rsa.pem", toPem(leaf(rsa))],
    ["practice-rsa.key", exportKey(rsa.privateKey)],
    ["practice-p256.pem", toPem(leaf(p256))],
    ["practice-p256.key", exportKey(p256.privateKey)],
  ];
}

/** Each installation's CA has its own name: two of them must not be taken for one. */
function authorityName(): Uint8Array {
  const mark = randomBytes(4).toString("hex").toUpperCase();
  return writeName([
    ["country", "VN"],
    ["organization", "Ấn Tín"],
    ["commonName", `CA THỰC HÀNH ${mark}`],
  ]);
}

function leafName(): Uint8Array {
  return writeName([
    ["country", "VN"],
    ["organization", "Ấn Tín"],
    ["organizationalUnit", "Không có giá trị pháp lý"],
    ["commonName", "CHỮ KÝ THỰC HÀNH"],
  ]);
}

interface Issuer {
  readonly name: Uint8Array;
  readonly key: KeyObject;
  readonly keyId: Uint8Array;
}

interface Subject {
  readonly subject: Uint8Array;
  readonly publicKey: KeyObject;
  readonly caPathLength: number | null;
}

function certify(issuer: Issuer, { subject, publicKey, caPathLength }: Subject): Uint8Array {
  const notBefore = new Date(Date.now() - 24 * 3600 * 1000);
  const notAfter = new Date(notBefore);
  notAfter.setUTCFullYear(notBefore.getUTCFullYear() + YEARS);
  return buildCertificate({
    serial: Uint8Array.of(0x50, ...randomBytes(15)),
    issuer: issuer.name,
    subject,
    notBefore,
    notAfter,
    spki: publicKey.export({ format: "der", type: "spki" }),
    keyUsage: caPathLength === null ? ["digitalSignature", "nonRepudiation"] : ["keyCertSign"],
    caPathLength,
    subjectKeyId: keyId(publicKey),
    authorityKeyId: issuer.keyId,
    policy: OID.practicePolicy,
    signatureAlgorithm: sequence(objectIdentifier(OID.ecdsaWithSha256)),
    sign: (tbs) => sign("sha256", tbs, issuer.key),
  });
}

/** RFC 7093 2 method 4: the leftmost 160 bits of SHA-256 over the key. */
function keyId(key: KeyObject): Uint8Array {
  return createHash("sha256")
    .update(key.export({ format: "der", type: "spki" }))
    .digest()
    .subarray(0, 20);
}

function exportKey(key: KeyObject): string {
  return key.export({ format: "pem", type: "pkcs8" }).toString();
}

function toPem(der: Uint8Array): string {
  return new X509Certificate(der).toString();
}
