/** Where a window's documents come from and go to: jobs, the page that asked, the user's disk. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import type { ErrorCode } from "#shared/errors.ts";
import { type Job, type JobAction, type JobOutcome, job as jobSchema } from "../jobs.ts";
import { type Answer, jobsAdded, type WindowMessage } from "../messages.ts";

export { deliver, findTarget } from "./source/deliver.ts";
export { fetchDocument } from "./source/fetch.ts";

function tell(message: WindowMessage): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/** The window's kind of work, by the folder of its page. */
function ownAction(): JobAction {
  return location.pathname.includes("/verify/") ? "verify" : "sign";
}

/** Everything this window still has to finish; asked again after a reload it answers the same. */
export async function nextJobs(): Promise<Job[]> {
  const taken = v.safeParse(v.array(jobSchema), await tell({ type: "jobs.take", action: ownAction() }));
  return taken.success ? taken.output : [];
}

/** The jobs of each further click. */
export function onJobsAdded(listener: (jobs: readonly Job[]) => void): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    const added = v.safeParse(jobsAdded, message);
    if (added.success && added.output.jobs[0]?.action === ownAction()) listener(added.output.jobs);
    return undefined;
  });
}

/** A job of another kind over the same document; the code of a refusal, or null. */
export async function startJob(job: Job): Promise<ErrorCode | null> {
  const answer = (await tell({ type: "jobs.sign", job })) as Answer;
  return answer.ok ? null : answer.code;
}

/** The job is over; after a signature the page gets the focus back. */
export async function finishJob(job: Job, outcome: JobOutcome): Promise<void> {
  await endJob(job, outcome);
  if (outcome === "signed") await showPage(job);
}

/** The job is over, and what is in front stays there. */
export async function endJob(job: Job, outcome: JobOutcome): Promise<void> {
  await tell({ type: "jobs.finish", job: job.id, outcome });
}

export async function showPage(job: Job): Promise<void> {
  if (job.tab === null) return;
  // The page may be gone by now; the job is over all the same.
  const tab = await browser.tabs.update(job.tab.tabId, { active: true }).catch(() => null);
  if (tab?.windowId !== undefined) await browser.windows.update(tab.windowId, { focused: true });
}

/** Onto the user's disk, as a download of the browser. */
export async function saveFile(blob: Blob, name: string): Promise<void> {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download reads the address after this task; it keeps the Blob once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
