/** Stamps by a signer of the same trust that hide what was signed: each way to paint without seeming to (rule R9). */

import { toHex } from "#shared/bytes.ts";
import { form, grown, stream, withEntries } from "./base-document.ts";
import { blockProgram, NOTDEF } from "./block-font.ts";
import { type Preparation, type PreparedCase, SIGNING, type Turn } from "./prepared-document.ts";

const [SIGNATURE, WIDGET, PICTURE] = [70, 71, 72];
const WORDS = "[72 690 192 716]";

interface Stamp {
  readonly rect?: string;
  readonly picture: string;
  readonly flags?: number;
  readonly objects?: Readonly<Record<number, string>>;
}

const stamp =
  ({ rect = WORDS, picture, flags = 132, objects = {} }: Stamp) =>
  (pdf: Uint8Array): Turn => ({
    signature: SIGNATURE,
    objects: {
      [WIDGET]: `<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /V ${SIGNATURE} 0 R /Rect ${rect} /F ${flags} /P 3 0 R /AP <</N ${PICTURE} 0 R>>>>`,
      [PICTURE]: picture,
      5: grown(pdf, 5, [WIDGET]),
      6: grown(pdf, 6, [WIDGET]),
      ...objects,
    },
  });

const BLANK = "[300 100 420 160]";
const THIN = stamp({
  rect: "[60 630 260 690]",
  picture: form("1 0 0 RG 2 w 10 10 100 40 re S 20 20 80 20 re S"),
});
const SCAN: Preparation = {
  resources: "/XObject <</Scan 13 0 R>>",
  content: "q 595 0 0 842 0 0 cm /Scan Do Q",
  more: [
    "null",
    "null",
    stream(
      "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
      "x",
    ),
  ],
  fields: [
    "<</Type /Annot /Subtype /Widget /FT /Sig /T (A) /Rect [0 0 0 0] /P 3 0 R /F 132>>",
    "<</Type /Annot /Subtype /Widget /FT /Sig /T (B) /Rect [0 0 0 0] /P 3 0 R /F 132>>",
  ],
};
const over = (attack: Stamp, harmless = THIN): PreparedCase => ({
  document: {},
  attack: stamp(attack),
  harmless,
  under: SIGNING,
});
const overScan = (attack: Stamp, harmless: Stamp): PreparedCase => ({
  document: SCAN,
  attack: stamp(attack),
  harmless: stamp(harmless),
  under: SIGNING,
});
const WHITE = "1 g 1 G ";
const BOX = "0 0 120 60 re f";
const hatch = (width: number, step: number) =>
  `${WHITE}${width} w ${Array.from({ length: Math.ceil(60 / step) }, (_, row) => `0 ${row * step} m 120 ${row * step} l S`).join(" ")}`;
const words = (text: string, size = 12) => form(`BT /F1 ${size} Tf 0 g 2 20 Td (${text}) Tj ET`);
const alpha = (entries: string, mask: string) => ({
  picture: form(
    "q 120 0 0 60 0 0 cm /X Do /Y Do /X Do /Y Do Q",
    "0 0 120 60",
    "<</XObject <</X 73 0 R /Y 74 0 R>>>>",
  ),
  objects: Object.fromEntries([
    ...[73, 74].map((number) => [
      number,
      stream(
        `/Type /XObject /Subtype /Image /Width 1 /Height 1 /SMask 75 0 R /ColorSpace /DeviceGray /BitsPerComponent 8 ${entries}`,
        "\xff",
      ),
    ]),
    [
      75,
      stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        mask,
      ),
    ],
  ]),
});
const dense = Array.from(
  { length: 40 },
  (_, row) => `1 0 0 1 ${(row % 8) * 0.7} ${Math.floor(row / 8) * 1.2} Tm (MMMMMMMMMMMMMMMM) Tj`,
);
const program = {
  76: "<</Type /Font /Subtype /TrueType /BaseFont /Ten /FirstChar 97 /LastChar 97 /Widths [50] /FontDescriptor 77 0 R /Encoding /WinAnsiEncoding>>",
  77: "<</Type /FontDescriptor /FontName /Ten /Flags 4 /FontBBox [0 0 1000 1000] /Ascent 900 /Descent -200 /FontFile2 78 0 R>>",
  78: stream("/Filter /ASCIIHexDecode", `${toHex(blockProgram({ width: 12_000, height: 6000 }, NOTDEF))}>`),
};

