/** Certificates and keys on a token, and which belong together: by CKA_ID and by the public key itself. */

import { createHash, type KeyObject, X509Certificate } from "node:crypto";
import { equalBytes } from "#shared/bytes.ts";
import {
  CKA_CLASS,
  CKA_EC_POINT,
  CKA_ID,
  CKA_KEY_TYPE,
  CKA_LABEL,
  CKA_MODULUS,
  CKA_VALUE,
  CKK_EC,
  CKK_RSA,
  CKO_CERTIFICATE,
  CKO_PRIVATE_KEY,
  CKO_PUBLIC_KEY,
} from "./constants.ts";
import type { Cryptoki, Handle } from "./cryptoki.ts";
import { CERTIFICATE_BYTES, MOST_CERTIFICATES } from "./messages.ts";

export interface StoredCertificate {
  /** SHA-256, lower-case hexadecimal. */
  readonly id: string;
  readonly label: string;
  readonly ckaId: Buffer;
  readonly x509: X509Certificate;
  readonly key: CertifiedKey;
}

/** What of a certificate decides which key is its own. */
export type Certified = Pick<StoredCertificate, "ckaId" | "key">;

/** The public key of a certificate in the terms of PKCS#11. */
export type CertifiedKey =
  | { readonly kind: "rsa"; readonly modulus: Buffer }
  | { readonly kind: "ec"; readonly point: Buffer; readonly fieldBytes: number }
  | { readonly kind: "other" };

export interface StoredKey {
  readonly handle: Handle;
  readonly ckaId: Buffer;
  /** CKK_…, null where the object does not say. */
  readonly type: number | null;
  readonly modulus: Buffer | null;
  readonly point: Buffer | null;
}

function withoutLeadingZeros(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  return start < 0 ? Buffer.alloc(0) : bytes.subarray(start);
}

function certifiedKeyOf(key: KeyObject): CertifiedKey {
  const { kty, n, x, y } = key.export({ format: "jwk" });
  if (kty === "RSA" && n) return { kind: "rsa", modulus: Buffer.from(n, "base64url") };
  if (kty === "EC" && x && y) {
    const across = Buffer.from(x, "base64url");
    // Uncompressed point, SEC 1 section 2.3.3.
    const point = Buffer.concat([Buffer.from([4]), across, Buffer.from(y, "base64url")]);
    return { kind: "ec", point, fieldBytes: across.length };
  }
  return { kind: "other" };
}

/** CK_ULONG of either width, little-endian platforms only (all that Node 22 is built for and tokens have drivers for). */
function ulong(bytes: Buffer | null): number | null {
  if (bytes?.length === 8) return Number(bytes.readBigUInt64LE());
  return bytes?.length === 4 ? bytes.readUInt32LE() : null;
}

function parseCertificate(der: Buffer): { x509: X509Certificate; key: CertifiedKey } | null {
  try {
    const x509 = new X509Certificate(der);
    return { x509, key: certifiedKeyOf(x509.publicKey) };
  } catch {
    // Not an X.509 certificate, or one with a key this platform cannot read: nothing that could sign here.
    return null;
  }
}

/** Certificates in the module's order; what cannot be read as X.509 is left out. */
export function readCertificates(cryptoki: Cryptoki, session: Handle): StoredCertificate[] {
  const found = new Map<string, StoredCertificate>();
  for (const object of cryptoki.find(session, CKA_CLASS, CKO_CERTIFICATE).slice(0, MOST_CERTIFICATES)) {
    const der = cryptoki.attribute(session, object, CKA_VALUE);
    const parsed = der === null || der.length > CERTIFICATE_BYTES ? null : parseCertificate(der);
    if (parsed === null) continue;
    const id = createHash("sha256").update(parsed.x509.raw).digest("hex");
    const label = cryptoki.attribute(session, object, CKA_LABEL) ?? Buffer.alloc(0);
    const ckaId = cryptoki.attribute(session, object, CKA_ID) ?? Buffer.alloc(0);
    if (!found.has(id)) found.set(id, { id, label: labelText(label), ckaId, ...parsed });
  }
  return [...found.values()];
}

