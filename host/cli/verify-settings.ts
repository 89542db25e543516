/** The options of `antin verify` as settings; wrong ones are refused here, before any file is opened. */

import type { EvidenceDesk } from "#shared/network/evidence-desk.ts";
import type { TrustOptions } from "#shared/verify/ground.ts";
import type { AskEvidence } from "#shared/verify/rounds.ts";
import { readMoment } from "./moment.ts";
import type { Options, OptionTable } from "./options.ts";
import { withPolicyTrust } from "./policy-trust.ts";
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
  /** Brings evidence that is missing; undefined: no socket may be opened. */
  readonly ask: AskEvidence | undefined;
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
  const allowHosts = options.values("--allow-host").map(readHost);
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
      }).then(withPolicyTrust);
      return trust;
    },
    ask: options.has("--offline") ? undefined : askLazily(allowHosts),
    at: at === undefined ? {} : { at: readMoment(at) ?? wrongUsage("bad-value", "--at") },
    password: password === undefined ? {} : { password },
    content: options.value("--content"),
    jobs: readJobs(options.value("--jobs")),
    json: options.has("--json"),
  };
}

/** Nothing of the network is loaded before something is missing. All inputs share what is known of services. */
function askLazily(allowHosts: readonly string[]): AskEvidence {
  let desk: Promise<EvidenceDesk> | null = null;
  return async (wishes) => {
    desk ??= import("../network/evidence.ts").then(({ openEvidenceDesk }) => openEvidenceDesk(allowHosts));
    return (await desk).ask(wishes);
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
