/** How a file goes between a page's content script and our window: names and the messages on the way. */

import * as v from "valibot";

/** Up to this size a file goes as base64 over a runtime port; above, as a Blob through a relay frame (16 times faster at 100 MB). */
export const PORT_BYTES = 1024 * 1024;

/** Bytes of one piece on a runtime port; a multiple of 3, so that base64 has no padding inside. */
export const PIECE_BYTES = 768 * 1024;

/** How long the window may take to answer through the frame before the port is used instead. */
export const RELAY_MILLISECONDS = 3000;

export function isTransferId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
}

/** Of the BroadcastChannel between relay frame and window. */
export const channelName = (transfer: string) => `antin transfer ${transfer}`;

/** Of the runtime port between content script and window. */
export const portName = (transfer: string) => `transfer ${transfer}`;

/** Through the frame. `ping` and `pong` prove that the channel reaches the window. */
export const relayed = v.variant("kind", [
  v.strictObject({ kind: v.literal("ping") }),
  v.strictObject({ kind: v.literal("pong") }),
  v.strictObject({ kind: v.literal("blob"), blob: v.instance(Blob) }),
  v.strictObject({ kind: v.literal("received") }),
]);
export type Relayed = v.InferOutput<typeof relayed>;

/** Over the port. */
export const piece = v.strictObject({
  data: v.pipe(v.string(), v.maxLength(PIECE_BYTES * 2)),
  last: v.boolean(),
});
export type Piece = v.InferOutput<typeof piece>;
