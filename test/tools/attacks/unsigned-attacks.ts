/** Revisions that somebody without a key appends to a signed document: each object by its number. */

import {
  BASE,
  BLANK,
  bodyOf,
  firstSignature,
  form,
  grown,
  stream,
  WORDS,
  withEntries,
  XMP,
} from "./base-document.ts";

interface Revision {
  readonly objects: Readonly<Record<number, string>>;
  readonly root?: string;
  readonly trailer?: string;
  readonly between?: string;
  /** Numbers the cross-reference stream leads to itself. */
  readonly listed?: Readonly<Record<number, number>>;
}

type Attack = (pdf: Uint8Array) => Revision;

const NEW = 60;
const OVERLAY = "1 1 1 rg 0 0 120 60 re f 0 g BT /F1 12 Tf 5 20 Td (So tien: 900 dong) Tj ET";

function annotation(subtype: string, more = ""): string {
  return `<</Type /Annot /Subtype /${subtype} /Rect ${WORDS} /P 3 0 R /F 4 /AP <</N 61 0 R>> ${more}>>`;
}

function annotated(subtype: string, more = ""): Attack {
  return (pdf) => ({
    objects: {
      [BASE.annots]: grown(pdf, BASE.annots, [NEW]),
      [NEW]: annotation(subtype, more),
      61: form(OVERLAY),
    },
  });
}

function field(more: string, extra: Readonly<Record<number, string>> = {}): Attack {
  return (pdf) => ({
    objects: {
      [BASE.annots]: grown(pdf, BASE.annots, [NEW]),
      [BASE.fields]: grown(pdf, BASE.fields, [NEW]),
      [NEW]: `<</Type /Annot /Subtype /Widget /P 3 0 R /F 132 ${more}>>`,
      ...extra,
    },
  });
}

function replaced(number: number, entries: string): Attack {
  return (pdf) => ({ objects: { [number]: withEntries(pdf, number, entries) } });
}

const filled =
  (appearance: string, value = "Nguyen Van B"): Attack =>
  (pdf) => ({
    objects: { [BASE.text]: withEntries(pdf, BASE.text, `/V (${value}) /AP <</N 61 0 R>>`), 61: appearance },
  });

