/** The sign window as a person meets it: what it says, the PIN field, its buttons. Texts are those of the product. */

import type { Download, Locator, Page } from "playwright-core";
import type { ErrorCode } from "#shared/errors.ts";
import { ERROR_TEXTS } from "#shared/messages/errors.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";

const texts = signTexts.vi;

/** The part of a text that has no gaps to fill. */
const fixedPart = (text: string) => text.split(/[[{]/)[0]?.trim() ?? "";

export class SignWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get pin(): Locator {
    return this.page.getByLabel(texts.pin, { exact: true });
  }

  get signButton(): Locator {
    return this.page.locator("[data-act='sign']");
  }

  get practiceButton(): Locator {
    return this.page.getByRole("button", { name: texts.signPractice });
  }

  button(name: keyof typeof texts & string): Locator {
    const label = texts[name];
    return this.page.getByRole("button", { name: typeof label === "string" ? label : name, exact: true });
  }

  /** Everything it says, without what is only for the ear. */
  text(): Promise<string> {
    return this.page
      .locator("main.sign")
      .textContent()
      .then((text) => text ?? "");
  }

  /** Waits until a text of the window stands there; `**` marks bold and is not text. */
  async says(text: string): Promise<void> {
    await this.page.getByText(text.replaceAll("**", "")).first().waitFor();
  }

  /** Waits for the words of a failure and its next step. */
  async tells(code: ErrorCode): Promise<void> {
    const { said, next } = ERROR_TEXTS[code].vi;
    await this.says(fixedPart(said));
    await this.says(fixedPart(next));
  }

  /** Types a PIN as a person does: after the window has been there for a moment, key by key. */
  async typePin(pin: string): Promise<void> {
    await this.pin.waitFor();
    // Keys within 600 ms of its appearing are not taken.
    await this.page.waitForTimeout(700);
    await this.pin.click();
    await this.pin.pressSequentially(pin);
  }

  /** The same without a hand on the mouse: the field has the focus by itself. */
  async typePinByKeys(pin: string): Promise<void> {
    await this.pin.waitFor();
    await this.page.waitForTimeout(700);
    await this.page.keyboard.type(pin);
  }

  /** PIN and button. */
  async signWith(pin: string): Promise<void> {
    await this.typePin(pin);
    await this.signButton.click();
  }

  /** Signs with the practice token, which wants no PIN. */
  async practise(): Promise<void> {
    await this.practiceButton.waitFor();
    await this.page.waitForTimeout(700);
    await this.practiceButton.click();
  }

  /** Waits for the signed result. */
  async signed(): Promise<void> {
    await this.says(texts.done);
  }

  async save(): Promise<Download> {
    const download = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: /^Lưu/ }).first().click();
    return download;
  }
}
