/** LZW (ISO 32000-2, 7.4.4.2): codes of 9 to 12 bits, most significant bit first. */

import { GrowingBytes } from "./growing-bytes.ts";
import { SyntaxFault } from "./lexer.ts";

const LZW_CLEAR = 256;
const LZW_END = 257;

/** `early` is EarlyChange: 0 where codes grow only when they must. Throws SyntaxFault for a code that cannot be. */
export function undoLzw(data: Uint8Array, early: number): Uint8Array {
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
