/** The file key of revisions 5 and 6 (ISO 32000-2, 7.6.4.3.3 and 7.6.4.3.4, algorithms 2.A and 2.B): AES-256. */

import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes } from "#shared/bytes.ts";
import { decryptBlocks, encryptBlocks } from "./aes-data.ts";
import type { EncryptionEntries, FileKey } from "./entries.ts";

const NOTHING = new Uint8Array(0);
/** 7.6.4.3.3: a password is cut after this many bytes of UTF-8. */
const PASSWORD_BYTES = 127;

/** The key for an owner's or user's password; null where the password is neither. */
export function modernKey(entries: EncryptionEntries, password: Uint8Array): FileKey | null {
  const { userEntry, ownerEntry, userKeyEntry, ownerKeyEntry, revision } = entries;
  const secret = password.subarray(0, PASSWORD_BYTES);
  const user = userEntry.subarray(0, 48);
  const tries = [
    { entry: ownerEntry, wrapped: ownerKeyEntry, extra: user, owner: true },
    { entry: userEntry, wrapped: userKeyEntry, extra: NOTHING, owner: false },
  ];
  for (const { entry, wrapped, extra, owner } of tries) {
    const check = hashOf({ revision, secret, salt: entry.subarray(32, 40), extra });
    if (!equalBytes(check, entry.subarray(0, 32))) continue;
    const key = hashOf({ revision, secret, salt: entry.subarray(40, 48), extra });
    return { key: decryptBlocks(key, new Uint8Array(16), wrapped.subarray(0, 32)), owner };
  }
  return null;
}

interface HashInput {
  readonly revision: number;
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
  /** The first 48 bytes of U where the owner's password is tried. */
  readonly extra: Uint8Array;
}

/** Revision 5 hashes once; revision 6 by algorithm 2.B. */
function hashOf({ revision, secret, salt, extra }: HashInput): Uint8Array {
  const first = sha256(concatBytes([secret, salt, extra]));
  return revision >= 6 ? hardened(first, secret, extra) : first;
}

/** Algorithm 2.B: at least 64 rounds, and more until the last byte of a round allows the end. */
function hardened(first: Uint8Array, secret: Uint8Array, extra: Uint8Array): Uint8Array {
  let key = first;
  for (let round = 0, last = 0; round < 64 || last > round - 32; round++) {
    const block = concatBytes([secret, key, extra]);
    const repeated = new Uint8Array(block.length * 64);
    for (let copy = 0; copy < 64; copy++) repeated.set(block, copy * block.length);
    const encrypted = encryptBlocks(key.subarray(0, 16), key.subarray(16, 32), repeated);
    const remainder = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = remainder === 0 ? sha256(encrypted) : remainder === 1 ? sha384(encrypted) : sha512(encrypted);
    last = encrypted.at(-1) ?? 0;
  }
  return key.slice(0, 32);
}
