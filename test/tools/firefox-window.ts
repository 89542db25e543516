/** A window of the extension in Firefox as a person meets it. BiDi never says its address, so it is asked from within. */

import { setTimeout as pause } from "node:timers/promises";
import type { Browser, Page } from "puppeteer-core";
import { signTexts } from "#shared/messages/windows-sign.ts";

const texts = signTexts.vi;

/** Asks again until the answer is not null; the test's own limit ends it. */
export async function until<T>(ask: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    await pause(100);
  }
}

const addressOf = (page: Page) => page.evaluate(() => location.href).catch(() => "");

/** Waits for a page of the extension that is open or opens. */
export function firefoxWindow(browser: Browser, address: string): Promise<FirefoxWindow> {
  return until(async () => {
    for (const page of await browser.pages()) {
      if ((await addressOf(page)).startsWith(address)) return new FirefoxWindow(page);
    }
    return null;
  });
}

export class FirefoxWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  text(): Promise<string> {
    return this.page.evaluate(() => document.body.textContent ?? "");
  }

  async says(text: string): Promise<void> {
    await until(async () => ((await this.text()).includes(text.replaceAll("**", "")) ? true : null));
  }

  /** A real click in the middle of the first button that begins with these words. */
  async press(words: string): Promise<void> {
    const place = await until(() =>
      this.page.evaluate((name) => {
        const all = [...document.querySelectorAll("button")];
        const button = all.find((one) => !one.disabled && one.textContent?.trim().startsWith(name));
        const box = button?.getBoundingClientRect();
        return box === undefined || box.width === 0
          ? null
          : { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }, words),
    );
    await this.page.mouse.click(place.x, place.y);
  }

  async signWith(pin: string): Promise<void> {
    await this.says(texts.pin);
    // Keys within 600 ms of its appearing are not taken.
    await pause(700);
    await this.page.focus("input[type=password]");
    await this.page.keyboard.type(pin);
    await this.press(texts.sign);
  }
}

/**
 * A real click on «Ký số» beside a file. The badge lies in a closed shadow root that no test sees into: its host stands after the
 * link and takes no room, the first button begins 6 pixels to its right.
 */
export async function clickSignInFirefox(page: Page, fileName: string): Promise<void> {
  const { x, y } = await badgePlace(page, fileName);
  await page.mouse.click(x + 18, y);
}

/**
 * «Kiểm tra» by the keyboard, as a reader without a mouse does: from the link over «Ký số» to the badge, whose card then takes the
 * focus; answers once the card is there.
 */
export async function checkInFirefox(page: Page, fileName: string): Promise<void> {
  await badgePlace(page, fileName);
  await page.evaluate((name) => {
    const links = [...document.querySelectorAll("a")];
    links.find((link) => link.textContent?.includes(name))?.focus();
  }, fileName);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  // The card's host, a child of the root element, has the focus as far as the page sees.
  await until(() =>
    page.evaluate(() =>
      document.activeElement?.parentElement === document.documentElement &&
      document.activeElement?.localName === "div"
        ? true
        : null,
    ),
  );
}

function badgePlace(page: Page, fileName: string): Promise<{ x: number; y: number }> {
  return until(() =>
    page.evaluate((name) => {
      const links = [...document.querySelectorAll("a")];
      const host = links.find((link) => link.textContent?.includes(name))?.nextElementSibling;
      const box = host?.getBoundingClientRect();
      return box === undefined ? null : { x: box.x, y: box.y };
    }, fileName),
  );
}
