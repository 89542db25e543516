/** Signed messages and time-stamp tokens made to order by holders of test certificates; independent of what reads them. */

import { createHash, sign } from "node:crypto";
import { contextTag } from "#shared/asn1/der.ts";
import {
  encode,
  explicit,
  integer,
  objectIdentifier,
  octetString,
  retag,
  sequence,
  setOf,
} from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { writeTime } from "#shared/asn1/time.ts";
import { concatBytes } from "#shared/bytes.ts";
import { generalizedTime, type Holder } from "../../shared/trust/pki.ts";

const ECDSA = {
  sha1: sequence(objectIdentifier("1.2.840.10045.4.1")),
  sha256: sequence(objectIdentifier(OID.ecdsaWithSha256)),
} as const;
const HASHES = { sha1: OID.sha1, sha256: OID.sha256 } as const;
type Hash = keyof typeof HASHES;

export function digestOf(bytes: Uint8Array, hash: Hash = "sha256"): Uint8Array {
  return new Uint8Array(createHash(hash).update(bytes).digest());
}

function algorithm(hash: Hash): Uint8Array {
  return sequence(objectIdentifier(HASHES[hash]));
}

export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(values));
}

/** What an unsigned attribute can be made over. */
interface Signed {
  readonly message: MessageOrder;
  readonly signature: Uint8Array;
  /** The fields of the SignerInfo before the unsigned attributes. */
  readonly fields: Uint8Array;
  /** Unsigned attributes so far. */
  readonly earlier: readonly Uint8Array[];
}

export type UnsignedMaker = (signed: Signed) => Uint8Array;

export interface SignerOrder {
  readonly by: Holder;
  /** signing-certificate-v2 names this holder; null: no such attribute. Default: the signer. */
  readonly names?: Holder | null;
  /** Claimed time; absent: none. */
  readonly time?: Date;
  /** Signed attributes beside the usual ones. */
  readonly signed?: readonly Uint8Array[];
  readonly unsigned?: readonly UnsignedMaker[];
  /** A counter-signature has no content-type. */
  readonly counter?: boolean;
  /** Of content and signature; default SHA-256. */
  readonly hash?: Hash;
}

export interface MessageOrder {
  readonly content: Uint8Array;
  /** Default: data. */
  readonly contentType?: string;
  readonly embed?: boolean;
  readonly certificates?: readonly Holder[];
  /** Without any certificate. */
  readonly bare?: boolean;
  /** Elements of RevocationInfoChoices: CRLs as they are. */
  readonly revocationInfo?: readonly Uint8Array[];
  readonly signers: readonly SignerOrder[];
}

export function signedMessage(order: MessageOrder): Uint8Array {
  const { content, contentType = OID.data, embed = false, certificates = [], revocationInfo = [] } = order;
  const data = sequence(
    integer(contentType === OID.data ? 1 : 3),
    setOf([algorithm("sha256")]),
    sequence(objectIdentifier(contentType), ...(embed ? [explicit(0, octetString(content))] : [])),
    ...(order.bare ? [] : [certificateSet([...order.signers.map(({ by }) => by), ...certificates])]),
    ...(revocationInfo.length > 0 ? [setOf(revocationInfo, contextTag(1))] : []),
    setOf(order.signers.map((signer) => signerInfo(order, signer))),
  );
  return sequence(objectIdentifier(OID.signedData), explicit(0, data));
}

function certificateSet(holders: readonly Holder[]): Uint8Array {
  return setOf(
    [...new Set(holders)].map(({ facts }) => facts.der),
    contextTag(0),
  );
}

function signerInfo(message: MessageOrder, order: SignerOrder): Uint8Array {
  const { hash = "sha256" } = order;
  const set = setOf(signedAttributes(message, order));
  const signature = new Uint8Array(sign(hash, set, order.by.key.privateKey));
  const { issuer, serial } = order.by.facts;
  const fields = concatBytes([
    integer(1),
    sequence(issuer.der, encode(0x02, serial)),
    algorithm(hash),
    retag(contextTag(0), set),
    ECDSA[hash],
    octetString(signature),
  ]);
  const unsigned: Uint8Array[] = [];
  for (const make of order.unsigned ?? [])
    unsigned.push(make({ message, signature, fields, earlier: [...unsigned] }));
  return sequence(fields, ...(unsigned.length > 0 ? [setOf(unsigned, contextTag(1))] : []));
}

