/** Jobs and windows in session storage: a service worker that dies loses nothing. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { type JobsState, jobsState, NO_JOBS } from "./jobs-state.ts";

const KEY = "jobs";

let turn: Promise<unknown> = Promise.resolve();

/** One change at a time, in the order asked: 200 clicks at once see each other's jobs. */
export function changeJobs<T>(
  change: (state: JobsState) => Promise<{ readonly state: JobsState; readonly answer: T }>,
): Promise<T> {
  const mine = turn.then(async () => {
    const { state, answer } = await change(await readJobs());
    await browser.storage.session.set({ [KEY]: state });
    return answer;
  });
  turn = mine.catch(() => undefined);
  return mine;
}

export async function readJobs(): Promise<JobsState> {
  const stored = v.safeParse(jobsState, (await browser.storage.session.get(KEY))[KEY]);
  return stored.success ? stored.output : NO_JOBS;
}
