/** Stamps of Nghị định 30/2020/NĐ-CP, Phụ lục I, that find their own places; "no anchor" is said, never guessed. */

import { fail } from "#shared/errors.ts";
import type { Appearance, Mark } from "../appearance/appearance.ts";
import { imageFacts } from "../appearance/image-object.ts";
import { textLine } from "../appearance/text-line.ts";
import { readTrueType } from "../appearance/true-type.ts";
import { POINTS_PER_MM, type VisualRect } from "../appearance/visual-page.ts";
import type { PdfDocument } from "../document.ts";
import { LEADING, linesFrom } from "./free-stamp.ts";
import { type Blank, dateBlanks, leftIn, numberBlank } from "./head-anchors.ts";
import { type ImageWarning, imageWarnings } from "./image-check.ts";
import { signedInk } from "./ink.ts";
import { whollyOnPage } from "./onto-page.ts";
import { overlap } from "./over-text.ts";
import { StampPages } from "./pages-read.ts";
import { imageLook, ownSize, sealSize } from "./picture.ts";
import type { PresetName } from "./preset.ts";
import { type SignatureBlock, signatureBlock } from "./signature-block.ts";
import { type AnchorName, type Spot, type Spots, spotBlank } from "./spots.ts";
import { textLines } from "./text-lines.ts";

export interface PresetRequest {
  readonly document: PdfDocument;
  readonly preset: PresetName;
  /** Hand signature or seal, PNG or JPEG. */
  readonly image?: Uint8Array | undefined;
  /** Real size of the image where the user knows it better than the file; millimetres. */
  readonly imageMm?: { readonly width: number; readonly height: number } | undefined;
  /** Lines of a stamp of text; initials. */
  readonly lines: readonly string[];
  /** Of the document; without its symbol. */
  readonly number?: string | undefined;
  /** Day and month as they stand on the dots. */
  readonly day?: string | undefined;
  readonly month?: string | undefined;
  /** Full name the block is searched by. */
  readonly signer: string;
  readonly font: Uint8Array;
  /** Where the user wants it; else it finds its place. */
  readonly page?: number | undefined;
  readonly rect?: VisualRect | undefined;
  /** What stands for an anchor that the document does not have: a scan says nothing of its places. */
  readonly spots?: Spots | undefined;
}

export type StampWarning = ImageWarning | "STAMP_OVER_TEXT" | "LEADER_IMAGE_MISSING";

export interface PresetPlan {
  /** One signature each, in this order. */
  readonly looks: readonly Appearance[];
  readonly warnings: readonly StampWarning[];
  /** What follows the number of an issued document, such as "/UBND-VX". */
  readonly symbol: string;
}

/** Errors: ANCHOR_NOT_FOUND {anchor: "number" | "date" | "block" | "end"}, IMAGE_UNSUPPORTED, GLYPH_MISSING, LIMIT_EXCEEDED. */
export function planPreset(request: PresetRequest): PresetPlan {
  const planner = new Planner(request);
  switch (request.preset) {
    case "leader":
      return planner.leader();
    case "initial":
      return planner.initial();
    case "issue":
      return planner.issue();
    case "seal":
      return planner.seal();
    case "copy":
    case "appendix":
      return planner.corner("right");
    case "incoming":
      return planner.corner("left");
  }
}

/** Millimetres. */
const SIZES = {
  leaderWidth: 55,
  leaderHeight: 28,
  initialHeight: 9,
  edge: 12,
  top: 4,
  step: 2,
};
/** Decree: ten points. */
const TEXT_SIZE = 10;
/** Points from day to month where no "tháng" stands between them to measure. */
const DAY_TO_MONTH = 54;
/** A line of a block that is so low would leave no room for a signature. */
const MIN_SPACE = 12 * POINTS_PER_MM;

class Planner {
  private readonly request: PresetRequest;
  private readonly pages: StampPages;
  private readonly warnings: StampWarning[] = [];
  private symbol = "";

  constructor(request: PresetRequest) {
    this.request = request;
    this.pages = new StampPages(request.document);
  }

