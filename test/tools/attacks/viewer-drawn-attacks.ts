/** Fields that viewers draw by their values, and styles spelt anew (rule R13): what programs do when they fill in, and what it could hide. */

import { bodyOf, form, WORDS, withEntries } from "./base-document.ts";
import {
  BUTTON,
  FILLING,
  information,
  type PreparedCase,
  STATES,
  TEXT_FIELD,
  type Turn,
} from "./prepared-document.ts";

const STYLE = "/DA (/F1 10 Tf 0 g) /DR <</Font <</F1 8 0 R>>>>";
const text = (more: string, rect = "[72 500 272 520]"): [string, string] => [
  TEXT_FIELD.replace("[72 500 272 520]", rect).replace(/>>$/, ` ${more}>>`),
  BUTTON,
];
const askedFor = (pdf: Uint8Array) => ({ 4: withEntries(pdf, 4, "/NeedAppearances true") });
const valued = (pdf: Uint8Array, change: (body: string) => string = (body) => body) => ({
  9: `${change(bodyOf(pdf, 9)).trimEnd().slice(0, -2)} /V (100)>>`,
});
const drawn = form("BT /F1 10 Tf 0 g 2 5 Td (100) Tj ET", "0 0 200 20");
const shown = (pdf: Uint8Array, change?: (body: string) => string) => ({
  9: `${valued(pdf, change)[9].slice(0, -2)} /AP <</N 60 0 R>>>>`,
  60: drawn,
});
/** A font as Acrobat makes it for forms: PDFDocEncoding spelt out. */
const spelled = (quote: string) =>
  `<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding <</Type /Encoding /Differences [24 /breve 39 /quotesingle ${quote} 96 /grave 128 /bullet]>>>>`;
const written =
  (quote: string) =>
  (pdf: Uint8Array): Turn => ({
    objects: {
      ...shown(pdf),
      60: form("BT /F2 10 Tf 0 g 2 5 Td (100) Tj ET", "0 0 200 20", "<</Font <</F2 61 0 R>>>>"),
      61: spelled(quote),
    },
  });

export const VIEWER_DRAWN_ATTACKS: Readonly<Record<string, PreparedCase>> = {
  "viewers are asked to draw a value that was hidden beneath another picture": {
    document: {
      fields: text("/V (900) /AP <</N 13 0 R>>"),
      more: [...STATES, drawn],
    },
    attack: (pdf) => ({ objects: askedFor(pdf) }),
    harmless: information,
    under: FILLING,
  },
  "viewers are asked to draw a value that had no picture": {
    document: { fields: text("/V (900)") },
    attack: (pdf) => ({ objects: askedFor(pdf) }),
    harmless: information,
    under: FILLING,
  },
  "viewers are asked to draw the ground of a field over words": {
    document: { fields: text("/MK <</BG [1 1 1]>>", WORDS) },
    attack: (pdf) => ({ objects: { ...askedFor(pdf), ...valued(pdf) } }),
    harmless: information,
    under: FILLING,
  },
  "a field that viewers draw gets letters in white": {
    document: { form: STYLE, fields: text("") },
    attack: (pdf) => ({
      objects: { ...askedFor(pdf), ...valued(pdf, (body) => body.replace("Tf 0 g", "Tf 1 g")) },
    }),
    harmless: (pdf) => ({
      objects: { ...askedFor(pdf), ...valued(pdf, (body) => body.replace("/F1 10 Tf 0 g", "0 g /F1 10 Tf")) },
    }),
    under: FILLING,
  },
  "a field gets another ground": {
    document: { fields: text("/MK <</BG [0.1 0.1 0.1]>>") },
    attack: (pdf) => ({ objects: shown(pdf, (body) => body.replace("[0.1 0.1 0.1]", "[0.9 0.1 0.1]")) }),
    harmless: (pdf) => ({
      objects: shown(pdf, (body) =>
        body.replace("[0.1 0.1 0.1]", "[0.1019607843 0.1019607843 0.1019607843]"),
      ),
    }),
    under: FILLING,
  },
  "a field in a font whose digits have other names": {
    document: {},
    attack: written("49 /nine"),
    harmless: written("49 /one"),
    under: FILLING,
  },
  "a comment that is more than a program's name": {
    document: {},
    attack: (pdf) => ({ objects: shown(pdf), before: "\n% Written by X 1.2 30 0 obj\n\n" }),
    harmless: (pdf) => ({ objects: shown(pdf), before: "\n% Written by MuPDF 1.28.5\n\n" }),
    under: FILLING,
  },
};
