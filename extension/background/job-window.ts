/** One window an action: a new job goes to the one that is open, or opens it. */

import browser from "webextension-polyfill";
import type { ErrorCode } from "#shared/errors.ts";
import type { Job, JobAction } from "../jobs.ts";
import type { JobsAdded } from "../messages.ts";
import {
  type JobsState,
  ofAction,
  withFinished,
  withJobs,
  withoutWindow,
  withTaken,
  withWindow,
} from "./jobs-state.ts";
import { changeJobs, readJobs } from "./jobs-store.ts";

const PAGES: Readonly<Record<JobAction, string>> = {
  sign: "windows/sign/sign.html",
  verify: "windows/verify/verify.html",
};

/** Inner size the windows are drawn for, with room for the frame of the system. */
const SIZE = { width: 1196, height: 760 };

/**
 * The jobs of one click: all of them or none. null: accepted. ACTION_PENDING: the document on screen and five more wait already; a
 * batch counts as one.
 */
export function addJobs(jobs: readonly Job[]): Promise<ErrorCode | null> {
  const [{ action } = { action: "sign" } as const] = jobs;
  return changeJobs(async (stored) => {
    const before = await withoutClosedWindow(stored, action);
    const state = withJobs(before, jobs);
    if (state === null) return { state: before, answer: "ACTION_PENDING" };
    const open = state.windows[action];
    if (open === null) return { state: withWindow(state, action, await openWindow(action)), answer: null };
    // Stored before it is told: a window that is still loading asks for its jobs itself.
    queueMicrotask(() => void announce(jobs, open));
    return { state, answer: null };
  });
}

async function announce(jobs: readonly Job[], window: number): Promise<void> {
  const message: JobsAdded = { type: "jobs.added", jobs: [...jobs] };
  await browser.runtime.sendMessage(message).catch(() => undefined);
  await bringToFront(window);
}

async function openWindow(action: JobAction): Promise<number | null> {
  const url = browser.runtime.getURL(PAGES[action]);
  const { id } = await browser.windows.create({ type: "popup", url, ...SIZE });
  return id ?? null;
}

/** A maximised window stays so. */
async function bringToFront(window: number): Promise<boolean> {
  try {
    const { state } = await browser.windows.get(window);
    const shown = state === "minimized" ? ({ state: "normal" } as const) : {};
    await browser.windows.update(window, { focused: true, ...shown });
    return true;
  } catch {
    return false;
  }
}

/** The browser may have closed a window while nobody was awake to hear it. */
async function withoutClosedWindow(state: JobsState, action: JobAction): Promise<JobsState> {
  const id = state.windows[action];
  if (id === null) return state;
  const isThere = await browser.windows.get(id).then(
    () => true,
    () => false,
  );
  return isThere ? state : withoutWindow(state, id);
}

/** True where it was the window that signs. */
export function windowClosed(id: number): Promise<boolean> {
  return changeJobs(async (state) => ({
    state: withoutWindow(state, id),
    answer: state.windows.sign === id,
  }));
}

/** The sign window without a new job: it shows what an earlier one left. */
export function openSignWindow(): Promise<null> {
  return changeJobs(async (stored) => {
    const state = await withoutClosedWindow(stored, "sign");
    if (state.windows.sign !== null) return { state, answer: null };
    return { state: withWindow(state, "sign", await openWindow("sign")), answer: null };
  });
}

/** For the window of that action: everything it still has to finish. */
export function takeJobs(action: JobAction): Promise<Job[]> {
  return changeJobs(async (before) => {
    const state = withTaken(before, action);
    return { state, answer: ofAction(state, action) };
  });
}

export function finishJob(id: string): Promise<null> {
  return changeJobs(async (state) => ({ state: withFinished(state, id), answer: null }));
}

/** Is there a sign window that could be shown again? */
export async function hasSignWindow(): Promise<boolean> {
  return (await withoutClosedWindow(await readJobs(), "sign")).windows.sign !== null;
}

/** The open sign window once more in front; false where there is none. */
export async function showSignWindow(): Promise<boolean> {
  const { sign } = (await readJobs()).windows;
  return sign !== null && bringToFront(sign);
}
