/** Facts of an X.509 certificate (RFC 5280 4.1), with the original bytes that were signed. */

import { sha256 } from "@noble/hashes/sha2.js";
import { equalBytes, toHex } from "../bytes.ts";
import { type AlgorithmIdentifier, readAlgorithm } from "./algorithm.ts";
import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "./der.ts";
import { type Extension, type ExtensionFacts, extensionFacts, readExtensions } from "./extensions.ts";
import { type Name, readName } from "./name.ts";
import { readInteger, readNumber, readOctetBits } from "./primitive.ts";
import { type Curve, type PublicKey, readPublicKey } from "./public-key.ts";
import { readTime } from "./time.ts";

export interface CertificateFacts extends ExtensionFacts {
  readonly der: Uint8Array;
  /** SHA-256 of `der`, lower-case hexadecimal. */
  readonly sha256: string;
  /** The signed part, original bytes. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** 1, 2 or 3. */
  readonly version: number;
  /** Content octets of the serial number, as written. */
  readonly serial: Uint8Array;
  /** Serial number, upper-case hexadecimal without leading zero octet. */
  readonly serialHex: string;
  readonly subject: Name;
  readonly issuer: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly publicKey: PublicKey;
  /** Short form of `publicKey` for lists. */
  readonly key: { readonly kind: PublicKey["kind"]; readonly bits: number; readonly curve: Curve | null };
  readonly extensions: readonly Extension[];
}

/** Larger ones are refused unread; the largest seen in the wild stays below 64 KiB. */
const MAX_BYTES = 256 * 1024;

/** Errors: INVALID_ARGUMENT {what: "asn1", reason}; nothing is checked but the form. */
export function readCertificate(der: Uint8Array): CertificateFacts {
  if (der.length > MAX_BYTES) malformed("certificate too large");
  const outer = readSingle(der);
  if (outer.tag !== TAG.sequence) malformed("certificate");
  const reader = new DerReader(outer.content);
  const tbs = reader.read(TAG.sequence);
  const signatureAlgorithm = readAlgorithm(reader.read(TAG.sequence));
  const signature = readOctetBits(reader.read(TAG.bitString));
  reader.finish();
  const inner = readTbs(tbs);
  // RFC 5280 4.1.1.2: the algorithm inside the signed part must be the same.
  if (!equalBytes(inner.algorithm.der, signatureAlgorithm.der)) malformed("signature algorithms differ");
  const { algorithm: _, ...facts } = inner;
  return {
    ...facts,
    ...extensionFacts(facts.extensions),
    der,
    sha256: toHex(sha256(der)),
    tbs: tbs.full,
    signatureAlgorithm,
    signature,
  };
}

/** TBSCertificate (RFC 5280 4.1.2). */
function readTbs(tbs: DerValue) {
  const reader = new DerReader(tbs.content);
  const explicitVersion = reader.enterIf(contextTag(0));
  const version = explicitVersion ? readNumber(explicitVersion.read(TAG.integer)) + 1 : 1;
  const serial = readInteger(reader.read(TAG.integer));
  // X.690 8.3.2, in BER as well: another reader sees no certificate here, or another number. A negative one is only odd.
  if (serial.length > 1 && serial[0] === 0 && (serial[1] ?? 0) < 0x80) malformed("serial not minimal");
  const algorithm = readAlgorithm(reader.read(TAG.sequence));
  const issuer = readName(reader.read(TAG.sequence));
  const validity = reader.enter(TAG.sequence);
  const notBefore = readTime(validity.readAny());
  const notAfter = readTime(validity.readAny());
  validity.finish();
  const subject = readName(reader.read(TAG.sequence));
  const spki = reader.read(TAG.sequence).full;
  // issuerUniqueID and subjectUniqueID (4.1.2.8) say nothing today.
  reader.readIf(contextTag(1, "primitive"));
  reader.readIf(contextTag(2, "primitive"));
  const explicitExtensions = reader.enterIf(contextTag(3));
  reader.finish();
  const extensions = explicitExtensions ? readExtensions(explicitExtensions.read(TAG.sequence)) : [];
  explicitExtensions?.finish();
  const publicKey = readPublicKey(spki);
  const key = {
    kind: publicKey.kind,
    bits: publicKey.bits,
    curve: publicKey.kind === "ec" ? publicKey.curve : null,
  };
  return {
    version,
    serial,
    serialHex: serialText(serial),
    algorithm,
    issuer,
    notBefore,
    notAfter,
    subject,
    spki,
    publicKey,
    key,
    extensions,
  };
}

function serialText(serial: Uint8Array): string {
  const trimmed = serial.length > 1 && serial[0] === 0 ? serial.subarray(1) : serial;
  return toHex(trimmed).toUpperCase();
}

/** `readCertificate`, or null where the bytes are no certificate. */
export function tryCertificate(der: Uint8Array): CertificateFacts | null {
  try {
    return readCertificate(der);
  } catch {
    return null;
  }
}
