/** No PIN reaches the token that may not: counted by the calls the module saw. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type SoftToken, softToken } from "../../tools/softhsm.ts";
import {
  failureOf,
  LABEL,
  missing,
  open,
  openTokenBench,
  PIN,
  requestOf,
  type TokenBench,
  tokenOf,
  verifies,
} from "./token-bench.ts";

describe.skipIf(missing)(`PIN rules${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  let second: SoftToken;
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048"]);
    second = await softToken({ folder: bench.folder, label: "Second", pin: "222222", keys: ["rsa2048"] });
  });
  afterEach(() => bench.closeDrivers());
  afterAll(() => bench.remove());

  /** A module, its driver, and a login with a PIN. */
  function ready(...rules: string[]) {
    const faulty = bench.faulty();
    faulty.control(...rules);
    const driver = bench.driver(faulty);
    return {
      faulty,
      driver,
      logins: () => faulty.calls("C_Login").length,
      login: (pin: string, options: Partial<Parameters<typeof open>[2]> = {}) =>
        failureOf(open(bench, driver, { pin, ...options }).then((session) => session.close())),
    };
  }

  test("a wrong PIN is told with the state of the token, and not sent a second time", async () => {
    const { login, logins, faulty } = ready("pinlimit=5");
    expect(await login("000000")).toEqual({
      code: "PIN_INCORRECT",
      detail: { countLow: true, finalTry: false, rv: 160 },
    });
    expect(logins()).toBe(1);
    expect(await login("000000")).toMatchObject({ code: "PIN_REPEATED" });
    expect(await login("000000")).toMatchObject({ code: "PIN_REPEATED" });
    expect(logins()).toBe(1);
    expect(faulty.wrongPins(LABEL)).toBe(1);
    expect(await login("000001")).toMatchObject({ code: "PIN_INCORRECT" });
    expect(await login(PIN)).toBeNull();
    expect(logins()).toBe(3);
  });

  test("a PIN refused by one token may be the right one of another", async () => {
    const { login, driver, logins } = ready();
    expect(await login(second.pin)).toMatchObject({ code: "PIN_INCORRECT" });
    const { id } = await tokenOf(driver, second.label);
    const certificate = second.certificates[0]?.id ?? "";
    const session = await driver.open({ token: id, certificate, pin: second.pin, allowLastTry: false });
    expect(logins()).toBe(2);
    // The child lives on after this session, since it must remember for the first token.
    await session.close();
    expect(await login(second.pin)).toMatchObject({ code: "PIN_REPEATED" });
    expect(logins()).toBe(2);
  });

  test.each(["12345ư", "đ123456", "１２３４５６", "123456\n", "12\u0000456"])(
    "a PIN with a letter outside printable ASCII is never sent: %j",
    async (pin) => {
      const { login, logins } = ready();
      expect(await login(pin)).toMatchObject({ code: "PIN_NOT_ASCII" });
      expect(logins()).toBe(0);
      expect(await login(PIN)).toBeNull();
    },
  );

  test("a PIN outside the token's length range is never sent", async () => {
    const { login, logins } = ready("minpin=6", "maxpin=8");
    for (const pin of ["", "12345", "123456789"]) {
      expect(await login(pin)).toEqual({ code: "PIN_LENGTH", detail: { min: 6, max: 8 } });
    }
    expect(logins()).toBe(0);
    expect(await login(PIN)).toBeNull();
  });

  test("nonsense about the length from the token keeps nobody out", async () => {
    const { login } = ready("minpin=0xffffffff", "maxpin=0xffffffff");
    expect(await login(PIN)).toBeNull();
  });

  test("the last try is spent only where the user allowed it", async () => {
    const { login, logins, driver } = ready("pinlimit=3");
    await login("000000");
    expect(await login("000001")).toMatchObject({ code: "PIN_INCORRECT", detail: { finalTry: true } });
    expect((await tokenOf(driver)).pin).toMatchObject({ countLow: true, finalTry: true, locked: false });
    expect(await login(PIN)).toMatchObject({ code: "PIN_LAST_TRY" });
    expect(await login("000001", { allowLastTry: true })).toMatchObject({ code: "PIN_REPEATED" });
    expect(logins()).toBe(2);
    expect(await login(PIN, { allowLastTry: true })).toBeNull();
    expect((await tokenOf(driver)).pin).toMatchObject({ countLow: false, finalTry: false });
  });

  test("after the last wrong try the token is locked, said so, and left alone", async () => {
    const { login, logins, driver } = ready("pinlimit=3");
    await login("000000");
    await login("000001");
    expect(await login("000002", { allowLastTry: true })).toMatchObject({ code: "PIN_LOCKED" });
    expect(logins()).toBe(3);
    expect((await tokenOf(driver)).pin.locked).toBe(true);
    expect(await login(PIN, { allowLastTry: true })).toMatchObject({ code: "PIN_LOCKED" });
    expect(logins()).toBe(3);
  });

  test("wrong PINs given elsewhere count: the flags are read just before the PIN is sent", async () => {
    const { login, faulty, driver } = ready("pinlimit=3");
    expect((await tokenOf(driver)).pin.finalTry).toBe(false);
    const elsewhere = bench.driver(faulty);
    for (const pin of ["000000", "000001"]) {
      expect(await failureOf(open(bench, elsewhere, { pin }))).toMatchObject({ code: "PIN_INCORRECT" });
    }
    expect(await login(PIN)).toMatchObject({ code: "PIN_LAST_TRY" });
    expect(faulty.wrongPins(LABEL)).toBe(2);
  });

  test("a token that wants its PIN on a keypad is refused with the reason", async () => {
    const { login, logins } = ready("flags=0x100");
    expect(await login(PIN)).toMatchObject({ code: "TOKEN_UNSUITABLE", detail: { reason: "PIN_ON_READER" } });
    expect(logins()).toBe(0);
  });

  test.each([
    [163, "PIN_EXPIRED"],
    [258, "PIN_NOT_SET"],
  ])("return value %i of C_Login is told as %s", async (rv, reason) => {
    const { login } = ready(`C_Login rv=${rv}`);
    expect(await login(PIN)).toMatchObject({ code: "TOKEN_UNSUITABLE", detail: { reason, rv } });
  });

  test.each([161, 162])("return value %i of C_Login counts as a refusal: not sent again", async (rv) => {
    const { login, logins } = ready(`C_Login rv=${rv}`);
    expect(await login(PIN)).toMatchObject({ code: rv === 162 ? "PIN_LENGTH" : "PIN_INCORRECT" });
    expect(await login(PIN)).toMatchObject({ code: "PIN_REPEATED" });
    expect(logins()).toBe(1);
  });

  test.each(["held=1", "held=2", "held=3"])(
    "a login that middleware still holds does not excuse the PIN (%s)",
    async (rule) => {
      const { login, faulty } = ready(rule);
      expect(await login("000000")).toMatchObject({ code: "PIN_INCORRECT" });
      expect(faulty.calls("C_Logout").length).toBeGreaterThan(0);
      expect(await login(PIN)).toBeNull();
      const fresh = ready(rule);
      expect(await fresh.login(PIN)).toBeNull();
    },
  );

  test("middleware that cannot be logged out is a failure, not a login", async () => {
    const { login } = ready("C_Login rv=256");
    expect(await login(PIN)).toEqual({ code: "TOKEN_FAILED", detail: { method: "C_Login", rv: 256 } });
  });

  test("a key that asks for the PIN at every signature gets it, once each", async () => {
    const { driver, logins } = ready("always=1");
    const session = await open(bench, driver);
    const request = requestOf("rsa-pkcs1");
    for (const _ of [1, 2, 3]) expect(verifies(session, request, await session.sign(request))).toBe(true);
    expect(logins()).toBe(4);
    await session.close();
  });

  test("a PIN refused at a signature ends the session and is remembered", async () => {
    const { driver, faulty, logins, login } = ready("always=1", "C_Login after=1 rv=160");
    const session = await open(bench, driver);
    const ends: string[] = [];
    session.onEnd((error) => ends.push(error.message));
    const request = requestOf("rsa-pkcs1");
    expect(await failureOf(session.sign(request))).toMatchObject({ code: "PIN_INCORRECT" });
    expect(await failureOf(session.sign(request))).toMatchObject({ code: "PIN_INCORRECT" });
    expect(ends).toEqual(["PIN_INCORRECT"]);
    expect(logins()).toBe(2);
    faulty.control();
    expect(await login(PIN)).toMatchObject({ code: "PIN_REPEATED" });
    expect(logins()).toBe(2);
  });
});