  leader(): PresetPlan {
    const image = this.image();
    this.warnings.push(...imageWarnings(image, "signature"));
    const { page = 1, rect } = this.request;
    if (rect) return this.plan([imageLook(page, image, rect)]);
    const { page: number, box } = this.leaderBox(image);
    return this.plan([imageLook(number, image, box)]);
  }

  /** Between title and name, in real size unless that is larger than the block has room for. */
  private leaderBox(image: Uint8Array | undefined): { page: number; box: VisualRect } {
    const block = signatureBlock(this.pages.fromEnd(), this.request.signer) ?? this.spotBlock();
    const room = Math.max(block.top - block.bottom, MIN_SPACE);
    const most = {
      width: SIZES.leaderWidth * POINTS_PER_MM,
      height: Math.min(room, SIZES.leaderHeight * POINTS_PER_MM),
    };
    const real = image ? this.realSize(image) : null;
    const facts = image ? imageFacts(image) : { width: 2, height: 1 };
    const fit = Math.min(most.width / facts.width, most.height / facts.height);
    const scale = real ? Math.min(real.width / facts.width, fit) : fit;
    const [width, height] = [facts.width * scale, facts.height * scale];
    const middle = (block.top + block.bottom) / 2;
    return { page: block.page, box: { x: block.middle - width / 2, y: middle - height / 2, width, height } };
  }

  private spotBlock(): SignatureBlock {
    const { page, x, y } = this.spot("block");
    const half = (SIZES.leaderHeight * POINTS_PER_MM) / 2;
    return { page, middle: x, bottom: y - half, top: y + half };
  }

  private spot(anchor: AnchorName): Spot {
    return this.request.spots?.[anchor] ?? fail("ANCHOR_NOT_FOUND", { anchor });
  }

  /** After the last line of the text, which "./." ends, else beside "Nơi nhận". */
  initial(): PresetPlan {
    const { image, page = 1, rect, font } = this.request;
    const height = SIZES.initialHeight * POINTS_PER_MM;
    const line = this.request.lines[0] ?? "";
    const natural = image ? imageFacts(image) : null;
    const shown = textLine(readTrueType(font), line);
    const width = natural ? (height * natural.width) / natural.height : (shown.width * TEXT_SIZE) / 1000 + 1;
    const place = rect ? { page, box: rect } : this.initialPlace(width, image ? height : TEXT_SIZE * LEADING);
    if (image) return this.plan([imageLook(place.page, image, place.box)]);
    const marks = linesFrom({ lines: [line], size: TEXT_SIZE, x: 0, top: place.box.height });
    return this.plan([{ page: place.page, rect: place.box, marks, font }]);
  }

  private initialPlace(width: number, height: number): { page: number; box: VisualRect } {
    const pages = this.pages.fromEnd();
    for (const pattern of [/\.\/\.$/u, /^nhận:?$/iu]) {
      for (const { number, text } of [...pages].reverse()) {
        const word = text.words.findLast((other) => other.angle === 0 && pattern.test(other.text));
        if (!word) continue;
        const x = word.box.x + word.box.width + 2;
        return { page: number, box: { x, y: word.baseline - height / 4, width, height } };
      }
    }
    const { page, x, y } = this.spot("end");
    return { page, box: { x: x - width / 2, y: y - height / 2, width, height } };
  }

  /** Number and date on their dots, then the seal. */
  issue(): PresetPlan {
    const { number = "", day = "", month = "" } = this.request;
    const first = this.pages.at(1);
    const lines = textLines(first.text);
    const blank = numberBlank(lines, first.text.page);
    const numberSpot = blank ? null : this.spot("number");
    const numberFilling = { blank: blank ?? spotBlank(numberSpot, 0), text: number };
    const date = dateBlanks(lines, first.text.page);
    const dateSpot = date ? null : this.spot("date");
    const dateFillings = [
      { blank: date?.day ?? spotBlank(dateSpot, -DAY_TO_MONTH / 2), text: day },
      { blank: date?.month ?? spotBlank(dateSpot, DAY_TO_MONTH / 2), text: month },
    ];
    this.symbol = blank?.symbol ?? "";
    return this.plan([
      this.blankLook(numberSpot?.page ?? 1, [numberFilling]),
      this.blankLook(dateSpot?.page ?? 1, dateFillings),
      this.sealLook(),
    ]);
  }

