/** A document of the page, fetched as the page would and judged in a hidden frame of ours. */

import * as v from "valibot";
import { announce, takeAnnounced } from "../../announced-checks.ts";
import { BADGE_BYTES, type BadgeVerdict, badgeVerdict } from "../../badge-verdict.ts";
import { type FetchReport, failedReport, reportOf } from "../../fetch-report.ts";
import { readBody, request } from "../request.ts";
import { openFrame } from "../transfer/relay-frame.ts";

/** Two at a time: a page with many documents stays usable. */
const AT_ONCE = 2;
/** However long a check takes, the badge does not wait for ever; the window takes it from there. */
const CHECK_MILLISECONDS = 60_000;

let running = 0;
const waiting: (() => void)[] = [];

/** null where it cannot be checked here: too large, or the page lets no frame of ours load. */
export async function checkInPage(url: string, limit: number = BADGE_BYTES): Promise<BadgeVerdict | null> {
  while (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await check(url, limit);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

interface Fetched {
  readonly report: FetchReport;
  readonly blob: Blob;
}

async function check(url: string, limit: number): Promise<BadgeVerdict | null> {
  const fetched = await fetchBounded(url, limit);
  if (fetched === null) return null;
  const id = crypto.randomUUID();
  await announce(id);
  const frame = await openFrame("windows/checker/checker.html", id);
  if (frame === null) {
    await takeAnnounced(id);
    return null;
  }
  try {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), CHECK_MILLISECONDS));
    const told = new Promise<BadgeVerdict>((resolve) => {
      frame.listen((message) => {
        const verdict = v.safeParse(badgeVerdict, message);
        if (verdict.success) resolve(verdict.output);
      });
    });
    frame.post({ ...fetched, asked: url });
    return await Promise.race([told, late]);
  } finally {
    frame.close();
  }
}

/** null above the limit. */
async function fetchBounded(url: string, limit: number): Promise<Fetched | null> {
  const controller = new AbortController();
  try {
    const response = await request(url, controller.signal);
    const report = reportOf(response);
    const blob = (report.length ?? 0) > limit ? null : await readBody(response, limit);
    // What was not read is not downloaded either.
    if (blob === null) controller.abort();
    return blob && { report, blob };
  } catch {
    return { report: failedReport(url), blob: new Blob() };
  }
}
