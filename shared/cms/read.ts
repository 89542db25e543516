/** Takes SignedData apart (RFC 5652 5): the frame may be BER, the original bytes of what is hashed are kept, nothing is judged. */

import { type AlgorithmIdentifier, readAlgorithm } from "../asn1/algorithm.ts";
import { contextTag, DerReader, type DerValue, malformed, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readNumber, readOctets, readOid } from "../asn1/primitive.ts";
import { concatBytes } from "../bytes.ts";
import {
  type Attribute,
  readAttributes,
  readSignedAttributes,
  type SignedAttributeSet,
} from "./attributes.ts";

export interface SignedDataFacts {
  /** eContentType. */
  readonly contentType: string;
  /** eContent; null where detached. */
  readonly content: Uint8Array | null;
  /** Each Certificate as it stands; other kinds of the CertificateSet are left out. */
  readonly certificates: readonly Uint8Array[];
  /** RevocationInfoChoices (10.2.1), unread. */
  readonly revocationInfo: DerValue | null;
  readonly signers: readonly SignerFacts[];
}

type SignerId =
  | { readonly kind: "issuer-serial"; readonly issuer: Uint8Array; readonly serial: Uint8Array }
  | { readonly kind: "key-id"; readonly keyId: Uint8Array };

export interface SignerFacts {
  /** All fields but the unsigned attributes, as they stand: what an archive time-stamp covers. */
  readonly fields: Uint8Array;
  readonly id: SignerId;
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  /** null: none, the content itself is signed (5.4). */
  readonly signedAttributes: SignedAttributeSet | null;
  readonly signature: Uint8Array;
  readonly unsignedAttributes: readonly Attribute[];
}

type UnreadableReason = "cms-too-large" | "cms-unreadable" | "cms-not-signed-data" | "cms-trailing-bytes";

export type ReadResult =
  | { readonly data: SignedDataFacts; readonly reason: null }
  | { readonly data: null; readonly reason: UnreadableReason };

const MAX_BYTES = 64 * 1024 * 1024;
const MAX_CERTIFICATES = 200;
const MAX_SIGNERS = 50;

/** Zero octets after the value are allowed: the rest of a PDF's /Contents. Never throws. */
export function readSignedData(bytes: Uint8Array): ReadResult {
  if (bytes.length > MAX_BYTES) return { data: null, reason: "cms-too-large" };
  try {
    const outer = new DerReader(bytes, "ber");
    const contentInfo = outer.read(TAG.sequence);
    // The value starts at the first octet, so its length is where the rest begins.
    if (bytes.subarray(contentInfo.full.length).some((octet) => octet !== 0)) {
      return { data: null, reason: "cms-trailing-bytes" };
    }
    const reader = outer.over(contentInfo);
    if (readOid(reader.read(TAG.oid)) !== OID.signedData)
      return { data: null, reason: "cms-not-signed-data" };
    const data = readContent(reader.enter(contextTag(0)).enter(TAG.sequence));
    reader.finish();
    return { data, reason: null };
  } catch {
    return { data: null, reason: "cms-unreadable" };
  }
}

/** SignedData (5.1). */
function readContent(reader: DerReader): SignedDataFacts {
  readNumber(reader.read(TAG.integer));
  // digestAlgorithms only helps one-pass readers; each SignerInfo names its own.
  reader.read(TAG.set);
  const encapsulated = reader.enter(TAG.sequence);
  const contentType = readOid(encapsulated.read(TAG.oid));
  const wrapped = encapsulated.enterIf(contextTag(0));
  const content = wrapped ? readOctets(wrapped) : null;
  wrapped?.finish();
  encapsulated.finish();
  const certificates = reader.enterIf(contextTag(0));
  const revocationInfo = reader.readIf(contextTag(1));
  const signers = reader.enter(TAG.set);
  reader.finish();
  return {
    contentType,
    content,
    certificates: certificates ? plainCertificates(certificates) : [],
    revocationInfo,
    signers: readSigners(signers),
  };
}

function plainCertificates(reader: DerReader): Uint8Array[] {
  const values = reader.rest();
  if (values.length > MAX_CERTIFICATES) malformed("too many certificates");
  return values.filter((value) => value.tag === TAG.sequence).map((value) => value.full);
}

function readSigners(reader: DerReader): SignerFacts[] {
  const signers: SignerFacts[] = [];
  while (!reader.done) {
    if (signers.length === MAX_SIGNERS) malformed("too many signers");
    signers.push(readSignerInfo(reader.enter(TAG.sequence)));
  }
  return signers;
}

/** SignerInfo (5.3); `reader` stands inside it. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readSignerInfo(reader: DerReader): SignerFacts {
  const version = reader.read(TAG.integer);
  readNumber(version);
  const sid = reader.readAny();
  const digest = reader.read(TAG.sequence);
  const signed = reader.readIf(contextTag(0));
  const algorithm = reader.read(TAG.sequence);
  const signature = reader.readAny();
  const unsigned = reader.enterIf(contextTag(1));
  reader.finish();
  const fields = [version, sid, digest, ...(signed ? [signed] : []), algorithm, signature];
  return {
    fields: concatBytes(fields.map(({ full }) => full)),
    id: readSignerId(reader, sid),
    digestAlgorithm: readAlgorithm(digest, "ber"),
    signedAttributes: signed ? readSignedAttributes(signed) : null,
    signatureAlgorithm: readAlgorithm(algorithm, "ber"),
    signature: readOctets(new DerReader(signature.full, "ber")),
    unsignedAttributes: unsigned ? readAttributes(unsigned) : [],
  };
}

function readSignerId(reader: DerReader, sid: DerValue): SignerId {
  if (sid.tag === contextTag(0, "primitive")) return { kind: "key-id", keyId: sid.content };
  if (sid.tag !== TAG.sequence) return malformed("signer identifier");
  const pair = reader.over(sid);
  const issuer = pair.read(TAG.sequence);
  const serial = pair.read(TAG.integer);
  pair.finish();
  return { kind: "issuer-serial", issuer: issuer.full, serial: serial.content };
}
