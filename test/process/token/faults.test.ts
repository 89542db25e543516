/** A module that hangs, crashes or answers wrongly at any of its calls: a typed error, and the next try works. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CALLS, type CallName } from "../../../host/token/pkcs11/messages.ts";
import type { TimeLimits } from "../../../host/token/pkcs11/time-limits.ts";
import { failureOf, missing, openTokenBench, signOnce, type TokenBench } from "./token-bench.ts";

/** Calls whose failure changes nothing for the user: the token is being left anyway. */
const CLEARING_UP: readonly CallName[] = ["C_Logout", "C_CloseSession"];
/** Called only while leaving: its hang or crash is over before anybody waits for it. */
const SILENT: readonly CallName[] = ["C_Logout"];

describe.skipIf(missing)(`a misbehaving module${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048"]);
  });
  afterEach(() => bench.closeDrivers());
  afterAll(() => bench.remove());

  test.each(CALLS)("%s hangs: TOKEN_TIMEOUT names it, then everything works", async (method) => {
    const faulty = bench.faulty();
    const limits: { -readonly [K in keyof TimeLimits]?: number } = { [method]: 300 };
    const driver = bench.driver(faulty, { limits });
    faulty.control(`${method} hang=1`);
    const failure = await failureOf(signOnce(bench, driver));
    if (SILENT.includes(method)) expect(failure).toBeNull();
    else expect(failure).toMatchObject({ code: "TOKEN_TIMEOUT", detail: { method } });
    faulty.control();
    delete limits[method];
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test.each(CALLS)("%s crashes: MODULE_CRASHED names it, then everything works", async (method) => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    faulty.control(`${method} die=segv`);
    const failure = await failureOf(signOnce(bench, driver));
    if (SILENT.includes(method)) expect(failure).toBeNull();
    else expect(failure).toMatchObject({ code: "MODULE_CRASHED", detail: { method, ended: "SIGSEGV" } });
    faulty.control();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test.each([
    ["abort", "C_Initialize", "SIGABRT"],
    ["abort", "C_Sign", "SIGABRT"],
    ["exit", "C_Login", 3],
  ])("%s inside %s is a crash, too", async (how, method, ended) => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    faulty.control(`${method} die=${how}`);
    expect(await failureOf(signOnce(bench, driver))).toMatchObject({
      code: "MODULE_CRASHED",
      detail: { method, ended },
    });
    faulty.control();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test.each([
    ["no JSON", "junk"],
    ["a frame without end", "huge"],
    ["an unknown message", '{"type":"hello"}'],
    ["a message with a strange key", '{"type":"call","method":"C_Sign","more":1}'],
    [
      "a result of another shape",
      '{"type":"result","result":{"tokens":[{"id":"p11:0000000000000000"}],"ended":[]}}',
    ],
    ["an error with an unknown code", '{"type":"error","error":{"code":"FINE"},"sessionOver":false}'],
  ])("a module that speaks for its child (%s) is ended, then everything works", async (_, text) => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    faulty.control(`C_GetTokenInfo answer=${text}`);
    expect(await failureOf(signOnce(bench, driver))).toMatchObject({
      code: "MODULE_CRASHED",
      detail: { method: "answer" },
    });
    faulty.control();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test.each(CALLS)("%s fails: TOKEN_FAILED with its return value, then everything works", async (method) => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    // CKR_FUNCTION_FAILED: says nothing about the token.
    faulty.control(`${method} rv=6`);
    const failure = await failureOf(signOnce(bench, driver));
    if (CLEARING_UP.includes(method)) expect(failure).toBeNull();
    else expect(failure).toMatchObject({ code: "TOKEN_FAILED", detail: { method, rv: 6 } });
    faulty.control();
    expect(await signOnce(bench, driver)).toBe(true);
  });
});
