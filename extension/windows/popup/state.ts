/** What the popup shows: the program on this computer, the devices, this site; asked anew each time it opens. */

import browser from "webextension-polyfill";
import { asSignError, type SignError } from "#shared/errors.ts";
import type { Token } from "#shared/protocol/messages.ts";
import type { FrameMessage } from "../../messages.ts";
import { connectHost } from "../../native.ts";
import { sitePattern } from "../../site-origin.ts";

export type HostFacts =
  | { readonly kind: "asking" }
  | { readonly kind: "ready"; readonly version: string; readonly tokens: readonly Token[] }
  | { readonly kind: "failed"; readonly error: SignError };

export interface SiteFacts {
  readonly tabId: number;
  readonly host: string;
  /** For `permissions.request`, which wants it at once in the click. */
  readonly pattern: string;
  /** "always": named in the manifest. */
  readonly state: "always" | "on" | "off";
  /** null where no badges stand in the page. */
  readonly documents: number | null;
  /** The tab shows a PDF and nothing else. */
  readonly isPdf: boolean;
}

/** One short connection, closed with the answer. */
export async function readHost(): Promise<HostFacts> {
  const connection = connectHost();
  try {
    const { host } = await connection.hello;
    const { tokens } = await connection.request("tokens.list", {});
    return { kind: "ready", version: host, tokens };
  } catch (error) {
    return { kind: "failed", error: asSignError(error) };
  } finally {
    connection.close();
  }
}

/** null for a page no site can be: the browser's own, a file, nothing. */
export async function readSite(): Promise<SiteFacts | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const pattern = sitePattern(tab?.url);
  if (tab?.id === undefined || tab.url === undefined || pattern === null) return null;
  const always = await isDeclared(pattern);
  const granted = await browser.permissions.contains({ origins: [pattern] });
  const message: FrameMessage = { type: "count" };
  const counted: unknown = await browser.tabs.sendMessage(tab.id, message, { frameId: 0 }).catch(() => null);
  return {
    tabId: tab.id,
    host: new URL(tab.url).host,
    pattern,
    state: always ? "always" : granted ? "on" : "off",
    documents: typeof counted === "number" ? counted : null,
    isPdf: await isPdfTab(tab.id),
  };
}

/** Opening the popup is the click that lets us look into this tab. */
function isPdfTab(tabId: number): Promise<boolean> {
  return browser.scripting.executeScript({ target: { tabId }, func: () => document.contentType }).then(
    ([first]) => first?.result === "application/pdf",
    () => false,
  );
}

/** Sites of the manifest cannot be turned off here; `*://*.gov.vn/*` covers each of its hosts. */
async function isDeclared(pattern: string): Promise<boolean> {
  const host = pattern.replace(/^\w+:\/\//, "").replace(/\/\*$/, "");
  const declared = browser.runtime.getManifest().host_permissions ?? [];
  return declared.some((each) => {
    const wanted = each.replace(/^[\w*]+:\/\//, "").replace(/\/\*$/, "");
    return wanted.startsWith("*.")
      ? host === wanted.slice(2) || host.endsWith(wanted.slice(1))
      : host === wanted;
  });
}