/** By class of attack and what it does. */
export const UNSIGNED_ATTACKS: Readonly<Record<string, Attack>> = {
  "EAA: a free text": annotated("FreeText", "/Contents (900)"),
  "EAA: a stamp": annotated("Stamp"),
  "EAA: a redaction": annotated("Redact"),
  "EAA: an old note rewritten": replaced(BASE.note, "/Contents (khac) /AP <</N 13 0 R>>"),
  "SSA: an unsigned widget over the words": field(`/FT /Sig /T (X) /Rect ${WORDS} /AP <</N 61 0 R>>`, {
    61: form(OVERLAY),
  }),
  "SSA: a widget without a field": annotated("Widget"),
  "SSA: an empty field that shows something": (pdf) => ({
    objects: { [BASE.ready]: withEntries(pdf, BASE.ready, "/AP <</N 61 0 R>>"), 61: form(OVERLAY) },
  }),
  "field duplication: the same value under another name": (pdf) =>
    field(`/FT /Sig /T (Giam doc) /V ${firstSignature(pdf).value} 0 R /Rect ${BLANK} /AP <</N 61 0 R>>`, {
      61: form(OVERLAY),
    })(pdf),
  "field duplication: the same value under the same name": (pdf) =>
    field(`/FT /Sig /T (Signature1) /V ${firstSignature(pdf).value} 0 R /Rect ${BLANK}`)(pdf),
  "appearance swap: the signed field gets another picture": (pdf) => {
    const { widget } = firstSignature(pdf);
    return { objects: { [widget]: withEntries(pdf, widget, "/AP <</N 61 0 R>>"), 61: form(OVERLAY) } };
  },
  "appearance swap: the signed field is moved": (pdf) => {
    const { widget } = firstSignature(pdf);
    return { objects: { [widget]: bodyOf(pdf, widget).replace("[0 0 0 0]", WORDS) } };
  },
  "appearance swap: the signed field is emptied": (pdf) => {
    const { widget } = firstSignature(pdf);
    return { objects: { [widget]: bodyOf(pdf, widget).replace(/\/V \d+ 0 R/, "/V null") } };
  },
  "alias: a picture named DSS": () => ({ objects: { [BASE.overlay]: form(OVERLAY) } }),
  "alias: resources named PieceInfo": (pdf) => ({
    objects: {
      [BASE.resources]: bodyOf(pdf, BASE.resources).replace("/PieceInfo 13", "/PieceInfo 61"),
      61: form(OVERLAY),
    },
  }),
  "alias: a store that is content": (pdf) => ({
    objects: { [BASE.catalog]: withEntries(pdf, BASE.catalog, "/DSS <</Certs [7 0 R] /Pages 3 0 R>>") },
  }),
  "shadow: the content replaced": () => ({ objects: { [BASE.contents]: stream("", OVERLAY) } }),
  "shadow: the font replaced": () => ({
    objects: { [BASE.font]: "<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>" },
  }),
  "shadow: the overlay's object freed by null": () => ({ objects: { [BASE.overlay]: "null" } }),
  "shadow: a layer hidden": (pdf) => ({
    objects: { [BASE.catalog]: bodyOf(pdf, BASE.catalog).replace("/ON [15 0 R]", "/OFF [15 0 R]") },
  }),
  "shadow: the page gets other contents": (pdf) => ({
    objects: {
      [BASE.page]: bodyOf(pdf, BASE.page).replace("/Contents 7 0 R", "/Contents 61 0 R"),
      61: stream("", OVERLAY),
    },
  }),
  "shadow: the page gets another size": (pdf) => ({
    objects: { [BASE.page]: bodyOf(pdf, BASE.page).replace("595 842", "595 600") },
  }),
  "hide and replace: another catalog": () => ({
    objects: { 60: "<</Type /Catalog /Pages 2 0 R>>" },
    root: "60 0 R",
  }),
  "hide and replace: a copy of the catalog": (pdf) => ({
    objects: { 60: withEntries(pdf, BASE.catalog, "/PageMode /FullScreen") },
    root: "60 0 R",
  }),
  "hide and replace: other pages": () => ({
    objects: { 2: "<</Type /Pages /Kids [3 0 R 3 0 R] /Count 2>>" },
  }),
  "ISA: objects that nothing needs": () => ({ objects: { 60: form(OVERLAY) } }),
  "ISA: text between the objects": () => ({ objects: { 60: "(x)" }, between: "7 0 obj (x) endobj\n" }),
  "form: a field shows other than its value": filled(
    form("/Tx BMC BT /F1 10 Tf (Nguyen Van C) Tj ET EMC", "0 0 200 20"),
  ),
  "form: a field shows a picture": filled(form("/X Do", "0 0 200 20", "<</XObject <</X 13 0 R>>>>")),
  "form: a field is moved over the words": (pdf) => ({
    objects: { [BASE.text]: bodyOf(pdf, BASE.text).replace("[72 500 272 520]", WORDS) },
  }),
  "form: a field shows an old object": (pdf) => ({
    objects: { [BASE.text]: withEntries(pdf, BASE.text, "/V (x) /AP <</N 13 0 R>>") },
  }),
  "form: an action": replaced(BASE.text, "/V (x) /A <</S /URI /URI (http://x)>>"),
  "form: a check box with a state of its own": (pdf) => ({
    objects: {
      [BASE.box]: bodyOf(pdf, BASE.box).replace("/AS /Off", "/AS /New").replace("/Yes 17", "/New 61"),
      61: form(OVERLAY),
    },
  }),
  "form: a new text field": field(`/FT /Tx /T (Moi) /V (900) /Rect ${WORDS} /AP <</N 61 0 R>>`, {
    61: form(OVERLAY),
  }),
  "form: the default font exchanged": (pdf) => ({
    objects: {
      [BASE.form]: bodyOf(pdf, BASE.form).replace("/F1 8 0 R", "/F1 60 0 R"),
      60: "<</Type /Font /Subtype /Type1 /BaseFont /Symbol>>",
    },
  }),
  "form: appearances are asked for anew": replaced(BASE.form, "/NeedAppearances true"),
  "form: a field taken out": (pdf) => ({
    objects: { [BASE.fields]: bodyOf(pdf, BASE.fields).replace("9 0 R ", "") },
  }),
  "actions: on opening": replaced(BASE.catalog, "/OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>"),
  "actions: on the page": replaced(BASE.page, "/AA <</O <</S /JavaScript /JS (x)>>>>"),
  "names: scripts of the document": replaced(
    BASE.catalog,
    "/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS (x)>>]>>>>",
  ),
  "certification: its place taken": (pdf) => ({
    objects: {
      [BASE.catalog]: bodyOf(pdf, BASE.catalog)
        .replace(/\/Perms\s*<<[^>]*>>/, "")
        .replace(">>", " /Perms <<>>>>"),
    },
  }),
  "metadata: with entities": () => ({
    objects: {
      [BASE.metadata]: stream("/Type /Metadata /Subtype /XML", `<!DOCTYPE a [<!ENTITY b "c">]>${XMP}`),
    },
  }),
  "DSS: a key of its own": replaced(BASE.catalog, "/DSS <</Certs [] /Other 7 0 R>>"),
  "DSS: a leaf that is no stream": replaced(BASE.catalog, "/DSS <</Certs [3 0 R]>>"),
};
