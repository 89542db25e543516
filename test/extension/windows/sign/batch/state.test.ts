import { describe, expect, test } from "vitest";
import { SignError } from "#shared/errors.ts";
import { endsBatch, isTokenFault } from "../../../../../extension/windows/sign/batch/faults.ts";
import {
  countsOf,
  currentBatch,
  isTicked,
  type Papers,
  rowOf,
  singlesOf,
  toSign,
} from "../../../../../extension/windows/sign/batch/state.ts";
import type { SignEvent } from "../../../../../extension/windows/sign/reducer.ts";
import { NO_STAMPS, type StampWork } from "../../../../../extension/windows/sign/stamps/state.ts";
import {
  type DocumentFacts,
  PLAIN_OPENING,
  type SignedResult,
} from "../../../../../extension/windows/sign/state.ts";
import { certificateOf, jobOf, plugged, realToken, signatureOf, stateAfter, verdictOf } from "../examples.ts";

const IDS = ["a", "b", "c"] as const;
const added: SignEvent = {
  type: "batch-added",
  id: "batch",
  jobs: IDS.map((id) => jobOf(id, { batch: "batch" })),
};
const document = (broken = false): DocumentFacts => ({
  blob: new Blob(["%PDF-"]),
  name: "a.pdf",
  url: null,
  fetchedAt: new Date(0),
  pages: 1,
  sha256: "0".repeat(64),
  notices: [],
  opening: PLAIN_OPENING,
  verdict: verdictOf("NO-SIGNATURE", ...(broken ? [signatureOf({ indication: "TOTAL-FAILED" })] : [])),
});
const ready = (id: string, broken = false): SignEvent[] => [
  { type: "document", id, document: document(broken) },
  { type: "phase", id, phase: { kind: "ready", notice: null } },
];
const device = plugged([realToken(), [certificateOf("a")]]);

/** All three checked, with these stamps and events. */
function papers(works: Readonly<Record<string, StampWork>>, ...events: readonly SignEvent[]): Papers {
  const state = stateAfter(added, ...device, ...IDS.flatMap((id) => ready(id)), ...events);
  const batch = currentBatch(state);
  if (batch === null) throw new Error("no batch");
  return { state, batch, works: new Map(IDS.map((id) => [id, works[id] ?? NO_STAMPS])) };
}
const ids = (given: Papers) => toSign(given).map(({ id }) => id);

describe("a batch", () => {
  test("comes on screen where nothing else is, and waits behind a document that needs its user", () => {
    expect(stateAfter(added).current).toBe("batch");
    const single: SignEvent = { type: "entry-added", job: jobOf("lẻ") };
    const state = stateAfter(single, ...ready("lẻ"), added);
    expect(state.current).toBe("lẻ");
    expect(singlesOf(state).map(({ id }) => id)).toEqual(["lẻ"]);
  });

  test("a document that comes meanwhile waits behind it, and is next once it is gone", () => {
    const state = stateAfter(added, { type: "entry-added", job: jobOf("lẻ") });
    expect(state.current).toBe("batch");
    const after = stateAfter(
      added,
      { type: "entry-added", job: jobOf("lẻ") },
      { type: "batch-removed", id: "batch" },
    );
    expect([after.current, after.entries.length, after.batches.length]).toEqual(["lẻ", 1, 0]);
  });

  test("what stands for itself is chosen; unticked and declined ones are not signed", () => {
    expect(ids(papers({}))).toEqual(["a", "b", "c"]);
    const given = papers(
      {},
      { type: "row-changed", batch: "batch", id: "a", row: { ticked: false } },
      { type: "row-changed", batch: "batch", id: "b", row: { declined: "form" } },
    );
    expect(ids(given)).toEqual(["c"]);
    expect(rowOf(given.batch, "b").declined).toBe("form");
  });

  test("one that was changed after signing is chosen only by who has looked at it", () => {
    const broken = ready("a", true);
    const tick: SignEvent = { type: "row-changed", batch: "batch", id: "a", row: { ticked: true } };
    const look: SignEvent = { type: "row-changed", batch: "batch", id: "a", row: { looked: true } };
    expect(ids(papers({}, ...broken))).toEqual(["b", "c"]);
    expect(ids(papers({}, ...broken, tick))).toEqual(["b", "c"]);
    expect(ids(papers({}, ...broken, look))).toEqual(["b", "c"]);
    expect(ids(papers({}, ...broken, look, tick))).toEqual(["a", "b", "c"]);
  });

  test("one whose stamp lacks its place, number or picture cannot be chosen, looked at or not", () => {
    const lacking: StampWork = { ...NO_STAMPS, choice: "leader", planned: { kind: "no-picture" } };
    const look: SignEvent = {
      type: "row-changed",
      batch: "batch",
      id: "a",
      row: { looked: true, ticked: true },
    };
    expect(ids(papers({ a: lacking }, look))).toEqual(["b", "c"]);
  });

  test("while a stamp is being placed the document counts as on its way", () => {
    const planning: StampWork = { ...NO_STAMPS, choice: "leader", planned: { kind: "planning" } };
    expect(countsOf(papers({ a: planning })).planning).toBe(1);
    expect(countsOf(papers({})).planning).toBe(0);
  });

  test("what is signed stays ticked, and is not signed again", () => {
    const result: SignedResult = {
      ...{ blob: new Blob(), name: "a", signedAt: new Date(0), certificate: certificateOf("a") },
      ...{ verdict: verdictOf("TOTAL-PASSED"), label: null, saved: false },
      delivery: "none",
    };
    const given = papers({}, { type: "phase", id: "a", phase: { kind: "done", result } });
    const [first] = given.state.entries;
    expect(first && isTicked(given, first)).toBe(true);
    expect(ids(given)).toEqual(["b", "c"]);
    expect(countsOf(given)).toMatchObject({ ticked: 3, open: 2, done: 1, unsafe: 1 });
  });

  test("one that was declined is counted as such, neither as signed nor as left", () => {
    const decline: SignEvent = { type: "row-changed", batch: "batch", id: "b", row: { declined: "form" } };
    expect(countsOf(papers({}, decline))).toMatchObject({ all: 3, open: 2, declined: 1 });
    expect(countsOf(papers({})).declined).toBe(0);
  });
});

describe("which failures end a run", () => {
  test.each([
    "PIN_INCORRECT",
    "PIN_LOCKED",
    "TOKEN_REMOVED",
    "HOST_EXITED",
    "MODULE_CRASHED",
    "BATCH_EXPIRED",
  ] as const)("%s does", (code) => expect(endsBatch(new SignError(code), 0)).toBe(true));

  test.each([
    "LOGIN_PAGE",
    "PDF_BROKEN",
    "DOCUMENT_CHANGED",
    "LIMIT_EXCEEDED",
    "CERTIFICATION_FORBIDS",
  ] as const)("%s is of its document alone", (code) => expect(endsBatch(new SignError(code), 0)).toBe(false));

  test("the token may fail at one document, not at two in a row", () => {
    const error = new SignError("TOKEN_FAILED");
    expect(isTokenFault(error)).toBe(true);
    expect([endsBatch(error, 1), endsBatch(error, 2)]).toEqual([false, true]);
  });
});
