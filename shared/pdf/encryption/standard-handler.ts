/** The standard security handler (ISO 32000-2, 7.6.4): from a password to the cipher of a file. */

import { md5 } from "@noble/hashes/legacy.js";
import { concatBytes } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { filtersOf } from "../filters.ts";
import type { ObjectReader } from "../object-reader.ts";
import { nameOf, type PdfDict, type PdfObject, type Place } from "../objects.ts";
import { encodePdfDoc } from "../text-string.ts";
import { decryptAes, encryptAes } from "./aes-data.ts";
import type { Cipher, Permissions } from "./cipher.ts";
import { type EncryptionEntries, type FileKey, type Method, readEntries } from "./entries.ts";
import { legacyKey } from "./legacy-key.ts";
import { modernKey } from "./modern-key.ts";
import { rc4 } from "./rc4.ts";

export interface EncryptedFile {
  /** Reads without decrypting. */
  readonly objects: ObjectReader;
  readonly dict: Place<PdfDict>;
  /** First element of ID. */
  readonly id: Uint8Array;
  readonly password: string | undefined;
}

/**
 * The cipher of a file, opened by the given password or, without one, by the empty one.
 * PASSWORD_NEEDED {given} where it opens nothing, ENCRYPTION_UNSUPPORTED for other handlers.
 */
export function openCipher({ objects, dict, id, password }: EncryptedFile): Cipher {
  const entries = readEntries(objects, dict, id);
  // Only attached files are encrypted: everything the engine touches is plain.
  if (entries.strings === "none" && entries.streams === "none") {
    return cipherOf(entries, { key: new Uint8Array(0), owner: false });
  }
  for (const candidate of candidates(entries, password)) {
    const key = entries.revision >= 5 ? modernKey(entries, candidate) : legacyKey(entries, candidate);
    if (key) return cipherOf(entries, key);
  }
  return fail("PASSWORD_NEEDED", { given: password !== undefined });
}

/** The empty password is tried too: a file that opens without one opens with any. */
function candidates({ revision }: EncryptionEntries, password: string | undefined): Uint8Array[] {
  const empty = new Uint8Array(0);
  if (!password) return [empty];
  if (revision < 5) return [encodePdfDoc(password), new TextEncoder().encode(password), empty];
  return [new TextEncoder().encode(prepared(password)), new TextEncoder().encode(password), empty];
}

/** Mapped to nothing (RFC 3454, B.1). */
const IGNORED = [0x00ad, 0x034f, 0x1806, 0x180b, 0x180c, 0x180d, 0x200c, 0x200d, 0x2060, 0xfeff];

/** SASLprep (RFC 4013) as far as passwords need it: other spaces become a space, some characters nothing, then NFKC. */
function prepared(password: string): string {
  return [...password]
    .map((character) => (/\p{Zs}|\u200b/u.test(character) ? " " : character))
    .filter((character) => !isIgnored(character.codePointAt(0) ?? 0))
    .join("")
    .normalize("NFKC");
}

function isIgnored(code: number): boolean {
  return IGNORED.includes(code) || (code >= 0xfe00 && code <= 0xfe0f);
}

type Numbered = { readonly number: number; readonly generation: number };

/** Table 22, by the value of the bit. */
const MODIFY = 1 << 3;
const ANNOTATE = 1 << 5;
const FILL = 1 << 8;

function permissionsOf({ permissions, revision }: EncryptionEntries, owner: boolean): Permissions {
  const has = (bit: number) => owner || (permissions & bit) !== 0;
  return {
    fillField: has(ANNOTATE) || (revision >= 3 && has(FILL)),
    addField: has(ANNOTATE) && has(MODIFY),
  };
}

function cipherOf(entries: EncryptionEntries, { key, owner }: FileKey): Cipher {
  return {
    allows: permissionsOf(entries, owner),
    decryptString: (bytes, object) => decrypt(entries.strings, key, { bytes, object }),
    decryptStream: (bytes, object) =>
      isPlainStream(entries, object) ? bytes : decrypt(entries.streams, key, { bytes, object }),
    encryptString: (bytes, object) => encrypt(entries.strings, key, { bytes, object }),
    encryptStream: (bytes, object) => encrypt(entries.streams, key, { bytes, object }),
  };
}

interface Encrypted {
  readonly bytes: Uint8Array;
  readonly object: Numbered;
}

function decrypt(method: Method, key: Uint8Array, { bytes, object }: Encrypted): Uint8Array {
  switch (method) {
    case "none":
      return bytes;
    case "rc4":
      return rc4(objectKey(key, object, false), bytes);
    case "aes-128":
      return decryptAes(objectKey(key, object, true), bytes);
    case "aes-256":
      return decryptAes(key, bytes);
  }
}

function encrypt(method: Method, key: Uint8Array, { bytes, object }: Encrypted): Uint8Array {
  switch (method) {
    case "none":
      return bytes;
    case "rc4":
      return rc4(objectKey(key, object, false), bytes);
    case "aes-128":
      return encryptAes(objectKey(key, object, true), bytes);
    case "aes-256":
      return encryptAes(key, bytes);
  }
}

const AES_SALT = Uint8Array.of(0x73, 0x41, 0x6c, 0x54);

/** Algorithm 1: the key of one object, from the low bytes of its number and generation. */
function objectKey(key: Uint8Array, { number, generation }: Numbered, aes: boolean): Uint8Array {
  const tail = Uint8Array.of(number, number >> 8, number >> 16, generation, generation >> 8);
  const hash = md5(concatBytes([key, tail, ...(aes ? [AES_SALT] : [])]));
  return hash.slice(0, Math.min(16, key.length + 5));
}

/** 7.6.2 and 7.6.6: cross-reference streams, metadata where it is left out, and the Identity crypt filter. */
function isPlainStream(entries: EncryptionEntries, { value }: PdfObject): boolean {
  if (value.kind !== "dict") return true;
  const type = nameOf(value.entries.get("Type"));
  if (type === "XRef" || (type === "Metadata" && !entries.encryptMetadata)) return true;
  const [first] = filtersOf(value, (own) => own);
  if (first?.name !== "Crypt") return false;
  return (nameOf(first.parameters?.entries.get("Name")) ?? "Identity") === "Identity";
}
