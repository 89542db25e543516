/** A request for a document, as the page itself would make it, and its body. */

import { type FetchReport, reportOf } from "../fetch-report.ts";

export interface Wanted {
  readonly url: string;
  /** Bytes at most. */
  readonly limit: number;
}

/** A request that runs. */
export interface Arriving {
  readonly controller: AbortController;
  readonly answer: Promise<Arrived>;
}

interface Arrived {
  readonly report: FetchReport;
  /** The server said so before any byte came. */
  readonly tooLarge: boolean;
  /** null above the limit. */
  readonly body: Promise<Blob | null>;
}

/** Its failures wait for whoever asks for the answer. */
export function beginFetch({ url, limit }: Wanted): Arriving {
  const controller = new AbortController();
  const answer = arrive(request(url, controller.signal), limit);
  answer.catch(() => undefined);
  return { controller, answer };
}

async function arrive(requested: Promise<Response>, limit: number): Promise<Arrived> {
  const response = await requested;
  const report = reportOf(response);
  const tooLarge = (report.length ?? 0) > limit;
  const body = tooLarge ? Promise.resolve(null) : readBody(response, limit);
  body.catch(() => undefined);
  return { report, tooLarge, body };
}

/** As it is at the server now, and not kept a second time on the disk. */
export function request(url: string, signal: AbortSignal): Promise<Response> {
  return fetch(url, { credentials: "include", cache: "no-store", signal });
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
