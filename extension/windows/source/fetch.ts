/** The document comes from the clicked frame, where the user is logged in; else from this window. */

import * as v from "valibot";
import { fail, SignError } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { type FetchReport, fetchReport, reportOf } from "../../fetch-report.ts";
import type { Job } from "../../jobs.ts";
import { fileName } from "./file-name.ts";
import { askFrame } from "./frame.ts";
import { HEAD_BYTES, refusal } from "./judge.ts";
import { Transfer } from "./transfer.ts";

export interface FetchOptions {
  readonly signal: AbortSignal;
  /** Bytes so far, and of all where known. */
  readonly onProgress: (done: number, total: number | null) => void;
}

export interface FetchedDocument {
  readonly blob: Blob;
  readonly name: string;
  readonly url: string | null;
  readonly fetchedAt: Date;
}

interface Body {
  readonly report: FetchReport;
  readonly blob: Blob;
}

/** NOT_PDF, LOGIN_PAGE, DOWNLOAD_FAILED, DOCUMENT_TOO_LARGE, USER_CANCELLED. */
export async function fetchDocument(job: Job, options: FetchOptions): Promise<FetchedDocument> {
  const url = job.url ?? fail("DOWNLOAD_FAILED", { reason: "address" });
  const body = (await fromFrame(job, url, options)) ?? (await fromWindow(job, url, options));
  const { blob, report } = body;
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  const refused = refusal({ report, head, size: blob.size, asked: url });
  if (refused) throw refused;
  options.onProgress(blob.size, blob.size);
  const name = fileName({ page: job.name, disposition: report.disposition, url: report.finalUrl });
  return { blob, name, url, fetchedAt: new Date() };
}

/** null where the frame has no script, or its request failed as one of another origin would. */
async function fromFrame(job: Job, url: string, { signal }: FetchOptions): Promise<Body | null> {
  if (job.tab === null) return null;
  const place = job.tab;
  const transfer = new Transfer();
  const cancel = () => void askFrame(place, { type: "cancel", transfer: transfer.id });
  signal.addEventListener("abort", cancel, { once: true });
  try {
    const arriving = transfer.receive(LIMITS.documentBytes);
    const broken = arriving.then(() => new Promise<never>(() => undefined));
    const order = { type: "fetch", transfer: transfer.id, url, limit: LIMITS.documentBytes } as const;
    const answer = await Promise.race([askFrame(place, order), broken, aborted(signal)]);
    const report = v.safeParse(fetchReport, answer);
    if (!report.success || report.output.failure === "network") return null;
    if (report.output.failure === "too-large") fail("DOCUMENT_TOO_LARGE", { limit: LIMITS.documentBytes });
    return { report: report.output, blob: await arriving };
  } finally {
    signal.removeEventListener("abort", cancel);
    transfer.close();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new SignError("USER_CANCELLED"));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

/** With the cookies of the ordinary profile: never for a private window or container, where another user may be logged in. */
async function fromWindow(job: Job, url: string, options: FetchOptions): Promise<Body> {
  if (job.private) fail("DOWNLOAD_FAILED", { reason: "private" });
  try {
    const response = await fetch(url, { credentials: "include", signal: options.signal });
    const report = reportOf(response);
    return { report, blob: await readBody(response, options) };
  } catch (cause) {
    if (cause instanceof SignError) throw cause;
    if (options.signal.aborted) fail("USER_CANCELLED");
    return fail("DOWNLOAD_FAILED", { reason: "network" }, cause);
  }
}

async function readBody(response: Response, { onProgress }: FetchOptions): Promise<Blob> {
  const total = Number(response.headers.get("content-length") ?? 0) || null;
  const parts: BlobPart[] = [];
  let done = 0;
  for await (const chunk of response.body ?? []) {
    parts.push(chunk as Uint8Array<ArrayBuffer>);
    done += chunk.length;
    if (done > LIMITS.documentBytes) fail("DOCUMENT_TOO_LARGE", { limit: LIMITS.documentBytes });
    onProgress(done, total);
  }
  return new Blob(parts);
}
