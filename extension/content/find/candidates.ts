/** From all links of a page to its documents: one entry an address, none that a forbidden link shares. */

import { isForbidden, mayProbe } from "./danger.ts";
import { addressNamesPdf, evidenceOf, type LinkFacts, nameInAddress } from "./evidence.ts";

export interface Candidate<Place> {
  readonly href: string;
  readonly name: string;
  /** Where its badge may go: every link of that address. */
  readonly places: readonly Place[];
  /** May its first bytes be asked for? */
  readonly probing: boolean;
  /** Its own name says PDF; else the text around it. */
  readonly strong: boolean;
  /** Its address says PDF: shown also where the bytes were not had. */
  readonly named: boolean;
}

export interface FoundLink<Place> {
  readonly facts: LinkFacts;
  readonly place: Place;
}

export function candidatesOf<Place>(
  links: readonly FoundLink<Place>[],
  pageOrigin: string,
): Candidate<Place>[] {
  const forbidden = new Set(
    links.filter(({ facts }) => isForbidden(facts)).map(({ facts }) => addressKey(facts.href)),
  );
  const found = new Map<string, Candidate<Place>>();
  for (const { facts, place } of links) {
    const key = addressKey(facts.href);
    const evidence = evidenceOf(facts);
    if (evidence === null || forbidden.has(key)) continue;
    const probing = mayProbe(facts, pageOrigin);
    if (!probing && evidence !== "strong") continue;
    const before = found.get(key);
    found.set(key, {
      href: facts.href,
      name: before?.name ?? nameOf(facts),
      places: [...(before?.places ?? []), place],
      probing: probing && before?.probing !== false,
      strong: evidence === "strong" || before?.strong === true,
      named: addressNamesPdf(facts.href),
    });
  }
  return [...found.values()];
}

/** The address without its fragment: the same document. */
export function addressKey(href: string): string {
  return href.replace(/#.*$/, "");
}

/**
 * What two addresses have in common when the same page of the same program answers them: digits as 0, the last part of the path
 * as *, the names of the query, and the value of what names an action.
 */
export function addressShape(href: string): string {
  const { origin, pathname, searchParams } = new URL(href);
  const path = pathname.replace(/\d+/g, "0").replace(/[^/]*$/, "*");
  const query = [...searchParams]
    .map(([name, value]) => (/act|task|op|cmd|mode|disp/i.test(name) ? `${name}=${value}` : name))
    .sort();
  return `${origin}${path}?${query.join("&")}`;
}

function nameOf({ href, download, text, title, ariaLabel, container }: LinkFacts): string {
  const texts = [download ?? "", text, title, ariaLabel, nameInAddress(href), container].map((each) =>
    each.trim(),
  );
  const named = texts.find((each) => /\.pdf/i.test(each)) ?? texts.find((each) => each !== "");
  return (named ?? "").slice(0, 500);
}
