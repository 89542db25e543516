/** The jobs and the window of each action, in session storage: a service worker that dies loses nothing. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { type Job, type JobAction, job } from "../jobs.ts";

const shape = v.strictObject({
  jobs: v.array(job),
  /** Browser window that works on the jobs of an action. */
  windows: v.strictObject({ sign: v.nullable(v.number()), verify: v.nullable(v.number()) }),
});
export type JobsState = v.InferOutput<typeof shape>;

const KEY = "jobs";
const EMPTY: JobsState = { jobs: [], windows: { sign: null, verify: null } };

let turn: Promise<unknown> = Promise.resolve();

/** One change at a time, in the order asked: 200 clicks at once see each other's jobs. */
export function changeJobs<T>(
  change: (state: JobsState) => Promise<{ state: JobsState; answer: T }>,
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
  const stored = v.safeParse(shape, (await browser.storage.session.get(KEY))[KEY]);
  return stored.success ? stored.output : EMPTY;
}

/** Jobs of an action that a window still has to finish. */
export function unfinished(jobs: readonly Job[], action: JobAction): Job[] {
  return jobs.filter((each) => each.action === action && each.state !== "done");
}
