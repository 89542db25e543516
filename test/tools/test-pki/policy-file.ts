/** A machine policy for one test, and a home of its own: what an administrator would have written. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PolicyHome {
  /** Environment of programs that take this policy. */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  /** Another policy from now on. */
  set(policy: Readonly<Record<string, unknown>>): void;
  remove(): void;
}

export function policyHome(policy: Readonly<Record<string, unknown>>): PolicyHome {
  const folder = mkdtempSync(join(tmpdir(), "antin-policy-"));
  const path = join(folder, "policy.json");
  const set = (value: Readonly<Record<string, unknown>>) =>
    writeFileSync(path, JSON.stringify(value), { mode: 0o600 });
  set(policy);
  return {
    env: { ANTIN_POLICY: path, ANTIN_HOME: join(folder, "home") },
    folder,
    set,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
