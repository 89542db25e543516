/** The options of `antin verify` as settings; wrong ones are refused here, before any file is opened. */

import type { TrustOptions } from "#shared/verify/ground.ts";
import { readMoment } from "./moment.ts";
import type { Options, OptionTable } from "./options.ts";
import { loadTrust } from "./trust-files.ts";
import { wrongUsage } from "./usage.ts";

export const VERIFY_OPTIONS: OptionTable = {
  "--trust": "values",
  "--only-trust": "flag",
  "--at": "value",
  "--offline": "flag",
  "--revocation": "value",
  "--content": "value",
  "--password": "value",
  "--jobs": "value",
  "--json": "flag",
  "--intermediate": "later",
  "--crl": "later",
  "--ocsp": "later",
  "--allow-host": "later",
};

export interface VerifySettings {
  /** Read with the first input that needs it. Errors: INPUT_NOT_FOUND, INVALID_ARGUMENT {path}. */
  readonly trust: () => Promise<TrustOptions>;
  readonly at: { readonly at?: Date };
  readonly password: { readonly password?: string };
  readonly content: string | undefined;
  readonly jobs: number;
  readonly json: boolean;
}

const MAX_JOBS = 64;

/**
 * Throws UsageError. `--only-trust` and `--offline` ask for what this version does anyway: it has no anchors of its own and opens
 * no socket.
 */
export function verifySettings(options: Options): VerifySettings {
  const revocation = options.choice("--revocation", ["hard", "soft"]) ?? "hard";
  const at = options.value("--at");
  const password = options.value("--password");
  let trust: Promise<TrustOptions> | null = null;
  return {
    trust: () => {
      trust ??= loadTrust(options.values("--trust"), revocation);
      return trust;
    },
    at: at === undefined ? {} : { at: readMoment(at) ?? wrongUsage("bad-value", "--at") },
    password: password === undefined ? {} : { password },
    content: options.value("--content"),
    jobs: readJobs(options.value("--jobs")),
    json: options.has("--json"),
  };
}

function readJobs(text: string | undefined): number {
  if (text === undefined) return 1;
  const jobs = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return jobs >= 1 ? Math.min(jobs, MAX_JOBS) : wrongUsage("bad-value", "--jobs");
}
