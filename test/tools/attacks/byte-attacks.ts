/** Attacks on the bytes of a signed file: what is signed, where the signature stands, and what follows it. */

import { concatBytes } from "#shared/bytes.ts";
import { append, latin1 } from "../../shared/verify/signing.ts";
import { BASE, form, stream, XMP } from "./base-document.ts";

type Attack = (pdf: Uint8Array) => Uint8Array;

/** Replaces text of the signature dictionary by text of the same length. */
function rewritten(pattern: RegExp, by: (found: string) => string): Attack {
  return (pdf) => {
    const text = Buffer.from(pdf).toString("latin1");
    const at = [...text.matchAll(new RegExp(pattern, "g"))].at(-1);
    if (!at) throw new Error("nothing to rewrite");
    const replacement = by(at[0]).padEnd(at[0].length, " ").slice(0, at[0].length);
    return latin1(text.slice(0, at.index) + replacement + text.slice(at.index + at[0].length));
  };
}

const behind =
  (tail: string): Attack =>
  (pdf) =>
    concatBytes([pdf, latin1(tail)]);

/** Metadata rewritten, which is lawful, by a section with another Size. */
function sized(size: string): Attack {
  return (pdf) => {
    const updated = append(pdf, {
      objects: { [BASE.metadata]: stream("/Type /Metadata /Subtype /XML", XMP.replace('"c"', '"d"')) },
    });
    return rewritten(/\/Size \d+/, () => size)(updated);
  };
}

const RANGE = /\/ByteRange\s*\[[^\]]*\]/;

export const BYTE_ATTACKS: Readonly<Record<string, Attack>> = {
  "USF: no ByteRange": rewritten(RANGE, () => ""),
  "USF: an empty ByteRange": rewritten(RANGE, () => "/ByteRange []"),
  "USF: a ByteRange of null": rewritten(RANGE, () => "/ByteRange null"),
  "USF: a ByteRange of zeros": rewritten(RANGE, () => "/ByteRange [0 0 0 0]"),
  "USF: a negative ByteRange": rewritten(RANGE, (found) => found.replace("[0 ", "[0 -")),
  "USF: a ByteRange that begins later": rewritten(RANGE, (found) => found.replace("[0 ", "[1 ")),
  "USF: Contents of zeros": rewritten(/\/Contents\s*<[0-9a-f]+>/, (found) =>
    found.replaceAll(/[1-9a-f](?=[0-9a-f]*>)/g, "0"),
  ),
  "USF: no Contents": rewritten(/\/Contents\s*</, (found) => found.replace("Contents", "Contentz")),
  "SWA: the second range moved": rewritten(RANGE, (found) =>
    found.replace(/(\d)(\s*\])$/, (_, digit, end) => `${(Number(digit) + 1) % 10}${end}`),
  ),
  "SWA: an object in the gap": rewritten(/00000000000000000000000000000000>/, () => "> 7 0 obj (x) endobj  "),
  "changed: a letter of the content": rewritten(/So tien: 100 dong/, () => "So tien: 900 dong"),
  "changed: the subfilter": rewritten(/\/ETSI\.CAdES\.detached/, () => "/adbe.pkcs7.sha1"),
  "trailing: text": behind("\n9 0 obj (x) endobj\n"),
  "trailing: a comment": behind("\n% comment\n"),
  "trailing: another end": behind("\nstartxref\n0\n%%EOF\n"),
  "trailing: a catalog": behind(
    "\n1 0 obj <</Type /Catalog /Pages 60 0 R>> endobj\ntrailer <</Root 1 0 R>>\n",
  ),
  "ISA: a cross-reference in a loop": (pdf) => {
    const at = pdf.length;
    return concatBytes([
      pdf,
      latin1(`xref\n0 0\ntrailer\n<</Size 99 /Root 1 0 R /Prev ${at}>>\nstartxref\n${at}\n%%EOF\n`),
    ]);
  },
  "ISA: a cross-reference of its own": (pdf) => {
    const at = pdf.length;
    return concatBytes([
      pdf,
      latin1(`xref\n0 0\ntrailer\n<</Size 99 /Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`),
    ]);
  },
  "ISA: objects freed": (pdf) => {
    const prev = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(pdf.slice(-60)).toString("latin1"))?.[1];
    const table = `xref\n${BASE.contents} 1\n0000000000 00001 f\r\ntrailer\n<</Size 99 /Root 1 0 R /Prev ${prev}>>`;
    return concatBytes([pdf, latin1(`${table}\nstartxref\n${pdf.length}\n%%EOF\n`)]);
  },
  "ISA: a lawful update without Size": sized(""),
  "ISA: a lawful update with numbers above its Size": sized("/Size 2"),
  "shadow: two steps, prepared then used": (pdf) => {
    const prepared = append(pdf, { objects: { 60: form("1 1 1 rg 0 0 100 20 re f") } });
    return append(prepared, { objects: { [BASE.overlay]: stream("", "x") } });
  },
};
