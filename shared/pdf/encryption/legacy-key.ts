/** The file key of revisions 2 to 4 (ISO 32000-2, 7.6.4.3 and 7.6.4.4, algorithms 2 and 4 to 7): MD5 and RC4. */

import { md5 } from "@noble/hashes/legacy.js";
import { concatBytes, equalBytes } from "#shared/bytes.ts";
import type { EncryptionEntries, FileKey } from "./entries.ts";
import { rc4 } from "./rc4.ts";

/** Algorithm 2, step (a): fills a password up to 32 bytes. */
const PADDING = Uint8Array.of(
  0x28,
  0xbf,
  0x4e,
  0x5e,
  0x4e,
  0x75,
  0x8a,
  0x41,
  0x64,
  0x00,
  0x4e,
  0x56,
  0xff,
  0xfa,
  0x01,
  0x08,
  0x2e,
  0x2e,
  0x00,
  0xb6,
  0xd0,
  0x68,
  0x3e,
  0x80,
  0x2f,
  0x0c,
  0xa9,
  0xfe,
  0x64,
  0x53,
  0x69,
  0x7a,
);

const ROUNDS = 50;

/** The key for an owner's or user's password; null where the password is neither. */
export function legacyKey(entries: EncryptionEntries, password: Uint8Array): FileKey | null {
  for (const length of entries.revision === 2 ? [5] : entries.keyLengths) {
    const tries = [
      { user: userPasswordOf(entries, password, length), owner: true },
      { user: password, owner: false },
    ];
    for (const { user, owner } of tries) {
      const key = userKey(entries, user, length);
      if (isUserKey(entries, key)) return { key: lengthened(entries, key), owner };
    }
  }
  return null;
}

/** Version 4 works with 128 bits whatever Length says: a shorter key goes on with zeros, as other readers have it. */
function lengthened({ revision }: EncryptionEntries, key: Uint8Array): Uint8Array {
  return revision === 4 ? concatBytes([key, new Uint8Array(16)]).slice(0, 16) : key;
}

function padded(password: Uint8Array): Uint8Array {
  return concatBytes([password, PADDING]).slice(0, 32);
}

/** Algorithm 2. */
function userKey(entries: EncryptionEntries, password: Uint8Array, length: number): Uint8Array {
  const { revision, ownerEntry, permissions, id, encryptMetadata } = entries;
  const bits = new Uint8Array(4);
  new DataView(bits.buffer).setInt32(0, permissions, true);
  const tail = revision >= 4 && !encryptMetadata ? [new Uint8Array(4).fill(0xff)] : [];
  let hash = md5(concatBytes([padded(password), ownerEntry.subarray(0, 32), bits, id, ...tail]));
  if (revision >= 3) for (let round = 0; round < ROUNDS; round++) hash = md5(hash.subarray(0, length));
  return hash.slice(0, length);
}

/** Algorithms 4 to 6: whether the key opens what U holds. */
function isUserKey({ revision, userEntry, id }: EncryptionEntries, key: Uint8Array): boolean {
  if (revision === 2) return equalBytes(rc4(key, PADDING), userEntry.subarray(0, 32));
  let value = rc4(key, md5(concatBytes([PADDING, id])));
  for (let round = 1; round < 20; round++) value = rc4(xored(key, round), value);
  return equalBytes(value, userEntry.subarray(0, 16));
}

/** Algorithm 7: the owner's password opens O, which holds the user's. */
function userPasswordOf(
  { revision, ownerEntry }: EncryptionEntries,
  password: Uint8Array,
  length: number,
): Uint8Array {
  let hash = md5(padded(password));
  if (revision >= 3) for (let round = 0; round < ROUNDS; round++) hash = md5(hash);
  const key = hash.slice(0, length);
  let value: Uint8Array = ownerEntry.slice(0, 32);
  if (revision === 2) return rc4(key, value);
  for (let round = 19; round >= 0; round--) value = rc4(xored(key, round), value);
  return value;
}

function xored(key: Uint8Array, value: number): Uint8Array {
  return key.map((byte) => byte ^ value);
}
