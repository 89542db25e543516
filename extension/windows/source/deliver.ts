/** The signed file goes into a file input of the page that asked, which then has to show that it took it. */

import * as v from "valibot";
import { fail } from "#shared/errors.ts";
import type { Job } from "../../jobs.ts";
import type { DeliveryReport, FrameMessage, TargetReport } from "../../messages.ts";
import { askFrame, type FramePlace } from "./frame.ts";
import { Transfer } from "./transfer.ts";

const targetSchema = v.strictObject({ label: v.pipe(v.string(), v.maxLength(200)) });
const deliverySchema = v.strictObject({
  outcome: v.picklist(["taken", "unproven", "refused"]),
  label: v.pipe(v.string(), v.maxLength(200)),
});

/** Frames that may hold the place: the clicked one, and the top one (whose script looks into frames of its own origin). */
function placesOf({ tab, source }: Job): FramePlace[] {
  if (tab === null || source.kind === "local") return [];
  return tab.frameId === 0 ? [tab] : [tab, { tabId: tab.tabId, frameId: 0 }];
}

/** null where the page has no place for the file now. */
export async function findTarget(job: Job): Promise<TargetReport | null> {
  return (await locate(job))?.target ?? null;
}

async function locate(job: Job): Promise<{ place: FramePlace; target: TargetReport } | null> {
  if (job.source.kind === "local") return null;
  const ask: FrameMessage = { type: "target", origin: job.source.origin };
  for (const place of placesOf(job)) {
    const found = v.safeParse(targetSchema, await askFrame(place, ask));
    if (found.success) return { place, target: found.output };
  }
  return null;
}

/** UPLOAD_FAILED where the page has no place any more; else what the page showed. */
export async function deliver(job: Job, file: File, signal: AbortSignal): Promise<DeliveryReport> {
  const found = await locate(job);
  if (found === null || job.source.kind === "local") return fail("UPLOAD_FAILED", { reason: "no-target" });
  if (signal.aborted) fail("USER_CANCELLED");
  const transfer = new Transfer();
  try {
    transfer.offer(file);
    const order: FrameMessage = {
      type: "deliver",
      transfer: transfer.id,
      origin: job.source.origin,
      name: file.name,
      size: file.size,
    };
    const report = v.safeParse(deliverySchema, await askFrame(found.place, order));
    return report.success ? report.output : fail("UPLOAD_FAILED", { reason: "page" });
  } finally {
    transfer.close();
  }
}