function signedAttributes(
  { content, contentType = OID.data }: MessageOrder,
  order: SignerOrder,
): Uint8Array[] {
  const { by, names = by, time, signed = [], counter = false } = order;
  return [
    ...(counter ? [] : [attribute(OID.contentType, objectIdentifier(contentType))]),
    attribute(OID.messageDigest, octetString(digestOf(content, order.hash))),
    ...(names ? [reference(names)] : []),
    ...(time ? [attribute(OID.signingTime, writeTime(time))] : []),
    ...signed,
  ];
}

function reference({ facts }: Holder): Uint8Array {
  return attribute(OID.signingCertificateV2, sequence(sequence(sequence(octetString(digestOf(facts.der))))));
}

export interface StampOrder {
  readonly by: Holder;
  readonly time: Date;
  /** Of the imprint. */
  readonly hash?: Hash;
  readonly certificates?: readonly Holder[];
  readonly bare?: boolean;
  readonly revocationInfo?: readonly Uint8Array[];
  readonly unsigned?: readonly UnsignedMaker[];
}

/** A token over `stamped` (RFC 3161 2.4.2). */
export function stampOver(stamped: Uint8Array, order: StampOrder): Uint8Array {
  const { by, time, hash = "sha256", unsigned = [], ...rest } = order;
  const info = sequence(
    integer(1),
    objectIdentifier("1.2.3.4"),
    sequence(algorithm(hash), octetString(digestOf(stamped, hash))),
    integer(77),
    generalizedTime(time),
  );
  const signers = [{ by, unsigned }];
  return signedMessage({ ...rest, content: info, contentType: OID.tstInfo, embed: true, signers });
}

/** A signature-time-stamp (EN 319 122-1 5.3). */
export function signatureStamp(order: StampOrder): UnsignedMaker {
  return ({ signature }) => attribute(OID.signatureTimeStamp, stampOver(signature, order));
}

/** A content-time-stamp, as a signed attribute (EN 319 122-1 5.2.8). */
export function contentStamp(content: Uint8Array, order: StampOrder): Uint8Array {
  return attribute(OID.contentTimeStamp, stampOver(content, order));
}

export function counterSignature(order: Omit<SignerOrder, "counter">): UnsignedMaker {
  return ({ signature }) =>
    attribute(
      OID.counterSignature,
      signerInfo({ content: signature, signers: [] }, { ...order, counter: true }),
    );
}

export interface ArchiveOrder extends StampOrder {
  /** Leaves the last certificate out of the index. */
  readonly forgets?: boolean;
  /** Names a certificate that is not there. */
  readonly invents?: boolean;
}

/** An archive-time-stamp-v3 over all that stands in the message so far (EN 319 122-1 5.5.3). */
export function archiveStamp(order: ArchiveOrder): UnsignedMaker {
  return ({ message, fields, earlier }) => {
    const { content, contentType = OID.data, certificates = [], revocationInfo = [], signers } = message;
    const holders = [...new Set([...signers.map(({ by }) => by), ...certificates])];
    const listed = holders.slice(0, order.forgets ? -1 : undefined).map(({ facts }) => facts.der);
    const index = sequence(
      algorithm("sha256"),
      hashes([...listed, ...(order.invents ? [Uint8Array.of(0)] : [])]),
      hashes(revocationInfo),
      hashes(earlier.map(typeAndValue)),
    );
    const stamped = concatBytes([objectIdentifier(contentType), digestOf(content), fields, index]);
    const unsigned = [() => attribute(OID.atsHashIndexV3, index)];
    return attribute(OID.archiveTimeStampV3, stampOver(stamped, { ...order, unsigned }));
  };
}

function hashes(items: readonly Uint8Array[]): Uint8Array {
  return sequence(...items.map((item) => octetString(digestOf(item))));
}

/** An attribute of one value, without the frames of sequence and set. */
function typeAndValue(whole: Uint8Array): Uint8Array {
  const type = contentOf(whole);
  const set = type.subarray(lengthOf(type));
  return concatBytes([type.subarray(0, lengthOf(type)), contentOf(set)]);
}

function headerOf(der: Uint8Array): { header: number; content: number } {
  const first = der[1] ?? 0;
  if (first < 0x80) return { header: 2, content: first };
  const count = first & 0x7f;
  const content = der.subarray(2, 2 + count).reduce((sum, octet) => sum * 256 + octet, 0);
  return { header: 2 + count, content };
}

function lengthOf(der: Uint8Array): number {
  const { header, content } = headerOf(der);
  return header + content;
}

function contentOf(der: Uint8Array): Uint8Array {
  const { header, content } = headerOf(der);
  return der.subarray(header, header + content);
}
