/** A font of the letter as PDF objects: a system font with all Vietnamese letters, else Times without marks. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { projectRoot } from "../programs.ts";
import { readTrueType, type TrueTypeFont } from "./true-type.ts";

export type FontStyle = "regular" | "bold" | "italic";

const TINOS = join(projectRoot, "node_modules/@expo-google-fonts/tinos");

/** The first family that is there serves; Tinos comes with the font of stamps and has every letter of Vietnamese. */
const FAMILIES: readonly Readonly<Record<FontStyle, string>>[] = [
  {
    regular: join(TINOS, "400Regular/Tinos_400Regular.ttf"),
    bold: join(TINOS, "700Bold/Tinos_700Bold.ttf"),
    italic: join(TINOS, "400Regular_Italic/Tinos_400Regular_Italic.ttf"),
  },
  family("/usr/share/fonts/truetype/liberation/LiberationSerif-", ["Regular", "Bold", "Italic"]),
  family("/usr/share/fonts/truetype/liberation2/LiberationSerif-", ["Regular", "Bold", "Italic"]),
  family("/usr/share/fonts/truetype/noto/NotoSerif-", ["Regular", "Bold", "Italic"]),
  family("/usr/share/fonts/truetype/dejavu/DejaVuSerif", ["", "-Bold", ""]),
  family("C:/Windows/Fonts/times", ["", "bd", "i"]),
  family("/System/Library/Fonts/Supplemental/Times New Roman", ["", " Bold", " Italic"]),
];

const STANDARD: Readonly<Record<FontStyle, string>> = {
  regular: "Times-Roman",
  bold: "Times-Bold",
  italic: "Times-Italic",
};

function family(stem: string, [regular = "", bold = "", italic = ""]: readonly string[]) {
  return { regular: `${stem}${regular}.ttf`, bold: `${stem}${bold}.ttf`, italic: `${stem}${italic}.ttf` };
}

/** Text operand and width of a line, and the objects that describe the font once all text is known. */
export interface LetterFont {
  /** Operand of Tj. */
  show(text: string): string;
  /** Width in thousandths of the font size. */
  width(text: string): number;
  /** Adds the objects by `add` (which answers with a reference such as "7 0 R") and returns the font's own. */
  write(add: (body: string, stream?: Uint8Array) => string): string;
}

function standardFont(name: string): LetterFont {
  const plain = (text: string) =>
    text
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .replaceAll("đ", "d")
      .replaceAll("Đ", "D")
      .replaceAll("–", "-");
  return {
    show: (text) => `(${plain(text).replace(/[\\()]/g, "\\$&")})`,
    width: (text) => text.length * 480,
    write: (add) => add(`<< /Type /Font /Subtype /Type1 /BaseFont /${name} >>`),
  };
}

const hex4 = (value: number) => value.toString(16).padStart(4, "0");

/** Characters back from glyphs, so that the text can be searched and copied (ISO 32000-2 9.10.3). */
function toUnicode(used: ReadonlyMap<number, number>): Buffer {
  const pairs = [...used].map(([glyph, character]) => `<${hex4(glyph)}> <${hex4(character)}>`);
  const blocks: string[] = [];
  for (let at = 0; at < pairs.length; at += 100) {
    const block = pairs.slice(at, at + 100);
    blocks.push(`${block.length} beginbfchar\n${block.join("\n")}\nendbfchar`);
  }
  return Buffer.from(
    `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def
1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join("\n")}
endcmap CMapName currentdict /CMap defineresource pop end end`,
  );
}

interface EmbeddedFile {
  readonly font: TrueTypeFont;
  /** The whole file, packed. */
  readonly packed: Buffer;
}

/** Read and packed once: a test may want hundreds of letters. */
const files = new Map<string, EmbeddedFile>();

function embeddedFile(path: string): EmbeddedFile {
  const bytes = readFileSync(path);
  const file = files.get(path) ?? { font: readTrueType(bytes), packed: deflateSync(bytes) };
  files.set(path, file);
  return file;
}

function embeddedFont({ font, packed }: EmbeddedFile, name: string): LetterFont {
  const used = new Map<number, number>();
  const glyphs = (text: string) =>
    [...text.normalize("NFC")].map((letter) => {
      const character = letter.codePointAt(0) ?? 0;
      const glyph = font.glyph(character);
      used.set(glyph, character);
      return glyph;
    });
  const scaled = (units: number) => Math.round((units * 1000) / font.unitsPerEm);
  return {
    show: (text) => `<${glyphs(text).map(hex4).join("")}>`,
    width: (text) => glyphs(text).reduce((sum, glyph) => sum + scaled(font.width(glyph)), 0),
    write(add) {
      const file = add(`/Filter /FlateDecode /Length1 ${font.bytes.length}`, packed);
      const descriptor = add(
        `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${font.box.map(scaled).join(" ")}] /ItalicAngle 0 /Ascent ${scaled(font.ascent)} /Descent ${scaled(font.descent)} /CapHeight 700 /StemV 80 /FontFile2 ${file} >>`,
      );
      const widths = [...used.keys()].sort((a, b) => a - b).map((g) => `${g} [${scaled(font.width(g))}]`);
      const descendant = add(
        `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} /CIDToGIDMap /Identity /W [${widths.join(" ")}] >>`,
      );
      const map = add("/Filter /FlateDecode", deflateSync(toUnicode(used)));
      return add(
        `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${descendant}] /ToUnicode ${map} >>`,
      );
    },
  };
}

/** The font of a style on this machine. */
export function letterFont(style: FontStyle): LetterFont {
  const found = FAMILIES.find((one) => existsSync(one.regular) && existsSync(one[style]));
  if (!found) return standardFont(STANDARD[style]);
  return embeddedFont(embeddedFile(found[style]), `Letter-${style}`);
}
