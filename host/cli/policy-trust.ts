/** What the administrator adds to every verification: authorities to trust, revocation lists that lie on this computer. */

import type { TrustOptions } from "#shared/verify/ground.ts";
import { readPolicy } from "../policy.ts";
import { complainFailure } from "./console.ts";
import { certificatesOf, dersIn } from "./trust-files.ts";

/** A file of the policy that cannot be read is said on standard error; no verdict depends on it being there. */
export async function withPolicyTrust(options: TrustOptions): Promise<TrustOptions> {
  const { policy } = await readPolicy();
  const crls = await readable(policy.crlFiles, (path) => dersIn(path, "crl"));
  const anchors = options.builtIn === false ? [] : await readable(policy.anchorFiles, certificatesOf);
  const { evidence } = options;
  return {
    ...options,
    anchors: [...options.anchors, ...anchors],
    evidence: {
      crls: [...(evidence?.crls ?? []), ...crls],
      ocspResponses: evidence?.ocspResponses ?? [],
    },
  };
}

async function readable(
  paths: readonly string[] | undefined,
  read: (path: string) => Promise<readonly Uint8Array[]>,
): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (const path of paths ?? []) {
    try {
      all.push(...(await read(path)));
    } catch (thrown) {
      complainFailure({ file: path, thrown, support: undefined });
    }
  }
  return all;
}
