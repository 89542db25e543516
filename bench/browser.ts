/**
 * In Chromium: from the click beside a large PDF to the signed file in the window, without typing and the window's 600 ms guard, against
 * fetching the same file and one digest of it in the page. Run alone: `node bench/browser.ts`.
 */

import { basename } from "node:path";
import type { Page } from "playwright-core";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { type Chromium, chromiumMissing, launchChromium } from "../test/tools/chromium.ts";
import { PiercedPage } from "../test/tools/closed-shadow.ts";
import { letterPdf, SAMPLE_LETTER } from "../test/tools/eoffice/letter.ts";
import { type EOffice, startEOffice } from "../test/tools/eoffice/server.ts";
import { SignWindow } from "../test/tools/sign-window.ts";
import { clickBadge, findBadge, SIGN_PAGE, waitForWindow } from "../test/tools/signing-desk.ts";
import { momentOf, noteMoments } from "./moments.ts";

export interface BrowserFigures {
  readonly megabytes: number;
  /** Medians over the runs, milliseconds. */
  readonly signing: number;
  readonly baseline: number;
  readonly ratio: number;
}

const FILE = "lon.pdf";
const SIGHTS = {
  ready: { selector: "button[data-act=sign]:enabled" },
  done: { selector: "main.sign", words: signTexts.vi.donePractice.replaceAll("**", "") },
};

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** What the page itself needs for bytes and digest. */
function fetchAndDigest(page: Page): Promise<number> {
  return page.evaluate(async (path) => {
    const began = performance.now();
    const answer = await fetch(path, { cache: "no-store" });
    await crypto.subtle.digest("SHA-256", await answer.arrayBuffer());
    return performance.now() - began;
  }, `/tep/${FILE}`);
}

async function clickToSigned(browser: Chromium, page: Page): Promise<number> {
  await findBadge(await PiercedPage.open(page), FILE, /Ký số/);
  const opened = waitForWindow(browser, SIGN_PAGE);
  await clickBadge(page, FILE, /Ký số/);
  const window = new SignWindow(await opened);
  const ready = await momentOf(window.page, "ready");
  // The guard against keys that were meant for the page; a person looks at the document meanwhile.
  await window.page.waitForTimeout(700);
  await window.practiceButton.click();
  const done = await momentOf(window.page, "done");
  const took = ready - (await momentOf(page, "click")) + (done - (await momentOf(window.page, "click")));
  // A signed file that nobody has is looked at by the next window: it is saved, as a person would.
  const saved = window.page.waitForEvent("download");
  await window.page.getByRole("button", { name: /^Lưu/ }).first().click();
  await (await saved).delete();
  await window.page.close();
  return took;
}

async function openPage(browser: Chromium, office: EOffice): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(office.url);
  // Signing alone is measured: without a file input nothing goes back.
  await page.evaluate(() => document.querySelector("#reply-form")?.remove());
  return page;
}

/** null where Chromium or the built extension is missing. */
export async function measureBrowser({ megabytes = 100, runs = 3 } = {}): Promise<BrowserFigures | null> {
  if (chromiumMissing !== null) return null;
  const office = await startEOffice();
  const answer = letterPdf({ ...SAMPLE_LETTER, ballast: megabytes * 1_000_000 });
  office.show([{ path: `/tep/${FILE}`, fileName: FILE, number: "1/UBND", about: "Tệp lớn", answer }]);
  const browser = await launchChromium();
  await noteMoments(browser.context, SIGHTS);
  try {
    const signing: number[] = [];
    const baseline: number[] = [];
    for (let run = 0; run < runs; run++) {
      const page = await openPage(browser, office);
      baseline.push(await fetchAndDigest(page));
      signing.push(await clickToSigned(browser, page));
      await page.close();
    }
    const medians = { signing: median(signing), baseline: median(baseline) };
    return { megabytes, ...medians, ratio: medians.signing / medians.baseline };
  } finally {
    await browser.close();
    await office.close();
  }
}

if (basename(process.argv[1] ?? "") === "browser.ts") console.log(await measureBrowser());
