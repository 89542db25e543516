/** Puts a time-stamp into a finished signature (RFC 3161 appendix A): an unsigned attribute, so no signed byte changes. */

import { contextTag, DerReader, type DerValue, readSingle, TAG } from "../asn1/der.ts";
import { explicit, objectIdentifier, retag, sequence, setOf } from "../asn1/encode.ts";
import { OID } from "../asn1/oids.ts";
import { fail } from "../errors.ts";
import { readSignedData } from "./read.ts";

/** What a time-stamp goes over: the one signature value of the message. INVALID_ARGUMENT {what: "cms"} for anything else. */
export function signatureValue(cms: Uint8Array): Uint8Array {
  const [signer, ...others] = readSignedData(cms).data?.signers ?? [];
  return signer && others.length === 0 ? signer.signature : fail("INVALID_ARGUMENT", { what: "cms" });
}

/** `[1] unsignedAttrs` of a SignerInfo (RFC 5652 5.3) with the token alone. */
export function timestampAttributes(token: Uint8Array): Uint8Array {
  const attribute = sequence(objectIdentifier(OID.signatureTimeStamp), setOf([token]));
  return retag(contextTag(1), setOf([attribute]));
}

/**
 * The message with the token over its signature value. DER of one signer without unsigned attributes, as `signedData` makes it;
 * every other byte stays. INVALID_ARGUMENT for anything else.
 */
export function withTimestamp(cms: Uint8Array, token: Uint8Array): Uint8Array {
  const [type, wrapped] = inside(readSingle(cms));
  const [content] = wrapped ? inside(wrapped) : [];
  const fields = content ? inside(content) : [];
  const [signer, ...others] = inside(fields.at(-1) ?? unfit());
  if (!type || !signer || others.length > 0) return unfit();
  const own = inside(signer);
  if (own.at(-1)?.tag !== TAG.octetString) return unfit();
  const stamped = sequence(...own.map(bytes), timestampAttributes(token));
  const before = fields.slice(0, -1).map(bytes);
  return sequence(type.full, explicit(0, sequence(...before, setOf([stamped]))));
}

function inside(value: DerValue): DerValue[] {
  return new DerReader(value.content).rest();
}

function bytes({ full }: DerValue): Uint8Array {
  return full;
}

function unfit(): never {
  return fail("INVALID_ARGUMENT", { what: "cms" });
}
