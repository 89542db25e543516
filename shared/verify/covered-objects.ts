/** What a time-stamp over a message, a signature or a whole file proves to exist (EN 319 102-1 5.6.2.3.4). */

import { DerReader } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import type { Attribute } from "../cms/attributes.ts";
import { certificateReference } from "../cms/certificate-reference.ts";
import { embeddedMaterial } from "../cms/embedded-material.ts";
import { readSignedData, type SignedDataFacts, type SignerFacts } from "../cms/read.ts";
import type { ValidationMaterial } from "../trust/evidence.ts";
import type { PlannedMessage } from "./message.ts";

/** Each its bytes. */
export type Objects = readonly Uint8Array[];

const STAMPS: readonly string[] = [OID.signatureTimeStamp, OID.archiveTimeStampV3];
const MAX_TOKENS = 20;

/** The values of the attributes of one kind; what is no ASN.1 ends the list. */
export function attributeValues(attributes: readonly Attribute[], oids: readonly string[]): Objects {
  const found: Uint8Array[] = [];
  for (const { oid, values } of attributes) {
    if (!oids.includes(oid)) continue;
    try {
      const reader = new DerReader(values, "ber");
      while (!reader.done && found.length < MAX_TOKENS) found.push(reader.readAny().full);
    } catch {
      // Some signers put text there; what follows it cannot be told apart.
    }
  }
  return found;
}

export function materialObjects({ certificates, crls, ocspResponses }: ValidationMaterial): Objects {
  return [...certificates, ...crls, ...ocspResponses];
}

/** Everything in a message that is covered as a whole: signatures, material, and the time-stamps with theirs. */
export function messageObjects(data: SignedDataFacts): Objects {
  return data.signers.flatMap((signer) => [
    ...ownObjects(data, signer),
    ...tokenObjects(signer.unsignedAttributes),
    ...tokenObjects(signer.signedAttributes?.attributes ?? [], [OID.contentTimeStamp]),
  ]);
}

/** Of the time-stamp tokens among attributes that are covered. */
function tokenObjects(attributes: readonly Attribute[], oids: readonly string[] = STAMPS): Objects {
  return attributeValues(attributes, oids).flatMap((token) => {
    const { data } = readSignedData(token);
    return data ? data.signers.flatMap((signer) => ownObjects(data, signer)) : [];
  });
}

function ownObjects(data: SignedDataFacts, signer: SignerFacts): Objects {
  return [signer.signature, ...materialObjects(embeddedMaterial(data, signer))];
}

/** What a signature-time-stamp covers: the value, and the certificate where the signed attributes name it by its hash. */
export function signatureObjects({ signer, certificate }: PlannedMessage): Objects {
  if (!signer) return [];
  const attributes = signer.signedAttributes?.attributes ?? [];
  const named = certificate && certificateReference(attributes, certificate) === "right";
  return named ? [signer.signature, certificate.der] : [signer.signature];
}
