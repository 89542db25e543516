/** Stamps of Nghị định 30/2020/NĐ-CP, Phụ lục I, that find their own places; "no anchor" is said, never guessed. */

import { fail } from "#shared/errors.ts";
import type { Appearance } from "../appearance/appearance.ts";
import { imageFacts } from "../appearance/image-object.ts";
import { textLine, wrapped } from "../appearance/text-line.ts";
import { readTrueType, type TrueType } from "../appearance/true-type.ts";
import { POINTS_PER_MM, type VisualRect } from "../appearance/visual-page.ts";
import type { PdfDocument } from "../document.ts";
import { type Corner, cornerLines, cornerPlace } from "./corner-place.ts";
import { coversLetters } from "./free-place.ts";
import { LEADING, linesFrom } from "./free-stamp.ts";
import { dateBlanks, numberBlank } from "./head-anchors.ts";
import { type Filling, headLook, stillOpen } from "./head-stamp.ts";
import { type ImageWarning, imageWarnings } from "./image-check.ts";
import { initialPlace } from "./initial-place.ts";
import { signedInk } from "./ink.ts";
import { leaderPlace } from "./leader-place.ts";
import { whollyOnPage } from "./onto-page.ts";
import { StampPages } from "./pages-read.ts";
import { imageLook, ownSize, sealSize } from "./picture.ts";
import type { PresetName, StampRole } from "./preset.ts";
import { signatureBlock } from "./signature-block.ts";
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

export type StampWarning = ImageWarning | "STAMP_OVER_TEXT" | "LEADER_IMAGE_MISSING" | "TEXT_RECOGNISED";

export interface PresetPlan {
  /** One signature each, in this order. */
  readonly looks: readonly Appearance[];
  /** Of each look: number and date that stand there already are not written again. */
  readonly roles: readonly StampRole[];
  /** Those that stand over words of the page though another place was looked for. */
  readonly over: readonly StampRole[];
  readonly warnings: readonly StampWarning[];
  /** What follows the number of an issued document, such as "/UBND-VX". */
  readonly symbol: string;
}

/**
 * Errors: ANCHOR_NOT_FOUND {anchor: "number" | "date" | "block" | "end"}, ANCHOR_FILLED {anchor: "number" | "date", found, wanted},
 * IMAGE_UNSUPPORTED, GLYPH_MISSING, LIMIT_EXCEEDED (also {limit: "stampText"}).
 */
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
const INITIAL_HEIGHT = 9;
/** Decree: ten points. */
const TEXT_SIZE = 10;
/** Points from day to month where no "tháng" stands between them to measure. */
const DAY_TO_MONTH = 54;

class Planner {
  private readonly request: PresetRequest;
  private readonly pages: StampPages;
  private readonly warnings: StampWarning[] = [];
  private readonly over = new Set<StampRole>();
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

  private leaderBox(image: Uint8Array | undefined): { page: number; box: VisualRect } {
    const { signer, spots } = this.request;
    const shape = image ? { ...imageFacts(image), real: this.realSize(image) } : null;
    const place = leaderPlace({ pages: this.pages, signer, shape, spot: spots?.block });
    if (!place.isFree) this.coversText("leader");
    return place;
  }

  private spot(anchor: AnchorName): Spot {
    return this.request.spots?.[anchor] ?? fail("ANCHOR_NOT_FOUND", { anchor });
  }

  /** After the last line of the text, which "./." ends, else beside "Nơi nhận". */
  initial(): PresetPlan {
    const { image, page = 1, rect, font } = this.request;
    const height = INITIAL_HEIGHT * POINTS_PER_MM;
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
    const found = initialPlace(this.pages.fromEnd(), { width, height });
    if (found && !found.isFree) this.coversText("initial");
    if (found) return found;
    const { page, x, y } = this.spot("end");
    return { page, box: { x: x - width / 2, y: y - height / 2, width, height } };
  }

  /** Number and date on their dots, then the seal. */
  issue(): PresetPlan {
    const head = [
      ...this.headLooks("number", this.numberFillings()),
      ...this.headLooks("date", this.dateFillings()),
    ];
    return this.plan(
      [...head.map(({ look }) => look), this.sealLook()],
      [...head.map(({ role }) => role), "seal"],
    );
  }

