/** The signature policy a signer bound himself to (EN 319 122-1 5.2.9), as far as a message shows it. */

import { readAlgorithm } from "../asn1/algorithm.ts";
import { DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readOid } from "../asn1/primitive.ts";
import { equalBytes } from "../bytes.ts";
import { hashByOid, hashOf } from "../signature/hash.ts";
import { singleValue } from "./attributes.ts";
import type { SignerFacts } from "./read.ts";

/**
 * `none`: no policy, or an implied one; `given`: its document is in the message and is the one meant; `missing`: it is named
 * only; `wrong`: the attribute cannot be read, or the document is another.
 */
export type PolicyState = "none" | "given" | "missing" | "wrong";

export function signaturePolicy({ signedAttributes, unsignedAttributes }: SignerFacts): PolicyState {
  try {
    const policy = singleValue(signedAttributes?.attributes ?? [], OID.signaturePolicy);
    if (!policy || policy.tag === TAG.null) return "none";
    const isMeant = readPolicyHash(policy);
    const store = singleValue(unsignedAttributes, OID.signaturePolicyStore);
    if (!store) return "missing";
    return isMeant(readDocument(store)) ? "given" : "wrong";
  } catch {
    return "wrong";
  }
}

/** SignaturePolicyId: identifier, hash, qualifiers. */
function readPolicyHash(policy: DerValue): (document: Uint8Array) => boolean {
  if (policy.tag !== TAG.sequence) malformed("signature policy");
  const reader = new DerReader(policy.content);
  readOid(reader.read(TAG.oid));
  const hash = reader.enter(TAG.sequence);
  const algorithm = hashByOid(readAlgorithm(hash.read(TAG.sequence)).oid);
  const digest = hash.read(TAG.octetString).content;
  return (document) => algorithm !== null && equalBytes(hashOf(algorithm, document), digest);
}

/** SignaturePolicyStore (EN 319 122-1 5.2.10): what kind of document, then the document itself; an address is none. */
function readDocument(store: DerValue): Uint8Array {
  if (store.tag !== TAG.sequence) malformed("signature policy store");
  const reader = new DerReader(store.content);
  readSingle(reader.readAny().full);
  return reader.read(TAG.octetString).content;
}
