/** A click becomes a job: who asks is what the browser says of the sender, never what the page says. */

import browser, { type Menus, type Runtime, type Tabs } from "webextension-polyfill";
import type { ErrorCode } from "#shared/errors.ts";
import { type Job, type JobAction, originOf, tameName } from "../jobs.ts";
import type { ClickMessage } from "../messages.ts";
import { addJob } from "./job-window.ts";

interface Place {
  readonly tab: Tabs.Tab | undefined;
  readonly frameId: number | undefined;
  /** Address of the frame. */
  readonly frameUrl: string | undefined;
}

interface Asked {
  readonly action: JobAction;
  readonly url: string;
  readonly name: string | null;
}

/** A click inside a page, told by its content script. */
export function clickInPage(message: ClickMessage, sender: Runtime.MessageSender): Promise<ErrorCode | null> {
  const { origin } = sender as { origin?: string };
  // `sender.origin` is "null" in a sandboxed frame: then nobody can say who asks.
  const frameUrl = origin === undefined ? sender.url : origin === "null" ? undefined : sender.url;
  return start(message, { tab: sender.tab, frameId: sender.frameId, frameUrl });
}

/** "Ký số" or "Kiểm tra chữ ký" in the context menu. */
export function clickInMenu(
  action: JobAction,
  info: Menus.OnClickData,
  tab: Tabs.Tab | undefined,
): Promise<ErrorCode | null> {
  const frameUrl = info.frameUrl ?? info.pageUrl ?? tab?.url;
  const url = info.linkUrl ?? info.srcUrl ?? frameUrl ?? "";
  const { linkText } = info as { linkText?: string };
  return start({ action, url, name: linkText ?? null }, { tab, frameId: info.frameId ?? 0, frameUrl });
}

/** "Ký tệp đang mở": the tab itself is a PDF. */
export async function clickOnTab(action: JobAction, tabId: number): Promise<ErrorCode | null> {
  const tab = await browser.tabs.get(tabId);
  return start(
    { action, url: tab.url ?? "", name: tab.title ?? null },
    { tab, frameId: 0, frameUrl: tab.url },
  );
}

/** A file of the user's own: chosen in the window, so nothing of it is known here. */
export function ownFile(action: JobAction): Promise<ErrorCode | null> {
  return addJob({
    ...blank(action),
    source: { kind: "local" },
    tab: null,
    url: null,
    name: null,
    private: false,
  });
}

function blank(action: JobAction): Pick<Job, "id" | "action" | "createdAt" | "state"> {
  return { id: crypto.randomUUID(), action, createdAt: Date.now(), state: "waiting" };
}

async function start({ action, url, name }: Asked, place: Place): Promise<ErrorCode | null> {
  const { tab, frameId, frameUrl } = place;
  const origin = originOf(frameUrl);
  const topOrigin = frameId === 0 ? origin : originOf(tab?.url ?? frameUrl);
  if (origin === null || topOrigin === null || tab?.id === undefined) return "ORIGIN_NOT_ALLOWED";
  if (originOf(url) === null) return "ORIGIN_NOT_ALLOWED";
  return addJob({
    ...blank(action),
    source: { kind: "site", origin, topOrigin },
    tab: { tabId: tab.id, frameId: frameId ?? 0 },
    url,
    name: name === null ? null : tameName(name),
    private: tab.incognito || !isDefaultStore(tab.cookieStoreId),
  });
}

/** Chromium: "0" is the ordinary profile; Firefox: "firefox-default". Containers and private windows have others. */
function isDefaultStore(store: string | undefined): boolean {
  return store === undefined || store === "0" || store === "firefox-default";
}
