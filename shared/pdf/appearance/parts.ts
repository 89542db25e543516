/** New objects of an appearance, each encrypted where the file is. */

import { concatBytes } from "#shared/bytes.ts";
import { latin1Bytes } from "../characters.ts";
import type { Cipher } from "../encryption/cipher.ts";
import { deflate } from "../inflate.ts";
import type { Revision } from "../revision.ts";
import { hexString, referenceText } from "../write-value.ts";

export interface StreamRequest {
  /** Entries of its dictionary but Length and Filter. */
  readonly entries: string;
  readonly data: Uint8Array;
  /** What the data is compressed with already; without one it is deflated here. */
  readonly filter?: string;
}

export class NewObjects {
  private readonly revision: Revision;
  private readonly cipher: Cipher | null;

  constructor(revision: Revision, cipher: Cipher | null) {
    this.revision = revision;
    this.cipher = cipher;
  }

  /** Adds a dictionary or another value; answers the reference to it. `write` gets the writer of its strings. */
  add(write: (string: (bytes: Uint8Array) => string) => string): string {
    const object = { number: this.revision.allocate(), generation: 0 };
    const string = (bytes: Uint8Array) => hexString(this.cipher?.encryptString(bytes, object) ?? bytes);
    this.revision.add(object.number, latin1Bytes(write(string)));
    return referenceText(object);
  }

  addStream({ entries, data, filter }: StreamRequest): string {
    const object = { number: this.revision.allocate(), generation: 0 };
    const packed = filter === undefined ? deflate(data) : data;
    const bytes = this.cipher?.encryptStream(packed, object) ?? packed;
    const head = `<<\n${entries}\n/Filter /${filter ?? "FlateDecode"}\n/Length ${bytes.length}\n>>\nstream\n`;
    this.revision.add(object.number, concatBytes([latin1Bytes(head), bytes, latin1Bytes("\nendstream")]));
    return referenceText(object);
  }
}

/** Where a font or a picture puts its objects: a revision of a file that was there, or a new document. */
export type ObjectPlace = Pick<NewObjects, "add" | "addStream">;

/** A number as PDF wants it: no exponent, no long tail. */
export function numberText(value: number): string {
  return String(Math.round(value * 10_000) / 10_000);
}
