/** The sign window with a batch, as a person meets it. */

import type { Locator } from "playwright-core";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { SignWindow } from "./sign-window.ts";

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
    await this.page.locator("button[data-act=sign]").waitFor();
    await this.pin.or(this.page.locator("button[data-act=sign]:enabled")).first().waitFor();
  }

  /** The run is over: every document signed, failed, or left. */
  async over(): Promise<void> {
    await this.page.locator("button[data-act=save-all], button[data-act=leave]").waitFor();
  }

  /** How many lines say this. */
  count(state: keyof typeof texts.states & string): Promise<number> {
    const text = texts.states[state];
    return this.rows.filter({ hasText: typeof text === "string" ? text : state }).count();
  }
}
