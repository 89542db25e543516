/** Who asks, by what the browser itself says of a click's place. A page has no voice in it. */

import { originOf } from "../jobs.ts";

export interface ClickPlace {
  /** 0: the page itself, not a frame in it. */
  readonly frameId: number;
  /** As the browser names it; "null" for a frame without one (sandboxed), undefined where the browser does not say. */
  readonly frameOrigin: string | undefined;
  readonly frameUrl: string | undefined;
  /** undefined where the extension may not see the tab's address. */
  readonly tabUrl: string | undefined;
}

export interface Asker {
  readonly origin: string;
  readonly topOrigin: string;
}

/** null where nobody can say who asks: a sandboxed frame, a frame in a page the extension may not see, a page of no site. */
export function askerOf({ frameId, frameOrigin, frameUrl, tabUrl }: ClickPlace): Asker | null {
  // A frame such as about:srcdoc has no origin of its own in its address, only in what the browser says.
  const origin = originOf(frameOrigin ?? frameUrl);
  const topOrigin = frameId === 0 ? origin : originOf(tabUrl);
  return origin === null || topOrigin === null ? null : { origin, topOrigin };
}

/** May a document of this address be asked for: any http(s) one, or a Blob that the asking page made itself. */
export function isDocumentAddress(url: string, { origin }: Asker): boolean {
  if (originOf(url) !== null) return true;
  return url.startsWith("blob:") && originOf(url.slice("blob:".length)) === origin;
}
