import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SignError } from "#shared/errors.ts";
import { SigningSession } from "../../../host/session/signing-session.ts";
import type { TokenSession } from "../../../host/token/driver.ts";
import { practiceDriver } from "../../../host/token/practice.ts";

const source = { kind: "local" } as const;
const items = [{ item: "a", name: "a.pdf", size: 1, pages: 1, sha256: "0".repeat(64), signatures: 2 }];
const digest = createHash("sha256").update("a").digest();
const request = { item: "a", digest, digestAlgorithm: "sha256", format: "pades", padding: "pkcs1" } as const;
const never = new AbortController().signal;

let folder: string;
let ends: (SignError | null)[];

/** The real practice token, with a hand on its end and on when it signs. */
async function openToken(gate: Promise<void> = Promise.resolve()) {
  const driver = practiceDriver(folder);
  const [certificate] = await driver.certificates("practice");
  const login = { token: "practice", certificate: certificate?.id ?? "", pin: "", allowLastTry: false };
  const inner = await driver.open(login);
  let pull: (error: Error) => void = () => undefined;
  const session: TokenSession = {
    certificate: inner.certificate,
    sign: async (wanted, signal) => {
      await gate;
      return inner.sign(wanted, signal);
    },
    close: () => inner.close(),
    onEnd: (listener) => {
      pull = listener;
    },
  };
  return { session, pull: (error: Error) => pull(error) };
}

async function open(idleSeconds: number, gate?: Promise<void>) {
  const { session: tokenSession, pull } = await openToken(gate);
  const session = new SigningSession({
    source,
    items,
    idleSeconds,
    tokenSession,
    onEnd: (error) => ends.push(error),
  });
  return { session, pull };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-practice-"));
  ends = [];
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

describe("the idle time", () => {
  test("ends a session in which nothing happens, once, without a fault", async () => {
    const { session: tokenSession } = await openToken();
    vi.useFakeTimers();
    const session = new SigningSession({
      source,
      items,
      idleSeconds: 300,
      tokenSession,
      onEnd: (e) => ends.push(e),
    });
    vi.advanceTimersByTime(299_999);
    expect(session.ended).toBe(false);
    session.add(source, [{ ...items[0], item: "b" } as (typeof items)[0]]);
    vi.advanceTimersByTime(299_999);
    expect(session.ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(session.ended).toBe(true);
    vi.advanceTimersByTime(600_000);
    expect(ends).toEqual([null]);
    await expect(session.sign(request, never)).rejects.toMatchObject({ code: "BATCH_EXPIRED" });
  });

  test("does not run while a signature is being made", async () => {
    let open!: () => void;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { session: tokenSession } = await openToken(gate);
    vi.useFakeTimers();
    const session = new SigningSession({
      source,
      items,
      idleSeconds: 60,
      tokenSession,
      onEnd: (e) => ends.push(e),
    });
    const signing = session.sign(request, never);
    vi.advanceTimersByTime(3_600_000);
    expect(session.ended).toBe(false);
    open();
    await signing;
    vi.advanceTimersByTime(60_000);
    expect(session.ended).toBe(true);
  });
});

describe("a session", () => {
  test("ends with its token, and says why", async () => {
    const { session, pull } = await open(300);
    pull(new SignError("TOKEN_REMOVED"));
    pull(new SignError("MODULE_CRASHED"));
    expect(ends).toEqual([expect.objectContaining({ code: "TOKEN_REMOVED" })]);
    await expect(session.sign(request, never)).rejects.toMatchObject({ code: "BATCH_EXPIRED" });
  });

  test("that is closed on request tells nobody", async () => {
    const { session } = await open(300);
    await session.close();
    expect(ends).toEqual([]);
  });

  test("gives a stopped signature back to its document", async () => {
    const { session } = await open(300);
    const stopped = new AbortController();
    stopped.abort();
    await expect(session.sign(request, stopped.signal)).rejects.toThrow();
    await session.sign(request, never);
    await session.sign(request, never);
    await expect(session.sign(request, never)).rejects.toMatchObject({ code: "BATCH_CONFLICT" });
    await session.close();
  });

  test("makes one signature after another, whatever comes at once", async () => {
    const { session } = await open(300);
    const made = await Promise.all([session.sign(request, never), session.sign(request, never)]);
    expect(made.every((cms) => cms[0] === 0x30)).toBe(true);
    expect(session.busy).toBe(false);
    await session.close();
  });
});