function labelText(raw: Buffer): string {
  return raw
    .toString("utf8")
    .replace(/[\p{Cc}\p{Cf}\ufffd]/gu, " ")
    .trim()
    .slice(0, 255);
}

/** Keys of a class with what they show of their public part. Private ones are mostly hidden before a login. */
function readKeys(cryptoki: Cryptoki, session: Handle, keyClass: number): StoredKey[] {
  const attribute = (handle: Handle, type: number) => cryptoki.attribute(session, handle, type);
  return cryptoki.find(session, CKA_CLASS, keyClass).map((handle) => {
    const type = ulong(attribute(handle, CKA_KEY_TYPE));
    return {
      handle,
      ckaId: attribute(handle, CKA_ID) ?? Buffer.alloc(0),
      type,
      modulus: type === CKK_RSA ? attribute(handle, CKA_MODULUS) : null,
      // Private keys have no CKA_EC_POINT in the standard, and asking for it upsets some modules.
      point: type === CKK_EC && keyClass === CKO_PUBLIC_KEY ? attribute(handle, CKA_EC_POINT) : null,
    };
  });
}

/** Whether the key object has the certificate's public key; null where the object does not show it. */
function agrees(certified: CertifiedKey, key: StoredKey): boolean | null {
  if (certified.kind === "rsa" && key.type === CKK_RSA) {
    return key.modulus === null ? null : equalBytes(withoutLeadingZeros(key.modulus), certified.modulus);
  }
  if (certified.kind === "ec" && key.type === CKK_EC) {
    if (key.point === null) return null;
    // DER OCTET STRING around the point by the standard (current mechanisms 2.3.3); some modules leave it out.
    const wrapped = key.point.length > certified.point.length;
    return equalBytes(wrapped ? key.point.subarray(-certified.point.length) : key.point, certified.point);
  }
  return false;
}

/** Keys of one token, read once for several questions. */
export interface TokenKeys {
  readonly privateKeys: readonly StoredKey[];
  readonly publicKeys: readonly StoredKey[];
}

export function readTokenKeys(cryptoki: Cryptoki, session: Handle): TokenKeys {
  return {
    privateKeys: readKeys(cryptoki, session, CKO_PRIVATE_KEY),
    publicKeys: readKeys(cryptoki, session, CKO_PUBLIC_KEY),
  };
}

function withId(keys: readonly StoredKey[], ckaId: Buffer): StoredKey[] {
  return keys.filter((key) => equalBytes(key.ckaId, ckaId));
}

/**
 * The private key of a certificate: same CKA_ID, and the certificate's own public key as far as the token shows it, on the
 * private key itself or on the public key object beside it. Null where there is none.
 */
export function privateKeyOf({ ckaId, key }: Certified, keys: TokenKeys): Handle | null {
  const candidates = withId(keys.privateKeys, ckaId).filter((candidate) => agrees(key, candidate) !== false);
  const proven = candidates.find((candidate) => agrees(key, candidate) === true);
  if (proven !== undefined) return proven.handle;
  const shown = withId(keys.publicKeys, ckaId).map((candidate) => agrees(key, candidate));
  const contradicted = shown.length > 0 && !shown.includes(true);
  return contradicted ? null : (candidates[0]?.handle ?? null);
}

/** `TokenCertificate.hasKey` before a login. */
export function hasKeyBeforeLogin(certificate: Certified, keys: TokenKeys): boolean | null {
  if (privateKeyOf(certificate, keys) !== null) return true;
  if (withId(keys.publicKeys, certificate.ckaId).some((key) => agrees(certificate.key, key) === true)) {
    return true;
  }
  // A token that shows its private keys without a login shows that this certificate has none.
  return keys.privateKeys.length > 0 ? false : null;
}

/** Issuers found on the token, leaf's issuer first, at most seven; a self-signed root may be the last. */
export function chainOf(leaf: StoredCertificate, all: readonly StoredCertificate[]): StoredCertificate[] {
  const chain: StoredCertificate[] = [];
  for (let last = leaf; chain.length < 7; ) {
    const issuer = all.find(
      (other) =>
        other.id !== last.id &&
        other.id !== leaf.id &&
        !chain.includes(other) &&
        last.x509.checkIssued(other.x509) &&
        last.x509.verify(other.x509.publicKey),
    );
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}
