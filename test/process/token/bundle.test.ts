/** The host as a bundle of one file starts itself again as its token child. */

import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missing, openTokenBench, type TokenBench } from "./token-bench.ts";

const here = dirname(fileURLToPath(import.meta.url));

describe.skipIf(missing)(`a bundled host${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048"]);
  });
  afterAll(() => bench.remove());

  test("signs from any working folder, minified, and leaves no process behind", async () => {
    const folder = join(bench.folder, "một bản dựng");
    mkdirSync(folder);
    symlinkSync(join(here, "../../../node_modules"), join(folder, "node_modules"));
    const bundle = join(folder, "antin.cjs");
    await build({
      entryPoints: [join(here, "bundled-host.ts")],
      outfile: bundle,
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      external: ["pkcs11js"],
      logOverride: { "empty-import-meta": "silent" },
    });
    const faulty = bench.faulty();
    const { label, pin, env, certificates } = bench.soft;
    const given = { modules: [faulty.path], folder: join(bench.folder, "locks"), label, pin };
    const said = execFileSync(
      process.execPath,
      [bundle, JSON.stringify({ ...given, certificate: certificates[0]?.id })],
      { cwd: "/", env: { ...process.env, ...env, ...faulty.env }, encoding: "utf8" },
    );
    expect(said).toBe("256");
    expect(faulty.calls("C_Logout")).toHaveLength(1);
  });
});