  private numberFillings(): PlacedFillings {
    const { number: text = "" } = this.request;
    const { text: first } = this.pages.at(1);
    const lines = textLines(first);
    const blank = numberBlank(lines, first.page, dateBlanks(lines, first.page));
    this.symbol = blank?.symbol ?? "";
    if (blank) return { page: 1, fillings: [{ anchor: "number", blank, text }] };
    const spot = this.spot("number");
    return { page: spot.page, fillings: [{ anchor: "number", blank: spotBlank(spot, 0), text }] };
  }

  private dateFillings(): PlacedFillings {
    const { day = "", month = "" } = this.request;
    const first = this.pages.at(1);
    const date = dateBlanks(textLines(first.text), first.text.page);
    const spot = date ? null : this.spot("date");
    const fillings: Filling[] = [
      { anchor: "date", blank: date?.day ?? spotBlank(spot, -DAY_TO_MONTH / 2), text: day },
      { anchor: "date", blank: date?.month ?? spotBlank(spot, DAY_TO_MONTH / 2), text: month },
    ];
    return { page: spot?.page ?? 1, fillings };
  }

  private headLooks(role: "number" | "date", { page, fillings }: PlacedFillings): HeadLooks {
    const open = stillOpen(fillings);
    if (open.length === 0) return [];
    const { look, written } = headLook(page, open, this.request.font);
    const { text } = this.pages.at(page);
    if (written.some((rect) => coversLetters(text, rect))) this.coversText(role);
    return [{ role, look }];
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
    const rect = whollyOnPage(this.request.document, page, { x, y, ...size });
    if (this.coversOthers(page, rect)) this.coversText("seal");
    return imageLook(page, image, rect);
  }

  /** Title and name are there to be sealed; the text beside them is not. */
  private coversOthers(page: number, rect: VisualRect): boolean {
    const block = signatureBlock(this.pages.fromEnd(), this.request.signer);
    const own = new Set(block?.lines.flatMap(({ words }) => words));
    const { text } = this.pages.at(page);
    return coversLetters({ ...text, words: text.words.filter((word) => !own.has(word)) }, rect);
  }

  private coversText(role: StampRole): void {
    this.warnings.push("STAMP_OVER_TEXT");
    this.over.add(role);
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
    const { font, page = 1 } = this.request;
    const program = readTrueType(font);
    const lines = this.cornerLines(program);
    const width = Math.max(...lines.map((line) => (textLine(program, line).width * TEXT_SIZE) / 1000)) + 1;
    const height = lines.length * TEXT_SIZE * LEADING;
    const rect = this.request.rect ?? this.cornerRect({ side, width, height });
    return this.plan([
      { page, rect, marks: linesFrom({ lines, size: TEXT_SIZE, x: 0, top: rect.height }), font },
    ]);
  }

  private cornerLines(font: TrueType): string[] {
    const { lines, rect } = this.request;
    const style = { lines, font, size: TEXT_SIZE, leading: LEADING };
    if (!rect) return cornerLines(this.pages.at(1).text, style);
    return lines.flatMap((line) => wrapped(font, line, { size: TEXT_SIZE, width: rect.width }));
  }

  private cornerRect(wanted: Corner): VisualRect {
    const { box, isFree } = cornerPlace(this.pages.at(1).text, wanted);
    if (!isFree && this.request.preset !== "issue") this.coversText(this.request.preset);
    return box;
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

  private plan(looks: readonly Appearance[], roles: readonly StampRole[] = this.ownRole()): PresetPlan {
    if (looks.some(({ page }) => this.pages.isRecognised(page))) this.warnings.push("TEXT_RECOGNISED");
    const over = roles.filter((role) => this.over.has(role));
    return { looks, roles, over, warnings: [...new Set(this.warnings)], symbol: this.symbol };
  }

  private ownRole(): readonly StampRole[] {
    const { preset } = this.request;
    return preset === "issue" ? [] : [preset];
  }
}

interface PlacedFillings {
  readonly page: number;
  readonly fillings: readonly Filling[];
}

type HeadLooks = readonly { readonly role: "number" | "date"; readonly look: Appearance }[];
