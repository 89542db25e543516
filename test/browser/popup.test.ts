/** The toolbar popup in Chromium: what it says of host, device and site, and where its buttons lead. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { optionsTexts } from "#shared/messages/options.ts";
import { popupTexts } from "#shared/messages/popup.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { PiercedPage } from "../tools/closed-shadow.ts";
import { PIN } from "../tools/plugged-token.ts";
import { openPopup } from "../tools/popup.ts";
import { SignWindow } from "../tools/sign-window.ts";
import {
  deskMissing,
  findBadge,
  OFFICE_URL,
  openDesk,
  SIGN_PAGE,
  type SigningDesk,
  VERIFY_PAGE,
  waitForWindow,
} from "../tools/signing-desk.ts";

const FILE = "125_UBND-VX.pdf";
const texts = popupTexts.vi;

describe.skipIf(deskMissing !== null)(
  `the popup in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const says = (popup: Page, text: string) => popup.getByText(text).first().waitFor();
    const press = (popup: Page, name: string) => popup.getByRole("button", { name }).click();

    test("device, its owner, and the site with its documents", async () => {
      const page = await desk.openOffice();
      await findBadge(await PiercedPage.open(page), FILE, /Ký số/);
      const popup = await openPopup(desk.browser);
      await says(popup, texts.ready);
      await says(popup, texts.hostRunning);
      await says(popup, "lanh dao …");
      await says(popup, "Lại Xuân Lâm");
      await says(popup, new URL(OFFICE_URL).host);
      await says(popup, texts.siteOn);
    });

    test("no device: said so; the window may be opened all the same", async () => {
      desk.token.faulty.unplug();
      await desk.openOffice();
      const popup = await openPopup(desk.browser);
      await says(popup, texts.noToken);
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await press(popup, texts.signOwn);
      await (await opened).getByText(signTexts.vi.drop).first().waitFor();
    });

    test("no program on this computer: said so with its code, and checking is offered alone", async () => {
      desk.browser.host.unregister();
      await desk.openOffice();
      const popup = await openPopup(desk.browser);
      // The background keeps the answer of a host that was there for a minute; the devices are asked anew each time.
      await says(popup, texts.notReady);
      await says(popup, texts.code("HOST_NOT_FOUND"));
      expect(await popup.getByRole("button", { name: texts.signOwn }).count()).toBe(0);
      const opened = waitForWindow(desk.browser, VERIFY_PAGE);
      await press(popup, texts.verifyOwn);
      await opened;
    });

    test("a tab that is a PDF: the open file is signed, then saved", async () => {
      await desk.openOffice(new URL(`/tep/${FILE}`, OFFICE_URL).href);
      const popup = await openPopup(desk.browser);
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await press(popup, texts.signOpen);
      const window = new SignWindow(await opened);
      await window.signWith(PIN);
      await window.signed();
      expect((await window.save()).suggestedFilename()).toContain("125_UBND-VX");
    });

    test("an open sign window is shown again in place of a second one", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.pin.waitFor();
      await page.bringToFront();
      await press(await openPopup(desk.browser), texts.showWindow);
      expect(desk.browser.windows(SIGN_PAGE)).toHaveLength(1);
    });

    test("the settings open in a tab of their own", async () => {
      await desk.openOffice();
      const popup = await openPopup(desk.browser);
      const opened = waitForWindow(desk.browser, "windows/options/options.html");
      await popup.getByRole("link", { name: texts.options }).click();
      await (await opened).getByText(optionsTexts.vi.lead).waitFor();
    });

    test("a site turned off has no badges, turned on it has them again without being loaded anew", async () => {
      await desk.openOffice();
      await press(await openPopup(desk.browser), texts.turnOff);
      const page = await desk.openOffice();
      await page.getByText(FILE).waitFor();
      const popup = await openPopup(desk.browser);
      await says(popup, texts.siteOff);
      await press(popup, texts.turnOn);
      await findBadge(await PiercedPage.open(page), FILE, /Ký số/);
    });
  },
);
