/** Asks a time-stamping authority (RFC 3161 2.4.1), and takes its reply apart (2.4.2): only the token to this very question counts. */

import { readAlgorithm } from "../asn1/algorithm.ts";
import { DerReader, TAG } from "../asn1/der.ts";
import { boolean, integer, nullValue, objectIdentifier, octetString, sequence } from "../asn1/encode.ts";
import { readNumber, readOid } from "../asn1/primitive.ts";
import { equalBytes } from "../bytes.ts";
import { hashOid } from "../signature/hash.ts";
import { readSignedData } from "./read.ts";
import { checkTimestamp } from "./timestamp.ts";

export interface TimestampQuery {
  /** SHA-256 of what is stamped. */
  readonly digest: Uint8Array;
  /** Positive and without a leading zero: old services know 64 bits only. */
  readonly nonce: Uint8Array;
}

type ReplyFlaw =
  /** No TimeStampResp, or no token in it. */
  | "malformed"
  /** PKIStatus says that none was granted. */
  | "not-granted"
  /** The token itself does not hold: signature, reference to the certificate, its purpose. */
  | "token"
  | "imprint"
  | "nonce";

export type TimestampReply =
  | { readonly token: Uint8Array; readonly time: Date; readonly flaw: null }
  | { readonly token: null; readonly flaw: ReplyFlaw };

/** DER TimeStampReq; the certificate of the authority is asked for. */
export function encodeTimestampQuery({ digest, nonce }: TimestampQuery): Uint8Array {
  const algorithm = sequence(objectIdentifier(hashOid("sha256")), nullValue());
  return sequence(integer(1), sequence(algorithm, octetString(digest)), integer(nonce), boolean(true));
}

/** Never throws. */
export function readTimestampReply(bytes: Uint8Array, query: TimestampQuery): TimestampReply {
  const reply = tokenIn(bytes);
  if (reply === "malformed" || reply === "not-granted") return { token: null, flaw: reply };
  const { data } = readSignedData(reply);
  const { info, flaw } = data ? checkTimestamp(data) : { info: null, flaw: "token" };
  if (!data?.content || !info || flaw) return { token: null, flaw: "token" };
  if (info.imprintHash !== "sha256" || !equalBytes(info.imprint, query.digest)) {
    return { token: null, flaw: "imprint" };
  }
  const nonce = nonceIn(data.content);
  if (!nonce || !equalBytes(nonce, query.nonce)) return { token: null, flaw: "nonce" };
  return { token: reply, time: info.time, flaw: null };
}

/** granted and grantedWithMods (2.4.2). */
const GRANTED: readonly number[] = [0, 1];

function tokenIn(bytes: Uint8Array): Uint8Array | "malformed" | "not-granted" {
  try {
    const outer = new DerReader(bytes, "ber").enter(TAG.sequence);
    const status = readNumber(outer.enter(TAG.sequence).read(TAG.integer));
    if (!GRANTED.includes(status)) return "not-granted";
    return outer.done ? "malformed" : outer.read(TAG.sequence).full;
  } catch {
    return "malformed";
  }
}

/** `nonce` of a TSTInfo without its leading zero; null: none, or unreadable. */
function nonceIn(content: Uint8Array): Uint8Array | null {
  try {
    const info = new DerReader(content, "ber").enter(TAG.sequence);
    readNumber(info.read(TAG.integer));
    readOid(info.read(TAG.oid));
    readAlgorithm(info.enter(TAG.sequence).read(TAG.sequence));
    info.read(TAG.integer);
    info.read(TAG.generalizedTime);
    // accuracy, ordering
    info.readIf(TAG.sequence);
    info.readIf(TAG.boolean);
    const nonce = info.readIf(TAG.integer)?.content ?? null;
    return nonce && (nonce[0] === 0 ? nonce.subarray(1) : nonce);
  } catch {
    return null;
  }
}
