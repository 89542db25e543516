/** Pictures of the options page, for `screenshots.ts`. */

import type { Page } from "playwright-core";
import { optionsTexts } from "#shared/messages/options.ts";
import type { SigningDesk } from "../test/tools/signing-desk.ts";
import { clearPictures, drawStampPictures } from "../test/tools/stamp-pictures.ts";

type Shoot = (page: Page, name: string, size?: { width: number; height: number }) => Promise<void>;

const SIZE = { width: 1366, height: 768 };
const ZOOMED = { width: 683, height: 384 };
const texts = optionsTexts.vi;

/** Signature and seal are drawn for it: no picture of a real one. */
export async function optionsPage(desk: SigningDesk, shoot: Shoot): Promise<void> {
  await clearPictures(desk.browser);
  const { hand, seal } = await drawStampPictures(await desk.openOffice());
  const page = await desk.browser.context.newPage();
  await page.goto(desk.browser.address("windows/options/options.html"));
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  for (const [name, bytes] of [
    ["Chữ ký Lê Văn Thành.png", hand],
    ["Dấu mẫu.png", seal],
  ] as const) {
    const file = { name, mimeType: "image/png", buffer: Buffer.from(bytes) };
    await page.locator('input[type="file"][accept^="image"]').first().setInputFiles(file);
    await press(texts.save);
    await page.getByRole("button", { name: texts.addText }).waitFor();
  }
  await press(texts.addText);
  await page.getByLabel(texts.name).fill("Sao y");
  await page.getByLabel(texts.words).fill("SAO Y");
  await press(texts.save);
  await page.getByRole("heading", { name: "Sao y" }).waitFor();
  await shoot(page, "options", SIZE);
  await press(`${texts.edit}: Dấu mẫu`);
  await page.getByLabel(texts.name).waitFor();
  await page.emulateMedia({ colorScheme: "dark" });
  await shoot(page, "options-dark", SIZE);
  await page.emulateMedia({ colorScheme: "light" });
  await shoot(page, "options-zoom200", ZOOMED);
}
