/** Badges on granted sites only: one registered content script whose matches are the granted optional origins. */

import browser, { type Scripting } from "webextension-polyfill";

const SCRIPT = "badges";

/** Origins of the manifest have their script already. */
function declaredOrigins(): string[] {
  return browser.runtime.getManifest().host_permissions ?? [];
}

/** Brings the registration to what is granted now. */
export async function enableSite(): Promise<void> {
  const { origins = [] } = await browser.permissions.getAll();
  const declared = declaredOrigins();
  const matches = origins.filter((origin) => !declared.includes(origin));
  await browser.scripting.unregisterContentScripts({ ids: [SCRIPT] }).catch(() => undefined);
  if (matches.length === 0) return;
  const script: Scripting.RegisteredContentScript = {
    id: SCRIPT,
    js: ["content/main.js"],
    matches,
    allFrames: true,
    runAt: "document_idle",
    persistAcrossSessions: true,
  };
  await browser.scripting.registerContentScripts([script]);
}

/** A site just granted gets its badges without being loaded anew. */
export async function injectInto(tabId: number): Promise<void> {
  await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, files: ["content/main.js"] })
    .catch(() => undefined);
}
