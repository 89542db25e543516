/**
 * What one new revision changes (ISO 32000-2, 7.5.6). A changed object is its old text with a few pieces put in, so that
 * unknown keys, escapes, spelling and even encrypted strings stay byte for byte.
 */

import { concatBytes } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { isRegular, latin1Bytes, latin1Text } from "./characters.ts";
import type { Cipher } from "./encryption/cipher.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import {
  objectKey,
  type PdfArray,
  type PdfDict,
  type PdfObject,
  type PdfValue,
  type Place,
} from "./objects.ts";
import { hexString } from "./write-value.ts";

/** One object as it will stand in the increment, without its `N G obj`. */
export interface RevisedObject {
  readonly number: number;
  readonly generation: number;
  readonly body: Uint8Array;
}

/** `bytes` take the place of the old text from `start` to `end`. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

export interface RevisionStart {
  /** From here on no object has a number. */
  readonly firstNumber: number;
  /** Numbers above it that new objects may not have. */
  readonly taken: ReadonlySet<number>;
  /** Null where the file is not encrypted. */
  readonly cipher: Cipher | null;
}

export class Revision {
  private readonly cipher: Cipher | null;
  private readonly added: RevisedObject[] = [];
  private readonly changed = new Map<string, { owner: PdfObject; splices: Splice[] }>();
  private readonly taken: ReadonlySet<number>;
  private next: number;

  constructor({ firstNumber, taken, cipher }: RevisionStart) {
    this.next = firstNumber;
    this.taken = taken;
    this.cipher = cipher;
  }

  /** A number for a new object. LIMIT_EXCEEDED where the highest lawful one is used. */
  allocate(): number {
    while (this.taken.has(this.next)) this.next++;
    if (this.next > PDF_LIMITS.objectNumber) exceed("objectNumber");
    return this.next++;
  }

  add(number: number, body: Uint8Array): void {
    this.added.push({ number, generation: 0, body });
  }

  /** Sets a key of a dictionary: the old value is replaced, a new key goes first. */
  setEntry(place: Place<PdfDict>, key: string, text: string): void {
    const old = place.value.entries.get(key);
    if (old) {
      this.splice(place.owner, { start: old.start, end: old.end, bytes: spaced(place.owner, old, text) });
      return;
    }
    const start = place.value.start + 2;
    this.splice(place.owner, { start, end: start, bytes: latin1Bytes(`\n/${key} ${text}\n`) });
  }

  /** Adds an item at the end of an array. */
  append(place: Place<PdfArray>, text: string): void {
    const start = place.value.end - 1;
    this.splice(place.owner, { start, end: start, bytes: latin1Bytes(` ${text}`) });
  }

  /** A value as it may stand in `target`: there its strings are encrypted with that object's key. */
  copied({ owner, value }: Place, target: PdfObject): string {
    const { cipher } = this;
    const strings = cipher ? stringsIn(value) : [];
    const pieces: string[] = [];
    let at = value.start;
    for (const text of strings) {
      const plain = owner.at === null ? text.value : cipher?.decryptString(text.value, owner);
      const own = cipher?.encryptString(plain ?? text.value, target) ?? text.value;
      pieces.push(latin1Text(owner.text.subarray(at, text.start)), hexString(own));
      at = text.end;
    }
    pieces.push(latin1Text(owner.text.subarray(at, value.end)));
    return pieces.join("");
  }

  private splice(owner: PdfObject, splice: Splice): void {
    if (owner.streamAt !== null) fail("PDF_BROKEN", { object: owner.number, what: "stream not expected" });
    const key = objectKey(owner);
    const change = this.changed.get(key) ?? { owner, splices: [] };
    change.splices.push(splice);
    this.changed.set(key, change);
  }

  /** Everything new and changed, by ascending number. */
  objects(): RevisedObject[] {
    const changed = [...this.changed.values()].map(({ owner, splices }) => ({
      number: owner.number,
      generation: owner.generation,
      body: this.applied(owner, splices),
    }));
    return [...this.added, ...changed].sort((a, b) => a.number - b.number);
  }

  private applied(owner: PdfObject, splices: readonly Splice[]): Uint8Array {
    const all = [...splices, ...this.encryptedStrings(owner, splices)].sort((a, b) => a.start - b.start);
    const pieces: Uint8Array[] = [];
    let at = owner.value.start;
    for (const { start, end, bytes } of all) {
      pieces.push(owner.text.subarray(at, start), bytes);
      at = end;
    }
    pieces.push(owner.text.subarray(at, owner.value.end));
    return concatBytes(pieces);
  }

  /** 7.6.2: strings of an object stream are not encrypted by themselves; as an object of its own they must be. */
  private encryptedStrings(owner: PdfObject, splices: readonly Splice[]): Splice[] {
    const { cipher } = this;
    if (owner.at !== null || !cipher) return [];
    return stringsIn(owner.value)
      .filter((text) => !splices.some(({ start, end }) => text.start >= start && text.end <= end))
      .map(({ start, end, value }) => ({
        start,
        end,
        bytes: latin1Bytes(hexString(cipher.encryptString(value, owner))),
      }));
  }
}

function spaced(owner: PdfObject, old: PdfValue, text: string): Uint8Array {
  const after = isRegular(owner.text[old.end]) ? " " : "";
  return latin1Bytes(` ${text}${after}`);
}

function stringsIn(value: PdfValue): (PdfValue & { kind: "string" })[] {
  switch (value.kind) {
    case "string":
      return [value];
    case "array":
      return value.items.flatMap(stringsIn);
    case "dict":
      return [...value.entries.values()].flatMap(stringsIn);
    case "null":
    case "boolean":
    case "number":
    case "name":
    case "reference":
      return [];
  }
}
