/** Prepared documents in which one object is two things: what may be changed as the one is shown as the other. */

import { bodyOf, form, stream, withEntries } from "./base-document.ts";
import {
  ANY,
  BUTTON,
  FONT,
  information,
  type PreparedCase,
  STATES,
  TEXT_FIELD,
  type Turn,
} from "./prepared-document.ts";

const metadata = "/Type /XObject /Subtype /Form /BBox [0 0 200 20]";
const stored = (pdf: Uint8Array): Turn => ({
  objects: {
    1: withEntries(pdf, 1, "").replace(/\/DSS (<<.*?>>>>|<<[^>]*>>|\d+ 0 R)/, "/DSS 60 0 R"),
    60: "<</Certs [61 0 R]>>",
    61: stream("", "30820000"),
  },
});

export const PREPARED_ATTACKS: Readonly<Record<string, PreparedCase>> = {
  "a push button's only appearance is written over": {
    document: {
      fields: [
        TEXT_FIELD,
        "<</Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /T (Push) /Rect [72 460 272 480] /P 3 0 R /F 4 /AP <</N 11 0 R>>>>",
      ],
      more: [form("0 0 200 20 re S", "0 0 200 20")],
    },
    attack: () => ({ objects: { 11: form("BT /F1 12 Tf (So tien: 900 dong) Tj ET", "0 0 200 20") } }),
    harmless: information,
    under: ANY,
  },
  "a field is also the page's dictionary of pictures": {
    document: {
      resources: "/XObject 10 0 R",
      content: "/M Do",
      fields: [TEXT_FIELD, BUTTON.replace(/>>$/, " /M 13 0 R>>")],
      more: [...STATES, form("BT /F1 12 Tf (100) Tj ET"), form("BT /F1 12 Tf (900) Tj ET")],
    },
    attack: (pdf) => ({ objects: { 10: bodyOf(pdf, 10).replace("/M 13", "/M 14") } }),
    harmless: information,
    under: ANY,
  },
  "a security store that leads to the page and its contents": {
    document: {
      catalog: "/DSS <</Certs 20 0 R /CRLs 3 0 R>>",
      page: "/Annots 6 0 R /Resources <</Font <</F1 8 0 R>>>> /Contents 20 0 R",
      more: [
        ...STATES,
        ...Array.from({ length: 7 }, () => "null"),
        "[7 0 R]",
        stream("", "BT /F1 12 Tf 72 700 Td (So tien: 900 dong) Tj ET"),
      ],
    },
    attack: (pdf) => ({ objects: { ...stored(pdf).objects, 20: "[21 0 R]" } }),
    harmless: information,
    under: ANY,
  },
  "a security store that is a font of the page": {
    document: {
      catalog: `/DSS ${FONT}`,
      page: "/Annots 6 0 R /Contents 7 0 R /Resources <</Font 1 0 R>>",
      content: "BT /DSS 12 Tf 72 700 Td (x) Tj ET",
    },
    attack: stored,
    harmless: information,
    under: ANY,
  },
  "extensions that are a graphics state of the page": {
    document: {
      catalog: "/Extensions <</Type /ExtGState /ca 0>>",
      resources: "/ExtGState 1 0 R",
      content: "/Extensions gs BT /F1 12 Tf 72 700 Td (So tien: 900 dong) Tj ET",
    },
    attack: (pdf) => ({
      objects: {
        1: bodyOf(pdf, 1).replace(
          /\/Extensions <<[^>]*>>/,
          "/Extensions <</ESIC <</BaseVersion /1.7 /ExtensionLevel 2>>>>",
        ),
      },
    }),
    harmless: information,
    under: ANY,
  },
  "metadata that are a picture of the page": {
    document: {
      catalog: "/Metadata 13 0 R",
      resources: "/XObject 1 0 R",
      content: "/Metadata Do",
      more: [...STATES, stream(metadata, "BT /F1 12 Tf (So tien: 100 dong) Tj ET")],
    },
    attack: () => ({
      objects: { 13: stream("/Type /XObject /Subtype /Form", "BT /F1 12 Tf (So tien: 900 dong) Tj ET") },
    }),
    harmless: information,
    under: ANY,
  },
};
