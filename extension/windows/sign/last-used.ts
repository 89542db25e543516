/** Remembers which certificate signed last for a site, in the extension's own storage. */

import browser from "webextension-polyfill";
import type { Source } from "#shared/protocol/messages.ts";

function keyOf(source: Source): string {
  return `last-certificate ${source.kind === "site" ? source.origin : "local"}`;
}

/** SHA-256 of the certificate, or null. */
export async function recallCertificate(source: Source): Promise<string | null> {
  const key = keyOf(source);
  const stored: unknown = (await browser.storage.local.get(key))[key];
  return typeof stored === "string" && /^[0-9a-f]{64}$/.test(stored) ? stored : null;
}

export async function rememberCertificate(source: Source, certificate: string): Promise<void> {
  await browser.storage.local.set({ [keyOf(source)]: certificate });
}
