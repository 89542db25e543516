/** The bytes of a file as a signed message: DER, BER, PEM, or the reply of a time-stamping service. */

import { DerReader, TAG } from "../asn1/der.ts";
import { type ByteSource, fromBase64, toHex } from "../bytes.ts";
import { type ReadResult, readSignedData } from "../cms/read.ts";
import { fail } from "../errors.ts";

/** A signed message is read whole. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** The message read; null where the bytes are no signed message at all. LIMIT_EXCEEDED above 64 MiB. */
export function readMessageFile(source: ByteSource): ReadResult | null {
  if (source.size > MAX_MESSAGE_BYTES) fail("LIMIT_EXCEEDED", { limit: "cms" });
  const bytes = source.read(0, source.size);
  const result = readSignedData(armored(bytes) ?? replied(bytes) ?? bytes);
  if (result.data || namesSignedData(bytes)) return result;
  return null;
}

/** PEM (RFC 7468) with any label; null where it is none. */
function armored(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] !== 0x2d) return null;
  const text = new TextDecoder("latin1").decode(bytes);
  const body = /^-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END /.exec(text)?.[1];
  return body === undefined ? null : fromBase64(body.replaceAll(/\s/g, ""));
}

/** Octets in which a SignedData names itself, however its lengths are written. */
export const NAME_BYTES = 24;

/** Begins as a SignedData, whatever is broken further on. */
export function namesSignedData(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, NAME_BYTES);
  return head[0] === TAG.sequence && toHex(head).includes("06092a864886f70d010702");
}

/** The token of a TimeStampResp that grants one (RFC 3161 2.4.2): status, then token; null where it is none. */
function replied(bytes: Uint8Array): Uint8Array | null {
  try {
    const reader = new DerReader(bytes, "ber").enter(TAG.sequence);
    const status = reader.enter(TAG.sequence).read(TAG.integer).content;
    const token = reader.read(TAG.sequence).full;
    return reader.done && status.length === 1 && (status[0] ?? 2) < 2 ? token : null;
  } catch {
    return null;
  }
}
