/** What a stamp, or a page, paints so that nothing beneath it is seen (ISO 32000-2 8.5, 8.9, 11.6.5). */

import { inherited } from "../../pdf/appearance/visual-page.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import {
  isArrayPlace,
  isDictPlace,
  nameOf,
  objectKey,
  type PdfDict,
  type PdfObject,
  type Place,
} from "../../pdf/objects.ts";
import { readFont } from "../../pdf/text/font.ts";
import { numbersAt } from "../../pdf/text/font-parts.ts";
import { apply, IDENTITY, type Matrix, matrixOf, multiply } from "../../pdf/text/matrix.ts";
import { nameOperand, numbersOf, type Operation, operationsOf } from "./content-operators.ts";
import { alphaMask } from "./image-mask.ts";
import { type Box, boxOf, type Picture } from "./picture.ts";
import { isPlainOperation } from "./plain-operations.ts";
import { boundsOf, boundsUnder, fitting } from "./plane.ts";
import { StrokePath } from "./stroke-path.ts";

/** Opaque within `box`, in the space of the page, where `covers` says so. */
export interface OpaquePart {
  readonly box: Box;
  /** Covers all of its box. */
  readonly solid: boolean;
  covers(x: number, y: number): boolean;
}

const MAX_DEPTH = 12;
const MAX_FORMS = 200;
const MAX_PARTS = 1000;
/** Letters of a stamp that are higher than this, in points, may be shapes that cover. */
const MAX_LETTER = 40;
/** Strokes wider than this, in points, cover like a filled shape; so do very many thin ones. */
const MAX_STROKE = 4;
const MAX_STROKES = 20_000;
/** Of the outline of a letter, in points. */
const MAX_OUTLINE = 1;

/** null where it cannot be told: then all of the stamp may be opaque. Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function opaqueParts(document: PdfDocument, { rect, form }: Picture): OpaquePart[] | null {
  const { objects } = document;
  const box = boxOf(objects, objects.entry({ owner: form, value: form.value }, "BBox"));
  const matrix = formMatrix(objects, form);
  if (!box || !matrix) return null;
  const painter = new Painter(document, MAX_LETTER);
  return painter.form(form, { resources: null, matrix: fitting({ box, matrix, rect }), depth: 0 })
    ? painter.parts
    : null;
}

/** The same of the content of a page; letters are no parts of it. */
export function pageParts(document: PdfDocument, page: Place<PdfDict>): OpaquePart[] | null {
  const { objects } = document;
  const contents = objects.entry(page, "Contents");
  const streams = isArrayPlace(contents) ? objects.items(contents) : [contents];
  const painter = new Painter(document, Number.POSITIVE_INFINITY);
  const operations: Operation[] = [];
  for (const stream of streams) {
    if (!stream || stream.owner.streamAt === null) continue;
    const more = operationsOf(objects.streamData(stream.owner));
    if (!more) return null;
    operations.push(...more);
  }
  const frame = { resources: inherited(objects, page, "Resources"), matrix: IDENTITY, depth: 0 };
  return painter.run(operations, frame) ? painter.parts : null;
}

function formMatrix(objects: PdfDocument["objects"], form: PdfObject): Matrix | null {
  const entry = objects.entry({ owner: form, value: form.value }, "Matrix");
  return entry ? matrixOf(numbersAt(objects, entry)) : IDENTITY;
}

interface Frame {
  readonly resources: Place | null;
  readonly matrix: Matrix;
  readonly depth: number;
}

interface State {
  readonly matrix: Matrix;
  readonly stroke: number;
  /** A font was named where its letters are drawn. */
  readonly hasFont: boolean;
  /** Letters are drawn by their outlines too (9.3.6). */
  readonly outlined: boolean;
}

const CURVES: ReadonlySet<string> = new Set(["m", "l", "c", "v", "y", "re"]);
const FILLS: ReadonlySet<string> = new Set(["f", "F", "f*", "b", "b*", "B", "B*"]);
const STROKES: ReadonlySet<string> = new Set(["S", "s"]);
const SHOWS: ReadonlySet<string> = new Set(["Tj", "TJ", "'", '"']);
const OUTLINED: ReadonlySet<number> = new Set([1, 2, 5, 6]);
/** Shadings and images in the content itself. */
const FOREIGN: ReadonlySet<string> = new Set(["sh", "BI"]);

