/** What is known of jobs and windows, and how each event changes it. Plain data in and out. */

import * as v from "valibot";
import { LIMITS } from "#shared/protocol/limits.ts";
import { type Job, type JobAction, job } from "../jobs.ts";

export const jobsState = v.strictObject({
  jobs: v.array(job),
  /** Browser window that works on the jobs of an action. */
  windows: v.strictObject({ sign: v.nullable(v.number()), verify: v.nullable(v.number()) }),
});
export type JobsState = v.InferOutput<typeof jobsState>;

export const NO_JOBS: JobsState = { jobs: [], windows: { sign: null, verify: null } };

/** The one on screen, and those that may wait behind it. */
const AT_MOST = 1 + LIMITS.queuedJobs;

/** The jobs of one click; null where the window has all it may have. Jobs that are done make room and are forgotten. */
export function withJobs(state: JobsState, added: readonly Job[]): JobsState | null {
  const [{ action } = { action: "sign" } as const] = added;
  if (clicksOf(state, action) >= AT_MOST) return null;
  return { ...state, jobs: [...state.jobs.filter((each) => each.state !== "done"), ...added] };
}

/** A batch was one click, however many documents it has. */
function clicksOf(state: JobsState, action: JobAction): number {
  return new Set(ofAction(state, action).map(({ id, batch }) => batch ?? id)).size;
}

/** Jobs of an action that its window still has to finish. */
export function ofAction({ jobs }: JobsState, action: JobAction): Job[] {
  return jobs.filter((each) => each.action === action && each.state !== "done");
}

/** The window has them: told again, they are the same. */
export function withTaken(state: JobsState, action: JobAction): JobsState {
  const open = (each: Job): Job =>
    each.action === action && each.state === "waiting" ? { ...each, state: "open" } : each;
  return { ...state, jobs: state.jobs.map(open) };
}

export function withFinished(state: JobsState, id: string): JobsState {
  return { ...state, jobs: state.jobs.map((each) => (each.id === id ? { ...each, state: "done" } : each)) };
}

export function withWindow(state: JobsState, action: JobAction, window: number | null): JobsState {
  return { ...state, windows: { ...state.windows, [action]: window } };
}

/** A window that is closed takes its jobs with it: a document that was not signed is still where it was. */
export function withoutWindow(state: JobsState, window: number): JobsState {
  const { sign, verify } = state.windows;
  return {
    jobs: state.jobs.filter((each) => state.windows[each.action] !== window),
    windows: { sign: sign === window ? null : sign, verify: verify === window ? null : verify },
  };
}
