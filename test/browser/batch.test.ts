/** A batch that meets trouble: what stops all of it, what stops one document, and that nothing is signed twice. */

import type { ServerResponse } from "node:http";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageTexts } from "#shared/messages/page.ts";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { allBadges, BatchWindow, openBatch } from "../tools/batch-window.ts";
import { textOf } from "../tools/closed-shadow.ts";
import { manyLetters } from "../tools/many-letters.ts";
import { PIN } from "../tools/plugged-token.ts";
import {
  deskMissing,
  findBadge,
  openDesk,
  SIGN_PAGE,
  type SigningDesk,
  waitForWindow,
} from "../tools/signing-desk.ts";

const COUNT = 6;
const texts = batchTexts.vi;

describe.skipIf(deskMissing !== null)(
  `a batch in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach(async (context) => {
      await desk.reset(context);
      desk.office.show(manyLetters(COUNT));
    });
    afterAll(() => desk?.close());

    const signatures = () => desk.token.faulty.calls("C_Sign").length;
    const logins = () => desk.token.faulty.calls("C_Login").length;
    const attached = (page: Page) => page.locator("#attached li");
    const sign = async (window: BatchWindow, pin = PIN) => {
      await window.typePin(pin);
      await window.page.keyboard.press("Enter");
    };
    /** Each document is in the page, once. */
    const expectAllAttached = async (page: Page, count = COUNT) => {
      await expect.poll(() => attached(page).count(), { timeout: 60_000 }).toBe(count);
      expect(new Set(await attached(page).allInnerTexts()).size).toBe(count);
    };

    test("a wrong PIN stops all: nothing is signed; the right one then signs each once", async () => {
      const { page, window } = await openBatch(desk, COUNT);
      await sign(window, "00000000");
      await window.says(signTexts.vi.pinWrong);
      expect([logins(), signatures()]).toEqual([1, 0]);
      await sign(window);
      await window.over();
      await expectAllAttached(page);
      expect([logins(), signatures()]).toEqual([2, COUNT]);
    });

    test("a token pulled out in the middle stops all; plugged in again the rest is signed, nothing twice", async () => {
      desk.token.faulty.control("C_Sign after=2 times=1 unplug=*");
      const { page, window } = await openBatch(desk, COUNT);
      await sign(window);
      await window.says(texts.endedMeaning(String(COUNT - 2)));
      await expectAllAttached(page, 2);
      desk.token.faulty.control();
      desk.token.faulty.plug();
      await sign(window);
      await window.over();
      await expectAllAttached(page);
    });

    test("one document that cannot be had stops only itself, and can be tried again", async () => {
      let broken = false;
      const [first, ...others] = manyLetters(COUNT);
      const { answer } = first ?? {};
      const sometimes = (_: unknown, response: ServerResponse) => {
        if (broken) response.writeHead(404).end();
        else response.writeHead(200, { "content-type": "application/pdf" }).end(answer);
      };
      desk.office.show(first ? [{ ...first, answer: sometimes }, ...others] : []);
      const found = () => {
        broken = true;
      };
      const { page, window } = await openBatch(desk, COUNT, { found });
      await sign(window);
      await window.over();
      await expectAllAttached(page, COUNT - 1);
      expect(await window.count("failed")).toBe(1);
      broken = false;
      await window.row(texts.states.failed).getByRole("button", { name: texts.retry }).click();
      await window.page.locator("button[data-act=sign]:enabled").waitFor();
      await window.page.waitForTimeout(700);
      await window.page.locator("button[data-act=sign]").click();
      await window.over();
      await expectAllAttached(page);
      expect([logins(), signatures()]).toEqual([1, COUNT]);
    });

    test("stopped in the middle: what is signed is in the page, the rest goes on without another PIN", async () => {
      desk.token.faulty.control("C_Sign delay=600");
      const { page, window } = await openBatch(desk, COUNT);
      await sign(window);
      await expect.poll(signatures, { timeout: 60_000 }).toBe(2);
      await window.page.locator("button[data-act=stop]").click();
      await window.page.locator("button[data-act=sign]:enabled").waitFor();
      const made = signatures();
      expect(made).toBeLessThan(COUNT);
      await expectAllAttached(page, made);
      desk.token.faulty.control();
      await window.page.waitForTimeout(700);
      await window.says(texts.summaryOnly(String(COUNT - made)));
      await window.page.locator("button[data-act=sign]").click();
      await window.over();
      await expectAllAttached(page);
      expect([logins(), signatures()]).toEqual([1, COUNT]);
      // What the first run signed stays ticked.
      await window.says(texts.chosen(String(COUNT), String(COUNT)));
    });

    test("not signed with its reason: the others are, and the result says why", async () => {
      const { page, window } = await openBatch(desk, COUNT);
      await window.rows.first().locator(".name").click();
      await window.page.getByLabel(texts.declineReason).selectOption("form");
      await window.page.locator("[data-act=list]").click();
      await window.row(texts.reasons.form).waitFor();
      await sign(window);
      await window.over();
      await expectAllAttached(page, COUNT - 1);
      expect(signatures()).toBe(COUNT - 1);
      await window.says(texts.declinedCount("1"));
      await window.says(texts.chosen(String(COUNT - 1), String(COUNT)));
      expect(await window.page.getByText(texts.leftCount("1")).count()).toBe(0);
    });

    test("a link that changes between tick and sign is asked about again", async () => {
      const page = await desk.openOffice();
      const pierced = await allBadges(page, COUNT);
      const press = async (text: string) => {
        const [button] = await pierced.waitFor(
          (node) => node.nodeName === "BUTTON" && textOf(node).includes(text),
        );
        if (button) await pierced.click(button);
      };
      await pierced.click(await findBadge(pierced, "201_UBND-VX.pdf", /Ký số/), "Control");
      await press(pageTexts.vi.tickAll(String(COUNT)));
      await page.evaluate(() => {
        const link = document.querySelector<HTMLAnchorElement>("#documents a");
        if (link) link.href = "/tep/206_UBND-VX.pdf?khac";
      });
      await press(pageTexts.vi.signTicked(String(COUNT)));
      await pierced.waitFor((node) => textOf(node) === pageTexts.vi.refused("DOCUMENT_CHANGED"));
      expect(desk.browser.windows(SIGN_PAGE)).toEqual([]);
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await press(pageTexts.vi.signTicked(String(COUNT - 1)));
      const window = new BatchWindow(await opened);
      await window.ready();
      expect(await window.rows.count()).toBe(COUNT - 1);
    });

    test("by keyboard alone: ticked, all chosen, signed, back in the page", async () => {
      const page = await desk.openOffice();
      await allBadges(page, COUNT);
      await page.locator("#documents a").first().focus();
      await page.keyboard.press("Tab");
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await page.keyboard.press("Control+Enter");
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Enter");
      const window = new BatchWindow(await opened);
      await window.ready();
      expect(await window.rows.count()).toBe(COUNT);
      await window.typePinByKeys(PIN);
      await window.page.keyboard.press("Enter");
      await window.over();
      await expectAllAttached(page);
      expect(signatures()).toBe(COUNT);
    });

    test("two tabs: a document of the other one waits its turn in the same window and session", async () => {
      const { page, window } = await openBatch(desk, COUNT);
      const other = await desk.openOffice();
      const single = await desk.clickSign(other, "203_UBND-VX.pdf");
      expect(single.page).toBe(window.page);
      await sign(window);
      await window.over();
      await expectAllAttached(page);
      await window.page.locator("button[data-act=leave]").click();
      await single.says(signTexts.vi.sessionOpen);
      await single.page.waitForTimeout(700);
      await single.signButton.click();
      await single.signed();
      await expectAllAttached(other, 1);
      expect([logins(), signatures()]).toEqual([1, COUNT + 1]);
    });

    test("two hundred documents by one click: each signed once, one login", async () => {
      desk.office.show(manyLetters(200));
      const { window } = await openBatch(desk, 200);
      await sign(window);
      await window.over();
      expect([logins(), signatures()]).toEqual([1, 200]);
      expect(await window.count("delivered")).toBe(200);
    }, 600_000);
  },
);
