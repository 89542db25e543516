/** What crosses the port between a window and the sandboxed frame that shows a PDF. The window checks every answer: the frame ran hostile bytes. */

import * as v from "valibot";
import type { Rect } from "./stamp-geometry.ts";

/** How the page fills the frame; a number is a zoom where 1 is 96 pixels an inch. */
export type Zoom = "page" | "width" | number;

/** Sent by the window. The frame has no other input. */
export type ViewerCommand =
  | {
      readonly type: "open";
      readonly blob: Blob;
      readonly zoom: Zoom;
      readonly label: string;
      /** Of an encrypted file. */
      readonly password?: string | undefined;
    }
  | { readonly type: "show"; readonly page: number }
  | { readonly type: "zoom"; readonly zoom: Zoom }
  | { readonly type: "thumbnail"; readonly page: number; readonly width: number }
  | { readonly type: "data"; readonly request: number; readonly bytes: Uint8Array | null }
  /** Boxes with numbers; replaces those shown before. */
  | { readonly type: "marks"; readonly marks: readonly PageMark[] }
  /** The stamps that will be signed; replaces those shown before. */
  | { readonly type: "stamps"; readonly stamps: readonly ShownStamp[] }
  /** Scrolls so that this height of a page, as a share from its top, is in the middle of the view. */
  | { readonly type: "reveal"; readonly page: number; readonly share: number }
  | { readonly type: "focus" };

/** A box on a page, in shares of the displayed page from its top left. */
export interface PageMark {
  /** From 1. */
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly tone: "good" | "caution" | "bad" | "practice";
  /** Its number in the list beside the document. */
  readonly label: string;
  /** Where the number stands: at an upper corner of the box, or at that edge of the page, where it covers no words. */
  readonly at: "left" | "right" | "left-margin" | "right-margin";
}

/** A stamp as the frame draws it: places in points on the displayed page, from its bottom-left corner. */
export interface ShownStamp {
  /** From 1. */
  readonly page: number;
  readonly rect: Rect;
  /** Of the displayed page, points. */
  readonly size: { readonly width: number; readonly height: number };
  /** Another number, another picture. */
  readonly picture: number;
  /** Plane of the marks; it is stretched over `rect`. */
  readonly plane: { readonly width: number; readonly height: number };
  readonly marks: readonly ShownMark[];
  /** For screen readers: what it is and where, its kind, how to move it. */
  readonly label: string;
  readonly role: string;
  readonly description: string;
  readonly tone: "own" | "practice" | "out";
  /** Whether its size may change; its place may unless it is `fixed`. */
  readonly resizable: boolean;
  readonly fixed: boolean;
}

export type ShownMark =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly size: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: "image"; readonly image: Blob; readonly box: Rect };

const page = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000));
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));

/** Points; pages are no larger than 15,000,000 of them (ISO 32000-1, annex C). */
const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-2e7), v.maxValue(2e7));
const extent = v.pipe(v.number(), v.finite(), v.minValue(0.1), v.maxValue(2e7));
const index = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(7));

/** Keys pressed inside the frame that belong to the window. */
const forwardedKey = v.picklist(["F6", "Shift+F6", "Escape", "?", "n", "Shift+n"]);
export type ForwardedKey = v.InferOutput<typeof forwardedKey>;

/** Answered by the frame; exact, so that nothing else can ride along. */
export const viewerEvent = v.variant("type", [
  v.strictObject({ type: v.literal("opened"), pages: page }),
  v.strictObject({ type: v.literal("failed"), code: v.picklist(["PASSWORD_NEEDED", "PDF_BROKEN"]) }),
  /** A page was drawn for the first time. */
  v.strictObject({ type: v.literal("drawn"), page }),
  /** The page most in view, and the zoom as a fraction. */
  v.strictObject({
    type: v.literal("shown"),
    page,
    zoom: v.pipe(v.number(), v.minValue(0.01), v.maxValue(20)),
  }),
  v.strictObject({
    type: v.literal("thumbnail"),
    page,
    width: pixels,
    height: pixels,
    bitmap: v.custom<ImageBitmap>((value) => value instanceof ImageBitmap),
  }),
  /** That page cannot be drawn so small. */
  v.strictObject({ type: v.literal("no-thumbnail"), page }),
  /** The user moved or resized a stamp. */
  v.strictObject({
    type: v.literal("stamp"),
    index,
    page,
    rect: v.strictObject({ x: coordinate, y: coordinate, width: extent, height: extent }),
  }),
  /** Back to the proposed place; nothing to be seen of the signature. */
  v.strictObject({ type: v.literal("stamp-act"), index, act: v.picklist(["home", "delete"]) }),
  v.strictObject({ type: v.literal("key"), key: forwardedKey }),
  /** A font, character map or decoder that ships with the extension, by its plain file name. */
  v.strictObject({
    type: v.literal("data"),
    request: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
    filename: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,60}\.(?:pfb|ttf|wasm|bcmap)$/)),
  }),
]);
export type ViewerEvent = v.InferOutput<typeof viewerEvent>;

/** Smallest and largest zoom the buttons and keys reach. */
export const ZOOM_LIMITS = { min: 0.25, max: 4, step: 1.2 } as const;