const START: State = { matrix: IDENTITY, stroke: 1, outlined: false, hasFont: false };

class Painter {
  readonly parts: OpaquePart[] = [];
  readonly #document: PdfDocument;
  readonly #maxLetter: number;
  /** Fonts of the page that were read without a fault. */
  readonly #readable = new Set<string>();
  #forms = 0;
  #strokes = 0;
  #areas = 0;
  /** Images that show something through. */
  #veils = 0;
  #state: State = START;
  #path: (readonly [number, number])[] = [];
  readonly #lines = new StrokePath();

  constructor(document: PdfDocument, maxLetter: number) {
    this.#document = document;
    this.#maxLetter = maxLetter;
  }

  /** Else the content of a page, which is read as leniently as viewers do. */
  get #isStamp(): boolean {
    return Number.isFinite(this.#maxLetter);
  }

  /** False where something in it cannot be told. */
  form(form: PdfObject, { resources: outer, matrix, depth }: Frame): boolean {
    if (depth > MAX_DEPTH || ++this.#forms > MAX_FORMS) return false;
    const { objects } = this.#document;
    const operations = operationsOf(objects.streamData(form));
    const resources = objects.entry({ owner: form, value: form.value }, "Resources") ?? outer;
    return operations !== null && this.run(operations, { resources, matrix, depth });
  }

  run(operations: readonly Operation[], frame: Frame): boolean {
    const outer = this.#state;
    // 8.10.1: a form begins with the graphics state of where it is drawn.
    this.#state = { ...outer, matrix: frame.matrix, hasFont: false };
    const stack: State[] = [];
    const isTold = operations.every((operation) => this.#apply(operation, frame, stack));
    this.#state = outer;
    return isTold;
  }

  #apply(operation: Operation, frame: Frame, stack: State[]): boolean {
    const { operator } = operation;
    if (this.#isStamp && !isPlainOperation(operation)) return false;
    if (CURVES.has(operator)) return this.#addToPath(operation);
    if (FILLS.has(operator)) return this.#fill();
    if (STROKES.has(operator)) return this.#stroke(operator === "s");
    if (FOREIGN.has(operator)) return false;
    if (operator === "n") this.#clear();
    if (operator === "h") this.#lines.close();
    if (operator === "q") stack.push(this.#state);
    if (operator === "Q") this.#state = stack.pop() ?? this.#state;
    if (operator === "Tr")
      this.#state = { ...this.#state, outlined: OUTLINED.has(numbersOf(operation)[0] ?? 0) };
    if (SHOWS.has(operator)) return this.#isThin() && (this.#state.hasFont || !this.#isStamp);
    if (operator === "w") this.#state = { ...this.#state, stroke: numbersOf(operation)[0] ?? 1 };
    if (operator === "cm") return this.#transform(numbersOf(operation));
    if (operator === "gs") return !this.#setsMore(frame, operation);
    if (operator === "Tf") return this.#isOrdinary(frame, operation);
    if (operator === "Tm")
      return Math.max(...numbersOf(operation).slice(0, 4).map(Math.abs)) <= this.#maxLetter;
    return operator === "Do" ? this.#draw(frame, nameOperand(operation)) : true;
  }

  /** Outlines of letters as wide as paint make one area of them. */
  #isThin(): boolean {
    const { matrix, stroke, outlined } = this.#state;
    return !outlined || stroke * scaleOf(matrix) <= MAX_OUTLINE;
  }

  #transform(numbers: readonly number[]): boolean {
    const matrix = matrixOf(numbers);
    if (!matrix) return false;
    this.#state = { ...this.#state, matrix: multiply(matrix, this.#state.matrix) };
    return true;
  }

  #addToPath(operation: Operation): boolean {
    for (const [x, y] of pointsOf(operation)) this.#path.push(apply(this.#state.matrix, x, y));
    this.#lines.add(operation.operator, numbersOf(operation), this.#state.matrix);
    return this.#path.length <= MAX_STROKES;
  }

