/** A click becomes a job: who asks is what the browser says of its place, never what the page says. */

import browser, { type Menus, type Runtime, type Tabs } from "webextension-polyfill";
import type { ErrorCode } from "#shared/errors.ts";
import { type Job, type JobAction, originOf, tameName } from "../jobs.ts";
import type { ClickAllMessage, ClickMessage } from "../messages.ts";
import { askerOf, type ClickPlace, isDocumentAddress } from "./asker.ts";
import { addJobs } from "./job-window.ts";

interface Asked {
  readonly action: JobAction;
  readonly url: string;
  readonly name: string | null;
}

type Frame = Pick<ClickPlace, "frameId" | "frameOrigin" | "frameUrl">;

/** A click inside a page, told by its content script. */
export function clickInPage(message: ClickMessage, sender: Runtime.MessageSender): Promise<ErrorCode | null> {
  const { tab, frameId = 0, url } = sender;
  const { origin } = sender as { origin?: string };
  return start(message, tab, { frameId, frameOrigin: origin, frameUrl: url });
}

/** Several documents ticked in a page: one batch, if there is more than one. */
export function clickAllInPage(
  { documents }: ClickAllMessage,
  sender: Runtime.MessageSender,
): Promise<ErrorCode | null> {
  const { tab, frameId = 0, url: frameUrl } = sender;
  const { origin: frameOrigin } = sender as { origin?: string };
  const frame = { frameId, frameOrigin, frameUrl };
  const batch = documents.length > 1 ? crypto.randomUUID() : null;
  const jobs = documents.map(({ url, name }) => jobOf({ action: "sign", url, name }, tab, frame));
  const allowed = jobs.filter((job) => job !== null);
  if (allowed.length < jobs.length) return Promise.resolve("ORIGIN_NOT_ALLOWED");
  return addJobs(allowed.map((job) => ({ ...job, batch })));
}

/** "Ký số" or "Kiểm tra chữ ký" in the context menu: of a link, or of a page or frame that is a PDF. */
export function clickInMenu(
  action: JobAction,
  info: Menus.OnClickData,
  tab: Tabs.Tab | undefined,
): Promise<ErrorCode | null> {
  const { linkUrl, frameUrl, pageUrl, frameId = 0 } = info;
  const { linkText } = info as { linkText?: string };
  // The browser's own viewer may put its own address in the place of the document's.
  const frame = [frameUrl, pageUrl, tab?.url].find((address) => originOf(address) !== null);
  const url = linkUrl ?? frame ?? "";
  return start({ action, url, name: linkText ?? null }, tab, {
    frameId,
    frameOrigin: undefined,
    frameUrl: frame,
  });
}

/** "Ký tệp đang mở": the tab itself is a PDF. */
export async function clickOnTab(action: JobAction, tabId: number): Promise<ErrorCode | null> {
  const tab = await browser.tabs.get(tabId);
  const { url = "", title = null } = tab;
  return start({ action, url, name: title }, tab, { frameId: 0, frameOrigin: undefined, frameUrl: url });
}

/** A file of the user's own: chosen in the window, so nothing of it is known here. */
export function ownFile(action: JobAction): Promise<ErrorCode | null> {
  const local = { source: { kind: "local" }, tab: null, url: null, name: null, private: false } as const;
  return addJobs([{ ...blank(action), ...local }]);
}

function blank(action: JobAction): Pick<Job, "id" | "action" | "batch" | "createdAt" | "state"> {
  return { id: crypto.randomUUID(), action, batch: null, createdAt: Date.now(), state: "waiting" };
}

function start(asked: Asked, tab: Tabs.Tab | undefined, frame: Frame): Promise<ErrorCode | null> {
  const job = jobOf(asked, tab, frame);
  return job === null ? Promise.resolve("ORIGIN_NOT_ALLOWED") : addJobs([job]);
}

/** null where nobody can say who asks, or the address is none to ask for. */
function jobOf({ action, url, name }: Asked, tab: Tabs.Tab | undefined, frame: Frame): Job | null {
  const asker = askerOf({ ...frame, tabUrl: tab?.url });
  if (asker === null || tab?.id === undefined || !isDocumentAddress(url, asker)) return null;
  return {
    ...blank(action),
    source: { kind: "site", ...asker },
    tab: { tabId: tab.id, frameId: frame.frameId },
    url,
    name: name === null ? null : tameName(name),
    private: tab.incognito || !isDefaultStore(tab.cookieStoreId),
  };
}

/** Chromium: "0" is the ordinary profile; Firefox: "firefox-default". Containers and private windows have others. */
function isDefaultStore(store: string | undefined): boolean {
  return store === undefined || store === "0" || store === "firefox-default";
}
