import { describe, expect, test } from "vitest";
import { hasBrokenSignature, obstacleFor } from "../../../../extension/windows/sign/obstacle.ts";
import type { SignEvent } from "../../../../extension/windows/sign/reducer.ts";
import { currentEntry, type Entry } from "../../../../extension/windows/sign/state.ts";
import {
  certificateOf,
  jobOf,
  PRACTICE_TOKEN,
  plugged,
  realToken,
  signatureOf,
  stateAfter,
  verdictOf,
} from "./examples.ts";

const token = realToken();
const own = certificateOf("a");
const practice = certificateOf("d", { token: "practice" });

function obstacleAfter(...events: readonly SignEvent[]) {
  const state = stateAfter({ type: "entry-added", job: jobOf("a") }, ...events);
  const entry = currentEntry(state);
  return entry && obstacleFor(state, entry);
}

describe("what stands in the way, the first thing to mend", () => {
  test("nothing, where a certificate can sign", () => {
    expect(obstacleAfter(...plugged([token, [own]]))).toBeNull();
  });

  test("the host that has not answered, then the one that failed", () => {
    expect(obstacleAfter()?.kind).toBe("connecting");
    const error = { code: "HOST_NOT_FOUND", detail: undefined } as const;
    expect(obstacleAfter({ type: "host", host: { kind: "failed", error } })).toEqual({ kind: "host", error });
  });

  test("no token: the practice key is no way out on a real site", () => {
    expect(obstacleAfter(...plugged([PRACTICE_TOKEN, [practice]]))?.kind).toBe("no-token");
  });

  test("a token being read, one that cannot be read, one without a certificate", () => {
    const found: SignEvent[] = [
      { type: "host", host: { kind: "ready" } },
      { type: "tokens", tokens: [token] },
    ];
    const list = (list: Extract<SignEvent, { type: "list" }>["list"]): SignEvent => ({
      type: "list",
      token: token.id,
      list,
    });
    expect(obstacleAfter(...found)?.kind).toBe("reading");
    const error = { code: "TOKEN_TIMEOUT", detail: undefined } as const;
    expect(obstacleAfter(...found, list({ kind: "failed", error }))).toEqual({ kind: "token-failed", error });
    expect(obstacleAfter(...plugged([token, [certificateOf("c", { unsuitable: "EXPIRED" })]]))?.kind).toBe(
      "no-certificate",
    );
  });

  test("a locked token, with its holder; a second one that works is no obstacle", () => {
    const locked = realToken({ locked: true });
    expect(obstacleAfter(...plugged([locked, [own]]))).toMatchObject({
      kind: "locked",
      holder: "Lê Văn Thành",
    });
    const second = realToken({}, "p11:ffffffffffffffff");
    expect(
      obstacleAfter(...plugged([locked, [own]], [second, [certificateOf("b", { token: second.id })]])),
    ).toBeNull();
  });

  test("a token that takes its PIN on its own keypad", () => {
    expect(obstacleAfter(...plugged([realToken({ onReader: true }), [own]]))?.kind).toBe("on-reader");
  });
});

describe("a document whose earlier signature no longer holds", () => {
  const withVerdict = (verdict: ReturnType<typeof verdictOf> | null) =>
    ({ document: verdict && { verdict } }) as unknown as Entry;

  test("is one that failed or was changed in a forbidden way", () => {
    expect(
      hasBrokenSignature(withVerdict(verdictOf("TOTAL-FAILED", signatureOf({ indication: "TOTAL-FAILED" })))),
    ).toBe(true);
    expect(
      hasBrokenSignature(withVerdict(verdictOf("TOTAL-PASSED", signatureOf({ changes: "forbidden" })))),
    ).toBe(true);
  });

  test("is not one with what another file left behind, but one where a signature of its own failed beside it", () => {
    const failed = signatureOf({ indication: "TOTAL-FAILED", integrity: false });
    const leftOver = { ...failed, field: null, reasons: [{ code: "left-over", vi: "", en: "" } as const] };
    expect(hasBrokenSignature(withVerdict(verdictOf("TOTAL-FAILED", leftOver, signatureOf())))).toBe(false);
    expect(hasBrokenSignature(withVerdict(verdictOf("TOTAL-FAILED", leftOver, failed)))).toBe(true);
  });

  test("is not one without signatures, or with one whose signer is not established", () => {
    expect(hasBrokenSignature(withVerdict(null))).toBe(false);
    expect(hasBrokenSignature(withVerdict(verdictOf("NO-SIGNATURE")))).toBe(false);
    expect(
      hasBrokenSignature(
        withVerdict(
          verdictOf("INDETERMINATE", signatureOf({ indication: "INDETERMINATE", changes: "permitted" })),
        ),
      ),
    ).toBe(false);
  });
});
