/**
 * A hidden frame in the page that judges one document for a badge: the engine runs in our own origin, never in the page's. The
 * document comes over a MessagePort that the content script handed over; the verdict goes back over it, seen by no page.
 */

import * as v from "valibot";
import { asSignError } from "#shared/errors.ts";
import { takeAnnounced } from "../../announced-checks.ts";
import type { BadgeVerdict } from "../../badge-verdict.ts";
import { fetchReport } from "../../fetch-report.ts";
import { isTransferId } from "../../transfer.ts";
import { Engine } from "../engine.ts";
import { language } from "../parts/language.ts";
import { HEAD_BYTES, refusal } from "../source/judge.ts";
import { failedVerdict, summaryOf } from "./summary.ts";

const order = v.strictObject({
  report: fetchReport,
  asked: v.pipe(v.string(), v.maxLength(8192)),
  blob: v.instance(Blob),
});
type Order = v.InferOutput<typeof order>;

/** A page may load this frame too: only a check that our content script announced is taken on. */
async function join(event: MessageEvent<unknown>): Promise<void> {
  const [port] = event.ports;
  if (event.source !== parent || port === undefined || !isTransferId(event.data)) return;
  if (!(await takeAnnounced(event.data))) return;
  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const asked = v.safeParse(order, data);
    if (asked.success) void judge(asked.output).then((verdict) => port.postMessage(verdict));
  };
}

async function judge({ report, asked, blob }: Order): Promise<BadgeVerdict> {
  const engine = new Engine("frame");
  try {
    const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
    const refused = refusal({ report, head, size: blob.size, asked });
    if (refused) throw refused;
    const { verdict } = await engine.call("verify", { blob });
    return summaryOf(verdict, language());
  } catch (error) {
    return failedVerdict(asSignError(error), language());
  } finally {
    engine.close();
  }
}

addEventListener("message", (event) => void join(event));
