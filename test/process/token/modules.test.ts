/** Modules that are none, and what they do to good ones beside them: nothing. */

import { readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildLibrary } from "../../tools/faulty-pkcs11/faulty.ts";
import { softToken } from "../../tools/softhsm.ts";
import {
  failureOf,
  LABEL,
  missing,
  openTokenBench,
  signOnce,
  type TokenBench,
  tokenOf,
} from "./token-bench.ts";

const LIBM = "/lib/x86_64-linux-gnu/libm.so.6";

describe.skipIf(missing)(`modules${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048"]);
  });
  afterEach(() => bench.closeDrivers());
  afterAll(() => bench.remove());

  /** Path of a library that is wrong in the named way. */
  function bad(kind: string): string {
    const path = join(bench.folder, `${kind}.so`);
    switch (kind) {
      case "missing":
        return path;
      case "text":
        writeFileSync(
          path,
          "not a library at all, only some text that is longer than a header of sixty-four bytes",
        );
        return path;
      case "empty":
        writeFileSync(path, "");
        return path;
      case "foreign": {
        const library = readFileSync(realpathSync(bench.soft.module));
        library.writeUInt16LE(process.arch === "arm64" ? 62 : 183, 18);
        writeFileSync(path, library);
        return path;
      }
      case "libm":
        return LIBM;
      default:
        return buildLibrary("junk");
    }
  }

  const BAD = [
    ["missing", { code: "MODULE_NOT_FOUND", detail: { module: "missing.so", reason: "NO_FILE" } }],
    ["text", { code: "MODULE_NOT_FOUND", detail: { module: "text.so", reason: "NOT_LOADABLE" } }],
    ["empty", { code: "MODULE_NOT_FOUND", detail: { reason: "NOT_LOADABLE" } }],
    ["foreign", { code: "MODULE_ARCH_MISMATCH", detail: { module: "foreign.so", need: process.arch } }],
    ["libm", { code: "MODULE_NOT_FOUND", detail: { reason: "NOT_PKCS11" } }],
    ["junk", { code: "MODULE_CRASHED", detail: { method: "C_Initialize" } }],
  ] as const;

  test.each(BAD)("alone, a module of kind %s is a typed error", async (kind, error) => {
    const driver = bench.driver(bench.faulty(), { modules: [bad(kind)] });
    expect(await failureOf(driver.tokens())).toMatchObject(error);
    expect(await failureOf(driver.tokens())).toMatchObject(error);
  });

  test("beside a good module, bad ones are named and hide nothing", async () => {
    const faulty = bench.faulty();
    const modules = [...BAD.map(([kind]) => bad(kind)), faulty.path];
    const driver = bench.driver(faulty, { modules });
    expect(await signOnce(bench, driver)).toBe(true);
    expect((await driver.tokens()).map(({ label }) => label)).toEqual([LABEL]);
    expect(driver.failures().map(({ module }) => module)).toEqual(modules.slice(0, -1));
    for (const [index, { error }] of driver.failures().entries())
      expect(error).toMatchObject(BAD[index]?.[1] ?? {});
  });

  test("a module that crashes during a session of another one leaves that alone", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty, { modules: [bench.soft.module, faulty.path] });
    faulty.control("C_GetSlotList die=segv");
    expect(await signOnce(bench, driver)).toBe(true);
    expect(driver.failures()).toMatchObject([{ module: faulty.path, error: { code: "MODULE_CRASHED" } }]);
  });

  test("a module that hangs is waited for once, not again while another one works", async () => {
    const faulty = bench.faulty();
    const limits: { C_GetSlotList?: number } = { C_GetSlotList: 300 };
    const driver = bench.driver(faulty, { modules: [bench.soft.module, faulty.path], limits });
    faulty.control("C_GetSlotList hang=1");
    expect(await driver.tokens()).toHaveLength(1);
    expect(driver.failures()).toMatchObject([{ module: faulty.path, error: { code: "TOKEN_TIMEOUT" } }]);
    // Now without a limit: only an answer that does not wait for the hanging module comes at all.
    limits.C_GetSlotList = 3_600_000;
    expect(await driver.tokens()).toHaveLength(1);
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("the same token behind two modules is listed once", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty, { modules: [faulty.path, bench.soft.module] });
    const tokens = await driver.tokens();
    expect(tokens.map(({ module }) => module)).toEqual([faulty.path.split("/").pop() ?? ""]);
  });

  test("no module, no token, no error", async () => {
    const driver = bench.driver(bench.faulty(), { modules: [] });
    expect(await driver.tokens()).toEqual([]);
  });

  test("two tokens of one module: each its own id, login and session, and one may be pulled", async () => {
    const second = await softToken({
      folder: bench.folder,
      label: "Con dấu",
      pin: "777777",
      keys: ["rsa2048"],
    });
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const open = async (label: string, certificate: string, pin: string) =>
      driver.open({ token: (await tokenOf(driver, label)).id, certificate, pin, allowLastTry: false });
    const first = await open(LABEL, bench.soft.certificates[0]?.id ?? "", bench.soft.pin);
    const seal = await open(second.label, second.certificates[0]?.id ?? "", second.pin);
    const request = { scheme: "rsa-pkcs1", digestAlgorithm: "sha256", digest: new Uint8Array(32) } as const;
    expect(await first.sign(request)).not.toEqual(await seal.sign(request));
    const ended = new Promise<string>((resolve) => seal.onEnd((error) => resolve(error.message)));
    faulty.unplug(second.label);
    expect(await ended).toBe("TOKEN_REMOVED");
    expect(await first.sign(request)).toHaveLength(256);
    await first.close();
  });
});
