/** Fetches a document as the page itself would: the user's session lives in this frame. */

import { type FetchReport, failedReport, reportOf } from "../fetch-report.ts";
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
    const response = await request(url, controller.signal);
    const report = reportOf(response);
    const isTooLarge = (report.length ?? 0) > limit;
    const body = isTooLarge ? Promise.resolve(null) : readBody(response, limit);
    const sent = await sendFile(transfer, { body, announced: isTooLarge ? null : report.length });
    return sent ? report : { ...report, failure: "too-large" };
  } catch {
    return failedReport(url);
  } finally {
    running.delete(transfer);
  }
}

/** As it is at the server now, and not kept a second time on the disk. */
export function request(url: string, signal: AbortSignal): Promise<Response> {
  return fetch(url, { credentials: "include", cache: "no-store", signal });
}

export function cancelFetch(transfer: string): void {
  running.get(transfer)?.abort();
}

/** null above the limit. With a known length the browser itself reads fastest. */
export async function readBody(response: Response, limit: number): Promise<Blob | null> {
  if (response.headers.has("content-length")) {
    const blob = await response.blob();
    return blob.size > limit ? null : blob;
  }
  const parts: BlobPart[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return null;
    parts.push(chunk as Uint8Array<ArrayBuffer>);
  }
  return new Blob(parts);
}
