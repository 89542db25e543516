/** Addresses that the administrator put in place of those in certificates: a mirror inside the network. */

export interface Target {
  readonly url: string;
  /** The administrator named it: it may be private. */
  readonly isTrusted: boolean;
}

/**
 * @param replacements "FROM TO" each; the first that fits counts. A FROM that ends in "/" stands for everything below it, any other
 *   one for itself.
 */
export function replaced(url: string, replacements: readonly string[]): Target {
  for (const [from, to] of replacements.map(pairOf)) {
    const own = normal(url);
    if (own === normal(from)) return { url: to, isTrusted: true };
    if (from.endsWith("/") && own.startsWith(normal(from))) {
      return { url: `${to}${own.slice(normal(from).length)}`, isTrusted: true };
    }
  }
  return { url, isTrusted: false };
}

function pairOf(line: string): readonly [string, string] {
  const [from = "", to = ""] = line.split(" ");
  return [from, to];
}

/** `http://host` and `http://host/` are one address. */
function normal(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url;
}
