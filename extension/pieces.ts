/** A Blob as base64 pieces over a runtime port, and back. Slow for large files; there where no relay frame can be. */

import * as v from "valibot";
import type { Runtime } from "webextension-polyfill";
import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { fail, SignError } from "#shared/errors.ts";
import { PIECE_BYTES, type Piece, piece } from "./transfer.ts";

/** `TypedArray` methods of newer browsers, five times faster where they are there. */
const fast = Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array };
const encode = (bytes: Uint8Array & { toBase64?: () => string }) => bytes.toBase64?.() ?? toBase64(bytes);
const decode = (text: string) => fast.fromBase64?.(text) ?? fromBase64(text);

export async function sendPieces(port: Runtime.Port, blob: Blob): Promise<void> {
  let at = 0;
  do {
    const bytes = new Uint8Array(await blob.slice(at, at + PIECE_BYTES).arrayBuffer());
    at += bytes.length;
    const message: Piece = { data: encode(bytes), last: at >= blob.size };
    port.postMessage(message);
  } while (at < blob.size);
}

/** Rejects with DOWNLOAD_FAILED where the port closes early, DOCUMENT_TOO_LARGE above `limit` bytes. */
export function receivePieces(port: Runtime.Port, limit: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const parts: BlobPart[] = [];
    let size = 0;
    port.onDisconnect.addListener(() => reject(new SignError("DOWNLOAD_FAILED", { reason: "cut" })));
    port.onMessage.addListener((message: unknown) => {
      try {
        const { data, last } = v.is(piece, message) ? message : fail("DOWNLOAD_FAILED", { reason: "junk" });
        const bytes = decode(data) ?? fail("DOWNLOAD_FAILED", { reason: "junk" });
        size += bytes.length;
        if (size > limit) fail("DOCUMENT_TOO_LARGE", { limit });
        parts.push(bytes as Uint8Array<ArrayBuffer>);
        if (last) resolve(new Blob(parts));
      } catch (error) {
        reject(error);
      }
    });
  });
}
