/** What the popup shows: the program on this computer, the devices, this site; asked anew each time it opens. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { asSignError, type ErrorCode, isErrorCode, SignError } from "#shared/errors.ts";
import type { Token } from "#shared/protocol/messages.ts";
import type { FrameMessage, WindowMessage } from "../../messages.ts";
import { connectHost, type HostConnection } from "../../native.ts";
import { sitePattern } from "../../site-origin.ts";
import { isUnasked } from "../../unasked-sites.ts";

export interface Device {
  readonly label: string;
  readonly serial: string;
  /** Name and last day of its first usable certificate; null where the device tells none. */
  readonly owner: { readonly name: string; readonly notAfter: string } | null;
}

export type HostFacts =
  | { readonly kind: "asking" }
  /** `devices` null: not known yet. */
  | { readonly kind: "ready"; readonly version: string; readonly devices: readonly Device[] | null }
  | { readonly kind: "failed"; readonly error: SignError };

export interface SiteFacts {
  readonly tabId: number;
  readonly host: string;
  /** For `permissions.request`, which wants it at once in the click. */
  readonly pattern: string;
  readonly granted: boolean;
  readonly turnedOff: boolean;
  /** Its documents are checked without a click. */
  readonly unasked: boolean;
  /** null where no badges stand in the page. */
  readonly documents: number | null;
  /** The tab shows a PDF and nothing else. */
  readonly isPdf: boolean;
}

export function tell(message: WindowMessage): Promise<unknown> {
  return browser.runtime.sendMessage(message);
}

/** First the background's short answer, kept for a minute, then the devices over a port that closes with the answer. */
export async function readHost(show: (facts: HostFacts) => void): Promise<void> {
  try {
    const version = await pingedVersion();
    show({ kind: "ready", version, devices: null });
    show({ kind: "ready", version, devices: await readDevices() });
  } catch (error) {
    show({ kind: "failed", error: asSignError(error) });
  }
}

const pinged = v.object({ host: v.string() });
const refused = v.object({ code: v.custom<ErrorCode>(isErrorCode) });

async function pingedVersion(): Promise<string> {
  const answer = await tell({ type: "host.ping" });
  if (v.is(pinged, answer)) return answer.host;
  throw new SignError(v.is(refused, answer) ? answer.code : "UNKNOWN_ERROR");
}

async function readDevices(): Promise<Device[]> {
  const connection = connectHost();
  try {
    const { tokens } = await connection.request("tokens.list", {});
    const plugged = tokens.filter(({ kind }) => kind === "pkcs11");
    return await Promise.all(plugged.map((token) => readDevice(connection, token)));
  } finally {
    connection.close();
  }
}

/** A device that tells no certificates before its PIN is there all the same. */
async function readDevice(connection: HostConnection, { id, label, serial }: Token): Promise<Device> {
  const { certificates } = await connection
    .request("certificates.list", { token: id })
    .catch(() => ({ certificates: [] }));
  const usable = certificates.find(({ unsuitable }) => unsuitable === null);
  const owner = usable ? { name: usable.commonName, notAfter: usable.notAfter } : null;
  return { label, serial, owner };
}

/** null for a page no site can be: the browser's own, a file, nothing. */
export async function readSite(): Promise<SiteFacts | null> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const pattern = sitePattern(tab?.url);
  if (tab?.id === undefined || tab.url === undefined || pattern === null) return null;
  const off = v.safeParse(v.array(v.string()), await tell({ type: "sites.off" }));
  const message: FrameMessage = { type: "count" };
  const counted: unknown = await browser.tabs.sendMessage(tab.id, message, { frameId: 0 }).catch(() => null);
  return {
    tabId: tab.id,
    host: new URL(tab.url).host,
    pattern,
    granted: await browser.permissions.contains({ origins: [pattern] }),
    turnedOff: off.success && off.output.includes(pattern),
    unasked: await isUnasked(pattern),
    documents: typeof counted === "number" ? counted : null,
    isPdf: await isPdfTab(tab.id, tab.url),
  };
}

/** Opening the popup is the click that lets us look into this tab; Firefox lets nobody look into its PDF viewer. */
function isPdfTab(tabId: number, url: string): Promise<boolean> {
  return browser.scripting.executeScript({ target: { tabId }, func: () => document.contentType }).then(
    ([first]) => first?.result === "application/pdf",
    () => /\.pdf$/i.test(new URL(url).pathname),
  );
}

/** A click that was refused since the popup was last open; told once. */
export async function takeRefusal(): Promise<ErrorCode | null> {
  const code = await tell({ type: "refusal.take" });
  return isErrorCode(code) ? code : null;
}

export async function hasSignWindow(): Promise<boolean> {
  return (await tell({ type: "windows.has" })) === true;
}
