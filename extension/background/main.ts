/** Entry of the background: listens and routes. All state is in storage, so it may die at any time. */

import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import { asSignError, type ErrorCode, toWire } from "#shared/errors.ts";
import { countUnfinished, forgetUnsigned } from "../keep/store.ts";
import { ownMark } from "../mark.ts";
import {
  type Answer,
  clickAllMessage,
  clickMessage,
  type WindowMessage,
  windowMessage,
} from "../messages.ts";
import { pingHost } from "../native.ts";
import { setUnaskedSite } from "../unasked-sites.ts";
import { clickAllInPage, clickInPage, clickOnTab, ownFile } from "./clicks.ts";
import {
  addJobs,
  finishJob,
  hasSignWindow,
  openSignWindow,
  showSignWindow,
  takeJobs,
  windowClosed,
} from "./job-window.ts";
import { createMenu, menuClicked } from "./menu.ts";
import { takeRefusal } from "./refusal.ts";
import { signAll } from "./sign-all.ts";
import {
  injectInto,
  injectIntoOpenTabs,
  readTurnedOff,
  registerBadges,
  setTurnedOff,
  tellBadges,
} from "./sites.ts";

browser.runtime.onInstalled.addListener(() => {
  void createMenu();
  void ownMark();
  void registerBadges().then(() => injectIntoOpenTabs());
});
browser.runtime.onStartup.addListener(() => {
  void registerBadges();
  void tellUndelivered();
});
browser.contextMenus.onClicked.addListener((info, tab) => void menuClicked(info, tab));
browser.windows.onRemoved.addListener((id) => void closed(id));
browser.permissions.onAdded.addListener(({ origins }) => {
  void registerBadges().then(() => injectIntoOpenTabs(origins));
});
browser.permissions.onRemoved.addListener(() => void registerBadges());
browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) =>
  route(message, sender),
);

/** Undefined where the message is for somebody else. */
function route(message: unknown, sender: Runtime.MessageSender): Promise<unknown> | undefined {
  if (sender.id !== browser.runtime.id) return undefined;
  if (isOwnPage(sender)) {
    const asked = v.safeParse(windowMessage, message);
    return asked.success ? answerWindow(asked.output) : undefined;
  }
  const click = v.safeParse(v.variant("type", [clickMessage, clickAllMessage]), message);
  if (!click.success) return undefined;
  const { output } = click;
  const started = output.type === "click" ? clickInPage(output, sender) : clickAllInPage(output, sender);
  return started.then(answer);
}

/** Pages of the extension; a content script has the address of its page. */
function isOwnPage(sender: Runtime.MessageSender): boolean {
  return sender.url?.startsWith(browser.runtime.getURL("")) ?? false;
}

function answer(code: ErrorCode | null): Answer {
  return code === null ? { ok: true } : { ok: false, code };
}

async function answerWindow(message: WindowMessage): Promise<unknown> {
  switch (message.type) {
    case "jobs.take":
      return takeJobs(message.action);
    case "jobs.finish":
      return finishJob(message.job);
    case "jobs.own":
      return answer(await ownFile(message.action));
    case "jobs.sign":
      return answer(await addJobs([{ ...message.job, action: "sign" }]));
    case "jobs.tab":
      return answer(await clickOnTab(message.action, message.tabId));
    case "jobs.all":
      return signAll({ tabId: message.tabId });
    case "windows.has":
      return hasSignWindow();
    case "windows.open":
      return openSignWindow();
    case "windows.show":
      return showSignWindow();
    case "sites.off":
      return readTurnedOff();
    case "sites.turn":
      return turnSite(message);
    case "sites.unasked":
      await setUnaskedSite(message.pattern, message.on);
      return tellBadges(message.tabId, { type: "unasked", on: message.on });
    case "refusal.take":
      return takeRefusal();
    case "host.ping":
      return pingHost().catch((error: unknown) => toWire(asSignError(error)));
  }
}

/** What the user closed unsigned is not offered again. */
async function closed(window: number): Promise<void> {
  if (await windowClosed(window)) await forgetUnsigned().catch(() => undefined);
}

/** A crash left signed files: the icon says so until the popup was open. */
async function tellUndelivered(): Promise<void> {
  const { undelivered } = await countUnfinished().catch(() => ({ undelivered: 0 }));
  if (undelivered > 0) await browser.action.setBadgeText({ text: String(undelivered) });
}

async function turnSite({
  pattern,
  off,
  tabId,
}: Extract<WindowMessage, { type: "sites.turn" }>): Promise<null> {
  await setTurnedOff(pattern, off);
  await registerBadges();
  if (!off) await injectInto(tabId);
  await tellBadges(tabId, { type: "badges", on: !off });
  return null;
}
