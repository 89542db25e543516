/** Fetches a document as the page itself would: the user's session lives in this frame. */

import { type FetchReport, failedReport } from "../fetch-report.ts";
import { takeEarly } from "./early-fetch.ts";
import { beginFetch, type Wanted } from "./request.ts";
import { sendFile } from "./transfer/transfer.ts";

const running = new Map<string, AbortController>();

export interface FetchOrder extends Wanted {
  readonly transfer: string;
}

/** Sends the body to the window and answers with what was seen; the window judges it. */
export async function fetchForWindow({ transfer, url, limit }: FetchOrder): Promise<FetchReport> {
  const { controller, answer } = takeEarly(url) ?? beginFetch({ url, limit });
  running.set(transfer, controller);
  try {
    const { report, tooLarge, body } = await answer;
    const sent = await sendFile(transfer, { body, announced: tooLarge ? null : report.length });
    return sent ? report : { ...report, failure: "too-large" };
  } catch {
    return failedReport(url);
  } finally {
    running.delete(transfer);
  }
}

export function cancelFetch(transfer: string): void {
  running.get(transfer)?.abort();
}
