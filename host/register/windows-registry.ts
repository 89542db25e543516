/** The registry keys by which browsers on Windows find a host manifest: the default value of `KEY\HOST` is its path. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { HOST_NAME } from "#shared/protocol/limits.ts";

/** Throws where reg.exe fails. */
export async function writeRegistration(key: string, manifest: string): Promise<void> {
  await reg(["add", keyOf(key), "/ve", "/t", "REG_SZ", "/d", manifest, "/f"]);
}

/** Whether the key was there. */
export async function removeRegistration(key: string): Promise<boolean> {
  return reg(["delete", keyOf(key), "/f"]).then(
    () => true,
    () => false,
  );
}

/** Path of the manifest; null where there is no such key. */
export async function readRegistration(key: string): Promise<string | null> {
  const output = await reg(["query", keyOf(key), "/ve"]).catch(() => null);
  return output === null ? null : parseDefaultValue(output);
}

/** `    (Default)    REG_SZ    C:\…`; the name of the default value depends on the language of the system. */
export function parseDefaultValue(output: string): string | null {
  return /^ {4}.*? {4}REG_SZ {4}(.*?)\r?$/m.exec(output)?.[1] ?? null;
}

function keyOf(key: string): string {
  return `HKCU\\${key}\\${HOST_NAME}`;
}

async function reg(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("reg.exe", [...args], { encoding: "utf8", windowsHide: true });
  return stdout;
}
