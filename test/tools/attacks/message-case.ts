/** A message over a content, made to order by the people of a world: lawful but for what the case changes. */

import { integer, sequence } from "#shared/asn1/encode.ts";
import { toHex } from "#shared/bytes.ts";
import {
  bySha256,
  contentType,
  digestBy,
  type MessageParts,
  message,
  messageDigest,
} from "./message-parts.ts";
import type { MessageWorld } from "./message-world.ts";

type Order = (world: MessageWorld, content: Uint8Array) => Uint8Array;

export interface MessageCase {
  readonly make: Order;
  /** SubFilter; default ETSI.CAdES.detached. */
  readonly subFilter?: "adbe.pkcs7.detached";
}

type Parts = (world: MessageWorld, content: Uint8Array) => Partial<MessageParts>;

const changed =
  (parts: Parts): Order =>
  (world, content) =>
    message(content, { by: world.signer, ...parts(world, content) });
export const padesCase = (parts: Parts): MessageCase => ({ make: changed(parts) });
export const adobeCase = (parts: Parts): MessageCase => ({
  make: changed(parts),
  subFilter: "adbe.pkcs7.detached",
});

export const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function numbersOf(signature: Uint8Array): [bigint, bigint] {
  const rLength = signature[3] ?? 0;
  const read = (start: number, length: number) =>
    BigInt(`0x${toHex(signature.subarray(start, start + length))}`);
  return [read(4, rLength), read(6 + rLength, signature[5 + rLength] ?? 0)];
}

export function octetsOf(value: bigint): Uint8Array {
  const hex = value.toString(16);
  return new Uint8Array(Buffer.from(hex.padStart(hex.length + (hex.length % 2), "0"), "hex"));
}

export const ecdsaChanged =
  (change: (r: bigint, s: bigint) => Uint8Array): NonNullable<MessageParts["sign"]> =>
  (signed, key) =>
    change(...numbersOf(bySha256(signed, key)));
export const pair = (r: bigint, s: bigint) => sequence(integer(octetsOf(r)), integer(octetsOf(s)));
export const withoutReference = (content: Uint8Array, ...more: Uint8Array[]) => [
  contentType(),
  messageDigest(digestBy("sha256", content)),
  ...more,
];
