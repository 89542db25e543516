/** Entry of the content script: badges, and the window's errands in this frame. No engine, no document code in a stranger's page. */

import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import { type FrameMessage, frameMessage } from "../messages.ts";
import { sitePattern } from "../site-origin.ts";
import { isUnasked } from "../unasked-sites.ts";
import {
  badgeCount,
  setTicking,
  setUnasked,
  signAllBadges,
  startBadges,
  stopBadges,
} from "./badge/badges.ts";
import { cancelFetch, fetchForWindow } from "./fetch.ts";
import { deliver, reportTarget } from "./target/deliver.ts";

/** Put into a page by the manifest and by a click alike: the second time there is nothing to do. */
const STARTED = Symbol.for("antin");

function handle(raw: unknown, sender: Runtime.MessageSender): Promise<unknown> | undefined {
  if (sender.id !== browser.runtime.id) return undefined;
  const message = v.safeParse(frameMessage, raw);
  return message.success ? Promise.resolve(answer(message.output)) : undefined;
}

function answer(message: FrameMessage): unknown {
  switch (message.type) {
    case "here":
      return true;
    case "count":
      return badgeCount();
    case "sign-all":
      return signAllBadges();
    case "ticks":
      return setTicking(message.on);
    case "unasked":
      return setUnasked(message.on);
    case "badges":
      return message.on ? startInPage() : stopBadges();
    case "fetch":
      return fetchForWindow(message);
    case "target":
      return reportTarget(message.origin);
    case "deliver":
      return deliver(message);
    case "cancel":
      return cancelFetch(message.transfer);
  }
}

/** Nobody can say who asks in a sandboxed page: its clicks would only be refused. */
function startInPage(): void {
  const isPage = document.contentType === "text/html" || document.contentType === "application/xhtml+xml";
  if (!isPage || origin === "null") return;
  startBadges();
  void isUnasked(sitePattern(location.href)).then((on) => on && setUnasked(true));
}

if (!(STARTED in globalThis)) {
  Object.defineProperty(globalThis, STARTED, { value: true });
  browser.runtime.onMessage.addListener(handle);
  startInPage();
}
