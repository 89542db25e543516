/** Badges on granted sites only: one registered content script, whose matches are the granted origins without those turned off. */

import * as v from "valibot";
import browser, { type Scripting } from "webextension-polyfill";
import type { FrameMessage } from "../messages.ts";

const SCRIPT_ID = "badges";
const FILE = "content/main.js";

/** Sites of the manifest that the user turned off: browsers do not let go of a permission the manifest asks for. */
const OFF_KEY = "sites-off";
const patterns = v.pipe(v.array(v.string()), v.maxLength(500));

export async function readTurnedOff(): Promise<string[]> {
  const stored = v.safeParse(patterns, (await browser.storage.local.get(OFF_KEY))[OFF_KEY]);
  return stored.success ? stored.output : [];
}

/** Turns badges of a site on or off, as far as its permission goes. */
export async function setTurnedOff(pattern: string, off: boolean): Promise<void> {
  const others = (await readTurnedOff()).filter((each) => each !== pattern);
  await browser.storage.local.set({ [OFF_KEY]: off ? [...others, pattern] : others });
}

interface BadgeScript extends Scripting.RegisteredContentScript {
  readonly matchOriginAsFallback: boolean;
}

let turn: Promise<unknown> = Promise.resolve();

/** Brings the registration to what is granted now. One at a time: grants and installation come together. */
export function registerBadges(): Promise<void> {
  const mine = turn.then(register);
  turn = mine.catch(() => undefined);
  return mine;
}

async function register(): Promise<void> {
  const { origins: matches = [] } = await browser.permissions.getAll();
  await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] }).catch(() => undefined);
  if (matches.length === 0) return;
  const script: BadgeScript = {
    id: SCRIPT_ID,
    js: [FILE],
    matches,
    excludeMatches: await readTurnedOff(),
    allFrames: true,
    // Frames that a page writes itself (about:blank, srcdoc) belong to that page.
    matchOriginAsFallback: true,
    runAt: "document_idle",
    persistAcrossSessions: true,
  };
  await browser.scripting.registerContentScripts([script]);
}

/** A site just granted gets its badges without being loaded anew; so do pages that were open before the extension was there. */
export function injectInto(tabId: number): Promise<void> {
  return browser.scripting.executeScript({ target: { tabId, allFrames: true }, files: [FILE] }).then(
    () => undefined,
    () => undefined,
  );
}

/** For pages of a site that was just turned on or off, or asked to be checked, and stay open. */
export function tellBadges(
  tabId: number,
  message: Extract<FrameMessage, { type: "badges" | "unasked" }>,
): Promise<void> {
  return browser.tabs.sendMessage(tabId, message).then(
    () => undefined,
    () => undefined,
  );
}

/** @param origins match patterns of the tabs; default: everything granted */
export async function injectIntoOpenTabs(origins?: readonly string[]): Promise<void> {
  const url = [...(origins ?? (await browser.permissions.getAll()).origins ?? [])];
  const tabs = url.length === 0 ? [] : await browser.tabs.query({ url });
  await Promise.all(tabs.map(({ id }) => (id === undefined ? undefined : injectInto(id))));
}
