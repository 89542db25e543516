/** What a badge is told of a document: a state, and sentences for its card. From our hidden frame to the content script. */

import * as v from "valibot";

/** Beside these a badge is "not checked" or "being checked". */
const BADGE_STATES = ["good", "caution", "bad", "unsigned", "unreadable"] as const;
export type BadgeState = (typeof BADGE_STATES)[number];

const sentence = v.pipe(v.string(), v.maxLength(1000));

export const badgeVerdict = v.strictObject({
  state: v.picklist(BADGE_STATES),
  headline: sentence,
  meaning: sentence,
  /** Empty where nobody is known. */
  signers: sentence,
  /** As it is written, with its source; empty where there is none. */
  time: sentence,
});
export type BadgeVerdict = v.InferOutput<typeof badgeVerdict>;

/** Documents above this are checked in the window, which shows how far it is. */
export const BADGE_BYTES = 64 * 1024 * 1024;
