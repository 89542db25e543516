/** Documents that somebody prepares so that a later revision can turn them: signed in good faith, then used. */

import { type HandMade, type Signer, signByHand, smallPdf } from "../../shared/verify/signing.ts";
import { form, type Permission, type SignedBase, stream, type Xref } from "./base-document.ts";
import { appended } from "./lawful-updates.ts";

/** Numbers of every prepared document: 1 catalog, 2 pages, 3 page, 4 form, 5 fields, 6 annotations, 7 contents, 8 font, 9 field, 10 field. */
export interface Preparation {
  readonly catalog?: string;
  /** In place of the page's usual entries. */
  readonly page?: string;
  /** Beside the page's font. */
  readonly resources?: string;
  readonly content?: string;
  /** Entries of the form beside Fields. */
  readonly form?: string;
  /** Objects 9 and 10: widgets, each a field at the root of the form. */
  readonly fields?: readonly [string, string];
  /** Kids of the page tree; the page alone where absent. */
  readonly pages?: string;
  /** From 11 on. */
  readonly more?: readonly string[];
}

/** A revision; signed where it names the number of a signature. */
export type Turn = Omit<HandMade, "signature" | "stream"> & {
  readonly signature?: number;
  /** Text in front of the first object; of a revision that is not signed. */
  readonly before?: string;
};

export interface PreparedCase {
  readonly document: Preparation;
  readonly attack: (pdf: Uint8Array) => Turn;
  /** The same document in honest use. */
  readonly harmless: (pdf: Uint8Array) => Turn;
  /** Permissions under which honest use is allowed. */
  readonly under: readonly Permission[];
}

/** Fills in and signs: approval signatures allow no filling by itself. */
export const FILLING: readonly Permission[] = ["P2", "P3"];
export const SIGNING: readonly Permission[] = ["approval", "P2", "P3"];
export const ANY: readonly Permission[] = ["approval", "P1", "P2", "P3"];

export const TEXT_FIELD =
  "<</Type /Annot /Subtype /Widget /FT /Tx /T (Name) /Rect [72 500 272 520] /P 3 0 R /F 4 /DA (/F1 10 Tf 0 g)>>";
export const BUTTON =
  "<</Type /Annot /Subtype /Widget /FT /Btn /T (Agree) /Rect [72 460 82 470] /P 3 0 R /F 4 /AS /Off /AP <</N <</Yes 11 0 R /Off 12 0 R>>>>>>";
export const FONT = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>";
/** What any program may write behind a signature. */
export const information = (): Turn => ({
  objects: { 60: "<</ModDate (D:20260101)>>" },
  trailer: "/Info 60 0 R",
});
const CONTENT = "BT /F1 12 Tf 72 700 Td (So tien: 100 dong) Tj ET";
export const STATES = [form("0 0 10 10 re S", "0 0 10 10"), form("", "0 0 10 10")];

function preparedDocument(own: Preparation, xref: Xref): Uint8Array {
  const [first, second] = own.fields ?? [TEXT_FIELD, BUTTON];
  return smallPdf({
    xref,
    catalog: `/AcroForm 4 0 R ${own.catalog ?? ""}`,
    page:
      own.page ?? `/Annots 6 0 R /Contents 7 0 R /Resources <</Font <</F1 8 0 R>> ${own.resources ?? ""}>>`,
    ...(own.pages === undefined ? {} : { pages: own.pages }),
    more: [
      `<</Fields 5 0 R /SigFlags 3 ${own.form ?? "/DA (/F1 10 Tf 0 g) /DR <</Font <</F1 8 0 R>>>>"}>>`,
      "[9 0 R 10 0 R]",
      "[9 0 R 10 0 R]",
      stream("", own.content ?? CONTENT),
      FONT,
      first,
      second,
      ...(own.more ?? STATES),
    ],
  });
}

export async function preparedBase(
  signer: Signer,
  own: Preparation,
  { permission, xref }: { permission: Permission; xref: Xref },
): Promise<SignedBase> {
  const certify = permission === "approval" ? {} : { certify: permission };
  return { pdf: await signer.sign(preparedDocument(own, xref), certify), permission, xref };
}

export async function turned(signer: Signer, base: SignedBase, turn: Turn): Promise<Uint8Array> {
  const { signature, objects, ...more } = turn;
  if (signature === undefined) return appended(base, objects, more);
  const kind = base.xref === "stream" ? { stream: { number: 95 } } : {};
  return signByHand(signer, base.pdf, { ...turn, signature, ...kind });
}
