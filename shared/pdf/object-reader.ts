/** Objects by number, read when asked for (ISO 32000-2, 7.3.10): through the cross-reference, never by searching. */

import type { ByteSource } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { Cipher } from "./encryption/cipher.ts";
import { decodeStream } from "./filters.ts";
import { readIndirect, type StreamExtent, streamExtent } from "./indirect.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { memberOf, type ObjectStream, readObjectStream } from "./object-stream.ts";
import {
  naturalOf,
  objectKey,
  type PdfObject,
  type PdfReference,
  type PdfString,
  type PdfValue,
  type Place,
} from "./objects.ts";
import type { Oddity, XrefEntry } from "./xref-section.ts";

/** Bytes of object text, and of decoded object streams, that stay in memory. */
const CACHED_OBJECT_BYTES = 16 * 1024 * 1024;
const CACHED_STREAM_BYTES = 32 * 1024 * 1024;

export interface ObjectReaderParts {
  readonly source: ByteSource;
  /** What the cross-reference says of a number. */
  readonly find: (number: number) => XrefEntry | null;
  /** Null where the file is not encrypted. */
  readonly cipher: Cipher | null;
}

export class ObjectReader {
  /** What was met so far in the streams that were read. */
  readonly oddities = new Set<Oddity>();
  private readonly parts: ObjectReaderParts;
  private readonly objects = new BoundedCache<string, PdfObject | null>(CACHED_OBJECT_BYTES);
  private readonly streams = new BoundedCache<number, ObjectStream>(CACHED_STREAM_BYTES);
  /** Object streams being decoded: one whose Length lies in itself would never end. */
  private readonly decoding = new Set<number>();
  private inflated = 0;

  constructor(parts: ObjectReaderParts) {
    this.parts = parts;
  }

  /** Null for what is free or not there. PDF_BROKEN where the cross-reference points to anything but the object. */
  load(reference: { readonly number: number; readonly generation: number }): PdfObject | null {
    const key = objectKey(reference);
    const known = this.objects.get(key);
    if (known !== undefined) return known;
    const object = this.readOrFail(reference);
    this.objects.set(key, object, 64 + (object?.text.length ?? 0));
    return object;
  }

  private readOrFail(reference: { readonly number: number; readonly generation: number }): PdfObject | null {
    try {
      return this.read(reference);
    } catch (thrown) {
      if (thrown instanceof SyntaxFault) {
        fail("PDF_BROKEN", { ...thrown.detail, object: reference.number }, thrown);
      }
      throw thrown;
    }
  }

  private read({ number, generation }: { readonly number: number; readonly generation: number }) {
    const entry = this.parts.find(number);
    if (!entry || entry.kind === "free") return null;
    if (entry.kind === "compressed") return generation === 0 ? this.readMember(number, entry) : null;
    if (entry.generation !== generation) return null;
    const object = readIndirect(this.parts.source, entry.offset);
    if (object?.number !== number || object.generation !== generation) {
      throw new SyntaxFault("object not where the cross-reference says", entry.offset);
    }
    return object;
  }

  private readMember(number: number, entry: XrefEntry & { kind: "compressed" }): PdfObject | null {
    const stream = this.streams.get(entry.container) ?? this.readContainer(entry.container);
    return memberOf(stream, number, entry.index);
  }

  /** Numbers of the objects in an object stream, by their index. PDF_BROKEN where it is none. */
  memberNumbers(container: number): number[] {
    const stream = this.streams.get(container) ?? this.readContainer(container);
    return stream.members.map(({ number }) => number);
  }

  private readContainer(number: number): ObjectStream {
    const location = this.parts.find(number);
    if (location?.kind !== "offset" || this.decoding.has(number)) {
      throw new SyntaxFault("object stream not there", 0);
    }
    this.decoding.add(number);
    try {
      const container = this.load({ number, generation: location.generation });
      if (container?.value.kind !== "dict") throw new SyntaxFault("object stream is no stream", 0);
      const stream = readObjectStream(container.value, this.streamData(container));
      this.streams.set(number, stream, stream.data.length + 16 * stream.members.length);
      return stream;
    } finally {
      this.decoding.delete(number);
    }
  }

