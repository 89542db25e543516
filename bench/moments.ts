/**
 * When something stood on a page, told by the page itself: a driver outside looks again only every so often, and would be measured too.
 * Milliseconds since 1970, so that moments of two pages can be compared.
 */

import type { BrowserContext, Page } from "playwright-core";

/** What to wait for: an element, or one that holds these words. */
export interface Sight {
  readonly selector: string;
  readonly words?: string;
}

type Moments = Record<string, number>;
interface Marked {
  antinMoments?: Moments;
}

/** Every page opened from now on notes the frame in which each sight was drawn first, and its last click. */
export async function noteMoments(
  context: BrowserContext,
  sights: Readonly<Record<string, Sight>>,
): Promise<void> {
  await context.addInitScript((wanted: Readonly<Record<string, Sight>>) => {
    const moments: Moments = {};
    (globalThis as Marked).antinMoments = moments;
    const now = () => performance.timeOrigin + performance.now();
    const seen = new Set<string>();
    const isThere = ({ selector, words = "" }: Sight) =>
      [...document.querySelectorAll(selector)].some(({ textContent }) => textContent.includes(words));
    const look = () => {
      for (const [name, sight] of Object.entries(wanted)) {
        if (seen.has(name) || !isThere(sight)) continue;
        seen.add(name);
        requestAnimationFrame(() => {
          moments[name] = now();
        });
      }
    };
    new MutationObserver(look).observe(document, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
    });
    const clicked = ({ timeStamp }: Event) => {
      moments["click"] = performance.timeOrigin + timeStamp;
    };
    addEventListener("click", clicked, { capture: true });
  }, sights);
}

/** Waits until the page has noted it. */
export async function momentOf(page: Page, name: string): Promise<number> {
  const noted = await page.waitForFunction((wanted) => (globalThis as Marked).antinMoments?.[wanted], name);
  return (await noted.jsonValue()) ?? Number.NaN;
}
