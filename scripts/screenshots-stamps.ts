/** Pictures of the sign window with each kind of visible signature, for `screenshots.ts`. */

import { join } from "node:path";
import type { Page } from "playwright-core";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { leaderLetters, openLetter } from "../test/tools/leader-letters.ts";
import { plugToken } from "../test/tools/plugged-token.ts";
import type { SignWindow } from "../test/tools/sign-window.ts";
import type { SigningDesk } from "../test/tools/signing-desk.ts";
import {
  clearPictures,
  drawStampPictures,
  type StampPictures,
  storePictures,
} from "../test/tools/stamp-pictures.ts";

/** Inner size of the window on a screen of 1366 × 768, and what is left of it at 200 %. */
const WINDOW = { width: 1366, height: 768 };
const ZOOMED = { width: 683, height: 384 };

type Shoot = (page: Page, name: string, size?: { width: number; height: number }) => Promise<void>;
type Kind = keyof typeof texts.presets;

const texts = stampTexts.vi;
const DRAFT = "Dự thảo.pdf";

async function store(desk: SigningDesk, { hand, seal }: StampPictures): Promise<void> {
  await clearPictures(desk.browser);
  await storePictures(desk.browser, [
    { preset: "leader", name: "Chữ ký", bytes: hand, widthMm: 46, heightMm: 19 },
    { preset: "issue", name: "Con dấu", bytes: seal, widthMm: 36, heightMm: 36 },
  ]);
}

async function choose(window: SignWindow, kind: Kind): Promise<void> {
  if (kind === "issue") await window.page.getByRole("radio", { name: texts.atHand.issue }).click();
  else await window.page.locator(".kind select").selectOption(kind);
  const number = window.page.locator("[data-field='number']");
  if (kind === "issue" || kind === "incoming") await number.fill("412");
  if (kind === "appendix") await number.fill("412/UBND-VX");
  await window.page.locator(".place .good-t").waitFor();
}

async function both(window: SignWindow, shoot: Shoot, name: string): Promise<void> {
  await shoot(window.page, name, WINDOW);
  await window.page.emulateMedia({ colorScheme: "dark" });
  await shoot(window.page, `${name}-dark`, WINDOW);
  await window.page.emulateMedia({ colorScheme: "light" });
  await shoot(window.page, `${name}-zoom200`, ZOOMED);
  await window.page.setViewportSize(WINDOW);
}

/** What a person signs. */
export async function personStamps(desk: SigningDesk, shoot: Shoot): Promise<void> {
  desk.office.show([
    {
      path: "/tep/thao.pdf",
      fileName: DRAFT,
      number: "",
      about: "Triển khai ký số",
      answer: openLetter("ký số"),
    },
  ]);
  const page = await desk.openOffice();
  const pictures = await drawStampPictures(page);
  const window = await desk.clickSign(page, DRAFT);
  await window.pin.waitFor();
  await store(desk, pictures);
  for (const kind of ["leader", "initial", "copy", "appendix", "incoming"] as const) {
    await choose(window, kind);
    await both(window, shoot, `stamp-${kind}`);
  }
}

/** What an agency's seal signs. */
export async function agencyStamps(desk: SigningDesk, shoot: Shoot): Promise<void> {
  const folder = join(desk.browser.folder, "seal");
  const subject = "/C=VN/O=UBND tỉnh An Bình/CN=UBND tỉnh An Bình";
  const seal = await plugToken({ folder, label: "VGCA Token", subject });
  const page = await desk.openOffice();
  const pictures = await drawStampPictures(page);
  const home = desk.browser.host.home;
  const letters = await leaderLetters({ token: desk.token, home, hand: pictures.hand, count: 1 });
  desk.office.show(letters);
  desk.browser.host.setEnvironment(seal.env);
  await page.reload();
  const window = await desk.clickSign(page, letters[0]?.fileName ?? "");
  await window.pin.waitFor();
  await store(desk, pictures);
  for (const kind of ["issue", "seal"] as const) {
    await choose(window, kind);
    await both(window, shoot, `stamp-${kind}`);
  }
}