  private blankLook(page: number, fillings: readonly Filling[]): Appearance {
    const font = readTrueType(this.request.font);
    const placed = fillings.map(({ blank, text }) => {
      const width = (textLine(font, text).width * blank.size) / 1000;
      const left = leftIn(blank, width);
      return { text, size: blank.size, left, right: left + width, baseline: blank.baseline };
    });
    const size = Math.max(...placed.map((each) => each.size));
    const x = Math.min(...placed.map(({ left }) => left)) - 1;
    const y = Math.min(...placed.map(({ baseline }) => baseline)) - size / 4;
    const right = Math.max(...placed.map((each) => each.right)) + 1;
    const marks: Mark[] = placed.map(({ text, size: own, left, baseline }) => {
      return { kind: "text", text, size: own, x: left - x, y: baseline - y };
    });
    return { page, rect: { x, y, width: right - x, height: 1.2 * size }, marks, font: this.request.font };
  }

  seal(): PresetPlan {
    const { page = 1, rect } = this.request;
    if (!rect) return this.plan([this.sealLook()]);
    const image = this.image();
    this.warnings.push(...imageWarnings(image, "seal"));
    return this.plan([imageLook(page, image, rect)]);
  }

  /** In real size, over the left third of the ink of the leader's signature. */
  private sealLook(): Appearance {
    const image = this.image();
    this.warnings.push(...imageWarnings(image, "seal"));
    const size = this.realSize(image) ?? sealSize(image);
    const { page, box } = this.leaderInk();
    const x = box.x + box.width / 3 - size.width;
    const y = box.y + box.height / 2 - size.height / 2;
    return imageLook(page, image, whollyOnPage(this.request.document, page, { x, y, ...size }));
  }

  private leaderInk(): { page: number; box: VisualRect } {
    for (const { number, place } of this.pages.placesFromEnd()) {
      const ink = signedInk(this.request.document, place);
      const last = ink.at(-1);
      if (last) return { page: number, box: last };
    }
    this.warnings.push("LEADER_IMAGE_MISSING");
    return this.leaderBox(undefined);
  }

  /** In the margin above the text; over text only where there is no margin, and then it is said. */
  corner(side: "left" | "right"): PresetPlan {
    const { lines, font, page = 1 } = this.request;
    const program = readTrueType(font);
    const width = Math.max(...lines.map((line) => (textLine(program, line).width * TEXT_SIZE) / 1000)) + 1;
    const height = lines.length * TEXT_SIZE * LEADING;
    const rect = this.request.rect ?? this.cornerPlace(side, width, height);
    return this.plan([
      { page, rect, marks: linesFrom({ lines, size: TEXT_SIZE, x: 0, top: rect.height }), font },
    ]);
  }

  private cornerPlace(side: "left" | "right", width: number, height: number): VisualRect {
    const { text } = this.pages.at(1);
    const edge = SIZES.edge * POINTS_PER_MM;
    const x = side === "left" ? edge : text.page.width - edge - width;
    const highest = text.page.height - SIZES.top * POINTS_PER_MM - height;
    for (let down = 0; down <= text.page.height / 3; down += SIZES.step * POINTS_PER_MM) {
      const rect = { x, y: highest - down, width, height };
      if (!text.words.some(({ box }) => overlap(box, rect))) return rect;
    }
    this.warnings.push("STAMP_OVER_TEXT");
    return { x, y: highest, width, height };
  }

  /** Points; null where neither the user nor the file names any. */
  private realSize(image: Uint8Array): { width: number; height: number } | null {
    const { imageMm } = this.request;
    if (!imageMm) return ownSize(image);
    return { width: imageMm.width * POINTS_PER_MM, height: imageMm.height * POINTS_PER_MM };
  }

  private image(): Uint8Array {
    return this.request.image ?? fail("INVALID_ARGUMENT", { argument: "image" });
  }

  private plan(looks: readonly Appearance[]): PresetPlan {
    return { looks, warnings: [...new Set(this.warnings)], symbol: this.symbol };
  }
}

interface Filling {
  readonly blank: Blank;
  readonly text: string;
}
