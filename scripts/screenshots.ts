/**
 * Pictures of every window for docs/images, taken in real Chromium with a SoftHSM token: `node scripts/screenshots.ts [SCENE]` after a
 * build. Sizes are those of the drawings the windows were built to.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { allBadges } from "../test/tools/batch-window.ts";
import { PIN, plugToken } from "../test/tools/plugged-token.ts";
import { projectRoot } from "../test/tools/programs.ts";
import { signedLetters } from "../test/tools/signed-letters.ts";
import {
  deskMissing,
  openDesk,
  type SigningDesk,
  VERIFY_PAGE,
  waitForWindow,
} from "../test/tools/signing-desk.ts";
import { optionsPage } from "./screenshots-options.ts";
import { agencyStamps, personStamps } from "./screenshots-stamps.ts";

const FILE = "125_UBND-VX.pdf";
const WINDOW = { width: 1180, height: 720 };
const PAGE = { width: 1366, height: 640 };
const POPUP = { width: 352, height: 560 };
const target = join(projectRoot, "docs", "images");
const texts = signTexts.vi;

async function shoot(page: Page, name: string, size = WINDOW): Promise<void> {
  await page.setViewportSize(size);
  // The viewer draws the page anew at its new size.
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(target, `${name}.png`) });
}

async function sign(desk: SigningDesk): Promise<void> {
  const page = await desk.openOffice();
  const window = await desk.clickSign(page, FILE);
  await window.pin.waitFor();
  await shoot(page, "badge", PAGE);
  await window.typePin(PIN.slice(0, 6));
  await shoot(window.page, "sign");
  await window.page.emulateMedia({ colorScheme: "dark" });
  await shoot(window.page, "sign-dark");
  await window.page.emulateMedia({ colorScheme: "light" });
  await shoot(window.page, "sign-zoom200", { width: 590, height: 360 });
  await window.page.setViewportSize(WINDOW);
  await window.pin.fill("");
  await window.signWith("99999999");
  await window.says(texts.pinWrong);
  await shoot(window.page, "sign-wrong-pin");
  desk.token.faulty.unplug();
  await window.pin.waitFor({ state: "detached" });
  await shoot(window.page, "sign-no-token");
  desk.token.faulty.plug();
  desk.token.faulty.control("C_Sign delay=6000");
  await window.signWith(PIN);
  await window.says(texts.nothingYet);
  await shoot(window.page, "sign-working");
  await window.signed();
  await shoot(window.page, "sign-done");
}

/** A token of its own: it ends up locked. */
async function lock(desk: SigningDesk): Promise<void> {
  const folder = join(desk.browser.folder, "locked");
  const subject = "/C=VN/O=UBND tỉnh An Bình/CN=Lại Xuân Lâm";
  const token = await plugToken({ folder, label: "VGCA Token", subject });
  desk.browser.host.setEnvironment(token.env);
  token.faulty.control("pinlimit=2");
  const window = await desk.clickSign(await desk.openOffice(), FILE);
  await window.signWith("99999999");
  await window.says(texts.lastTry);
  await shoot(window.page, "sign-last-try");
  await window.page.getByRole("textbox").fill(texts.lastTryPhrase);
  await window.signWith("88888888");
  await window.says(texts.tokenLocked);
  await shoot(window.page, "sign-locked");
}

async function practice(desk: SigningDesk): Promise<void> {
  desk.token.faulty.unplug();
  const window = await desk.clickSign(await desk.openOffice(desk.office.url), FILE);
  await window.practiceButton.waitFor();
  await shoot(window.page, "sign-practice");
}

/** The popup's page beside the tab in front: the bubble itself gives no picture. */
async function openPopup({ browser }: SigningDesk): Promise<Page> {
  const path = "windows/popup/popup.html";
  const opened = waitForWindow(browser, path);
  await (await browser.worker()).evaluate((url) => {
    const place = globalThis as unknown as { chrome: { tabs: { create(tab: object): void } } };
    place.chrome.tabs.create({ url, active: false });
  }, browser.address(path));
  return opened;
}

async function popup(desk: SigningDesk): Promise<void> {
  await allBadges(await desk.openOffice(), 2);
  await shoot(await openPopup(desk), "popup", POPUP);
}

async function popupWithoutHost(desk: SigningDesk): Promise<void> {
  desk.browser.host.unregister();
  await desk.openOffice();
  await shoot(await openPopup(desk), "popup-host-missing", POPUP);
}

async function verify(desk: SigningDesk): Promise<void> {
  const letters = await signedLetters(desk.token, desk.browser.host.home);
  const pictures = {
    "verify-practice": letters.practised,
  };
  for (const [picture, bytes] of Object.entries(pictures)) {
    desk.office.show([
      {
        path: `/tep/${picture}.pdf`,
        fileName: FILE,
        number: "125/UBND-VX",
        about: "Triển khai ký số",
        answer: bytes,
      },
    ]);
    const page = await desk.openOffice();
    const opened = waitForWindow(desk.browser, VERIFY_PAGE);
    await desk.click(page, FILE, /Kiểm tra/);
    const window = await opened;
    await window.locator("iframe").waitFor();
    await shoot(window, picture);
    await window.close();
    await page.close();
  }
}

const stamps = (desk: SigningDesk) => personStamps(desk, shoot);
const seals = (desk: SigningDesk) => agencyStamps(desk, shoot);

const options = (desk: SigningDesk) => optionsPage(desk, shoot);

const SCENES = { sign, lock, practice, stamps, seals, popup, popupWithoutHost, verify, options };

if (deskMissing !== null) {
  console.error(`screenshots need ${deskMissing}`);
  process.exitCode = 1;
} else {
  mkdirSync(target, { recursive: true });
  const desk = await openDesk();
  const [, , wanted] = process.argv;
  try {
    for (const [name, scene] of Object.entries(SCENES)) {
      if (wanted !== undefined && wanted !== name) continue;
      await desk.reset();
      await scene(desk);
    }
  } finally {
    await desk.close();
  }
}