  /** The raw extent of a stream's data in the file. */
  streamExtent(object: PdfObject): StreamExtent {
    if (object.streamAt === null || object.value.kind !== "dict") throw new SyntaxFault("no stream", 0);
    const length = naturalOf(this.resolve(object.value.entries.get("Length")));
    return streamExtent(this.parts.source, object.streamAt, length);
  }

  /** The decrypted and decoded bytes of a stream that carries structure. */
  streamData(object: PdfObject): Uint8Array {
    const extent = this.streamExtent(object);
    if (object.value.kind !== "dict") throw new SyntaxFault("no stream", 0);
    if (extent.end - extent.start > PDF_LIMITS.inflatedBytes) exceed("inflatedBytes");
    const raw = this.parts.source.read(extent.start, extent.end - extent.start);
    const plain = this.parts.cipher?.decryptStream(raw, object) ?? raw;
    const { bytes, complete, work } = decodeStream({
      raw: plain,
      dict: object.value,
      resolve: (value) => this.resolve(value),
      source: this.parts.source,
    });
    this.inflated += work;
    if (this.inflated > PDF_LIMITS.inflatedTotal) exceed("inflatedTotal");
    if (!extent.exact) this.oddities.add("stream-length");
    if (!complete) this.oddities.add("stream-damaged");
    return bytes;
  }

  /** The value itself, after any references; undefined where the chain ends nowhere. */
  resolve(value: PdfValue | undefined): PdfValue | undefined {
    let current = value;
    for (let steps = 0; current?.kind === "reference"; steps++) {
      if (steps > PDF_LIMITS.parents) exceed("parents");
      current = this.load(current)?.value;
    }
    return current;
  }

  /** Where a value stands after any references; null where the chain ends nowhere. */
  place(owner: PdfObject, value: PdfValue | undefined): Place | null {
    if (value === undefined) return null;
    if (value.kind !== "reference") return { owner, value };
    return this.placeOf(value);
  }

  /** The place of an object's value. */
  placeOf(reference: PdfReference | { readonly number: number; readonly generation: number }): Place | null {
    let object = this.load(reference);
    for (let steps = 0; object?.value.kind === "reference"; steps++) {
      if (steps > PDF_LIMITS.parents) exceed("parents");
      object = this.load(object.value);
    }
    return object ? { owner: object, value: object.value } : null;
  }

  /** The value of a key, with the object it really stands in: the one to rewrite when it changes. */
  entry(place: Place | null, key: string): Place | null {
    if (place?.value.kind !== "dict") return null;
    // A second Type, as some programs write it, decides nothing.
    if (key !== "Type" && place.value.repeated.includes(key)) this.oddities.add("repeated-key");
    return this.place(place.owner, place.value.entries.get(key));
  }

  /** The items of an array, each with the object it really stands in; empty for anything else. */
  items(place: Place | null): (Place | null)[] {
    if (place?.value.kind !== "array") return [];
    return place.value.items.map((item) => this.place(place.owner, item));
  }

  /** As `items`, each read when it is its turn: a list may name every page of the file. */
  *eachItem(place: Place | null): Generator<Place | null> {
    if (place?.value.kind !== "array") return;
    for (const item of place.value.items) yield this.place(place.owner, item);
  }

  /** Bytes of a string, decrypted where its object is (7.6.2: strings in object streams are not encrypted by themselves). */
  stringBytes(place: Place | null): Uint8Array | null {
    if (place?.value.kind !== "string") return null;
    const { owner, value } = place as Place<PdfString>;
    if (owner.at === null) return value.value;
    return this.parts.cipher?.decryptString(value.value, owner) ?? value.value;
  }
}

/** Drops the least recently used entries once their sizes sum up to more than the budget. */
class BoundedCache<K, V> {
  private readonly entries = new Map<K, { value: V; size: number }>();
  private readonly budget: number;
  private total = 0;

  constructor(budget: number) {
    this.budget = budget;
  }

  get(key: K): V | undefined {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  set(key: K, value: V, size: number): void {
    this.entries.set(key, { value, size });
    this.total += size;
    for (const [oldest, entry] of this.entries) {
      if (this.total <= this.budget || oldest === key) break;
      this.entries.delete(oldest);
      this.total -= entry.size;
    }
  }
}
