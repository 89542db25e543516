/** The machine policy of Windows: values under one registry key that only administrators may write. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Names that hold several lines (REG_MULTI_SZ), a number, or yes and no (REG_DWORD both); `Support` is a key of its own. */
const LISTS = ["modules", "httpOrigins", "allowHosts", "replaceUrls", "anchorFiles", "crlFiles"];
const NUMBERS = ["idleMinutes", "networkSeconds"];
const FLAGS = ["holdPermissions"];

/** The values as the object that the policy's schema wants; null where there is no such key. */
export async function readRegistryPolicy(key: string): Promise<unknown> {
  const values = await query(key);
  if (values === null) return null;
  const support = await query(`${key}\\support`);
  return support === null ? values : { ...values, support };
}

async function query(key: string): Promise<Record<string, unknown> | null> {
  try {
    const { stdout } = await promisify(execFile)("reg.exe", ["query", key], {
      encoding: "utf8",
      windowsHide: true,
    });
    return parseRegistryValues(stdout);
  } catch {
    // reg.exe ends with 1 where the key is absent.
    return null;
  }
}

/** Lines of `reg query`: four blanks, name, type and value, each four blanks apart; REG_MULTI_SZ joins its lines by "\0". */
export function parseRegistryValues(output: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const line of output.split(/\r?\n/)) {
    const [, name, type, value = ""] = /^ {4}(\S.*?) {4}(REG_\w+)(?: {4}(.*))?$/.exec(line) ?? [];
    if (name === undefined || type === undefined) continue;
    if (LISTS.includes(name)) values[name] = value.split("\\0").filter((entry) => entry !== "");
    else if (NUMBERS.includes(name) && type === "REG_DWORD") values[name] = Number(value);
    else if (FLAGS.includes(name) && type === "REG_DWORD") values[name] = Number(value) === 1;
    else values[name] = value;
  }
  return values;
}
