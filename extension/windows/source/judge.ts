/** What came instead of a PDF, told apart: a login page, another file, nothing, half of it. */

import { SignError } from "#shared/errors.ts";
import type { FetchReport } from "../../fetch-report.ts";

export interface Fetched {
  readonly report: FetchReport;
  /** First bytes of the body. */
  readonly head: Uint8Array;
  readonly size: number;
  /** The address that was asked for. */
  readonly asked: string;
}

/** Bytes of the body that are enough to judge it. */
export const HEAD_BYTES = 64 * 1024;

/** ISO 32000-2 7.5.2 puts the header first; readers take it within the first KiB, so do the tools that make such files. */
const HEADER_BYTES = 1024;

/** null: it is a PDF. */
export function refusal({ report, head, size, asked }: Fetched): SignError | null {
  const { status } = report;
  if (status === 401 || status === 403) return new SignError("LOGIN_PAGE", { status });
  if (status < 200 || status > 299) return new SignError("DOWNLOAD_FAILED", { reason: "status", status });
  if (size === 0) return new SignError("DOWNLOAD_FAILED", { reason: "empty" });
  // A connection that broke off: some browsers deliver what came as if it were all.
  if (report.length !== null && report.length !== size)
    return new SignError("DOWNLOAD_FAILED", { reason: "cut" });
  const text = latin1(head);
  if (text.slice(0, HEADER_BYTES).includes("%PDF-")) return null;
  if (isHtml(text, report.contentType) && isLogin(text, report.finalUrl, asked))
    return new SignError("LOGIN_PAGE", { status });
  return new SignError("NOT_PDF");
}

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

function isHtml(text: string, contentType: string): boolean {
  return /text\/html|xhtml/i.test(contentType) || /^\s*(<!doctype html|<html|<head|<script)/i.test(text);
}

/** A password field, or another place than the one asked for. */
function isLogin(text: string, finalUrl: string, asked: string): boolean {
  const hasPassword = /<input[^>]+type\s*=\s*["']?password/i.test(text);
  return hasPassword || pathOf(finalUrl) !== pathOf(asked);
}

function pathOf(address: string): string {
  try {
    const { origin, pathname } = new URL(address);
    return origin + pathname;
  } catch {
    return address;
  }
}
