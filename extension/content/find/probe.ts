/** The first bytes decide: GET of the page's own origin, one chunk, then cancelled; few, slow, and never twice. */

import { addressKey, addressShape } from "./candidates.ts";

/** Caps of one page view. A probe that the user's pointer asked for is not counted. */
const PROBES = 8;
const AT_ONCE = 2;
const MILLISECONDS = 5000;
const BYTES = 64 * 1024;
/** As far as readers look for the header (ISO 32000-2 annex I note). */
const HEADER_BYTES = 1024;

/** "unknown": not asked (cap, hidden tab, saved data), or no answer. */
export type Probed = "pdf" | "other" | "unknown";

const results = new Map<string, Promise<Probed>>();
/** What addresses of that shape were; both kinds seen: unknown. */
const shapes = new Map<string, Probed>();
const waiting: (() => void)[] = [];
let automatic = 0;
let running = 0;

/** `hovered`: a person points at the link, which is not scanning any more. */
export function probe(href: string, { hovered }: { hovered: boolean }): Promise<Probed> {
  const key = addressKey(href);
  const known = results.get(key);
  if (known !== undefined) return known;
  if (!hovered && (automatic >= PROBES || isUnwelcome())) return Promise.resolve("unknown");
  if (!hovered) automatic += 1;
  const result = inTurn(() => firstBytes(key)).catch((): Probed => "unknown");
  results.set(key, result);
  void result.then((probed) => remember(key, probed));
  return result;
}

/** What its likes turned out to be. */
export function likely(href: string): Probed {
  return shapes.get(addressShape(href)) ?? "unknown";
}

function remember(href: string, probed: Probed): void {
  if (probed === "unknown") return;
  const shape = addressShape(href);
  const before = shapes.get(shape);
  shapes.set(shape, before === undefined || before === probed ? probed : "unknown");
}

function isUnwelcome(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return document.visibilityState === "hidden" || connection?.saveData === true;
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
    const { signal } = controller;
    // A redirect to another origin fails instead of being followed.
    const response = await fetch(href, { credentials: "same-origin", mode: "same-origin", signal });
    if (!response.ok) return "other";
    return (await readHead(response)).includes("%PDF-") ? "pdf" : "other";
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** As many chunks as it takes to have the place of the header, at most 64 KiB of each. */
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
