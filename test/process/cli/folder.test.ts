/** Many documents by one command: one login, lines in their order, and what a token, a killer or a second start leaves. */

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { letterPdf, SAMPLE_LETTER } from "../../tools/eoffice/letter.ts";
import { builtHost } from "../../tools/installed-host.ts";
import { signedParts } from "../../tools/judges/signed-parts.ts";
import { PIN, type PluggedToken, plugToken, tokenMissing } from "../../tools/plugged-token.ts";
import { Desk } from "./desk.ts";

const COUNT = 12;

describe.skipIf(tokenMissing)(`signing a folder (wants ${tokenMissing ?? "nothing more"})`, () => {
  let desk: Desk;
  let plugged: PluggedToken;

  beforeAll(async () => {
    desk = new Desk();
    plugged = await plugToken({ folder: join(desk.folder, "token"), label: "lam" });
    desk.setEnvironment(plugged.env);
  });
  afterAll(() => desk.remove());

  let turn = 0;
  let args: string[] = [];
  beforeEach(() => {
    turn += 1;
    mkdirSync(desk.path(`in${turn}`));
    for (let at = 0; at < COUNT; at++) {
      const letter = letterPdf({ ...SAMPLE_LETTER, number: `${at}/UBND-VX` });
      desk.write(`in${turn}/${String(at).padStart(2, "0")}.pdf`, letter);
    }
    desk.write("pin", `${PIN}\n`);
    args = ["sign", `in${turn}`, "-o", `out${turn}`, "--token", plugged.faulty.path, "--pin-file", "pin"];
  });
  afterEach(() => {
    plugged.faulty.control();
    plugged.faulty.plug();
    plugged.faulty.clearLog();
  });

  const outputs = () => readdirSync(desk.path(`out${turn}`)).sort();
  const names = Array.from({ length: COUNT }, (_, at) => `${String(at).padStart(2, "0")}.pdf`);
  const codes = (objects: readonly Record<string, unknown>[]) =>
    objects.map(({ error }) => (error as { code?: string } | undefined)?.code ?? "signed");

  test("one login signs all, a line each in the order of their names", async () => {
    const { code, objects } = await desk.json(args);
    expect(code).toBe(0);
    expect(objects.map(({ file }) => file)).toEqual(names.map((name) => `in${turn}/${name}`));
    expect(plugged.faulty.calls("C_Login")).toHaveLength(1);
    expect(plugged.faulty.calls("C_Sign")).toHaveLength(COUNT);
    for (const name of outputs()) {
      const parts = signedParts(readFileSync(desk.path(`out${turn}/${name}`)));
      expect(parts.map(({ wholeFile }) => wholeFile)).toEqual([true]);
    }
    expect(outputs()).toEqual(names);
  });

  test("a wrong PIN is tried once; nothing else is attempted", async () => {
    desk.write("pin", "13572468\n");
    const { objects } = await desk.json(args);
    expect(codes(objects)).toEqual(["PIN_INCORRECT", ...Array(COUNT - 1).fill("NOT_ATTEMPTED")]);
    expect(plugged.faulty.calls("C_Login")).toHaveLength(1);
  });

  test("a token pulled out after five: five are signed, one says so, the rest is not attempted", async () => {
    plugged.faulty.control("C_Sign after=5 times=1 unplug=*");
    const { objects } = await desk.json(args);
    const told = codes(objects);
    expect(told.filter((code) => code === "signed")).toHaveLength(5);
    expect(told.filter((code) => code === "NOT_ATTEMPTED")).toHaveLength(COUNT - 6);
    expect(plugged.faulty.calls("C_Sign")).toHaveLength(6);
    expect(outputs()).toHaveLength(5);
  });

  test("killed in the middle: whole files only under their names, and the next start takes the remains away", async () => {
    plugged.faulty.control("C_Sign delay=300");
    const killed = spawn(builtHost, args, { cwd: desk.work, env: desk.env, stdio: "ignore" });
    const ended = new Promise((resolve) => killed.on("exit", resolve));
    while (plugged.faulty.calls("C_Sign").length < 5) await new Promise((resolve) => setTimeout(resolve, 10));
    killed.kill("SIGKILL");
    await ended;
    plugged.faulty.control();
    const left = outputs();
    expect(left.filter((name) => name.endsWith(".tmp"))).not.toEqual([]);
    const whole = left.filter((name) => !name.startsWith("."));
    for (const name of whole) {
      const parts = signedParts(readFileSync(desk.path(`out${turn}/${name}`)));
      expect(parts.map(({ wholeFile }) => wholeFile)).toEqual([true]);
    }
    const { objects } = await desk.json(args);
    expect(codes(objects).filter((code) => code === "OUTPUT_EXISTS")).toHaveLength(whole.length);
    expect(outputs()).toEqual(names);
  });
});
