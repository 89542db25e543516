/** More revisions of somebody without a key: what the catalog, a page, a form or the cross-reference could be made to say later. */

import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { append, latin1 } from "../../shared/verify/signing.ts";
import {
  BASE,
  bodyOf,
  firstSignature,
  form,
  grown,
  type SignedBase,
  stream,
  withEntries,
} from "./base-document.ts";

type Attack = (base: SignedBase) => Uint8Array;
type Objects = Readonly<Record<number, string>>;

const FALSE_WORDS = "BT /F1 12 Tf 72 700 Td (So tien: 900 dong) Tj ET";

const revised =
  (objects: (pdf: Uint8Array) => Objects, more: { readonly trailer?: string } = {}): Attack =>
  ({ pdf, xref }) =>
    append(pdf, { objects: objects(pdf), ...more, stream: xref === "stream" ? { number: 95 } : undefined });

const entries = (number: number, added: string, objects: Objects = {}): Attack =>
  revised((pdf) => ({ [number]: withEntries(pdf, number, added), ...objects }));

const CATALOG_ENTRIES = {
  "an outline": "/Outlines <</Type /Outlines>>",
  "page labels": "/PageLabels <</Nums [0 <</P (900)>>]>>",
  destinations: "/Dests <</a [3 0 R /Fit]>>",
  "attached files": "/Names <</EmbeddedFiles <</Names [(a) <</Type /Filespec /F (a)>>]>>>>",
  "associated files": "/AF [<</Type /Filespec /F (a)>>]",
  "preferences of the viewer": "/ViewerPreferences <</DisplayDocTitle true>>",
  "a mode of pages": "/PageMode /UseOC",
  "a destination on opening": "/OpenAction [3 0 R /Fit]",
  "actions of the document": "/AA <</WP <</S /JavaScript /JS (x)>>>>",
  "a collection": "/Collection <</View /T>>",
  "a structure with other words":
    "/StructTreeRoot <</Type /StructTreeRoot /K <</S /P /ActualText (900) /Pg 3 0 R /K 0>>>> /MarkInfo <</Marked true>>",
  "another language": "/Lang (en)",
  "a base of links": "/URI <</Base (http://x/)>>",
  "a need of rendering": "/NeedsRendering true",
  requirements: "/Requirements [<</S /EnableJavaScripts>>]",
  "private data": "/PieceInfo <</A <</LastModified (D:2026)>>>>",
  "output intents": "/OutputIntents [<</S /GTS_PDFX>>]",
  permissions: "/Perms <</UR3 60 0 R>>",
  "a legal statement": "/Legal <</JavaScriptActions 0>>",
} as const;

const PAGE_ENTRIES = {
  "turned around": "/Rotate 180",
  "cut smaller": "/CropBox [0 0 100 100]",
  "in other units": "/UserUnit 2",
  "with a picture of itself": "/Thumb 13 0 R",
  "with a transparency group": "/Group <</S /Transparency /CS /DeviceRGB>>",
  "going on by itself": "/Dur 1 /Trans <</S /Fade>>",
  "with viewports": "/VP []",
  "with metadata": "/Metadata 14 0 R",
  "with boxes of colour": "/BoxColorInfo <<>>",
  "with articles": "/B []",
  "with attached files": "/AF []",
} as const;

const FORM_ENTRIES = {
  "a form of another kind": "/XFA (x)",
  "an order of calculation": "/CO [9 0 R]",
  "an alignment": "/Q 2",
} as const;

function named(prefix: string, number: number, all: Readonly<Record<string, string>>): [string, Attack][] {
  return Object.entries(all).map(([name, added]) => [`${prefix}: ${name}`, entries(number, added)]);
}

/** Where an object of the file begins. */
function offsetOf(pdf: Uint8Array, number: number): number {
  return openPdf(sourceOf(pdf)).objects.load({ number, generation: 0 })?.at ?? 0;
}

function startOf(pdf: Uint8Array): string {
  return /startxref\s+(\d+)\s+%%EOF\s*$/.exec(Buffer.from(pdf.slice(-100)).toString("latin1"))?.[1] ?? "0";
}

const row = (offset: number, generation = 0) =>
  `${String(offset).padStart(10, "0")} ${String(generation).padStart(5, "0")} n\r\n`;

interface Table {
  /** Text before the table. */
  readonly body?: string;
  readonly rows: string;
  readonly trailer?: string;
  readonly prev?: string;
}

/** A revision whose table says what it likes. */
function tabled(pdf: Uint8Array, { body = "", rows, trailer = "", prev = startOf(pdf) }: Table): Uint8Array {
  const at = pdf.length + body.length;
  const text = `${body}xref\n${rows}trailer\n<</Size 100 /Root 1 0 R /Prev ${prev} ${trailer}>>\nstartxref\n${at}\n%%EOF\n`;
  return concatBytes([pdf, latin1(text)]);
}

const other = (number: number, generation = 0) =>
  `${number} ${generation} obj\n${stream("", FALSE_WORDS)}\nendobj\n`;

/** A table and beside it a stream that only newer readers know (ISO 32000-2 7.5.8.4). */
function hybrid(pdf: Uint8Array, table: string): Uint8Array {
  const contents = other(BASE.contents);
  const at = pdf.length + contents.length;
  const data = `01${pdf.length.toString(16).padStart(8, "0")}>`;
  const dict = `/Type /XRef /W [1 4 0] /Index [${BASE.contents} 1] /Size 100 /Root 1 0 R /Filter /ASCIIHexDecode /Length ${data.length}`;
  const hidden = `94 0 obj\n<<${dict}>>\nstream\n${data}\nendstream\nendobj\n`;
  return tabled(pdf, { body: contents + hidden, rows: table, trailer: `/XRefStm ${at}` });
}

