/** Decoding of streams that carry structure (ISO 32000-2, 7.4): cross-reference and object streams. */

import type { ByteSource } from "#shared/bytes.ts";
import { undoAscii85, undoAsciiHex } from "./ascii-filters.ts";
import { GrowingBytes } from "./growing-bytes.ts";
import { type Inflated, inflateOf } from "./inflate.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { undoLzw } from "./lzw.ts";
import { integerOf, nameOf, type PdfDict, type PdfValue } from "./objects.ts";
import { undoPredictor } from "./predictor.ts";

export type Resolve = (value: PdfValue | undefined) => PdfValue | undefined;

interface FilterStep {
  readonly name: string;
  readonly parameters: PdfDict | null;
}

/** The filters of a stream in the order they are undone; abbreviations of inline images are taken too. */
export function filtersOf(dict: PdfDict, resolve: Resolve): FilterStep[] {
  const filter = resolve(dict.entries.get("Filter"));
  const parameters = resolve(dict.entries.get("DecodeParms") ?? dict.entries.get("DP"));
  if (filter?.kind === "name") return [{ name: filter.value, parameters: dictOf(parameters) }];
  if (filter?.kind !== "array") return [];
  return filter.items.map((item, index) => {
    const own = parameters?.kind === "array" ? resolve(parameters.items[index]) : undefined;
    return { name: nameOf(resolve(item)) ?? "", parameters: dictOf(own) };
  });
}

function dictOf(value: PdfValue | undefined): PdfDict | null {
  return value?.kind === "dict" ? value : null;
}

export interface EncodedStream {
  /** The data as it stands, decrypted. */
  readonly raw: Uint8Array;
  readonly dict: PdfDict;
  readonly resolve: Resolve;
  /** What the stream was read from. */
  readonly source: ByteSource;
}

export interface DecodedStream extends Inflated {
  /** Bytes that all filters together put out: filters in a row may make much of little and little of it again. */
  readonly work: number;
}

/**
 * The decoded bytes of a stream, and whether all of it could be decoded. Throws SyntaxFault for a filter that carries no
 * structure (images), LIMIT_EXCEEDED above the limits of inflated bytes.
 */
export function decodeStream({ raw, dict, resolve, source }: EncodedStream): DecodedStream {
  let bytes = raw;
  let complete = true;
  let work = 0;
  for (const { name, parameters } of filtersOf(dict, resolve)) {
    if (name === "FlateDecode" || name === "Fl") {
      const inflated = inflateOf(source, bytes);
      complete &&= inflated.complete;
      bytes = unpredicted(inflated.bytes, parameters, resolve);
    } else if (name === "ASCIIHexDecode" || name === "AHx" || name === "ASCII85Decode" || name === "A85") {
      const text = name.startsWith("ASCII85") || name === "A85" ? undoAscii85(bytes) : undoAsciiHex(bytes);
      complete &&= text.complete;
      bytes = text.bytes;
    } else {
      bytes = undoFilter(bytes, { name, parameters }, resolve);
    }
    work += bytes.length;
    if (work > PDF_LIMITS.inflatedTotal) exceed("inflatedTotal");
  }
  return { bytes, complete, work };
}

function undoFilter(data: Uint8Array, { name, parameters }: FilterStep, resolve: Resolve): Uint8Array {
  switch (name) {
    case "LZWDecode":
    case "LZW": {
      const early = integerOf(resolve(parameters?.entries.get("EarlyChange"))) ?? 1;
      return unpredicted(undoLzw(data, early), parameters, resolve);
    }
    case "RunLengthDecode":
    case "RL":
      return undoRunLength(data);
    case "Crypt":
      return data;
    default:
      throw new SyntaxFault("filter of a structure stream", 0);
  }
}

function unpredicted(data: Uint8Array, parameters: PdfDict | null, resolve: Resolve): Uint8Array {
  if (!parameters) return data;
  const number = (key: string, otherwise: number) =>
    integerOf(resolve(parameters.entries.get(key))) ?? otherwise;
  return undoPredictor(data, {
    predictor: number("Predictor", 1),
    colors: number("Colors", 1),
    bitsPerComponent: number("BitsPerComponent", 8),
    columns: number("Columns", 1),
  });
}

function undoRunLength(data: Uint8Array): Uint8Array {
  const output = new GrowingBytes();
  for (let at = 0; at < data.length; ) {
    const length = data[at++] ?? 128;
    if (length === 128) break;
    if (length < 128) {
      output.push(data.subarray(at, at + length + 1));
      at += length + 1;
    } else {
      output.push(new Uint8Array(257 - length).fill(data[at] ?? 0));
      at++;
    }
  }
  return output.taken();
}
