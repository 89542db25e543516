import { describe, expect, test } from "vitest";
import { reduce, type SignEvent } from "../../../../extension/windows/sign/reducer.ts";
import {
  currentEntry,
  hasUnsaved,
  type LiveSession,
  type SignedResult,
} from "../../../../extension/windows/sign/state.ts";
import { certificateOf, jobOf, plugged, realToken, SITE, stateAfter, verdictOf } from "./examples.ts";

const result: SignedResult = {
  blob: new Blob(["signed"]),
  name: "a.signed.pdf",
  signedAt: new Date(2026, 10, 26),
  certificate: certificateOf("a"),
  verdict: verdictOf("INDETERMINATE"),
  delivery: "taken",
  label: "thư đang soạn",
  saved: false,
};

const add = (id: string): SignEvent => ({ type: "entry-added", job: jobOf(id) });
const ready = (id: string): SignEvent => ({ type: "phase", id, phase: { kind: "ready", notice: null } });
const done = (id: string, part: Partial<SignedResult> = {}): SignEvent => ({
  type: "phase",
  id,
  phase: { kind: "done", result: { ...result, ...part } },
});

describe("documents arriving", () => {
  test("the first comes on screen, the next waits until the user is through with it", () => {
    const state = stateAfter(add("a"), ready("a"), add("b"));
    expect(state.current).toBe("a");
    expect(state.entries.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  test("after a delivered one the new one comes on screen at once", () => {
    expect(stateAfter(add("a"), done("a"), add("b")).current).toBe("b");
  });

  test("an unsaved result stays on screen until it is safe", () => {
    const unsaved = stateAfter(add("a"), done("a", { delivery: "none" }), add("b"));
    expect(unsaved.current).toBe("a");
    const saved = stateAfter(add("a"), done("a", { delivery: "none", saved: true }), add("b"));
    expect(saved.current).toBe("b");
  });

  test("a job told twice is one document", () => {
    expect(stateAfter(add("a"), add("a")).entries).toHaveLength(1);
  });

  test("the user's own file starts with its choice", () => {
    const own = jobOf("own", { source: { kind: "local" }, url: null, tab: null });
    expect(currentEntry(stateAfter({ type: "entry-added", job: own }))?.phase.kind).toBe("choose");
  });

  test("leaving one shows the next that still needs its user", () => {
    const state = stateAfter(add("a"), done("a"), add("b"), ready("b"), add("c"), ready("c"));
    expect(reduce(state, { type: "entry-removed", id: "b" }).current).toBe("c");
    expect(stateAfter(add("a"), { type: "entry-removed", id: "a" }).current).toBeNull();
  });
});

describe("work on a document", () => {
  test("each step records how long the one before took", () => {
    const state = stateAfter(
      add("a"),
      { type: "phase", id: "a", phase: { kind: "working", step: "prepare", took: {} } },
      { type: "step", id: "a", step: "token", took: 120 },
      { type: "step", id: "a", step: "embed", took: 1400 },
    );
    expect(currentEntry(state)?.phase).toEqual({
      kind: "working",
      step: "embed",
      took: { prepare: 120, token: 1400 },
    });
  });

  test("progress that comes late changes nothing", () => {
    const state = stateAfter(add("a"), ready("a"), { type: "progress", id: "a", done: 5, total: 10 });
    expect(currentEntry(state)?.phase.kind).toBe("ready");
  });

  test("closing loses something only where a result is neither taken nor saved", () => {
    expect(hasUnsaved(stateAfter(add("a"), done("a")))).toBe(false);
    expect(hasUnsaved(stateAfter(add("a"), done("a", { delivery: "unproven" })))).toBe(true);
    const saved: SignEvent = { type: "result", id: "a", result: { saved: true } };
    expect(hasUnsaved(stateAfter(add("a"), done("a", { delivery: "refused" }), saved))).toBe(false);
  });
});

describe("host and token", () => {
  const token = realToken();
  const session: LiveSession = {
    id: "s",
    source: SITE,
    token: token.id,
    certificate: "a".repeat(64),
    idleSeconds: 300,
  };
  const open: SignEvent = { type: "session", session };

  test("a token pulled out takes its list and the session with it", () => {
    const state = stateAfter(...plugged([token, [certificateOf("a")]]), open);
    expect(state.session).toBe(session);
    const pulled = reduce(state, { type: "tokens", tokens: [] });
    expect(pulled.session).toBeNull();
    expect(pulled.lists).toEqual({});
  });

  test("a second token plugged in leaves the session alone", () => {
    const state = stateAfter(...plugged([token, [certificateOf("a")]]), open);
    const second = realToken({}, "p11:ffffffffffffffff");
    expect(reduce(state, { type: "tokens", tokens: [token, second] }).session).toBe(session);
  });

  test("a dead host ends the session; what it failed at is over once a new one answers", () => {
    const failed: SignEvent = {
      type: "phase",
      id: "a",
      phase: { kind: "ready", notice: { code: "HOST_EXITED", detail: undefined } },
    };
    const dead = stateAfter(add("a"), ...plugged([token, []]), open, failed, {
      type: "host",
      host: { kind: "failed", error: { code: "HOST_EXITED", detail: undefined } },
    });
    expect(dead.session).toBeNull();
    expect(dead.tokens).toBeNull();
    const alive = reduce(dead, { type: "host", host: { kind: "ready" } });
    expect(currentEntry(alive)?.phase).toEqual({ kind: "ready", notice: null });
  });
});