export const COVER_ATTACKS: Readonly<Record<string, PreparedCase>> = {
  "a wide line whose width was set outside": over({
    picture: form("60 w /X Do", "0 0 120 60", "<</XObject <</X 73 0 R>>>>"),
    objects: { 73: form(`${WHITE}0 30 m 120 30 l S`) },
  }),
  "many lines side by side": over({ picture: form(hatch(3.9, 3)) }),
  "hairlines without a gap": over({ picture: form(hatch(0, 0.5)) }),
  "a box behind numbers too many": over({ picture: form(`${WHITE}0 0 1 1 ${BOX}`) }),
  "a line width behind a number too many": over({ picture: form(`${WHITE}1 60 w 0 30 m 120 30 l S`) }),
  "numbers that viewers read apart": over({ picture: form(`${WHITE}0 0 12-0 6-0 re f`) }),
  "images that are half transparent, one on another": over(alpha("", "\x70")),
  "an image with two kinds of transparency": over(alpha("/SMaskInData 1", "\0")),
  "two pictures by one name": over({
    picture: form("/X Do", "0 0 120 60", "<</XObject <</X 73 0 R /X 74 0 R>>>>"),
    objects: { 73: form(`${WHITE}${BOX}`), 74: form("") },
  }),
  "letters a font has not": over({
    picture: form("BT /Z 10 Tf 0 0 Td (a) Tj ET", "0 0 120 60", "<</Font <</Z 76 0 R>>>>"),
    objects: program,
  }),
  "a stamp that does not turn and shrink with its page": over(
    { rect: BLANK, picture: words("Da ky"), flags: 132 | 16 },
    stamp({ rect: BLANK, picture: words("Da ky") }),
  ),
  "a stamp that does not shrink with its page": over(
    { rect: BLANK, picture: words("Da ky"), flags: 132 | 8 },
    stamp({ rect: BLANK, picture: words("Da ky"), flags: 4 }),
  ),
  "one digit painted over": over(
    {
      rect: "[114 696 122 712]",
      picture: form(`${WHITE}${BOX} 0 g BT /F1 12 Tf 60 10 Td (9) Tj ET`, "0 0 120 60"),
    },
    stamp({ rect: BLANK, picture: form(`${WHITE}${BOX}`) }),
  ),
  "squares of a font of signs over a scan": overScan(
    {
      picture: form(
        "BT /Z 12 Tf 1 1 1 rg 0 0 Td (nnnnnnnnnnnn) Tj ET",
        "0 0 120 60",
        "<</Font <</Z 73 0 R>>>>",
      ),
      objects: { 73: "<</Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats>>" },
    },
    { picture: words("So 125") },
  ),
  "squares that pass for letters over a scan": overScan(
    {
      picture: form(
        "BT /Z 12 Tf 1 1 1 rg 0 0 Td (aaaaaaaaaaaa) Tj ET",
        "0 0 120 60",
        "<</Font <</Z 73 0 R>>>>",
      ),
      objects: {
        73: "<</Type /Font /Subtype /TrueType /BaseFont /Arial /Encoding <</BaseEncoding /WinAnsiEncoding /Differences [97 /block]>> /ToUnicode 74 0 R>>",
        74: stream(
          "",
          "1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <0061> endbfchar",
        ),
      },
    },
    { picture: words("So 125") },
  ),
  "a dash as large as the page over a scan": overScan(
    { picture: form("BT /F1 40 Tf 1 1 1 rg 40 0 0 40 -20 -560 Tm (_) Tj ET", "0 0 120 60") },
    { picture: words("So 125", 14) },
  ),
  "letters upon letters over a scan": overScan(
    { picture: form(`BT /F1 10 Tf 1 g ${dense.join(" ")} ET`) },
    { picture: words("Nguyen Van A") },
  ),
  "tiles with narrow gaps over a scan": overScan(
    {
      picture: form(
        `${WHITE}${Array.from({ length: 18 * 5 }, (_, tile) => `${(tile % 18) * 5} ${Math.floor(tile / 18) * 5} 3.4 3.4 re f`).join(" ")}`,
      ),
      rect: "[100 100 220 160]",
    },
    { picture: form("1 0 0 RG 2 w 10 10 100 40 re S"), rect: "[100 100 220 160]" },
  ),
  "a field that names another page than the one it stands on": {
    document: {
      content: "BT /F1 12 Tf 72 700 Td (So tien: 100 dong) Tj ET",
      fields: [
        `<</Type /Annot /Subtype /Widget /FT /Sig /T (Ready) /Rect ${WORDS} /P 13 0 R /F 132>>`,
        `<</Type /Annot /Subtype /Widget /FT /Sig /T (Honest) /Rect ${BLANK} /P 3 0 R /F 132>>`,
      ],
      pages: "[3 0 R 13 0 R]",
      more: ["null", "null", "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>"],
    },
    attack: signedField(9, form(`${WHITE}${BOX}`)),
    harmless: signedField(10, form(`${WHITE}${BOX}`)),
    under: SIGNING,
  },
};

function signedField(number: number, picture: string) {
  return (pdf: Uint8Array): Turn => ({
    signature: SIGNATURE,
    objects: {
      [number]: withEntries(pdf, number, `/V ${SIGNATURE} 0 R /AP <</N ${PICTURE} 0 R>>`),
      [PICTURE]: picture,
    },
  });
}
