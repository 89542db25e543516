/** What the appearance of a stamp paints so that nothing beneath it is seen (ISO 32000-2 8.5, 8.9, 11.6.5). */

import type { PdfDocument } from "../../pdf/document.ts";
import { isDictPlace, nameOf, type PdfObject, type Place } from "../../pdf/objects.ts";
import { nameOperand, numbersOf, type Operation, operationsOf } from "./content-operators.ts";
import { alphaMask } from "./image-mask.ts";
import { apply, boundsOf, fitting, isMatrix, type Matrix, multiply } from "./matrix.ts";
import { type Box, boxOf, type Picture } from "./picture.ts";

/** Opaque within `box`, in the space of the page, where `covers` says so. */
export interface OpaquePart {
  readonly box: Box;
  covers(x: number, y: number): boolean;
}

const MAX_DEPTH = 12;
const MAX_FORMS = 200;
const MAX_PARTS = 500;
/** Letters higher than this, in points, may be shapes that cover. */
const MAX_LETTER = 40;
/** Strokes wider than this, in points, cover like a filled shape; so do very many thin ones. */
const MAX_STROKE = 4;
const MAX_STROKES = 5000;

/** null where it cannot be told: then all of the stamp may be opaque. Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function opaqueParts(document: PdfDocument, { rect, form }: Picture): OpaquePart[] | null {
  const { objects } = document;
  const place = { owner: form, value: form.value };
  const box = boxOf(objects, objects.entry(place, "BBox"));
  const matrix = matrixOf(objects, place);
  if (!box || !matrix) return null;
  const painter = new Painter(document);
  return painter.form(form, fitting({ box, matrix, rect }), 0) ? painter.parts : null;
}

function matrixOf(objects: PdfDocument["objects"], form: Place): Matrix | null {
  const entry = objects.entry(form, "Matrix");
  if (!entry) return [1, 0, 0, 1, 0, 0];
  const numbers = objects
    .items(entry)
    .map((item) => (item?.value.kind === "number" ? item.value.value : Number.NaN));
  return isMatrix(numbers) ? numbers : null;
}

interface State {
  readonly matrix: Matrix;
  readonly stroke: number;
}

class Painter {
  readonly parts: OpaquePart[] = [];
  readonly #document: PdfDocument;
  #forms = 0;
  #strokes = 0;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  /** False where something in it cannot be told. */
  form(form: PdfObject, matrix: Matrix, depth: number): boolean {
    if (depth > MAX_DEPTH || ++this.#forms > MAX_FORMS) return false;
    const { objects } = this.#document;
    const operations = operationsOf(objects.streamData(form));
    const resources = objects.entry({ owner: form, value: form.value }, "Resources");
    return operations !== null && this.#run(operations, { resources, matrix, depth });
  }

  #run(
    operations: readonly Operation[],
    frame: { resources: Place | null; matrix: Matrix; depth: number },
  ): boolean {
    let state: State = { matrix: frame.matrix, stroke: 1 };
    const stack: State[] = [];
    let path: [number, number][] = [];
    for (const operation of operations) {
      const numbers = numbersOf(operation);
      switch (operation.operator) {
        case "q":
          stack.push(state);
          break;
        case "Q":
          state = stack.pop() ?? state;
          break;
        case "cm":
          if (!isMatrix(numbers)) return false;
          state = { ...state, matrix: multiply(numbers, state.matrix) };
          break;
        case "w":
          state = { ...state, stroke: numbers[0] ?? 1 };
          break;
        case "gs":
        case "BI":
        case "sh":
          if (operation.operator !== "gs" || this.#setsMore(frame.resources, operation)) return false;
          break;
        case "m":
        case "l":
        case "c":
        case "v":
        case "y":
        case "re":
          path = [
            ...path,
            ...pointsOf(operation.operator, numbers).map(([x, y]) => apply(state.matrix, x, y)),
          ];
          if (path.length > MAX_STROKES) return false;
          break;
        case "S":
        case "s":
          if (!this.#stroke(path, state)) return false;
          path = [];
          break;
        case "f":
        case "F":
        case "f*":
        case "b":
        case "b*":
        case "B":
        case "B*":
          if (!this.#fill(path)) return false;
          path = [];
          break;
        case "n":
          path = [];
          break;
        case "Tf":
          if (!this.#isOrdinary(frame.resources, operation, state)) return false;
          break;
        case "Tm":
          if (Math.max(...numbers.slice(0, 4).map(Math.abs)) > MAX_LETTER) return false;
          break;
        case "Do":
          if (!this.#draw({ ...frame, matrix: state.matrix }, nameOperand(operation))) return false;
          break;
        default:
      }
    }
    return true;
  }

  #fill(path: readonly [number, number][]): boolean {
    return this.#add({ box: boundsOf(path), covers: () => true });
  }

  #stroke(path: readonly [number, number][], { matrix, stroke }: State): boolean {
    this.#strokes += path.length;
    if (this.#strokes > MAX_STROKES) return false;
    const scale = Math.max(...matrix.slice(0, 4).map(Math.abs));
    return stroke * scale <= MAX_STROKE || this.#fill(path);
  }

  #add(part: OpaquePart): boolean {
    this.parts.push(part);
    return this.parts.length <= MAX_PARTS;
  }

  /** Line widths and fonts may come from a graphics state too (8.4.5). */
  #setsMore(resources: Place | null, operation: Operation): boolean {
    const { objects } = this.#document;
    const state = objects.entry(objects.entry(resources, "ExtGState"), nameOperand(operation) ?? "");
    return !isDictPlace(state) || state.value.entries.has("LW") || state.value.entries.has("Font");
  }

  /** Letters out of a font file, not taller than text is. A font of drawings (9.6.4) may draw anything. */
  #isOrdinary(resources: Place | null, operation: Operation, { matrix }: State): boolean {
    const { objects } = this.#document;
    const font = objects.entry(objects.entry(resources, "Font"), nameOperand(operation) ?? "");
    const size = Math.abs(numbersOf(operation)[0] ?? Number.POSITIVE_INFINITY);
    const scale = Math.max(...matrix.slice(0, 4).map(Math.abs));
    return (
      isDictPlace(font) && nameOf(font.value.entries.get("Subtype")) !== "Type3" && size * scale <= MAX_LETTER
    );
  }

  #draw(frame: { resources: Place | null; matrix: Matrix; depth: number }, name: string | null): boolean {
    const { objects } = this.#document;
    const drawn = objects.entry(objects.entry(frame.resources, "XObject"), name ?? "");
    if (!drawn || drawn.owner.streamAt === null) return true;
    const subtype = nameOf(objects.entry(drawn, "Subtype")?.value);
    if (subtype === "Image") return this.#image(drawn, frame.matrix);
    const matrix = matrixOf(objects, drawn);
    if (subtype !== "Form" || !matrix) return false;
    return this.form(drawn.owner, multiply(matrix, frame.matrix), frame.depth + 1);
  }

  /** 8.9.5: an image fills the unit square. */
  #image(image: Place, matrix: Matrix): boolean {
    const corners = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map(([x = 0, y = 0]) => apply(matrix, x, y));
    const box = boundsOf(corners);
    const mask = alphaMask(this.#document, image, matrix);
    return this.#add({ box, covers: mask ?? (() => true) });
  }
}

function pointsOf(operator: string, numbers: readonly number[]): [number, number][] {
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  if (operator === "re") {
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
