/** The match pattern of a page's site: what a permission is asked for and what a content script is registered on. */

/** `scheme://host/*` of an http(s) address, without its port (a match pattern has none in Firefox); null for any other. */
export function sitePattern(url: string | undefined): string | null {
  try {
    const { protocol, hostname } = new URL(url ?? "");
    return protocol === "https:" || protocol === "http:" ? `${protocol}//${hostname}/*` : null;
  } catch {
    return null;
  }
}
