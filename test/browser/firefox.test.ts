/** Firefox: sign and save, the viewer's sandbox, no host, and a site that is granted from the toolbar. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ERROR_TEXTS } from "#shared/messages/errors.ts";
import { popupTexts } from "#shared/messages/popup.ts";
import { HEADLINES } from "#shared/messages/verdicts.ts";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { type EOffice, startEOffice } from "../tools/eoffice/server.ts";
import { type Firefox, firefoxMissing, launchFirefox } from "../tools/firefox.ts";
import { callInFrame, pressToolbarButton } from "../tools/firefox-bidi.ts";
import {
  checkInFirefox,
  clickSignInFirefox,
  type FirefoxWindow,
  firefoxWindow,
  until,
} from "../tools/firefox-window.ts";
import { pdfsigOpinions } from "../tools/judges/pdfsig.ts";
import { PIN, type PluggedToken, plugToken, tokenMissing } from "../tools/plugged-token.ts";
import { reach } from "../tools/viewer-reach.ts";

const missing = firefoxMissing ?? tokenMissing;
const FILE = "125_UBND-VX.pdf";
const texts = signTexts.vi;
/** A site that is neither this computer by name nor gov.vn; resolved to 127.0.0.1 for this browser alone. */
const STRANGER = "hop-thu.example";

describe.skipIf(missing !== null)(`Firefox${missing === null ? "" : ` (needs ${missing})`}`, () => {
  let firefox: Firefox;
  let office: EOffice;
  let token: PluggedToken;
  beforeAll(async () => {
    office = await startEOffice();
    firefox = await launchFirefox({
      preferences: {
        "extensions.webextOptionalPermissionPrompts": false,
        "network.dns.localDomains": STRANGER,
      },
    });
    token = await plugToken({ folder: join(firefox.folder, "token"), label: "lanh dao" });
    firefox.host.setEnvironment(token.env);
  });
  afterEach(async () => {
    firefox.host.register();
    const [first, ...others] = await firefox.browser.pages();
    for (const page of others) await page.close();
    await first?.bringToFront();
  });
  afterAll(async () => {
    await firefox?.close();
    await office?.close();
  });

  const openOffice = async (url = office.url): Promise<Page> => {
    const page = await firefox.browser.newPage();
    await page.setViewport({ width: 1366, height: 768 });
    await page.goto(url);
    return page;
  };
  const clickSign = async (page: Page): Promise<FirefoxWindow> => {
    await clickSignInFirefox(page, FILE);
    return firefoxWindow(firefox.browser, firefox.address("windows/sign/sign.html"));
  };
  const savedFile = () =>
    until(async () => {
      const names = await readdir(firefox.downloads);
      const [done] = names.filter((name) => name.endsWith(".pdf"));
      return done === undefined || names.some((name) => name.endsWith(".part"))
        ? null
        : join(firefox.downloads, done);
    });

  test("signs a document of a page, gives it back, and saves it", async () => {
    const page = await openOffice();
    const window = await clickSign(page);
    await window.signWith(PIN);
    await window.says(texts.done);
    await until(() => page.evaluate(() => document.querySelector("#attached li")?.textContent ?? null));
    await window.press("Lưu");
    const file = await savedFile();
    const [opinion] = await pdfsigOpinions([file], [token.soft.authority.file]);
    expect(opinion?.signatures).toEqual([
      { intact: true, trusted: true, wholeFile: true, format: "ETSI.CAdES.detached" },
    ]);
    await page.bringToFront();
    await page.click("button[type=submit]");
    await until(async () => office.received[0] ?? null);
    expect(office.received[0]?.bytes.equals(await readFile(file))).toBe(true);
  });

  test("a stamp of text stands on the page in its own font and is signed", async () => {
    const window = await clickSign(await openOffice());
    await window.says(texts.pin);
    await window.page.select(".kind select", "copy");
    await window.says(stampTexts.vi.placed.copy);
    // The window says where the stamp stands before the frame has drawn it.
    await until(async () => {
      const fonts = await callInFrame(firefox.browser, "/viewer.html", { run: stampFonts, argument: "" });
      return fonts?.length === 1 && fonts[0] === "loaded" ? true : null;
    });
    await window.signWith(PIN);
    await window.says(texts.done);
    await window.press("Lưu");
    const [opinion] = await pdfsigOpinions([await savedFile()], [token.soft.authority.file]);
    expect(opinion?.signatures).toMatchObject([{ intact: true, wholeFile: true }]);
  });

  test("checks a document in the page, without a host, and leads to the window with the same verdict", async () => {
    firefox.host.unregister();
    const before = firefox.host.starts();
    const page = await openOffice();
    await checkInFirefox(page, FILE);
    await page.keyboard.press("Enter");
    const window = await firefoxWindow(firefox.browser, firefox.address("windows/verify/verify.html"));
    await window.says(HEADLINES.unsigned.vi);
    expect(firefox.host.starts()).toBe(before);
  });

  test("the viewer's frame reaches neither the extension nor its parent nor the network", async () => {
    const window = await clickSign(await openOffice());
    await window.says(texts.pin);
    await window.says(partsTexts.vi.pageOf("1", "1"));
    const { browser } = firefox;
    const reached = await callInFrame(browser, "/viewer.html", { run: reach, argument: office.url });
    expect(reached).toEqual({
      ...{ extension: [], parent: false, top: false, storage: false, network: false, origin: "null" },
    });
    const own = await window.page.evaluate(reach, office.url);
    expect(own).toMatchObject({ parent: true, storage: true });
    expect(own.extension).toContain("runtime.connectNative");
  });

  test("no host on this computer: said so, and after it was installed the same window signs", async () => {
    firefox.host.unregister();
    const window = await clickSign(await openOffice());
    await window.says(ERROR_TEXTS.HOST_NOT_FOUND.vi.said);
    await window.says(ERROR_TEXTS.HOST_NOT_FOUND.vi.next);
    firefox.host.register();
    await window.press(texts.retry);
    await window.signWith(PIN);
    await window.says(texts.done);
  });

  test("a stranger's site has no badge until it is granted from the toolbar", async () => {
    const site = await openOffice(office.url.replace("127.0.0.1", STRANGER));
    const hasBadge = () =>
      site.evaluate(() => document.querySelector("#documents a")?.nextElementSibling !== null);
    await pressToolbarButton(firefox.browser);
    const popup = await firefox.browser.newPage();
    // Pages of the extension never report that they have loaded.
    await popup.goto(firefox.address("windows/popup/popup.html"), { timeout: 2000 }).catch(() => undefined);
    await site.bringToFront();
    await popup.evaluate(() => location.reload());
    const window = await firefoxWindow(firefox.browser, firefox.address("windows/popup/popup.html"));
    await window.says(STRANGER);
    await window.says(popupTexts.vi.siteOff);
    expect(await hasBadge()).toBe(false);
    await window.press(popupTexts.vi.turnOn);
    await until(async () => ((await hasBadge()) ? true : null));
  });
});

/** Runs in the frame: how the font of stamps fared. */
async function stampFonts(): Promise<string[]> {
  return [...document.fonts].filter(({ family }) => family.includes("stamp")).map(({ status }) => status);
}
