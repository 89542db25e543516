/** The look of a signature (ISO 32000-2, 12.5.5): marks of text and image in one form XObject, upright on the displayed page. */

import { fail } from "#shared/errors.ts";
import { latin1Bytes } from "../characters.ts";
import { addFont, hex } from "./font-object.ts";
import { addImage, imageTurn } from "./image-object.ts";
import { type NewObjects, numberText } from "./parts.ts";
import { type TextLine, textLine } from "./text-line.ts";
import { readTrueType } from "./true-type.ts";
import { type QuarterTurn, uprightMatrix, type VisualRect } from "./visual-page.ts";

export interface Appearance {
  /** From 1; -1 is the last. */
  readonly page: number;
  /** Where it stands on the displayed page. An existing field with a place of its own keeps that, and the marks are fitted in. */
  readonly rect: VisualRect;
  /** Later marks cover earlier ones; places count from the bottom-left corner of `rect`, in points. */
  readonly marks: readonly Mark[];
  /** TrueType font for text. */
  readonly font?: Uint8Array;
}

export type Mark = TextMark | ImageMark;

interface TextMark {
  readonly kind: "text";
  /** One line. */
  readonly text: string;
  /** Font size in points. */
  readonly size: number;
  /** Where its baseline begins. */
  readonly x: number;
  readonly y: number;
}

interface ImageMark {
  readonly kind: "image";
  /** PNG or JPEG. */
  readonly image: Uint8Array;
  readonly box: VisualRect;
}

export interface AppearanceForm {
  readonly marks: readonly Mark[];
  readonly font: Uint8Array | undefined;
  /** What is shown of the marks' plane: left, bottom, right, top. */
  readonly bounds: readonly [number, number, number, number];
  readonly rotate: QuarterTurn;
  /** The file is PDF/A-1. */
  readonly opaque: boolean;
}

/**
 * Adds the form; answers the reference. Errors: IMAGE_UNSUPPORTED, GLYPH_MISSING, INVALID_ARGUMENT {argument: "font"}, also for
 * text without a font.
 */
export function addAppearance(objects: NewObjects, form: AppearanceForm): string {
  const fonts: string[] = [];
  const images: string[] = [];
  const lines = textLines(form);
  if (lines.font && lines.all.size > 0) {
    const request = { font: lines.font, lines: [...lines.all.values()], listGlyphs: form.opaque };
    fonts.push(`/F0 ${addFont(objects, request)}`);
  }
  const content = form.marks.map((mark) => {
    if (mark.kind === "text") return drawText(mark, lines.all.get(mark));
    const name = `Im${images.length}`;
    images.push(`/${name} ${addImage(objects, mark.image, form)}`);
    return drawImage(mark, name);
  });
  const resources = [
    fonts.length > 0 ? `/Font <<${fonts.join(" ")}>>` : "",
    images.length > 0 ? `/XObject <<${images.join(" ")}>>` : "",
  ].join(" ");
  const entries =
    `/Type /XObject\n/Subtype /Form\n/BBox [${form.bounds.map(numberText).join(" ")}]\n` +
    `/Matrix [${uprightMatrix(form.rotate)}]\n/Resources <<${resources}>>`;
  return objects.addStream({ entries, data: latin1Bytes(content.join("")) });
}

function textLines({ marks, font: bytes }: AppearanceForm) {
  const texts = marks.filter((mark) => mark.kind === "text");
  const all = new Map<Mark, TextLine>();
  if (texts.length === 0) return { font: null, all };
  const font = bytes ? readTrueType(bytes) : fail("INVALID_ARGUMENT", { argument: "font" });
  for (const mark of texts) all.set(mark, textLine(font, mark.text));
  return { font, all };
}

function drawText({ x, y, size }: TextMark, line: TextLine | undefined): string {
  const codes = (line?.glyphs ?? []).map(hex).join("");
  return `q BT /F0 ${numberText(size)} Tf 0 g ${numberText(x)} ${numberText(y)} Td <${codes}> Tj ET Q\n`;
}

function drawImage({ box, image }: ImageMark, name: string): string {
  const [a, b, c, d, e, f] = imageTurn(image);
  const { x, y, width, height } = box;
  const matrix = [a * width, b * height, c * width, d * height, x + e * width, y + f * height];
  return `q ${matrix.map(numberText).join(" ")} cm /${name} Do Q\n`;
}
