/** Fetches a document as the page itself would: the user's session lives in this frame. */

import type { FetchReport } from "../messages.ts";
import { sendFile } from "./transfer/transfer.ts";

const running = new Map<string, AbortController>();

export interface FetchOrder {
  readonly transfer: string;
  readonly url: string;
  /** Bytes at most. */
  readonly limit: number;
}

/** Sends the body to the window and answers with what was seen; the window judges it. */
export async function fetchForWindow({ transfer, url, limit }: FetchOrder): Promise<FetchReport> {
  const controller = new AbortController();
  running.set(transfer, controller);
  try {
    const response = await fetch(url, { credentials: "include", signal: controller.signal });
    const report = reportOf(response);
    if (Number(response.headers.get("content-length") ?? 0) > limit)
      return { ...report, failure: "too-large" };
    const blob = await response.blob();
    if (blob.size > limit) return { ...report, failure: "too-large" };
    await sendFile(transfer, blob);
    return report;
  } catch {
    return { status: 0, finalUrl: url, contentType: "", disposition: "", failure: "network" };
  } finally {
    running.delete(transfer);
  }
}

export function cancelFetch(transfer: string): void {
  running.get(transfer)?.abort();
}

function reportOf(response: Response): FetchReport {
  return {
    status: response.status,
    finalUrl: response.url,
    contentType: response.headers.get("content-type") ?? "",
    disposition: response.headers.get("content-disposition") ?? "",
    failure: null,
  };
}
