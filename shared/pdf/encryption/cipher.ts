/** What the reader and the writer need of an encrypted file's key (ISO 32000-2, 7.6). */

import type { PdfObject } from "../objects.ts";

export interface Permissions {
  /** Filling in a signature field that is there. */
  readonly fillField: boolean;
  /** Making a new one. */
  readonly addField: boolean;
}

/** Each string and stream has a key of its own, made of the file's key and the number of its object. */
export interface Cipher {
  /**
   * Table 22: what the author lets those do who have no owner's password. They bind nobody by themselves: all of it can be read and
   * written with the same key.
   */
  readonly allows: Permissions;
  decryptString(
    bytes: Uint8Array,
    object: { readonly number: number; readonly generation: number },
  ): Uint8Array;
  decryptStream(bytes: Uint8Array, object: PdfObject): Uint8Array;
  encryptString(
    bytes: Uint8Array,
    object: { readonly number: number; readonly generation: number },
  ): Uint8Array;
  /** For a new stream with no crypt filter of its own. */
  encryptStream(
    bytes: Uint8Array,
    object: { readonly number: number; readonly generation: number },
  ): Uint8Array;
}
