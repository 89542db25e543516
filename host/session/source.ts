/** Who asks for a signature, and whether such a one may ask at all. */

import { fail } from "#shared/errors.ts";
import type { Source } from "#shared/protocol/messages.ts";

export interface OriginRule {
  /** Origins on plain http that the machine policy allows, such as "http://eoffice.noibo". */
  readonly httpOrigins: readonly string[];
  /** Development builds serve pages of this computer, too. */
  readonly loopback: boolean;
}

export function isSameSource(a: Source, b: Source): boolean {
  if (a.kind === "local" || b.kind === "local") return a.kind === b.kind;
  return a.origin === b.origin && a.topOrigin === b.topOrigin;
}

/**
 * Refuses a page that is neither https nor named by the rule, and a frame in such a page: who can change the page around a frame
 * can show another document than the one that is signed. Errors: CONTEXT_INSECURE {origin}, INVALID_ARGUMENT {field: "origin"}.
 */
export function checkSource(source: Source, rule: OriginRule): void {
  if (source.kind === "local") return;
  for (const origin of [source.origin, source.topOrigin]) checkOrigin(origin, rule);
}

function checkOrigin(origin: string, { httpOrigins, loopback }: OriginRule): void {
  const url = parse(origin);
  if (url?.origin !== origin) fail("INVALID_ARGUMENT", { field: "origin" });
  if (url.protocol === "https:" || httpOrigins.includes(origin)) return;
  if (loopback && isLoopback(url.hostname)) return;
  fail("CONTEXT_INSECURE", { origin });
}

/** Only the exact form a browser writes: no path, no user, no capitals, no default port. */
function parse(origin: string): URL | null {
  return URL.canParse(origin) ? new URL(origin) : null;
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
