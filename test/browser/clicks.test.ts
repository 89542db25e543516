/** Many clicks: those a script makes do nothing; those of a person open one window and one host, and queue a few. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pageTexts } from "#shared/messages/page.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { attribute, PiercedPage, type TreeNode, textOf } from "../tools/closed-shadow.ts";
import { letterPdf } from "../tools/eoffice/letter.ts";
import { PIN } from "../tools/plugged-token.ts";
import { SignWindow } from "../tools/sign-window.ts";
import { deskMissing, openDesk, SIGN_PAGE, type SigningDesk, waitForWindow } from "../tools/signing-desk.ts";

const FILE = "125_UBND-VX.pdf";
const CLICKS = 200;

describe.skipIf(deskMissing !== null)(
  `many clicks in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    beforeAll(async () => {
      desk = await openDesk();
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const showMany = () =>
      desk.office.show(
        Array.from({ length: CLICKS }, (_, index) => ({
          ...{
            path: `/tep/${index}.pdf`,
            fileName: `van-ban-${index}.pdf`,
            number: `${index}/UBND`,
            about: "Thử",
          },
          answer: letterPdf({ number: `${index}/UBND`, about: "thử", text: [`Văn bản số ${index}.`] }),
        })),
      );
    const badges = async (pierced: PiercedPage, count: number) =>
      pierced.waitFor((node) => {
        const name = `${textOf(node)} ${attribute(node, "aria-label") ?? ""}`;
        return node.nodeName === "BUTTON" && name.includes("Ký số");
      }, count);

    test("200 clicks made by a script: no window, no host; one real click after them: one of each", async () => {
      const page = await desk.openOffice();
      await badges(await PiercedPage.open(page), 1);
      const before = desk.browser.host.starts();
      const made = await page.evaluate((wanted) => {
        // The page's own links must not lead away.
        addEventListener("click", (event) => event.preventDefault(), { capture: true });
        const all = [...document.querySelectorAll("*")];
        let count = 0;
        for (let index = 0; count < wanted; index++) {
          const target = all[index % all.length];
          const options = { bubbles: true, composed: true, cancelable: true };
          for (const type of ["pointerdown", "mousedown", "pointerup", "mouseup", "click", "keydown"]) {
            const event = type.startsWith("key")
              ? new KeyboardEvent(type, { ...options, key: "Enter" })
              : new MouseEvent(type, options);
            target?.dispatchEvent(event);
          }
          if (target instanceof HTMLElement) target.click();
          count++;
        }
        return count;
      }, CLICKS);
      expect(made).toBe(CLICKS);
      // A real click is the control: it comes after all of them and is answered after all of them.
      const fresh = await desk.openOffice();
      const window = await desk.clickSign(fresh, FILE);
      await window.pin.waitFor();
      expect(desk.browser.windows(SIGN_PAGE).length).toBe(1);
      expect(desk.browser.host.running().length).toBe(1);
      expect(desk.browser.host.starts()).toBe(before + 1);
      expect(await window.page.locator(".queue").count()).toBe(0);
    });

    test("the request that begins with the click is the only one; asking again asks the server anew", async () => {
      const asked = () => desk.office.requests.filter((request) => request === `GET /tep/${FILE}`).length;
      const before = asked();
      const page = await desk.openOffice();
      // The page's own check of what it shows.
      await expect.poll(asked, { timeout: 20_000 }).toBe(before + 1);
      const first = await desk.clickSign(page, FILE);
      await first.pin.waitFor();
      expect(asked()).toBe(before + 2);
      await first.page.close();
      const second = await desk.clickSign(page, FILE);
      await second.pin.waitFor();
      expect(asked()).toBe(before + 3);
    });

    test("200 real clicks on 200 documents: one window, one host, at most five wait, the rest are refused", async () => {
      showMany();
      const page = await desk.openOffice();
      const pierced = await PiercedPage.open(page);
      const buttons = await badges(pierced, CLICKS);
      const before = desk.browser.host.starts();
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      for (const button of buttons.slice(0, CLICKS)) await pierced.click(button);
      const window = new SignWindow(await opened);
      await window.pin.waitFor();
      expect(desk.browser.windows(SIGN_PAGE).length).toBe(1);
      expect(desk.browser.host.running().length).toBe(1);
      expect(desk.browser.host.starts()).toBe(before + 1);
      const taken = await window.page.locator(".queue li").count();
      expect(taken).toBeGreaterThan(1);
      expect(taken).toBeLessThanOrEqual(1 + LIMITS.queuedJobs);
      const refusal = pageTexts.vi.refused("ACTION_PENDING");
      const isRefused = (node: TreeNode) => node.nodeName === "BUTTON" && textOf(node) === refusal;
      expect((await pierced.waitFor(isRefused, CLICKS - taken)).length).toBe(CLICKS - taken);
      await window.signWith(PIN);
      await window.signed();
    });
  },
);
