/** Several host processes at once, and what stays behind when one of them dies: nothing. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { FaultyModule } from "../../tools/faulty-pkcs11/faulty.ts";
import {
  failureOf,
  isRunning,
  missing,
  open,
  openTokenBench,
  signOnce,
  type TokenBench,
  tokenOf,
  until,
} from "./token-bench.ts";

const HOST = fileURLToPath(new URL("signing-host.ts", import.meta.url));

describe.skipIf(missing)(`host processes${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  const hosts: ChildProcess[] = [];
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048"]);
  });
  afterEach(async () => {
    for (const host of hosts.splice(0)) host.kill("SIGKILL");
    await bench.closeDrivers();
  });
  afterAll(() => bench.remove());

  /** Starts another host; resolves when it has said `word`. */
  async function startHost(faulty: FaultyModule, word: "open" | "signed"): Promise<ChildProcess> {
    const { label, pin, env, certificates } = bench.soft;
    const given = {
      ...{ modules: [faulty.path], folder: `${bench.folder}/locks`, label, pin },
      ...{ certificate: certificates[0]?.id, env: { ...env, ...faulty.env } },
    };
    const host = spawn(process.execPath, [HOST, JSON.stringify(given)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    hosts.push(host);
    let said = "";
    host.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await until(() => said.includes(word) || host.exitCode !== null || host.signalCode !== null);
    expect(said).toContain(word);
    return host;
  }

  const childOf = (faulty: FaultyModule): number => faulty.calls("C_Login")[0]?.pid ?? 0;

  test("while one host is logged in, another lists the token and is refused the login", async () => {
    const theirs = bench.faulty();
    const host = await startHost(theirs, "signed");
    const ours = bench.faulty();
    const driver = bench.driver(ours);
    const { id } = await tokenOf(driver);
    expect((await driver.certificates(id)).length).toBeGreaterThan(0);
    expect(await failureOf(open(bench, driver))).toMatchObject({ code: "TOKEN_BUSY" });
    expect(ours.calls("C_Login")).toEqual([]);
    host.kill("SIGKILL");
    await until(() => !isRunning(childOf(theirs)));
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("two tokens may be used by two hosts at once", async () => {
    await startHost(bench.faulty(), "signed");
    const other = await openTokenBench(["rsa2048"]);
    try {
      const faulty = other.faulty();
      expect(await signOnce(other, other.driver(faulty, { folder: `${bench.folder}/locks` }))).toBe(true);
    } finally {
      await other.remove();
    }
  });

  test("a host killed while idle in a session takes its child with it", async () => {
    const faulty = bench.faulty();
    const host = await startHost(faulty, "signed");
    const child = childOf(faulty);
    expect(isRunning(child)).toBe(true);
    host.kill("SIGKILL");
    await until(() => !isRunning(child));
    expect(await signOnce(bench, bench.driver(bench.faulty()))).toBe(true);
  });

  test.each(["C_Sign", "C_SignInit"])(
    "a host killed while its child hangs inside %s takes it along, and the token is free",
    async (method) => {
      const faulty = bench.faulty();
      faulty.control(`${method} hang=1`);
      const host = await startHost(faulty, "open");
      const child = childOf(faulty);
      await until(() => faulty.calls(method).length > 0);
      expect(isRunning(child)).toBe(true);
      host.kill("SIGKILL");
      await once(host, "exit");
      await until(() => !isRunning(child));
      expect(await signOnce(bench, bench.driver(bench.faulty()))).toBe(true);
    },
  );

  test("a host killed while its child hangs inside C_Initialize takes it along", async () => {
    const faulty = bench.faulty();
    faulty.control("C_Initialize hang=1");
    const starting = failureOf(startHost(faulty, "open"));
    await until(() => faulty.calls("C_Initialize").length > 0);
    const [{ pid } = { pid: 0 }] = faulty.calls("C_Initialize");
    expect(isRunning(pid)).toBe(true);
    for (const host of hosts) host.kill("SIGKILL");
    await until(() => !isRunning(pid));
    await starting;
  });
});
