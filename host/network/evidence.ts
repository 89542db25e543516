/** The host's own desk for evidence: its network by the machine policy, its cache in the user's folder. */

import { join } from "node:path";
import { EvidenceDesk } from "#shared/network/evidence-desk.ts";
import { userDataFolder } from "../paths.ts";
import { readPolicy } from "../policy.ts";
import { folderCache } from "./folder-cache.ts";
import { nodeTransport } from "./transport.ts";

/** Seconds for one exchange; services of the state were seen to take long, but a reader waits. */
const PATIENCE_SECONDS = 10;

/** @param allowed "HOST:PORT" that the user named besides the policy's. */
export async function openEvidenceDesk(allowed: readonly string[] = []): Promise<EvidenceDesk> {
  const { policy } = await readPolicy();
  const places = [...allowed, ...(policy.allowHosts ?? [])].map(placeOf);
  return new EvidenceDesk({
    transport: nodeTransport({
      allowed: places,
      replacements: policy.replaceUrls ?? [],
      proxy: policy.proxy ?? null,
      patience: 1000 * (policy.networkSeconds ?? PATIENCE_SECONDS),
    }),
    cache: folderCache(join(userDataFolder(), "evidence")),
    now: () => new Date(),
  });
}

/** As the rules for addresses compare it: lower case, no brackets around IPv6. */
function placeOf(text: string): string {
  return text.toLowerCase().replace(/[[\]]/g, "");
}
