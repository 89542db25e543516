/** Archive time-stamps version 3 (EN 319 122-1 5.5.3): what each covers, by the index of hashes it carries. Older versions prove nothing here. */

import { readAlgorithm } from "../asn1/algorithm.ts";
import { DerReader, type DerValue, malformed, TAG } from "../asn1/der.ts";
import { objectIdentifier, sequence, setOf } from "../asn1/encode.ts";
import { OID } from "../asn1/oids.ts";
import { concatBytes, equalBytes, toHex } from "../bytes.ts";
import { type HashName, hashByOid, hashOf } from "../signature/hash.ts";
import { type Attribute, singleValue } from "./attributes.ts";
import type { SignedDataFacts, SignerFacts } from "./read.ts";

/** What an archive time-stamp names one by one beside the signature itself. */
export interface ArchiveCoverage {
  /** By which everything is named. */
  readonly hash: HashName;
  /** DER. */
  readonly certificates: readonly Uint8Array[];
  /** Elements of RevocationInfoChoices as they stand. */
  readonly revocationInfo: readonly Uint8Array[];
  /** Only with the values that are named. */
  readonly attributes: readonly Attribute[];
}

interface HashIndex {
  /** DER of the one value. */
  readonly full: Uint8Array;
  readonly hash: HashName;
  readonly certificates: ReadonlySet<string>;
  readonly revocationInfo: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  /** Version 3 hashes each value of an attribute with its type, the first version whole attributes. */
  readonly version: 1 | 3;
}

const MAX_HASHES = 1000;

export interface ArchiveRequest {
  /** The time-stamp token. */
  readonly token: SignedDataFacts;
  /** The message that carries it, and the signer it belongs to. */
  readonly data: SignedDataFacts;
  readonly signer: SignerFacts;
}

/** null where the index is missing, cannot be read, or names something that is not there. */
export function archiveCoverage({ token, data, signer }: ArchiveRequest): ArchiveCoverage | null {
  const index = tryIndex(token);
  if (!index) return null;
  const isIn = (hashes: ReadonlySet<string>) => (bytes: Uint8Array) =>
    hashes.has(toHex(hashOf(index.hash, bytes)));
  const certificates = data.certificates.filter(isIn(index.certificates));
  const revocationInfo = elements(data.revocationInfo).filter(isIn(index.revocationInfo));
  const { attributes, found } = coveredAttributes(signer.unsignedAttributes, index);
  const complete =
    distinct(certificates) === index.certificates.size &&
    distinct(revocationInfo) === index.revocationInfo.size &&
    found === index.attributes.size;
  return complete ? { hash: index.hash, certificates, revocationInfo, attributes } : null;
}

/** The bytes that are stamped; null where there is no readable index. `contentDigest`: of the signed content, by the hash of the imprint. */
export function archiveInput(request: ArchiveRequest, contentDigest: Uint8Array): Uint8Array | null {
  const index = tryIndex(request.token);
  if (!index) return null;
  const { data, signer } = request;
  return concatBytes([objectIdentifier(data.contentType), contentDigest, signer.fields, index.full]);
}

function elements(list: DerValue | null): Uint8Array[] {
  try {
    return list ? new DerReader(list.content, "ber").rest().map(({ full }) => full) : [];
  } catch {
    return [];
  }
}

function distinct(items: readonly Uint8Array[]): number {
  return items.filter((item, at) => items.findIndex((other) => equalBytes(other, item)) === at).length;
}

function coveredAttributes(attributes: readonly Attribute[], index: HashIndex) {
  const found = new Set<string>();
  const covered = attributes.flatMap(({ oid, values }) => {
    const own = piecesOf({ oid, values }, index.version).filter(({ hashed }) => {
      const hash = toHex(hashOf(index.hash, hashed));
      const isNamed = index.attributes.has(hash);
      if (isNamed) found.add(hash);
      return isNamed;
    });
    return own.length > 0 ? [{ oid, values: concatBytes(own.map(({ values: own }) => own)) }] : [];
  });
  return { attributes: covered, found: found.size };
}

/** What is hashed of an attribute, and which of its values that stands for. */
function piecesOf({ oid, values }: Attribute, version: 1 | 3) {
  const type = objectIdentifier(oid);
  try {
    const all = new DerReader(values, "ber").rest().map(({ full }) => full);
    if (version === 1) return [{ hashed: sequence(type, setOf(all)), values }];
    return all.map((value) => ({ hashed: concatBytes([type, value]), values: value }));
  } catch {
    // Some signers put bytes there that are no ASN.1; no index can name them.
    return [];
  }
}

function tryIndex(token: SignedDataFacts): HashIndex | null {
  const attributes = token.signers[0]?.unsignedAttributes ?? [];
  try {
    const third = singleValue(attributes, OID.atsHashIndexV3);
    if (third) return readIndex(third, 3);
    const first = singleValue(attributes, OID.atsHashIndex);
    return first ? readIndex(first, 1) : null;
  } catch {
    return null;
  }
}

/** ATSHashIndexV3 ::= SEQUENCE { hashIndAlgorithm, certificatesHashIndex, crlsHashIndex, unsignedAttrValuesHashIndex } (5.5.2). */
function readIndex(value: DerValue, version: 1 | 3): HashIndex {
  if (value.tag !== TAG.sequence) malformed("hash index");
  const lists = new DerReader(value.content).rest();
  // The algorithm of the first version is DEFAULT sha-256.
  const named = lists.length === 4 ? lists.shift() : undefined;
  const hash = named ? hashByOid(readAlgorithm(named).oid) : "sha256";
  const [certificates, revocationInfo, attributes] = lists;
  if (!hash || !certificates || !revocationInfo || !attributes) return malformed("hash index");
  return {
    full: value.full,
    hash,
    certificates: hashesOf(certificates),
    revocationInfo: hashesOf(revocationInfo),
    attributes: hashesOf(attributes),
    version,
  };
}

function hashesOf(list: DerValue): Set<string> {
  const values = new DerReader(list.content).rest();
  if (values.length > MAX_HASHES) malformed("hash index");
  return new Set(values.map(({ content }) => toHex(content)));
}