export const NEWER_ATTACKS: Readonly<Record<string, Attack>> = Object.fromEntries<Attack>([
  ...named("catalog", BASE.catalog, CATALOG_ENTRIES),
  ...named("page", BASE.page, PAGE_ENTRIES),
  ...named("form", BASE.form, FORM_ENTRIES),
  ["pages: a count that lies", revised(() => ({ 2: "<</Type /Pages /Kids [3 0 R] /Count 0>>" }))],
  [
    "layers: other ones",
    revised((pdf) => ({
      [BASE.catalog]: bodyOf(pdf, BASE.catalog).replace(
        /\/OCProperties\s*<<[\s\S]*?>>\s*>>/,
        "/OCProperties <</OCGs [] /D <<>>>>",
      ),
    })),
  ],
  ["layers: the name of one", revised(() => ({ [BASE.layer]: "<</Type /OCG /Name (Lop khac)>>" }))],
  [
    "encryption: added",
    revised(() => ({ 60: "<</Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4>>" }), {
      trailer: "/Encrypt 60 0 R /ID [(a) (a)]",
    }),
  ],
  ["note: hidden", revised((pdf) => ({ [BASE.note]: withEntries(pdf, BASE.note, "/F 2") }))],
  [
    "field: shown by states",
    revised((pdf) => ({
      [BASE.text]: withEntries(pdf, BASE.text, "/V (x) /AS /On /AP <</N <</On 61 0 R>>>>"),
      61: form(FALSE_WORDS, "0 0 200 20"),
    })),
  ],
  [
    "field: shown rolled over",
    revised((pdf) => ({
      [BASE.text]: withEntries(pdf, BASE.text, "/AP <</R 61 0 R /D 61 0 R>>"),
      61: form(FALSE_WORDS, "0 0 200 20"),
    })),
  ],
  [
    "field: a signature without a value",
    revised((pdf) => ({
      [BASE.fields]: grown(pdf, BASE.fields, [60]),
      60: "<</FT /Sig /T (X)>>",
    })),
  ],
  [
    "field: a child of the signed one",
    revised((pdf) => {
      const { widget } = firstSignature(pdf);
      return { [widget]: withEntries(pdf, widget, "/Kids [60 0 R]"), 60: `<</T (a) /Parent ${widget} 0 R>>` };
    }),
  ],
  [
    "contents: another generation",
    ({ pdf }) =>
      tabled(pdf, {
        body: other(BASE.contents, 1),
        rows: `${BASE.contents} 1\n${row(pdf.length, 1)}`,
      }),
  ],
  [
    "contents: an old object under their number",
    ({ pdf }) => tabled(pdf, { rows: `${BASE.contents} 1\n${row(offsetOf(pdf, BASE.overlay))}` }),
  ],
  [
    "contents: an offset into the signed part",
    ({ pdf }) => tabled(pdf, { rows: `${BASE.contents} 1\n${row(offsetOf(pdf, BASE.contents))}` }),
  ],
  [
    "contents: in two places of one table",
    ({ pdf }) => {
      const body = other(BASE.contents);
      const [old, now] = [row(offsetOf(pdf, BASE.contents)), row(pdf.length)];
      return tabled(pdf, { body, rows: `${BASE.contents} 1\n${old}${BASE.contents} 1\n${now}` });
    },
  ],
  ["hybrid: only the stream has them", ({ pdf }) => hybrid(pdf, "0 1\n0000000000 65535 f\r\n")],
  ["hybrid: freed in the table", ({ pdf }) => hybrid(pdf, `${BASE.contents} 1\n0000000000 00000 f\r\n`)],
  [
    "hybrid: two places",
    ({ pdf }) => hybrid(pdf, `${BASE.contents} 1\n${row(offsetOf(pdf, BASE.contents))}`),
  ],
  [
    "chain: the signed revision stepped over",
    ({ pdf }) => {
      const first = /startxref\s+(\d+)/.exec(Buffer.from(pdf).toString("latin1"))?.[1] ?? "0";
      return tabled(pdf, {
        body: other(BASE.contents),
        rows: `${BASE.contents} 1\n${row(pdf.length)}`,
        prev: first,
      });
    },
  ],
  [
    "chain: two trailers",
    ({ pdf }) => {
      const body = "trailer\n<</Root 60 0 R /Size 100>>\n60 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n";
      return tabled(pdf, { body, rows: `60 1\n${row(pdf.length + body.indexOf("60 0 obj"))}` });
    },
  ],
  [
    "chain: keys of the trailer twice",
    ({ pdf }) => {
      const body = "60 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n";
      return tabled(pdf, { body, rows: `60 1\n${row(pdf.length)}`, trailer: "/Root 60 0 R" });
    },
  ],
  [
    "chain: an end of another kind",
    ({ pdf }) => concatBytes([pdf, latin1(`startxref ${startOf(pdf)} %%EOF %%EOF\n`)]),
  ],
  [
    "chain: the same table again",
    ({ pdf }) => concatBytes([pdf, latin1(`startxref\n${startOf(pdf)}\n%%EOF\n`)]),
  ],
]);
