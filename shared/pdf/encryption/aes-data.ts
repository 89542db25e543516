/** AES strings and streams (ISO 32000-2, 7.6.3.2): CBC, initialization vector first, padding of RFC 8018. */

import { cbc } from "@noble/ciphers/aes.js";
import { concatBytes } from "#shared/bytes.ts";

const BLOCK = 16;

/** What is shorter than vector and one block is empty; a cut last block is dropped and wrong padding kept. */
export function decryptAes(key: Uint8Array, data: Uint8Array): Uint8Array {
  const whole = data.length - (data.length % BLOCK);
  if (whole < 2 * BLOCK) return new Uint8Array(0);
  const plain = decryptBlocks(key, data.subarray(0, BLOCK), data.subarray(BLOCK, whole));
  const padding = plain.at(-1) ?? 0;
  const lawful =
    padding >= 1 && padding <= BLOCK && plain.subarray(-padding).every((byte) => byte === padding);
  return lawful ? plain.subarray(0, plain.length - padding) : plain;
}

export function encryptAes(key: Uint8Array, data: Uint8Array): Uint8Array {
  const vector = crypto.getRandomValues(new Uint8Array(BLOCK));
  return concatBytes([vector, cbc(key, vector).encrypt(data)]);
}

/** Whole blocks without padding. */
export function decryptBlocks(key: Uint8Array, vector: Uint8Array, data: Uint8Array): Uint8Array {
  return cbc(key, vector, { disablePadding: true }).decrypt(data);
}

/** Whole blocks without padding. */
export function encryptBlocks(key: Uint8Array, vector: Uint8Array, data: Uint8Array): Uint8Array {
  return cbc(key, vector, { disablePadding: true }).encrypt(data);
}
