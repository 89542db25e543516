/** A job: one thing a person asked for by a click. Made by the background from `sender`, worked on by a window. */

import * as v from "valibot";
import { source } from "#shared/protocol/messages.ts";

export const job = v.strictObject({
  id: v.string(),
  action: v.picklist(["sign", "verify"]),
  /** Who asks; from the browser's `sender`, never from the page. */
  source,
  /** Where the click was; null for the user's own file. */
  tab: v.nullable(v.strictObject({ tabId: v.number(), frameId: v.number() })),
  url: v.nullable(v.string()),
  /** As the page names it; shown as text only. */
  name: v.nullable(v.string()),
  /** A private window or container tab: the window's own cookies belong to somebody else. */
  private: v.boolean(),
  /** Shared by the documents of one click ("Ký tất cả"); null for a document by itself. */
  batch: v.nullable(v.string()),
  createdAt: v.number(),
  state: v.picklist(["waiting", "open", "done"]),
});
export type Job = v.InferOutput<typeof job>;
export type JobAction = Job["action"];

/** What became of a job, told to the background by the window. */
export type JobOutcome = "signed" | "declined" | "verified";

/** Page text in our own voice would be a voice of its own: one line, no control or bidi characters, at most 200 characters. */
export function tameName(text: string): string {
  return oneLine(text).slice(0, 200);
}

/** The name of a file as it is shown: letters composed, whatever the disk has; nothing that turns or breaks the line. */
export function oneLine(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Origin of an address as the host wants it, or null where no page of that address may ask (file:, data:, extension pages). */
export function originOf(url: string | undefined): string | null {
  try {
    const { origin, protocol } = new URL(url ?? "");
    return protocol === "https:" || protocol === "http:" ? origin : null;
  } catch {
    return null;
  }
}
