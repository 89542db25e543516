/** One window an action: a new job goes to the one that is open, or opens it. */

import browser from "webextension-polyfill";
import type { ErrorCode } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import type { Job, JobAction } from "../jobs.ts";
import type { JobAdded } from "../messages.ts";
import { changeJobs, type JobsState, unfinished } from "./jobs-store.ts";

const PAGES: Readonly<Record<JobAction, string>> = {
  sign: "windows/sign/sign.html",
  verify: "windows/verify/verify.html",
};

/** Inner size the windows are drawn for, with room for the frame of the system. */
const SIZE = { width: 1196, height: 760 };

/** null: accepted. ACTION_PENDING: the document on screen and five more wait already. */
export function addJob(job: Job): Promise<ErrorCode | null> {
  return changeJobs(async (before) => {
    const state = await withoutClosedWindow(before, job.action);
    if (unfinished(state.jobs, job.action).length > LIMITS.queuedJobs)
      return { state, answer: "ACTION_PENDING" };
    const jobs = [...state.jobs.filter((each) => each.state !== "done"), job];
    const open = state.windows[job.action];
    if (open === null) {
      const opened = await openWindow(job.action);
      return { state: { jobs, windows: { ...state.windows, [job.action]: opened } }, answer: null };
    }
    // The job is stored before the window takes it.
    queueMicrotask(() => void announce(job, open));
    return { state: { ...state, jobs }, answer: null };
  });
}

async function announce(job: Job, window: number): Promise<void> {
  const message: JobAdded = { type: "job.added", job };
  // A window that is still loading takes its jobs itself.
  await browser.runtime.sendMessage(message).catch(() => undefined);
  await browser.windows.update(window, { focused: true, state: "normal" }).catch(() => undefined);
}

async function openWindow(action: JobAction): Promise<number | null> {
  const url = browser.runtime.getURL(PAGES[action]);
  const { id } = await browser.windows.create({ type: "popup", url, ...SIZE });
  return id ?? null;
}

/** A window closed while nobody was awake to hear it takes its jobs with it. */
async function withoutClosedWindow(state: JobsState, action: JobAction): Promise<JobsState> {
  const id = state.windows[action];
  if (
    id === null ||
    (await browser.windows.get(id).then(
      () => true,
      () => false,
    ))
  )
    return state;
  return withoutWindow(state, id);
}

function withoutWindow(state: JobsState, id: number): JobsState {
  const { sign, verify } = state.windows;
  const gone = (each: Job) => state.windows[each.action] === id;
  return {
    jobs: state.jobs.filter((each) => !gone(each)),
    windows: { sign: sign === id ? null : sign, verify: verify === id ? null : verify },
  };
}

export async function windowClosed(id: number): Promise<void> {
  await changeJobs(async (state) => ({ state: withoutWindow(state, id), answer: null }));
}

/** The open sign window once more in front; false where there is none. */
export async function showWindow(state: JobsState): Promise<boolean> {
  const id = state.windows.sign;
  if (id === null) return false;
  return browser.windows.update(id, { focused: true, state: "normal" }).then(
    () => true,
    () => false,
  );
}
