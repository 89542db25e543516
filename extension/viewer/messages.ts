/** What crosses the port between a window and the sandboxed frame that shows a PDF. The window checks every answer: the frame ran hostile bytes. */

import * as v from "valibot";

/** How the page fills the frame; a number is a zoom where 1 is 96 pixels an inch. */
export type Zoom = "page" | "width" | number;

/** Sent by the window. The frame has no other input. */
export type ViewerCommand =
  | { readonly type: "open"; readonly blob: Blob; readonly zoom: Zoom; readonly label: string }
  | { readonly type: "show"; readonly page: number }
  | { readonly type: "zoom"; readonly zoom: Zoom }
  | { readonly type: "thumbnail"; readonly page: number; readonly width: number }
  | { readonly type: "data"; readonly request: number; readonly bytes: Uint8Array | null }
  | { readonly type: "focus" };

const page = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000));
const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));

/** Keys pressed inside the frame that belong to the window. */
const forwardedKey = v.picklist(["F6", "Shift+F6", "Escape", "?"]);
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
