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
  "--intermediate": "values",
  "--crl": "values",
  "--ocsp": "values",
  "--allow-host": "values",
};

export interface VerifySettings {
  /** Read with the first input that needs it. Errors: INPUT_NOT_FOUND, INVALID_ARGUMENT {path}. */
  readonly trust: () => Promise<TrustOptions>;
  /** Whether no socket may be opened. */
  readonly offline: boolean;
  /** HOST:PORT of services that may be private ones. */
  readonly allowHosts: readonly string[];
  readonly at: { readonly at?: Date };
  readonly password: { readonly password?: string };
  readonly content: string | undefined;
  readonly jobs: number;
  readonly json: boolean;
}

const MAX_JOBS = 64;

/** Throws UsageError. */
export function verifySettings(options: Options): VerifySettings {
  const revocation = options.choice("--revocation", ["hard", "soft"]) ?? "hard";
  const at = options.value("--at");
  const password = options.value("--password");
  let trust: Promise<TrustOptions> | null = null;
  return {
    trust: () => {
      trust ??= loadTrust({
        trust: options.values("--trust"),
        intermediates: options.values("--intermediate"),
        crls: options.values("--crl"),
        ocsps: options.values("--ocsp"),
        onlyTrust: options.has("--only-trust"),
        revocation,
      });
      return trust;
    },
    offline: options.has("--offline"),
    allowHosts: options.values("--allow-host").map(readHost),
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

/** HOST:PORT, the host a name or an address, IPv6 in brackets. */
function readHost(text: string): string {
  return /^(\[[\da-f:.]+\]|[^\s/:@[\]]+):\d{1,5}$/i.test(text)
    ? text
    : wrongUsage("bad-value", "--allow-host");
}
