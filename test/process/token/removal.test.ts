/** The token is pulled out, at any moment. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CALLS, type CallName } from "../../../host/token/pkcs11/messages.ts";
import {
  failureOf,
  isRunning,
  LABEL,
  missing,
  open,
  openTokenBench,
  requestOf,
  signOnce,
  type TokenBench,
  tokenOf,
  until,
  verifies,
} from "./token-bench.ts";

const request = requestOf("rsa-pkcs1");
const DURING_OPEN: readonly CallName[] = CALLS.slice(CALLS.indexOf("C_OpenSession")).filter(
  (method) => !["C_CloseSession", "C_Logout", "C_SignInit", "C_Sign"].includes(method),
);

describe.skipIf(missing)(`removal${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048"]);
  });
  afterEach(() => bench.closeDrivers());
  afterAll(() => bench.remove());

  test("inserting and removing are told to whoever watches", async () => {
    const faulty = bench.faulty();
    faulty.unplug();
    const driver = bench.driver(faulty);
    expect(await driver.tokens()).toEqual([]);
    const seen: string[] = [];
    const stop = driver.watch((tokens) => seen.push(tokens.map(({ label }) => label).join()));
    faulty.plug();
    await until(() => seen.length === 1);
    faulty.unplug();
    await until(() => seen.length === 2);
    stop();
    expect(seen).toEqual([LABEL, ""]);
    faulty.plug();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("who watches without having asked gets the first list, too", async () => {
    const driver = bench.driver(bench.faulty());
    const first = await new Promise((resolve) => {
      const stop = driver.watch((tokens) => {
        stop();
        resolve(tokens.map(({ label }) => label));
      });
    });
    expect(first).toEqual([LABEL]);
  });

  test("a change of the PIN flags is a change", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    await driver.tokens();
    const locked: boolean[] = [];
    const stop = driver.watch((tokens) => locked.push(...tokens.map(({ pin }) => pin.locked)));
    faulty.control("flags=0x40000");
    await until(() => locked.length === 1);
    stop();
    expect(locked).toEqual([true]);
  });

  test("pulled before the login: TOKEN_REMOVED, no PIN sent", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const { id } = await tokenOf(driver);
    faulty.unplug();
    const certificate = bench.soft.certificates[0]?.id ?? "";
    const opening = driver.open({ token: id, certificate, pin: bench.soft.pin, allowLastTry: false });
    expect(await failureOf(opening)).toMatchObject({ code: "TOKEN_REMOVED" });
    expect(await failureOf(driver.certificates(id))).toMatchObject({ code: "TOKEN_REMOVED" });
    expect(faulty.calls("C_Login")).toEqual([]);
    faulty.plug();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("a token nobody has seen is not found", async () => {
    const driver = bench.driver(bench.faulty());
    expect(await failureOf(driver.certificates("p11:0123456789abcdef"))).toMatchObject({
      code: "TOKEN_NOT_FOUND",
    });
  });

  test.each(DURING_OPEN)("pulled during the login, at %s: TOKEN_REMOVED", async (method) => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    await tokenOf(driver);
    faulty.control(`${method} unplug=*`);
    expect(await failureOf(open(bench, driver))).toMatchObject({ code: "TOKEN_REMOVED" });
    faulty.control();
    faulty.plug();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("pulled between login and signature: the session ends by itself and its child is gone", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const session = await open(bench, driver);
    const ended = new Promise<string>((resolve) => session.onEnd((error) => resolve(error.message)));
    const [{ pid } = { pid: 0 }] = faulty.calls("C_Login");
    expect(isRunning(pid)).toBe(true);
    faulty.unplug();
    expect(await ended).toBe("TOKEN_REMOVED");
    expect(await failureOf(session.sign(request))).toMatchObject({ code: "TOKEN_REMOVED" });
    await until(() => !isRunning(pid));
    faulty.plug();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test.each([50, 179, 224, 130, 5])(
    "pulled inside the signature, told as %i: TOKEN_REMOVED; the same value with the token in place: TOKEN_FAILED",
    async (rv) => {
      const faulty = bench.faulty();
      const driver = bench.driver(faulty);
      const session = await open(bench, driver);
      faulty.control(`C_Sign times=1 rv=${rv}`);
      expect(await failureOf(session.sign(request))).toEqual({
        code: "TOKEN_FAILED",
        detail: { method: "C_Sign", rv },
      });
      expect(verifies(session, request, await session.sign(request))).toBe(true);
      faulty.control(`C_Sign unplug=* rv=${rv}`);
      expect(await failureOf(session.sign(request))).toMatchObject({ code: "TOKEN_REMOVED" });
    },
  );

  test.each(["C_SignInit", "C_FindObjectsInit", "C_GetAttributeValue"])(
    "pulled on the way to the signature, at %s: TOKEN_REMOVED",
    async (method) => {
      const faulty = bench.faulty();
      const driver = bench.driver(faulty);
      const session = await open(bench, driver);
      faulty.control(`${method} unplug=*`);
      expect(await failureOf(session.sign(request))).toMatchObject({ code: "TOKEN_REMOVED" });
    },
  );

  test("pulled and put back while nobody looked: the old login is over all the same", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const session = await open(bench, driver);
    faulty.control("C_Sign replug=1");
    expect(await failureOf(session.sign(request))).toMatchObject({ code: "TOKEN_REMOVED" });
    faulty.control();
    expect(await failureOf(session.sign(request))).toMatchObject({ code: "TOKEN_REMOVED" });
    expect(await signOnce(bench, driver)).toBe(true);
  });
});
