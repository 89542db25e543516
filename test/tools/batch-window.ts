/** The sign window with a batch, as a person meets it. */

import type { Locator, Page } from "playwright-core";
import { popupTexts } from "#shared/messages/popup.ts";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { attribute, PiercedPage, type TreeNode } from "./closed-shadow.ts";
import { openPopup } from "./popup.ts";
import { SignWindow } from "./sign-window.ts";
import { SIGN_PAGE, type SigningDesk, waitForWindow } from "./signing-desk.ts";

const texts = batchTexts.vi;

export class BatchWindow extends SignWindow {
  /** Lines of the list. */
  get rows(): Locator {
    return this.page.locator(".tbl tbody tr");
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  get signAll(): Locator {
    return this.page.locator("button[data-act=sign]");
  }

  /** Every document is fetched and checked. */
  async ready(): Promise<void> {
    const enabled = this.page.locator("button[data-act=sign]:enabled");
    // However many there are: the test's own limit alone.
    await this.pin.or(enabled).first().waitFor({ timeout: 0 });
  }

  /** The run is over: every document signed, failed, or left. */
  async over(): Promise<void> {
    await this.page.locator("button[data-act=save-all], button[data-act=leave]").waitFor({ timeout: 0 });
  }

  /** How many lines say this. */
  count(state: keyof typeof texts.states & string): Promise<number> {
    const text = texts.states[state];
    return this.rows.filter({ hasText: typeof text === "string" ? text : state }).count();
  }
}

/** Waits until the page has a badge beside each of that many documents. */
export async function allBadges(page: Page, count: number): Promise<PiercedPage> {
  const pierced = await PiercedPage.open(page);
  const isSign = (node: TreeNode) =>
    node.nodeName === "BUTTON" && /(^| )sign( |$)/.test(attribute(node, "class") ?? "");
  await pierced.waitFor(isSign, count);
  return pierced;
}

/** The documents of a fresh page of the sample site, all asked for in the popup. @param found called once every document is found */
export async function openBatch(
  desk: SigningDesk,
  count: number,
  { found }: { readonly found?: () => void } = {},
): Promise<{ readonly page: Page; readonly window: BatchWindow }> {
  const page = await desk.openOffice();
  await allBadges(page, count);
  found?.();
  const popup = await openPopup(desk.browser);
  const all = popup.getByRole("button", { name: popupTexts.vi.signAll(String(count)) });
  await all.waitFor();
  const opened = waitForWindow(desk.browser, SIGN_PAGE);
  await all.click();
  const window = new BatchWindow(await opened);
  await window.ready();
  return { page, window };
}
