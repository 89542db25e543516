/** From all links of a page to its documents: one entry an address, none that a dangerous link shares. */

import { isDangerous, mayProbe } from "./danger.ts";
import { evidenceOf, type LinkFacts } from "./evidence.ts";

export interface Candidate<Place> {
  readonly href: string;
  readonly name: string;
  /** Where its badges go: every link of that address. */
  readonly places: readonly Place[];
  /** "show": its own name says so and it may not be asked; "probe": the first bytes decide. */
  readonly way: "show" | "probe";
  /** Shown also where the bytes could not be had. */
  readonly strong: boolean;
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
    links.filter(({ facts }) => isDangerous(facts)).map(({ facts }) => addressKey(facts.href)),
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
      way: probing ? "probe" : "show",
      strong: evidence === "strong" || before?.strong === true,
    });
  }
  return [...found.values()];
}

/** The address without its fragment: the same document. */
export function addressKey(href: string): string {
  return href.replace(/#.*$/, "");
}

function nameOf({ download, text, title, ariaLabel, container }: LinkFacts): string {
  const texts = [download ?? "", text, title, ariaLabel, container].map((each) => each.trim());
  return (texts.find((each) => /\.pdf/i.test(each)) ?? texts.find((each) => each !== "") ?? "").slice(0, 500);
}
