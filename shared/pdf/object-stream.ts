/** Objects inside object streams (ISO 32000-2, 7.5.7). */

import { Lexer, SyntaxFault } from "./lexer.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { naturalOf, type PdfDict, type PdfObject } from "./objects.ts";
import { Parser } from "./parser.ts";

/** The members of one decoded object stream. */
export interface ObjectStream {
  readonly data: Uint8Array;
  readonly members: readonly { readonly number: number; readonly offset: number }[];
}

/** Reads the pairs of number and offset that lead the data. Throws SyntaxFault where they are none. */
export function readObjectStream(dict: PdfDict, data: Uint8Array): ObjectStream {
  const count = naturalOf(dict.entries.get("N"));
  const first = naturalOf(dict.entries.get("First"));
  if (count === null || first === null || count > data.length) throw new SyntaxFault("object stream", 0);
  if (count > PDF_LIMITS.members) exceed("members");
  const lexer = new Lexer(data);
  const members: { number: number; offset: number }[] = [];
  for (let index = 0; index < count; index++) {
    const number = lexer.next();
    const offset = lexer.next();
    if (number.kind !== "number" || offset.kind !== "number") throw new SyntaxFault("object stream", 0);
    members.push({ number: number.value, offset: first + offset.value });
  }
  return { data, members };
}

/** The object `number`, at `index` as the cross-reference says, else wherever its number stands; null where nowhere. */
export function memberOf(stream: ObjectStream, number: number, index: number): PdfObject | null {
  const named = stream.members[index];
  const member = named?.number === number ? named : stream.members.find((other) => other.number === number);
  if (!member) return null;
  const window = stream.data.subarray(member.offset);
  const value = new Parser(window).value();
  return { number, generation: 0, value, text: window.slice(0, value.end), at: null, streamAt: null };
}
