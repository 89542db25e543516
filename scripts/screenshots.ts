/** Pictures of every window for docs/images, taken in real Chromium with a SoftHSM token: `node scripts/screenshots.ts` after a build. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { PIN } from "../test/tools/plugged-token.ts";
import { projectRoot } from "../test/tools/programs.ts";
import {
  deskMissing,
  openDesk,
  type SigningDesk,
  VERIFY_PAGE,
  waitForWindow,
} from "../test/tools/signing-desk.ts";

const FILE = "125_UBND-VX.pdf";
const WINDOW = { width: 1180, height: 720 };
const target = join(projectRoot, "docs", "images");

async function shoot(page: Page, name: string, size = WINDOW): Promise<void> {
  await page.setViewportSize(size);
  // The viewer draws the page anew at its new size.
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(target, `${name}.png`) });
}

async function signWindows(desk: SigningDesk): Promise<void> {
  const page = await desk.openOffice();
  const window = await desk.clickSign(page, FILE);
  await window.pin.waitFor();
  await shoot(page, "badge", { width: 1366, height: 640 });
  await window.typePin(PIN.slice(0, 6));
  await shoot(window.page, "sign");
  await window.page.emulateMedia({ colorScheme: "dark" });
  await shoot(window.page, "sign-dark");
  await window.page.emulateMedia({ colorScheme: "light" });
  await shoot(window.page, "sign-zoom200", { width: 590, height: 360 });
  await window.page.setViewportSize(WINDOW);
  await window.pin.fill("");
  await window.signWith("99999999");
  await window.says(signTexts.vi.pinWrong);
  await shoot(window.page, "sign-wrong-pin");
  desk.token.faulty.unplug();
  await window.pin.waitFor({ state: "detached" });
  await shoot(window.page, "sign-no-token");
  desk.token.faulty.plug();
  await window.pin.waitFor();
  await window.signWith(PIN);
  await window.signed();
  await shoot(window.page, "sign-done");
}

async function verifyWindow(desk: SigningDesk): Promise<void> {
  const page = await desk.openOffice();
  const opened = waitForWindow(desk.browser, VERIFY_PAGE);
  await desk.click(page, FILE, /Kiểm tra/);
  await shoot(await opened, "verify-unsigned");
}

async function practiceAndPopup(desk: SigningDesk): Promise<void> {
  const popup = await desk.browser.context.newPage();
  await popup.goto(desk.browser.address("windows/popup/popup.html"));
  await shoot(popup, "popup", { width: 352, height: 520 });
  desk.browser.host.setEnvironment({});
  const page = await desk.openOffice(desk.office.url);
  const window = await desk.clickSign(page, FILE);
  await window.practiceButton.waitFor();
  await shoot(window.page, "sign-practice");
}

if (deskMissing !== null) {
  console.error(`screenshots need ${deskMissing}`);
  process.exitCode = 1;
} else {
  mkdirSync(target, { recursive: true });
  const desk = await openDesk();
  try {
    for (const scene of [signWindows, verifyWindow, practiceAndPopup]) {
      await desk.reset();
      await scene(desk);
    }
  } finally {
    await desk.close();
  }
}
