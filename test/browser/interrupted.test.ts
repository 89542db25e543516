/** Parts that go away half-way: the service worker, the window, the tab. Nothing is lost, no process stays behind. */

import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { signedParts } from "../tools/judges/signed-parts.ts";
import { PIN } from "../tools/plugged-token.ts";
import { deskMissing, openDesk, type SigningDesk } from "../tools/signing-desk.ts";

const FILE = "125_UBND-VX.pdf";
const texts = signTexts.vi;

describe.skipIf(deskMissing !== null)(
  `interruptions in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const noHost = () => expect.poll(() => desk.browser.host.running(), { timeout: 60_000 }).toEqual([]);

    test("the service worker killed before the PIN: the same window signs and the page gets the file", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.pin.waitFor();
      await desk.browser.stopWorker();
      await window.signWith(PIN);
      await window.signed();
      await page.locator("#attached li").first().waitFor();
      expect(desk.browser.windows("windows/sign/sign.html").length).toBe(1);
    });

    test("the service worker killed while the token signs: the page gets the file", async () => {
      desk.token.faulty.control("C_Sign delay=1500");
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.signWith(PIN);
      await expect.poll(() => desk.token.faulty.calls("C_Sign").length, { timeout: 60_000 }).toBe(1);
      await desk.browser.stopWorker();
      await window.signed();
      await page.locator("#attached li").first().waitFor();
    });

    test("the service worker killed before the click: the click opens the window", async () => {
      const page = await desk.openOffice();
      await desk.browser.stopWorker();
      const window = await desk.clickSign(page, FILE);
      await window.signWith(PIN);
      await window.signed();
    });

    test("the window closed before the PIN: the host ends, the next click begins anew", async () => {
      const page = await desk.openOffice();
      const first = await desk.clickSign(page, FILE);
      await first.pin.waitFor();
      await first.page.close();
      await noHost();
      const second = await desk.clickSign(page, FILE);
      await second.signWith(PIN);
      await second.signed();
    });

    test("the window closed while the token signs: host and token child end, nothing reached the page", async () => {
      desk.token.faulty.control("C_Sign hang=1");
      const page = await desk.openOffice();
      const first = await desk.clickSign(page, FILE);
      await first.signWith(PIN);
      await expect.poll(() => desk.token.faulty.calls("C_Sign").length, { timeout: 60_000 }).toBe(1);
      await first.page.close();
      await noHost();
      expect(await page.locator("#attached li").count()).toBe(0);
      desk.token.faulty.control();
      const second = await desk.clickSign(page, FILE);
      await second.signWith(PIN);
      await second.signed();
    });

    test("the page closed before the PIN: the signed file stays in the window and can be saved", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.pin.waitFor();
      await page.close();
      await window.signWith(PIN);
      await window.signed();
      const download = await window.save();
      const [part] = signedParts(await readFile(await download.path()));
      expect(part?.wholeFile).toBe(true);
      await window.says(texts.saveCopy);
    });

    test("the page left for another one before the PIN: the file is not put into the other page", async () => {
      const page = await desk.openOffice();
      const window = await desk.clickSign(page, FILE);
      await window.pin.waitFor();
      await page.goto(desk.office.url);
      await window.signWith(PIN);
      await window.signed();
      expect(await page.locator("#attached li").count()).toBe(0);
      await window.button("save").waitFor();
    });
  },
);
