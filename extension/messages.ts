/** What the extension's parts say to each other. Checked where it arrives: a content script lives in a stranger's page. */

import * as v from "valibot";
import type { ERROR_CODES } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { job } from "./jobs.ts";

const address = v.pipe(v.string(), v.maxLength(8192));
const name = v.pipe(v.string(), v.maxLength(500));
const identity = v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/));

/** From a content script, always after a trusted click. */
export const clickMessage = v.strictObject({
  type: v.literal("click"),
  action: v.picklist(["sign", "verify"]),
  url: address,
  name: v.nullable(name),
});
export type ClickMessage = v.InferOutput<typeof clickMessage>;

/** Several documents of one frame, by one trusted click: they are signed as one batch. */
export const clickAllMessage = v.strictObject({
  type: v.literal("click-all"),
  documents: v.pipe(
    v.array(v.strictObject({ url: address, name })),
    v.minLength(1),
    v.maxLength(LIMITS.batchDocuments),
  ),
});
export type ClickAllMessage = v.InferOutput<typeof clickAllMessage>;

/** From the extension's own windows and popup to the background. */
export const windowMessage = v.variant("type", [
  v.strictObject({ type: v.literal("jobs.take"), action: v.picklist(["sign", "verify"]) }),
  v.strictObject({
    type: v.literal("jobs.finish"),
    job: v.string(),
    outcome: v.picklist(["signed", "declined", "verified"]),
  }),
  v.strictObject({ type: v.literal("jobs.own"), action: v.picklist(["sign", "verify"]) }),
  /** What the verify window has checked is to be signed: the same document, asked for by whoever asked for the check. */
  v.strictObject({ type: v.literal("jobs.sign"), job }),
  v.strictObject({ type: v.literal("jobs.tab"), action: v.picklist(["sign", "verify"]), tabId: v.number() }),
  /** "Ký tất cả" in the popup: every frame of the tab is asked for its documents. */
  v.strictObject({ type: v.literal("jobs.all"), tabId: v.number() }),
  v.strictObject({ type: v.literal("windows.has") }),
  v.strictObject({ type: v.literal("windows.show") }),
  /** For what an earlier window left unfinished. */
  v.strictObject({ type: v.literal("windows.open") }),
  v.strictObject({ type: v.literal("sites.off") }),
  v.strictObject({
    type: v.literal("sites.turn"),
    pattern: v.pipe(v.string(), v.maxLength(300)),
    off: v.boolean(),
    tabId: v.number(),
  }),
  v.strictObject({
    type: v.literal("sites.unasked"),
    pattern: v.pipe(v.string(), v.maxLength(300)),
    on: v.boolean(),
    tabId: v.number(),
  }),
  v.strictObject({ type: v.literal("refusal.take") }),
  v.strictObject({ type: v.literal("host.ping") }),
]);
export type WindowMessage = v.InferOutput<typeof windowMessage>;

/** From the background to open windows. */
export const jobsAdded = v.strictObject({ type: v.literal("jobs.added"), jobs: v.array(job) });
export type JobsAdded = v.InferOutput<typeof jobsAdded>;

/** Answer to a click or a window's message that has no other answer. */
export type Answer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: (typeof ERROR_CODES)[number] };

/** From the extension to the content script of one frame. */
export const frameMessage = v.variant("type", [
  v.strictObject({ type: v.literal("here") }),
  v.strictObject({ type: v.literal("count") }),
  /** The user asked for it in the popup or the context menu: the frame answers by a `click-all` of its own. */
  v.strictObject({ type: v.literal("sign-all") }),
  v.strictObject({ type: v.literal("ticks"), on: v.boolean() }),
  v.strictObject({ type: v.literal("badges"), on: v.boolean() }),
  /** Documents in view are checked by themselves, or no longer. */
  v.strictObject({ type: v.literal("unasked"), on: v.boolean() }),
  v.strictObject({ type: v.literal("fetch"), transfer: identity, url: address, limit: v.number() }),
  v.strictObject({ type: v.literal("target"), origin: v.string() }),
  v.strictObject({
    type: v.literal("deliver"),
    transfer: identity,
    origin: v.string(),
    name,
    size: v.number(),
  }),
  v.strictObject({ type: v.literal("cancel"), transfer: identity }),
]);
export type FrameMessage = v.InferOutput<typeof frameMessage>;

export interface TargetReport {
  readonly label: string;
}

type DeliveryOutcome = "taken" | "unproven" | "refused";

export interface DeliveryReport {
  readonly outcome: DeliveryOutcome;
  readonly label: string;
}
