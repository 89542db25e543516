/** Decoding of streams that carry structure (ISO 32000-2, 7.4): cross-reference and object streams. */

import { hexDigit, isWhiteSpace } from "./characters.ts";
import { inflate } from "./inflate.ts";
import { SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
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

/**
 * The decoded bytes of a stream. Throws SyntaxFault for a filter that carries no structure (images) or damaged data,
 * LIMIT_EXCEEDED above the limit of inflated bytes.
 */
export function decodeStream(raw: Uint8Array, dict: PdfDict, resolve: Resolve): Uint8Array {
  return filtersOf(dict, resolve).reduce((data, step) => undoFilter(data, step, resolve), raw);
}

function undoFilter(data: Uint8Array, { name, parameters }: FilterStep, resolve: Resolve): Uint8Array {
  switch (name) {
    case "FlateDecode":
    case "Fl": {
      const { bytes } = inflate(data);
      return unpredicted(bytes, parameters, resolve);
    }
    case "LZWDecode":
    case "LZW": {
      const early = integerOf(resolve(parameters?.entries.get("EarlyChange"))) ?? 1;
      return unpredicted(undoLzw(data, early), parameters, resolve);
    }
    case "ASCIIHexDecode":
    case "AHx":
      return undoAsciiHex(data);
    case "ASCII85Decode":
    case "A85":
      return undoAscii85(data);
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

function undoAsciiHex(data: Uint8Array): Uint8Array {
  const output: number[] = [];
  let high = -1;
  for (const byte of data) {
    if (byte === 0x3e) break;
    const digit = hexDigit(byte);
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      output.push(high * 16 + digit);
      high = -1;
    }
  }
  if (high >= 0) output.push(high * 16);
  return Uint8Array.from(output);
}

/** 7.4.3: five digits of base 85 make four bytes; `z` is four zeros; a last group may be short. */
function undoAscii85(data: Uint8Array): Uint8Array {
  const output: number[] = [];
  let group: number[] = [];
  const flush = (count: number) => {
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    for (let index = 0; index < count; index++) output.push(Math.floor(value / 256 ** (3 - index)) & 0xff);
    group = [];
  };
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (isWhiteSpace(byte)) continue;
    if (byte === 0x7a && group.length === 0) output.push(0, 0, 0, 0);
    else group.push(byte - 0x21);
    if (group.length === 5) flush(4);
  }
  const rest = group.length;
  if (rest > 1) {
    while (group.length < 5) group.push(84);
    flush(rest - 1);
  }
  return Uint8Array.from(output);
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

const LZW_CLEAR = 256;
const LZW_END = 257;

/** 7.4.4.2: codes of 9 to 12 bits, most significant bit first. */
function undoLzw(data: Uint8Array, early: number): Uint8Array {
  const output = new GrowingBytes();
  let table: Uint8Array[] = [];
  const reset = () => {
    table = Array.from({ length: 258 }, (_, code) => Uint8Array.of(code & 0xff));
  };
  reset();
  let previous: Uint8Array | null = null;
  let bit = 0;
  for (;;) {
    const width = Math.min(12, 32 - Math.clz32(table.length + (early === 0 ? 0 : 1)));
    if (bit + width > data.length * 8) break;
    const code = readCode(data, bit, width);
    bit += width;
    if (code === LZW_END) break;
    if (code === LZW_CLEAR) {
      reset();
      previous = null;
      continue;
    }
    const known: Uint8Array | undefined = table[code];
    const first: number | undefined = (known ?? previous)?.[0];
    const entry: Uint8Array | undefined = known ?? (previous ? extended(previous, first) : undefined);
    if (!entry) throw new SyntaxFault("LZW code", bit);
    if (previous && table.length < 4096) table.push(extended(previous, entry[0]));
    output.push(entry);
    previous = entry;
  }
  return output.taken();
}

function extended(prefix: Uint8Array, byte: number | undefined): Uint8Array {
  const longer = new Uint8Array(prefix.length + 1);
  longer.set(prefix);
  longer[prefix.length] = byte ?? 0;
  return longer;
}

function readCode(data: Uint8Array, bit: number, width: number): number {
  const at = Math.floor(bit / 8);
  const window = (data[at] ?? 0) * 65536 + (data[at + 1] ?? 0) * 256 + (data[at + 2] ?? 0);
  return (window >> (24 - (bit % 8) - width)) & (2 ** width - 1);
}

/** Output whose size is not known before; bounded like every decoded stream. */
class GrowingBytes {
  private bytes = new Uint8Array(4096);
  private length = 0;

  push(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > PDF_LIMITS.inflatedBytes) exceed("inflatedBytes");
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.bytes.length * 2));
      larger.set(this.bytes.subarray(0, this.length));
      this.bytes = larger;
    }
    this.bytes.set(piece, this.length);
    this.length = needed;
  }

  taken(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
