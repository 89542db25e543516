/** The first bytes decide: GET of the page's own origin, one chunk, then cancelled; few, slow, and never twice. */

import { addressKey } from "./candidates.ts";

/** Caps of one page view. */
const PROBES = 8;
const AT_ONCE = 2;
const MILLISECONDS = 5000;
const BYTES = 64 * 1024;
const HEADER_BYTES = 1024;

/** "unknown": not asked (cap, hidden tab), or no answer. */
export type Probed = "pdf" | "other" | "unknown";

const results = new Map<string, Promise<Probed>>();
let running = 0;
const waiting: (() => void)[] = [];

export function probe(href: string): Promise<Probed> {
  const key = addressKey(href);
  const known = results.get(key);
  if (known !== undefined) return known;
  if (results.size >= PROBES || document.visibilityState === "hidden") return Promise.resolve("unknown");
  const result = inTurn(() => firstBytes(key)).catch((): Probed => "unknown");
  results.set(key, result);
  return result;
}

async function inTurn(ask: () => Promise<Probed>): Promise<Probed> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await ask();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function firstBytes(href: string): Promise<Probed> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), MILLISECONDS);
  try {
    const response = await fetch(href, { credentials: "include", signal: controller.signal });
    if (!response.ok || new URL(response.url).origin !== location.origin) return "other";
    return (await readHead(response)).includes("%PDF-") ? "pdf" : "other";
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** As many chunks as it takes to have the place of the header, at most 64 KiB. */
async function readHead(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  let text = "";
  while (reader !== undefined && text.length < HEADER_BYTES) {
    const { value } = await reader.read();
    if (value === undefined) break;
    text += Array.from(value.subarray(0, BYTES), (byte) => String.fromCharCode(byte)).join("");
  }
  return text.slice(0, HEADER_BYTES);
}
