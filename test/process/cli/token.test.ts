import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { builtHost } from "../../tools/installed-host.ts";
import { PIN, type PluggedToken, plugToken, tokenMissing } from "../../tools/plugged-token.ts";
import { Desk } from "./desk.ts";

describe.skipIf(tokenMissing)(`signing with a token (wants ${tokenMissing ?? "nothing more"})`, () => {
  let desk: Desk;
  let plugged: PluggedToken;

  beforeAll(async () => {
    desk = new Desk();
    plugged = await plugToken({
      folder: join(desk.folder, "token"),
      label: "lam",
      keys: ["rsa2048", "p256"],
    });
    desk.setEnvironment(plugged.env);
    desk.letter("a.pdf");
    desk.letter("b.pdf");
    desk.letter("c.pdf");
    desk.write("pin", `${PIN}\n`);
    desk.write("wrong-pin", "13572468\r\n");
    desk.write("ca.pem", plugged.soft.authority.pem);
  });

  afterAll(() => {
    desk.remove();
  });

  afterEach(() => {
    plugged.faulty.control();
    plugged.faulty.plug();
    plugged.faulty.clearLog();
  });

  const token = () => ["--token", plugged.faulty.path];
  const sign = (...args: string[]) => desk.json(["sign", ...args, ...token()]);
  const codes = (objects: readonly Record<string, unknown>[]) =>
    objects.map(({ error }) => (error as { code?: string } | undefined)?.code ?? "signed");

  test("one login signs several documents, and its certificate verifies by its authority", async () => {
    const { code, objects } = await sign("a.pdf", "b.pdf", "-o", "out", "--pin-file", "pin");
    expect(code).toBe(0);
    expect(codes(objects)).toEqual(["signed", "signed"]);
    expect(plugged.faulty.calls("C_Login")).toHaveLength(1);
    const { objects: verdicts } = await desk.json([
      "verify",
      "out",
      "--trust",
      "ca.pem",
      "--revocation",
      "soft",
    ]);
    expect(verdicts.map(({ indication }) => indication)).toEqual(["TOTAL-PASSED", "TOTAL-PASSED"]);
  });

  test("the PIN may come from standard input", async () => {
    const args = ["sign", "a.pdf", "-o", "stdin.pdf", ...token(), "--pin-stdin"];
    expect((await desk.json(args, `${PIN}\nmore`)).code).toBe(0);
  });

  test("a wrong PIN is sent once; the rest is not attempted and nothing is written", async () => {
    const { code, objects } = await sign("a.pdf", "b.pdf", "c.pdf", "-o", "none", "--pin-file", "wrong-pin");
    expect(code).toBe(1);
    expect(codes(objects)).toEqual(["PIN_INCORRECT", "NOT_ATTEMPTED", "NOT_ATTEMPTED"]);
    expect(plugged.faulty.calls("C_Login")).toHaveLength(1);
    expect(desk.names()).not.toContain("none");
    await sign("a.pdf", "-o", "reset.pdf", "--pin-file", "pin");
  });

  test("a document that fails before the login does not stop the others", async () => {
    desk.write("bad.pdf", "%PDF-1.7\n");
    const { objects } = await sign("bad.pdf", "a.pdf", "-o", "mixed", "--pin-file", "pin");
    expect(codes(objects)).toEqual(["PDF_BROKEN", "signed"]);
  });

  test("the last try is not spent unless that is allowed", async () => {
    const CKF_USER_PIN_FINAL_TRY = "flags=0x00020000";
    plugged.faulty.control(CKF_USER_PIN_FINAL_TRY);
    const refused = await sign("a.pdf", "b.pdf", "-o", "last", "--pin-file", "pin");
    expect(refused.code).toBe(1);
    expect(codes(refused.objects)).toEqual(["PIN_LAST_TRY", "NOT_ATTEMPTED"]);
    expect(plugged.faulty.calls("C_Login")).toHaveLength(0);
    const allowed = await sign("a.pdf", "-o", "last.pdf", "--pin-file", "pin", "--allow", "last-try");
    expect(allowed.code).toBe(0);
  });

  test("a PIN file that is missing is said before anything is sent", async () => {
    const { code, objects } = await sign("a.pdf", "b.pdf", "-o", "none", "--pin-file", "nowhere");
    expect(code).toBe(66);
    expect(codes(objects)).toEqual(["INPUT_NOT_FOUND", "NOT_ATTEMPTED"]);
    expect(plugged.faulty.calls("C_Login")).toHaveLength(0);
  });

  test("a signature that the token refuses costs its own document only: the next is tried with a new login", async () => {
    plugged.faulty.control("C_Sign rv=0x30");
    const { code, objects } = await sign("a.pdf", "b.pdf", "-o", "device", "--pin-file", "pin");
    expect(code).toBe(69);
    expect(codes(objects)).toEqual(["TOKEN_FAILED", "TOKEN_FAILED"]);
    expect(plugged.faulty.calls("C_Login")).toHaveLength(2);
    expect(desk.names()).not.toContain("device");
  });

  test("a token pulled while signing ends the call with nothing half-written", async () => {
    const before = desk.names();
    plugged.faulty.control("C_Sign unplug=*");
    const { code, objects } = await sign("a.pdf", "b.pdf", "-o", "pulled", "--pin-file", "pin");
    expect(code).toBe(69);
    expect(codes(objects)).toEqual(["TOKEN_REMOVED", "NOT_ATTEMPTED"]);
    expect(desk.names()).toEqual(before);
  });

  test("no token, an unknown label, a missing module each have their code, with 69", async () => {
    plugged.faulty.unplug();
    expect(codes((await sign("a.pdf", "-o", "x.pdf", "--pin-file", "pin")).objects)).toEqual([
      "TOKEN_NOT_FOUND",
    ]);
    plugged.faulty.plug();
    const other = await sign("a.pdf", "-o", "x.pdf", "--pin-file", "pin", "--token-label", "khác");
    expect([other.code, codes(other.objects)]).toEqual([69, ["TOKEN_NOT_FOUND"]]);
    const missing = await desk.json([
      "sign",
      "a.pdf",
      "-o",
      "x.pdf",
      "--token",
      "/opt/none.so",
      "--pin-file",
      "pin",
    ]);
    expect([missing.code, codes(missing.objects)]).toEqual([69, ["MODULE_NOT_FOUND"]]);
    const named = await sign("a.pdf", "-o", "named.pdf", "--pin-file", "pin", "--token-label", "lam");
    expect(named.code).toBe(0);
  });

  test("neither PIN is in any output", async () => {
    const wrong = await desk.run(["sign", "a.pdf", "-o", "x.pdf", ...token(), "--pin-file", "wrong-pin"]);
    const right = await desk.run(["sign", "a.pdf", "-o", "x.pdf", ...token(), "--pin-file", "pin"]);
    for (const { stdout, stderr } of [wrong, right]) expect(stdout + stderr).not.toMatch(/13572468|24681357/);
    expect(wrong.stderr).toContain("[PIN_INCORRECT]");
  });

  test("tokens and certificates list it without a login", async () => {
    const { objects } = await desk.json(["tokens", ...token()]);
    expect(objects).toMatchObject([{ label: "lam", pin: { wanted: true } }]);
    const found = await desk.json(["certificates", ...token()]);
    expect(found.objects.map(({ sha256 }) => sha256).sort()).toEqual(
      plugged.soft.certificates.map(({ id }) => id).sort(),
    );
    expect(plugged.faulty.calls("C_Login")).toHaveLength(0);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s in the middle of a signature leaves nothing behind",
    async (signal) => {
      const before = desk.names();
      plugged.faulty.control("C_Sign hang=1");
      const args = ["sign", "a.pdf", "-o", "interrupted.pdf", ...token(), "--pin-file", "pin"];
      const child = spawn(builtHost, args, { cwd: desk.work, env: desk.env, stdio: "ignore" });
      const code = endOf(child);
      while (plugged.faulty.calls("C_Sign").length === 0)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(desk.names()).not.toEqual(before);
      child.kill(signal);
      expect(await code).toBe(signal === "SIGINT" ? 130 : 143);
      expect(desk.names()).toEqual(before);
    },
  );
});

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on("exit", resolve));
}
