/** Fields that show something else than what is filled in (rule R13), or hide the page with it. */

import { bodyOf, form, withEntries } from "./base-document.ts";
import {
  ANY,
  BUTTON,
  FILLING,
  FONT,
  information,
  type PreparedCase,
  STATES,
  TEXT_FIELD,
  type Turn,
} from "./prepared-document.ts";

const BOX = "1 1 1 rg 0 0 200 20 re f 0 g";
const ticked = (pdf: Uint8Array): Turn => ({
  objects: {
    10: `${bodyOf(pdf, 10).replace("/AS /Off", "/AS /Yes").trimEnd().slice(0, -2)} /V /Yes>>`,
  },
});
const filled =
  (drawn: string, more: { value?: string; box?: string; resources?: string } = {}) =>
  (pdf: Uint8Array): Turn => ({
    objects: {
      9: withEntries(pdf, 9, `/V (${more.value ?? "100"}) /AP <</N 60 0 R>>`),
      60: form(drawn, more.box ?? "0 0 200 20", more.resources),
    },
  });
const honest = filled("/Tx BMC q 1 1 198 18 re W n BT /F1 10 Tf 0 g 2 5 Td (100) Tj ET Q EMC");
const text = (more: string): [string, string] => [TEXT_FIELD.replace(/>>$/, ` ${more}>>`), BUTTON];
const button = (rect: string, yes: string, more = ""): PreparedCase["document"] => ({
  fields: [TEXT_FIELD, BUTTON.replace("[72 460 82 470]", rect).replace("/AS /Off", `/AS ${more || "/Off"}`)],
  more: [form(yes, "0 0 200 20"), form("", "0 0 200 20")],
});

export const FIELD_ATTACKS: Readonly<Record<string, PreparedCase>> = {
  "a field that showed something else than its value": {
    document: {
      fields: text("/V (900) /AP <</N 13 0 R>>"),
      more: [...STATES, form("BT /F1 10 Tf 0 g 2 5 Td (100) Tj ET", "0 0 200 20")],
    },
    attack: () => ({ objects: { 13: form("BT /F1 10 Tf 0 g 2 5 Td (900) Tj ET", "0 0 200 20") } }),
    harmless: information,
    under: ANY,
  },
  "a field whose value is not drawn any more": {
    document: {
      form: "/NeedAppearances true /DA (/F1 10 Tf 0 g) /DR <</Font <</F1 8 0 R>>>>",
      fields: text("/V (100) /AP <</N 13 0 R>>"),
      more: [...STATES, form("BT /F1 10 Tf 0 g 2 5 Td (900) Tj ET", "0 0 200 20")],
    },
    attack: (pdf) => ({
      objects: {
        4: bodyOf(pdf, 4).replace("/NeedAppearances true", "/NeedAppearances false"),
        ...information().objects,
      },
      trailer: "/Info 60 0 R",
    }),
    harmless: information,
    under: ANY,
  },
  "a field that is drawn by a default it had not": {
    document: {
      form: "/DR <</Font <</F1 8 0 R>>>>",
      fields: [TEXT_FIELD.replace("/DA (/F1 10 Tf 0 g)", "/V (900)"), BUTTON],
    },
    attack: (pdf) => ({
      objects: { 4: withEntries(pdf, 4, "/DA (/F1 10 Tf 0 g)"), ...information().objects },
      trailer: "/Info 60 0 R",
    }),
    harmless: information,
    under: ANY,
  },
  "a field that is drawn by a font it had not": {
    document: { fields: [TEXT_FIELD.replace("/DA (/F1", "/V (100) /DA (/F9"), BUTTON] },
    attack: (pdf) => ({
      objects: {
        4: bodyOf(pdf, 4).replace("/F1 8 0 R", "/F1 8 0 R /F9 61 0 R"),
        61: FONT.replace("Helvetica", "Symbol"),
        ...information().objects,
      },
      trailer: "/Info 60 0 R",
    }),
    harmless: information,
    under: ANY,
  },
  "a check box whose tick covers the words": {
    document: button("[72 690 272 716]", BOX),
    attack: ticked,
    harmless: information,
    under: ANY,
  },
  "a check box whose tick is a sentence": {
    document: button("[72 400 272 420]", "BT /F1 10 Tf 2 5 Td (va 900 dong nua) Tj ET"),
    attack: ticked,
    harmless: information,
    under: ANY,
  },
  "a check box that uncovers the words": {
    document: button("[72 690 272 716]", BOX, "/Yes"),
    attack: (pdf) => ({
      objects: { 10: `${bodyOf(pdf, 10).replace("/AS /Yes", "/AS /Off").trimEnd().slice(0, -2)} /V /Off>>` },
    }),
    harmless: information,
    under: ANY,
  },
  "a framed field that is filled in over the words": {
    document: {
      fields: text("/MK <</BG [1 1 1]>>").map((own) =>
        own.replace("[72 500 272 520]", "[72 690 272 716]"),
      ) as [string, string],
    },
    attack: filled(`${BOX} BT /F1 10 Tf 2 5 Td (100) Tj ET`),
    harmless: information,
    under: ANY,
  },
  "a framed field that draws digits by lines": {
    document: { fields: text("/MK <</BC [0]>>") },
    attack: filled(
      "BT /F1 10 Tf 0 g 2 5 Td (100) Tj ET 40 4 m 40 14 l 46 14 l 46 9 l 40 9 l 46 9 m 46 4 l 40 4 l S",
    ),
    harmless: filled("q 1 g 0 0 200 20 re f Q 0.5 0.5 199 19 re s BT /F1 10 Tf 0 g 2 5 Td (100) Tj ET"),
    under: FILLING,
  },
  "a field whose letters stand in another order": {
    document: {},
    attack: filled("BT /F1 10 Tf 0 g 12 5 Td (1) Tj -10 0 Td (00) Tj ET"),
    harmless: honest,
    under: FILLING,
  },
  "a field whose last letters stand outside": {
    document: {},
    attack: filled("BT /F1 10 Tf 0 g 2 5 Td (100) Tj 300 0 Td (000) Tj ET", { value: "100000" }),
    harmless: filled("BT /F1 10 Tf 0 g 2 5 Td (100) Tj 30 0 Td (000) Tj ET", { value: "100 000" }),
    under: FILLING,
  },
  "a field whose last letters are as small as dust": {
    document: {},
    attack: filled("BT /F1 10 Tf 0 g 2 5 Td (100) Tj /F1 0.1 Tf (000) Tj ET", { value: "100000" }),
    harmless: honest,
    under: FILLING,
  },
  "a field whose last letters are white": {
    document: {},
    attack: filled("BT /F1 10 Tf 0 g 2 5 Td (100) Tj 1 g (000) Tj ET", { value: "100000" }),
    harmless: honest,
    under: FILLING,
  },
  "a field whose last letters are cut off": {
    document: {},
    attack: filled("q 0 0 20 20 re W n BT /F1 10 Tf 0 g 2 5 Td (100000) Tj ET Q", { value: "100000" }),
    harmless: honest,
    under: FILLING,
  },
  "a field in letters of another alphabet": {
    document: { more: [...STATES, "<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>"] },
    attack: filled("BT /F2 10 Tf 0 g 2 5 Td (100) Tj ET", { resources: "<</Font <</F2 13 0 R>>>>" }),
    harmless: honest,
    under: FILLING,
  },
};
