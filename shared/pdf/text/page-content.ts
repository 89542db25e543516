/** What a page draws, as far as text and images go (ISO 32000-2, 8 and 9): form XObjects are entered. */

import { concatBytes } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { inherited } from "../appearance/visual-page.ts";
import { latin1Bytes } from "../characters.ts";
import { exceed, PDF_LIMITS } from "../limits.ts";
import type { ObjectReader } from "../object-reader.ts";
import {
  isArrayPlace,
  isDictPlace,
  nameOf,
  objectKey,
  type PdfDict,
  type PdfObject,
  type Place,
} from "../objects.ts";
import { type Operation, operations } from "./content.ts";
import { readFont } from "./font.ts";
import { numbersAt, type TextFont } from "./font-parts.ts";
import { IDENTITY, type Matrix, matrixOf, multiply } from "./matrix.ts";
import { type PlacedGlyph, TextState } from "./text-state.ts";

/** An image XObject: the unit square by `matrix`. */
export interface PlacedImage {
  readonly image: PdfObject;
  readonly matrix: Matrix;
}

export interface PageContent {
  readonly glyphs: readonly PlacedGlyph[];
  readonly images: readonly PlacedImage[];
}

/** LIMIT_EXCEEDED; parts that cannot be read are left out, as a viewer leaves them out. */
export function pageContent(objects: ObjectReader, page: Place<PdfDict>): PageContent {
  const reader = new ContentReader(objects);
  const contents = objects.entry(page, "Contents");
  const streams = isArrayPlace(contents) ? objects.items(contents) : [contents];
  const pieces = streams.flatMap((place) => [reader.data(place?.owner), latin1Bytes("\n")]);
  reader.run(concatBytes(pieces), {
    resources: inherited(objects, page, "Resources"),
    matrix: IDENTITY,
    depth: 0,
  });
  return reader;
}

/** The same of a form XObject, in the space its Matrix leads to. */
export function formContent(objects: ObjectReader, form: PdfObject): PageContent {
  const reader = new ContentReader(objects);
  reader.drawForm(form, { resources: null, matrix: IDENTITY, depth: 0 });
  return reader;
}

interface Frame {
  readonly resources: Place | null;
  readonly matrix: Matrix;
  readonly depth: number;
}

const MAX_DEPTH = 16;

class ContentReader implements PageContent {
  readonly glyphs: PlacedGlyph[] = [];
  readonly images: PlacedImage[] = [];
  private readonly objects: ObjectReader;
  private readonly fonts = new Map<string, TextFont | null>();
  private readonly count = { operators: 0 };
  private forms = 0;

  constructor(objects: ObjectReader) {
    this.objects = objects;
  }

  run(bytes: Uint8Array, frame: Frame): void {
    const state = new TextState(frame.matrix, {
      font: (name) => this.font(frame, name),
      show: (glyph) => {
        if (this.glyphs.push(glyph) > PDF_LIMITS.glyphs) exceed("glyphs");
      },
    });
    for (const operation of operations(bytes, this.count)) {
      if (operation.operator === "Do") this.draw(operation, { ...frame, matrix: state.matrix });
      else state.apply(operation);
    }
  }

  private draw({ operands }: Operation, frame: Frame): void {
    const [name] = operands;
    if (!name || !("kind" in name) || name.kind !== "name") return;
    const place = tolerant(() =>
      this.objects.entry(this.objects.entry(frame.resources, "XObject"), name.value),
    );
    if (!isDictPlace(place) || place.owner.streamAt === null) return;
    const kind = nameOf(this.objects.entry(place, "Subtype")?.value);
    if (kind === "Image") this.images.push({ image: place.owner, matrix: frame.matrix });
    else if (kind === "Form") this.drawForm(place.owner, frame);
  }

  /** 8.10.1; a form without resources uses those of where it is drawn. */
  drawForm(form: PdfObject, frame: Frame): void {
    if (++this.forms > PDF_LIMITS.forms) exceed("forms");
    if (frame.depth >= MAX_DEPTH) return;
    const place = { owner: form, value: form.value };
    const own = matrixOf(numbersAt(this.objects, this.objects.entry(place, "Matrix"))) ?? IDENTITY;
    this.run(this.data(form), {
      resources: this.objects.entry(place, "Resources") ?? frame.resources,
      matrix: multiply(own, frame.matrix),
      depth: frame.depth + 1,
    });
  }

  data(stream: PdfObject | undefined): Uint8Array {
    if (!stream || stream.streamAt === null) return new Uint8Array(0);
    return tolerant(() => this.objects.streamData(stream)) ?? new Uint8Array(0);
  }

  private font({ resources }: Frame, name: string): TextFont | null {
    const place = tolerant(() => this.objects.entry(this.objects.entry(resources, "Font"), name));
    if (!isDictPlace(place)) return null;
    const key = `${objectKey(place.owner)} ${place.value.start}`;
    const known = this.fonts.get(key);
    if (known !== undefined) return known;
    const font = tolerant(() => readFont(this.objects, place));
    this.fonts.set(key, font);
    return font;
  }
}

/** Null for what is broken; limits stay errors. */
function tolerant<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code === "PDF_BROKEN") return null;
    throw thrown;
  }
}