  /** `around`: how far beyond its path the paint goes. */
  #fill(around = 0): boolean {
    if (this.#path.length > 0) {
      const { left, bottom, right, top } = boundsOf(this.#path);
      const box = { left: left - around, bottom: bottom - around, right: right + around, top: top + around };
      this.parts.push({ box, solid: true, covers: () => true });
    }
    this.#clear();
    return ++this.#areas <= MAX_PARTS;
  }

  #clear(): void {
    this.#path = [];
    this.#lines.clear();
  }

  #stroke(closes: boolean): boolean {
    const { matrix, stroke } = this.#state;
    this.#strokes += this.#path.length;
    if (this.#strokes > MAX_STROKES) return false;
    const width = stroke * scaleOf(matrix);
    if (width > MAX_STROKE) return this.#fill(width / 2);
    if (closes) this.#lines.close();
    if (this.#isStamp) this.parts.push(...this.#lines.parts(width));
    this.#clear();
    return true;
  }

  /** Line widths and fonts may come from a graphics state too (8.4.5). */
  #setsMore({ resources }: Frame, operation: Operation): boolean {
    const { objects } = this.#document;
    const state = objects.entry(objects.entry(resources, "ExtGState"), nameOperand(operation) ?? "");
    return isDictPlace(state) && (state.value.entries.has("LW") || state.value.entries.has("Font"));
  }

  /** A stamp writes in letters out of a font file, not taller than text is; a page in fonts whose letters have known places. */
  #isOrdinary({ resources }: Frame, operation: Operation): boolean {
    const { objects } = this.#document;
    const font = objects.entry(objects.entry(resources, "Font"), nameOperand(operation) ?? "");
    if (!isDictPlace(font)) return false;
    this.#state = { ...this.#state, hasFont: true };
    if (!this.#isStamp) return this.#isReadable(font);
    const size = Math.abs(numbersOf(operation)[0] ?? 0);
    // A font of drawings (9.6.4) may draw anything.
    const isDrawn = nameOf(font.value.entries.get("Subtype")) === "Type3";
    return !isDrawn && size * scaleOf(this.#state.matrix) <= this.#maxLetter;
  }

  #isReadable(font: Place<PdfDict>): boolean {
    const key = `${objectKey(font.owner)} ${font.value.start}`;
    if (!this.#readable.has(key)) {
      readFont(this.#document.objects, font);
      this.#readable.add(key);
    }
    return true;
  }

  #draw(frame: Frame, name: string | null): boolean {
    const { objects } = this.#document;
    const drawn = objects.entry(objects.entry(frame.resources, "XObject"), name ?? "");
    // Without resources of its own a form may use those of the page (8.10.1).
    if (!drawn || drawn.owner.streamAt === null) return false;
    const subtype = nameOf(objects.entry(drawn, "Subtype")?.value);
    if (subtype === "Image") return this.#image(drawn);
    const matrix = formMatrix(objects, drawn.owner);
    if (subtype !== "Form" || !matrix) return false;
    const inner = { ...frame, matrix: multiply(matrix, this.#state.matrix), depth: frame.depth + 1 };
    return this.form(drawn.owner, inner);
  }

  /** 8.9.5: an image fills the unit square. */
  #image(image: Place): boolean {
    const { matrix } = this.#state;
    const box = boundsUnder(matrix, { left: 0, bottom: 0, right: 1, top: 1 });
    const mask = alphaMask(this.#document, image, matrix);
    // One upon another they hide what each by itself lets through.
    if (mask?.isVeil && ++this.#veils > 1) return false;
    this.parts.push({ box, solid: mask === null, covers: mask?.covers ?? (() => true) });
    return ++this.#areas <= MAX_PARTS;
  }
}

function scaleOf(matrix: Matrix): number {
  return Math.max(...matrix.slice(0, 4).map(Math.abs));
}

function pointsOf(operation: Operation): [number, number][] {
  const numbers = numbersOf(operation);
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  if (operation.operator === "re") {
    return [
      [x, y],
      [x + width, y],
      [x, y + height],
      [x + width, y + height],
    ];
  }
  const points: [number, number][] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) points.push([numbers[at] ?? 0, numbers[at + 1] ?? 0]);
  return points;
}
