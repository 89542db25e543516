import { describe, expect, test } from "vitest";
import { LIMITS } from "#shared/protocol/limits.ts";
import {
  type JobsState,
  NO_JOBS,
  ofAction,
  withFinished,
  withJobs,
  withoutWindow,
  withTaken,
  withWindow,
} from "../../../extension/background/jobs-state.ts";
import type { Job, JobAction } from "../../../extension/jobs.ts";

const job = (id: string, action: JobAction = "sign"): Job => ({
  ...{ id, action, source: { kind: "local" }, tab: null, url: null, name: null },
  ...{ private: false, batch: null, createdAt: 0, state: "waiting" },
});

/** Adds each in turn; the names of those that were refused. */
function addAll(start: JobsState, jobs: readonly Job[]): { state: JobsState; refused: string[] } {
  let state = start;
  const refused: string[] = [];
  for (const each of jobs) {
    const next = withJobs(state, [each]);
    if (next === null) refused.push(each.id);
    else state = next;
  }
  return { state, refused };
}

const many = (count: number, action: JobAction = "sign") =>
  Array.from({ length: count }, (_, index) => job(`${action} ${index}`, action));
const names = (state: JobsState, action: JobAction) => ofAction(state, action).map(({ id }) => id);

describe("jobs", () => {
  test("one is on screen, five wait, the others are refused", () => {
    const { state, refused } = addAll(NO_JOBS, many(200));
    expect(names(state, "sign")).toHaveLength(1 + LIMITS.queuedJobs);
    expect(refused).toHaveLength(200 - 1 - LIMITS.queuedJobs);
  });

  test("signing and checking have windows, and places, of their own", () => {
    const { state } = addAll(NO_JOBS, many(200));
    expect(withJobs(state, [job("kiểm tra", "verify")])).not.toBeNull();
  });

  test("one that is done makes room for another", () => {
    const { state } = addAll(NO_JOBS, many(6));
    expect(withJobs(state, [job("thêm")])).toBeNull();
    const after = withJobs(withFinished(state, "sign 0"), [job("thêm")]);
    expect(after && names(after, "sign")).toEqual(["sign 1", "sign 2", "sign 3", "sign 4", "sign 5", "thêm"]);
  });

  test("a window that asks twice, as after a reload, gets the same ones", () => {
    const { state } = addAll(NO_JOBS, many(2));
    const taken = withTaken(state, "sign");
    expect(names(taken, "sign")).toEqual(["sign 0", "sign 1"]);
    expect(names(withTaken(taken, "sign"), "sign")).toEqual(["sign 0", "sign 1"]);
    expect(ofAction(taken, "sign").map((each) => each.state)).toEqual(["open", "open"]);
  });

  test("a closed window takes its jobs with it, and no others", () => {
    const { state } = addAll(NO_JOBS, [...many(2), ...many(2, "verify")]);
    const shown = withWindow(withWindow(state, "sign", 4), "verify", 5);
    const after = withoutWindow(shown, 4);
    expect(names(after, "sign")).toEqual([]);
    expect(names(after, "verify")).toEqual(["verify 0", "verify 1"]);
    expect(after.windows).toEqual({ sign: null, verify: 5 });
    expect(withoutWindow(shown, 99)).toEqual(shown);
  });
});
