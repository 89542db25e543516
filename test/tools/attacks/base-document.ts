/** The document that attacks and lawful updates are tried on: text, a form, and resources with tempting names. */

import { sourceOf } from "#shared/bytes.ts";
import { latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { type Signer, smallPdf } from "../../shared/verify/signing.ts";

export type Permission = "approval" | "P1" | "P2" | "P3";
export const PERMISSIONS: readonly Permission[] = ["approval", "P1", "P2", "P3"];
export type Xref = "table" | "stream";
export const XREFS: readonly Xref[] = ["table", "stream"];

/** Object numbers of the base document. */
export const BASE = {
  catalog: 1,
  page: 3,
  form: 4,
  fields: 5,
  annots: 6,
  contents: 7,
  font: 8,
  text: 9,
  box: 10,
  ready: 11,
  note: 12,
  overlay: 13,
  metadata: 14,
  layer: 15,
  resources: 16,
} as const;

/** Where the words of the page stand; the rest of it is empty. */
const CONTENT =
  "BT /F1 12 Tf 72 700 Td (So tien: 100 dong) Tj ET BT /F1 12 Tf 72 650 Td (Nguoi ky: Nguyen Van A) Tj ET";
export const WORDS = "[72 690 200 716]";
export const BLANK = "[300 100 420 160]";

export const XMP =
  '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><a b="c"/></x:xmpmeta><?xpacket end="w"?>';

export function stream(entries: string, data: string): string {
  return `<<${entries} /Length ${data.length}>>\nstream\n${data}\nendstream`;
}

export function form(data: string, box = "0 0 120 60", resources = "<</Font <</F1 8 0 R>>>>"): string {
  return stream(`/Type /XObject /Subtype /Form /BBox [${box}] /Resources ${resources}`, data);
}

const state = (data: string) => form(data, "0 0 10 10");

function baseDocument(xref: Xref): Uint8Array {
  return smallPdf({
    xref,
    catalog: "/AcroForm 4 0 R /Metadata 14 0 R /OCProperties <</OCGs [15 0 R] /D <</ON [15 0 R]>>>>",
    page: "/Annots 6 0 R /Contents 7 0 R /Resources 16 0 R",
    more: [
      "<</Fields 5 0 R /SigFlags 3 /DA (/F1 10 Tf 0 g) /DR <</Font <</F1 8 0 R>>>>>>",
      "[9 0 R 10 0 R 11 0 R]",
      "[9 0 R 10 0 R 11 0 R 12 0 R]",
      stream("", CONTENT),
      "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
      "<</Type /Annot /Subtype /Widget /FT /Tx /T (Name) /Rect [72 500 272 520] /P 3 0 R /F 4 /DA (/F1 10 Tf 0 g)>>",
      "<</Type /Annot /Subtype /Widget /FT /Btn /T (Agree) /Rect [72 460 82 470] /P 3 0 R /F 4 /AS /Off /AP <</N <</Yes 17 0 R /Off 18 0 R>>>>>>",
      "<</Type /Annot /Subtype /Widget /FT /Sig /T (Ready) /Rect [300 300 420 360] /P 3 0 R /F 132>>",
      "<</Type /Annot /Subtype /Text /Rect [500 700 520 720] /Contents (ghi chu) /P 3 0 R>>",
      form("", "0 0 100 20"),
      stream("/Type /Metadata /Subtype /XML", XMP),
      "<</Type /OCG /Name (Lop)>>",
      "<</Font <</F1 8 0 R>> /XObject <</DSS 13 0 R /Extensions 13 0 R /PieceInfo 13 0 R>>>>",
      state("0 0 10 10 re S"),
      state(""),
    ],
  });
}

export interface SignedBase {
  readonly pdf: Uint8Array;
  readonly permission: Permission;
  readonly xref: Xref;
}

export async function signedBase(signer: Signer, permission: Permission, xref: Xref): Promise<SignedBase> {
  const certify = permission === "approval" ? {} : { certify: permission };
  return { pdf: await signer.sign(baseDocument(xref), certify), permission, xref };
}

/** The newest text of an object that is no stream. */
export function bodyOf(pdf: Uint8Array, number: number): string {
  const object = openPdf(sourceOf(pdf)).objects.load({ number, generation: 0 });
  return object ? latin1Text(object.text.subarray(object.value.start, object.value.end)) : "";
}

/** The widget and the value of the first signature. */
export function firstSignature(pdf: Uint8Array): { widget: number; value: number } {
  const numbers = [...bodyOf(pdf, BASE.fields).matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
  const widget = numbers.at(-1) ?? 0;
  return { widget, value: Number(/\/V (\d+) 0 R/.exec(bodyOf(pdf, widget))?.[1]) };
}

export function withEntries(pdf: Uint8Array, number: number, entries: string): string {
  return `${bodyOf(pdf, number).trimEnd().slice(0, -2)} ${entries}>>`;
}

export function grown(pdf: Uint8Array, array: number, numbers: readonly number[]): string {
  const added = numbers.map((number) => `${number} 0 R`).join(" ");
  return `${bodyOf(pdf, array).trimEnd().slice(0, -1)} ${added}]`;
}
