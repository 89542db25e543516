/** Revisions that somebody with a key of his own signs: the signature is right, what comes with it is not. */

import type { HandMade } from "../../shared/verify/signing.ts";
import { BASE, BLANK, firstSignature, form, grown, stream, WORDS, withEntries } from "./base-document.ts";
import { compactBlock, compositeBlock, foreignProgram, simpleBlock, type1Block } from "./block-font.ts";

type Attack = (pdf: Uint8Array) => Omit<HandMade, "stream">;

const [SIGNATURE, WIDGET, PICTURE] = [70, 71, 72];

/** A lawful second signature, with this rectangle and picture. */
export function stamped(
  pdf: Uint8Array,
  rect: string,
  picture: string,
  more: Partial<HandMade> = {},
): HandMade {
  return {
    signature: SIGNATURE,
    ...more,
    objects: {
      [WIDGET]: `<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /V ${SIGNATURE} 0 R /Rect ${rect} /F 132 /P 3 0 R /AP <</N ${PICTURE} 0 R>>>>`,
      [PICTURE]: picture,
      [BASE.fields]: grown(pdf, BASE.fields, [WIDGET]),
      [BASE.annots]: grown(pdf, BASE.annots, [WIDGET]),
      ...more.objects,
    },
  };
}

/** The widget of a stamp, with an MK (ISO 32000-2, table 192). */
export function withMk(pdf: Uint8Array, entries: string): string {
  return `${stamped(pdf, BLANK, "").objects[WIDGET]?.slice(0, -2)} /MK <<${entries}>>>>`;
}

const BOX = "1 1 1 rg 0 0 120 60 re f 0 g";
const image = stream(
  "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
  "x",
);
const masked = stream(
  "/Type /XObject /Subtype /Image /Width 1 /Height 1 /SMask 74 0 R /ColorSpace /DeviceGray /BitsPerComponent 8",
  "x",
);
const withImage = "<</XObject <</X 73 0 R>>>>";
const onWords =
  (picture: string, objects: Readonly<Record<number, string>> = {}): Attack =>
  (pdf) =>
    stamped(pdf, WORDS, picture, { objects });
interface Lettered {
  readonly content: string;
  readonly resources: string;
  readonly objects: Readonly<Record<number, string>>;
}
/** As large as the picture, at a font size of 10. */
const ALL = { width: 12_000, height: 6000 };
const lettered = ({ content, resources, objects }: Lettered): Attack =>
  onWords(form(content, "0 0 120 60", resources), objects);
const riding =
  (objects: (pdf: Uint8Array) => Readonly<Record<number, string>>): Attack =>
  (pdf) =>
    stamped(pdf, BLANK, form("BT /F1 9 Tf 4 20 Td (Dong y) Tj ET"), { objects: objects(pdf) });

