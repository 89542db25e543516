/** The host as a bundle of one file starts itself again as its token child. */

import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FaultyModule } from "../../tools/faulty-pkcs11/faulty.ts";
import { missing, openTokenBench, type TokenBench } from "./token-bench.ts";

const HOST = fileURLToPath(new URL("bundled-host.ts", import.meta.url));

describe.skipIf(missing)(`a bundled host${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048"]);
  });
  afterAll(() => bench.remove());

  /** Builds the host as one file into a fresh folder; path of the file. */
  async function bundleInto(name: string): Promise<string> {
    const folder = join(bench.folder, name);
    mkdirSync(folder);
    const outfile = join(folder, "antin.cjs");
    await build({
      entryPoints: [HOST],
      outfile,
      bundle: true,
      minify: true,
      platform: "node",
      format: "cjs",
      external: ["pkcs11js"],
      logOverride: { "empty-import-meta": "silent" },
    });
    return outfile;
  }

  function run(bundle: string, faulty: FaultyModule): string {
    const { label, pin, env, certificates } = bench.soft;
    const given = { modules: [faulty.path], folder: join(bench.folder, "locks"), label, pin };
    const argument = JSON.stringify({ ...given, certificate: certificates[0]?.id });
    const environment = { ...process.env, ...env, ...faulty.env };
    return execFileSync(process.execPath, [bundle, argument], {
      cwd: "/",
      env: environment,
      encoding: "utf8",
    });
  }

  test("signs from any working folder, minified, and ends by itself", async () => {
    const bundle = await bundleInto("một bản dựng");
    symlinkSync(join(dirname(HOST), "../../../node_modules"), join(dirname(bundle), "node_modules"));
    const faulty = bench.faulty();
    expect(run(bundle, faulty)).toBe("256");
    expect(faulty.calls("C_Logout")).toHaveLength(1);
  });

  test("says so where the PKCS#11 addon is not installed", async () => {
    const bundle = await bundleInto("alone");
    expect(run(bundle, bench.faulty())).toBe("MODULE_NOT_FOUND pkcs11js");
  });
});
