import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PIN, type PluggedToken, plugToken, tokenMissing } from "../../tools/plugged-token.ts";
import { HostProcess, idOf } from "./host-process.ts";
import { itemOf, loginWith, signing, tokenNamed } from "./session-desk.ts";

/** A process that is dead but not yet buried by its parent runs no more. */
function isRunning(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return /^[^Z\s]/.test(stdout);
}

describe.skipIf(tokenMissing)(`a host with a token (wants ${tokenMissing ?? "nothing more"})`, () => {
  let folder: string;
  let plugged: PluggedToken;
  let host: HostProcess;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "antin-token-"));
    plugged = await plugToken({ folder, label: "lam", keys: ["rsa2048", "p256"] });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    await host.end();
    plugged.faulty.control();
    plugged.faulty.plug();
    plugged.faulty.clearLog();
  });

  async function start(): Promise<HostProcess> {
    host = new HostProcess({ env: plugged.env });
    await host.next();
    return host;
  }

  async function login(pin = PIN) {
    const token = await tokenNamed(host, "lam");
    return loginWith(host, { token, pin, items: [itemOf("a"), itemOf("b")] });
  }

  /** Ends when the module has begun the call, which then hangs. */
  async function untilHangingIn(method: string): Promise<void> {
    while (plugged.faulty.calls(method).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  test("lists it before the practice token, with its certificates", async () => {
    await start();
    const { tokens } = await host.get("tokens.list", {});
    expect(tokens.map(({ label }) => label)).toEqual(["lam", "practice"]);
    expect(tokens[0]?.pin).toMatchObject({ wanted: true, locked: false });
    const { certificates } = await host.get("certificates.list", { token: tokens[0]?.id ?? "" });
    // The authority's own certificate, which lies on the token too, is none to choose.
    const expected = plugged.soft.certificates.map(({ id }) => id);
    expect(certificates.map(({ id }) => id).sort()).toEqual(expected.sort());
    expect(certificates.every(({ unsuitable }) => unsuitable === null)).toBe(true);
  });

  test("logs in once and signs document after document", async () => {
    await start();
    const { session } = await host.get("session.open", await login());
    for (const item of ["a", "b"]) {
      expect(await host.ask("session.sign", signing(session, item))).toHaveProperty("cms");
    }
    await host.get("session.close", { session });
    expect(plugged.faulty.calls("C_Login")).toHaveLength(1);
    expect(plugged.faulty.calls("C_Logout").length).toBeGreaterThan(0);
  });

  test("counts one wrong PIN, refuses to send it again, and takes the right one", async () => {
    await start();
    const wrong = await login("13572468");
    expect(await host.ask("session.open", wrong)).toMatchObject({ error: { code: "PIN_INCORRECT" } });
    expect(await host.ask("session.open", wrong)).toMatchObject({ error: { code: "PIN_REPEATED" } });
    expect(await host.ask("session.open", { ...wrong, pin: "mậtkhẩu1" })).toMatchObject({
      error: { code: "PIN_NOT_ASCII" },
    });
    expect(plugged.faulty.calls("C_Login")).toHaveLength(1);
    expect(await host.ask("session.open", { ...wrong, pin: PIN })).toHaveProperty("session");
  });

  test("never repeats a PIN in an answer or in its log", async () => {
    await start();
    const params = await login("13572468");
    const answer = await host.ask("session.open", params);
    const malformed = await host.ask("session.open", { ...params, pin: "13572468".repeat(40) });
    await host.end();
    expect(JSON.stringify([answer, malformed])).not.toContain("13572468");
    expect(host.stderr).not.toContain("13572468");
  });

  test("is in the way of no other host while it only lists, and keeps the token while logged in", async () => {
    await start();
    const other = new HostProcess({ env: { ...plugged.env, ANTIN_HOME: host.home } });
    try {
      const params = await login();
      const { session } = await host.get("session.open", params);
      expect(await tokenNamed(other, "lam")).toBe(params.token);
      expect(await other.ask("session.open", params)).toMatchObject({ error: { code: "TOKEN_BUSY" } });
      await host.get("session.close", { session });
      expect(await other.ask("session.open", params)).toHaveProperty("session");
    } finally {
      await other.end();
    }
  });

  test("tells a watching window when the token is pulled and put back", async () => {
    await start();
    const watch = host.send("tokens.watch", {});
    expect(await host.next()).toMatchObject({ type: "reply", id: watch });
    const labels = async () => {
      const event = await host.until(({ type }) => type === "tokens.changed");
      return event.type === "tokens.changed" ? event.tokens.map(({ label }) => label) : [];
    };
    plugged.faulty.unplug();
    expect(await labels()).toEqual(["practice"]);
    plugged.faulty.plug();
    expect(await labels()).toEqual(["lam", "practice"]);
  });

  test("ends the session when the token is pulled, and says so", async () => {
    await start();
    const { session } = await host.get("session.open", await login());
    plugged.faulty.unplug();
    const ended = await host.until(({ type }) => type === "session.ended");
    expect(ended).toMatchObject({ session, error: { code: "TOKEN_REMOVED" } });
    expect(await host.ask("session.sign", signing(session, "a"))).toMatchObject({
      error: { code: "BATCH_EXPIRED" },
    });
  });

  test("answers a cancelled signature at once although the module hangs", async () => {
    await start();
    const { session } = await host.get("session.open", await login());
    plugged.faulty.control("C_Sign hang=1");
    const sign = host.send("session.sign", signing(session, "a"));
    await untilHangingIn("C_Sign");
    host.send("cancel", { request: sign });
    const answer = await host.until((message) => idOf(message) === sign);
    expect(answer).toMatchObject({ type: "error", error: { code: "USER_CANCELLED" } });
    expect(await host.ask("ping", {})).toHaveProperty("host");
  });

  test("ends with its child when the port closes in the middle of a signature", async () => {
    await start();
    const { session } = await host.get("session.open", await login());
    plugged.faulty.control("C_Sign hang=1");
    host.send("session.sign", signing(session, "a"));
    await untilHangingIn("C_Sign");
    const [hanging] = plugged.faulty.calls("C_Sign");
    expect(await host.end()).toBe(0);
    while (isRunning(hanging?.pid ?? 0)) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  test("survives a module that crashes, and the next login works", async () => {
    await start();
    const params = await login();
    const { session } = await host.get("session.open", params);
    plugged.faulty.control("C_Sign die=segv");
    expect(await host.ask("session.sign", signing(session, "a"))).toMatchObject({
      error: { code: "MODULE_CRASHED" },
    });
    plugged.faulty.control();
    const again = await host.get("session.open", { ...params, token: await tokenNamed(host, "lam") });
    expect(await host.ask("session.sign", signing(again.session, "a"))).toHaveProperty("cms");
  });
});

describe.skipIf(tokenMissing)(
  `a token with an expired certificate (wants ${tokenMissing ?? "nothing more"})`,
  () => {
    test("is refused before the PIN is sent, with the day it ended", async () => {
      const folder = mkdtempSync(join(tmpdir(), "antin-expired-"));
      const plugged = await plugToken({ folder, label: "cu", days: -2 });
      const host = new HostProcess({ env: plugged.env });
      try {
        const token = await tokenNamed(host, "cu");
        const { certificates } = await host.get("certificates.list", { token });
        expect(certificates[0]?.unsuitable).toBe("EXPIRED");
        const answer = await host.ask("session.open", await loginWith(host, { token, pin: PIN }));
        expect(answer).toMatchObject({
          error: { code: "CERT_EXPIRED", detail: { notAfter: expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/) } },
        });
        expect(plugged.faulty.calls("C_Login")).toHaveLength(0);
      } finally {
        await host.end();
        rmSync(folder, { recursive: true, force: true });
      }
    });
  },
);