export const SIGNED_ATTACKS: Readonly<Record<string, Attack>> = {
  "opaque box: over the words": onWords(form(BOX)),
  "opaque box: with a new text": onWords(form(`${BOX} BT /F1 12 Tf 5 20 Td (So tien: 900 dong) Tj ET`)),
  "opaque box: an image": onWords(form("120 0 0 60 0 0 cm /X Do", "0 0 120 60", withImage), { 73: image }),
  "opaque box: an image whose mask hides nothing": onWords(
    form("120 0 0 60 0 0 cm /X Do", "0 0 120 60", withImage),
    {
      73: masked,
      74: image.replace("\nx\n", "\n\xff\n"),
    },
  ),
  "opaque box: in a form within a form": onWords(form("/X Do", "0 0 120 60", withImage), { 73: form(BOX) }),
  "opaque box: over one word of a large stamp": (pdf) =>
    stamped(pdf, "[72 600 500 760]", form("1 1 1 rg 10 38 25 8 re f")),
  "opaque box: a stroke as wide as a line": onWords(form("60 w 0 30 m 120 30 l S")),
  "opaque box: an image in the content itself": onWords(
    form("q 120 0 0 60 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q"),
  ),
  "opaque box: a shading": onWords(form("/S sh", "0 0 120 60", "<</Shading <</S <</ShadingType 2>>>>>>")),
  "opaque box: letters of a drawn font": onWords(
    form("BT /T3 60 Tf (a) Tj ET", "0 0 120 60", "<</Font <</T3 <</Type /Font /Subtype /Type3>>>>>>"),
  ),
  "opaque box: letters over the words": onWords(form("BT /F1 30 Tf 0 20 Td (MMMMMM) Tj ET")),
  "opaque box: a letter that is a box": lettered(simpleBlock(ALL)),
  "opaque box: a letter of a composite font that is a box": lettered(compositeBlock(ALL)),
  "opaque box: a letter of a compact font that is a box": lettered(compactBlock(ALL)),
  "opaque box: an accent of a compact font that is a box": lettered(compactBlock(ALL, true)),
  "opaque box: a letter of a Type 1 font that is a box": lettered(type1Block(ALL)),
  "opaque box: a letter of a font that does not tell": lettered(foreignProgram()),
  "opaque box: a full stop with an outline as wide as a line": onWords(
    form("BT /F1 12 Tf 1 Tr 80 w 60 30 Td (.) Tj ET"),
  ),
  "opaque box: over a note and a field": (pdf) => stamped(pdf, "[70 490 280 530]", form(BOX)),
  "picture: an old object": (pdf) =>
    stamped(pdf, BLANK, "(x)", {
      objects: {
        [WIDGET]: `<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /V ${SIGNATURE} 0 R /Rect ${BLANK} /P 3 0 R /AP <</N 13 0 R>>>>`,
      },
    }),
  "certification: a second one": (pdf) =>
    stamped(pdf, BLANK, form(""), {
      entries: "/Reference [<</Type /SigRef /TransformMethod /DocMDP /TransformParams <</P 3>>>>]",
    }),
  "riding along: other contents": riding(() => ({ [BASE.contents]: stream("", BOX) })),
  "riding along: an annotation": (pdf) =>
    stamped(pdf, BLANK, form(""), {
      objects: {
        [BASE.annots]: grown(pdf, BASE.annots, [WIDGET, 75]),
        75: `<</Type /Annot /Subtype /FreeText /Rect ${WORDS} /AP <</N 76 0 R>>>>`,
        76: form(BOX),
      },
    }),
  "riding along: the first signature's picture": riding((pdf) => {
    const { widget } = firstSignature(pdf);
    return { [widget]: withEntries(pdf, widget, "/AP <</N 72 0 R>>") };
  }),
  "riding along: a second widget of the field": riding(() => ({
    [WIDGET]: `<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /V ${SIGNATURE} 0 R /Rect ${BLANK} /P 3 0 R /AP <</N 72 0 R>> /Kids [9 0 R]>>`,
  })),
  "riding along: a script on the new widget": riding(() => ({
    [WIDGET]: `<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /V ${SIGNATURE} 0 R /Rect ${BLANK} /P 3 0 R /AA <</E <</S /JavaScript /JS (x)>>>>>>`,
  })),
  "riding along: a ground of its own on the new widget": riding((pdf) => ({
    [WIDGET]: withMk(pdf, "/R 90 /BG [1 1 1]"),
  })),
  "riding along: an unsigned field": (pdf) =>
    stamped(pdf, BLANK, form(""), {
      objects: {
        [BASE.fields]: grown(pdf, BASE.fields, [WIDGET, 75]),
        [BASE.annots]: grown(pdf, BASE.annots, [WIDGET, 75]),
        75: `<</Type /Annot /Subtype /Widget /FT /Sig /T (Third) /Rect ${WORDS} /P 3 0 R /AP <</N 76 0 R>>>>`,
        76: form(BOX),
      },
    }),
};
