/**
 * The eight kinds of PDF object (ISO 32000-2, 7.3) as plain data. Every value keeps the extent it was read from, so that
 * a changed object can be written with each untouched byte as it was: spelling, escapes, comments.
 */

import type { ByteRange } from "#shared/bytes.ts";

export type PdfValue =
  | PdfNull
  | PdfBoolean
  | PdfNumber
  | PdfName
  | PdfString
  | PdfArray
  | PdfDict
  | PdfReference;

/** Extents count from the start of the text the value was parsed from. */
interface PdfNull extends ByteRange {
  readonly kind: "null";
}

interface PdfBoolean extends ByteRange {
  readonly kind: "boolean";
  readonly value: boolean;
}

export interface PdfNumber extends ByteRange {
  readonly kind: "number";
  readonly value: number;
  /** False where it is written with a point, or is not lawful as a number. */
  readonly integer: boolean;
}

export interface PdfName extends ByteRange {
  readonly kind: "name";
  /** Without the solidus, `#xx` decoded; one character for each byte. */
  readonly value: string;
}

export interface PdfString extends ByteRange {
  readonly kind: "string";
  readonly value: Uint8Array;
  readonly hex: boolean;
}

export interface PdfArray extends ByteRange {
  readonly kind: "array";
  readonly items: readonly PdfValue[];
}

export interface PdfDict extends ByteRange {
  readonly kind: "dict";
  /** Of a repeated key the last value. */
  readonly entries: ReadonlyMap<string, PdfValue>;
  /** Keys that stand more than once: other readers may take the first. */
  readonly repeated: readonly string[];
  /** Those of them with another value than before, as it is written. */
  readonly contradicted: readonly string[];
  /** Something that is no key stands in the place of one. */
  readonly misplaced: boolean;
  /** Either of the two: readers may disagree about it. */
  readonly flawed: boolean;
}

export interface PdfReference extends ByteRange {
  readonly kind: "reference";
  readonly number: number;
  readonly generation: number;
}

/** An indirect object (7.3.10), or one taken out of an object stream. */
export interface PdfObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** The text of `value`: what the extents of `value` and everything in it refer to. */
  readonly text: Uint8Array;
  /** Where `text` starts in the file; null inside an object stream. */
  readonly at: number | null;
  /** Start of the stream data in the file; null for everything but a stream. */
  readonly streamAt: number | null;
}

/** A value together with the object whose text it stands in. */
export interface Place<T extends PdfValue = PdfValue> {
  readonly owner: PdfObject;
  readonly value: T;
}

export function integerOf(value: PdfValue | undefined): number | null {
  return value?.kind === "number" && value.integer ? value.value : null;
}

/** An integer that is not negative; what sizes, counts and offsets are. */
export function naturalOf(value: PdfValue | undefined): number | null {
  const integer = integerOf(value);
  return integer !== null && integer >= 0 ? integer : null;
}

export function nameOf(value: PdfValue | undefined): string | null {
  return value?.kind === "name" ? value.value : null;
}

export function isDictPlace(place: Place | null): place is Place<PdfDict> {
  return place?.value.kind === "dict";
}

export function isArrayPlace(place: Place | null): place is Place<PdfArray> {
  return place?.value.kind === "array";
}

/** Key of an object for maps; generations matter, since a number may be used again. */
export function objectKey(object: { readonly number: number; readonly generation: number }): string {
  return `${object.number} ${object.generation}`;
}

/** A value as it is written. */
export function sourceText(place: Place): Uint8Array {
  return place.owner.text.subarray(place.value.start, place.value.end);
}
