/** Tells the background what a person clicked. Called for trusted events only. */

import browser from "webextension-polyfill";
import { type ErrorCode, isErrorCode } from "#shared/errors.ts";
import type { JobAction } from "../jobs.ts";
import type { ClickAllMessage, ClickMessage } from "../messages.ts";
import { dropEarly, fetchEarly } from "./early-fetch.ts";

/** A document of the page, as far as a window wants it. */
export interface PageDocument {
  readonly url: string;
  readonly name: string;
}

export interface Clicked {
  readonly action: JobAction;
  readonly url: string;
  readonly name: string;
}

/** The code of a refusal; null where a window takes it. */
export async function click({ action, url, name }: Clicked): Promise<ErrorCode | null> {
  fetchEarly(url);
  const refused = await tell({ type: "click", action, url, name });
  if (refused !== null) dropEarly(url);
  return refused;
}

/** Several documents at once: one window with a list. */
export function clickAll(documents: readonly PageDocument[]): Promise<ErrorCode | null> {
  return tell({ type: "click-all", documents: documents.map(({ url, name }) => ({ url, name })) });
}

async function tell(message: ClickMessage | ClickAllMessage): Promise<ErrorCode | null> {
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
