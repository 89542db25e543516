/** Tells the background what a person clicked. Called for trusted events only. */

import browser from "webextension-polyfill";
import { type ErrorCode, isErrorCode } from "#shared/errors.ts";
import type { JobAction } from "../jobs.ts";
import type { ClickMessage } from "../messages.ts";

export interface Clicked {
  readonly action: JobAction;
  readonly url: string;
  readonly name: string;
}

/** The code of a refusal; null where a window takes it. */
export async function click({ action, url, name }: Clicked): Promise<ErrorCode | null> {
  const message: ClickMessage = { type: "click", action, url, name };
  try {
    const answer = (await browser.runtime.sendMessage(message)) as
      | { ok?: unknown; code?: unknown }
      | undefined;
    if (answer?.ok === true) return null;
    return isErrorCode(answer?.code) ? answer.code : "UNKNOWN_ERROR";
  } catch {
    // The extension was updated or removed under the page.
    return "UNKNOWN_ERROR";
  }
}
