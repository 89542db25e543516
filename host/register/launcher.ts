/** The program a browser has to start: the launcher beside the built host. */

import { access, constants } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fail } from "#shared/errors.ts";

/**
 * From dist/host/antin.cjs or, when run from source, host/main.ts: `dist/antin` (`antin.cmd` on Windows). Errors: HOST_NOT_FOUND
 * {path} where nothing was built.
 */
export async function launcherPath(): Promise<string> {
  const entry = resolve(process.argv[1] ?? "");
  const folder = entry.endsWith(".ts") ? join(dirname(entry), "..", "dist") : join(dirname(entry), "..");
  const path = join(folder, process.platform === "win32" ? "antin.cmd" : "antin");
  await access(path, constants.X_OK).catch((cause: unknown) => fail("HOST_NOT_FOUND", { path }, cause));
  return path;
}
