/** Entry of the background: listens and routes. All state is in session storage, so it may die at any time. */

import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import { asSignError, type ErrorCode, toWire } from "#shared/errors.ts";
import { ownMark } from "../mark.ts";
import { type Answer, clickMessage, type WindowMessage, windowMessage } from "../messages.ts";
import { pingHost } from "../native.ts";
import { clickInPage, clickOnTab, ownFile } from "./clicks.ts";
import { showWindow, windowClosed } from "./job-window.ts";
import { changeJobs, readJobs, unfinished } from "./jobs-store.ts";
import { createMenu, menuClicked } from "./menu.ts";
import { enableSite, injectInto } from "./sites.ts";

browser.runtime.onInstalled.addListener(() => {
  void createMenu();
  void ownMark();
  void enableSite();
});
browser.contextMenus.onClicked.addListener((info, tab) => void menuClicked(info, tab));
browser.windows.onRemoved.addListener((id) => void windowClosed(id));
browser.permissions.onAdded.addListener(() => void enableSite());
browser.permissions.onRemoved.addListener(() => void enableSite());
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
  const click = v.safeParse(clickMessage, message);
  return click.success ? clickInPage(click.output, sender).then(answer) : undefined;
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
      return changeJobs(async (state) => {
        const mine = unfinished(state.jobs, message.action);
        const jobs = state.jobs.map((job) => (mine.includes(job) ? { ...job, state: "open" as const } : job));
        return { state: { ...state, jobs }, answer: mine };
      });
    case "jobs.finish":
      return finish(message.job);
    case "jobs.own":
      return answer(await ownFile(message.action));
    case "jobs.tab":
      return answer(await clickOnTab(message.action, message.tabId));
    case "windows.show":
      return showWindow(await readJobs());
    case "sites.refresh":
      return refreshSites();
    case "host.ping":
      return pingHost().then(
        ({ host }) => ({ host }),
        (error: unknown) => ({ error: toWire(asSignError(error)) }),
      );
  }
}

function finish(id: string): Promise<null> {
  return changeJobs(async (state) => {
    const jobs = state.jobs.map((job) => (job.id === id ? { ...job, state: "done" as const } : job));
    return { state: { ...state, jobs }, answer: null };
  });
}

async function refreshSites(): Promise<null> {
  await enableSite();
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id !== undefined) await injectInto(tab.id);
  return null;
}
