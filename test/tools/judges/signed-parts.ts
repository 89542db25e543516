/** The signed bytes and the CMS of each signature, taken out of a file by a plain search: no code of the product is used. */

export interface SignedParts {
  readonly content: Buffer;
  /** DER without the padding zeros of /Contents. */
  readonly cms: Buffer;
  /** Whether the ranges end with the file. */
  readonly wholeFile: boolean;
}

const RANGE = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g;

/** Length of the DER value at the start of `bytes`, header included (X.690 8.1.3). */
function derLength(bytes: Buffer): number {
  const first = bytes[1] ?? 0;
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  return 2 + count + bytes.readUIntBE(2, count);
}

/** In the order in which they stand in the file. */
export function signedParts(file: Buffer): SignedParts[] {
  return [...file.toString("latin1").matchAll(RANGE)].map(([, a, b, c, d]) => {
    const [start, length, resume, rest] = [Number(a), Number(b), Number(c), Number(d)];
    const hex = file.subarray(start + length + 1, resume - 1).toString("latin1");
    const padded = Buffer.from(hex, "hex");
    return {
      content: Buffer.concat([file.subarray(start, start + length), file.subarray(resume, resume + rest)]),
      cms: padded.subarray(0, derLength(padded)),
      wholeFile: resume + rest === file.length,
    };
  });
}
