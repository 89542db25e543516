/** The badge in a page: seven states after one click, its card, and by itself where the user wants it. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { explainReading } from "#shared/messages/errors.ts";
import { pageTexts } from "#shared/messages/page.ts";
import { popupTexts } from "#shared/messages/popup.ts";
import { HEADLINES } from "#shared/messages/verdicts.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { attribute, PiercedPage, type TreeNode, textOf } from "../tools/closed-shadow.ts";
import { OFFICE_HOST } from "../tools/eoffice/certificate.ts";
import { type SignedLetters, signedLetters } from "../tools/signed-letters.ts";
import {
  deskMissing,
  findBadge,
  openDesk,
  SIGN_PAGE,
  type SigningDesk,
  VERIFY_PAGE,
  waitForWindow,
} from "../tools/signing-desk.ts";

const texts = pageTexts.vi;

const isCard = (node: TreeNode) =>
  attribute(node, "role") === "dialog" && attribute(node, "aria-label") === texts.cardLabel;

describe.skipIf(deskMissing !== null)(
  `the badge of a document in Chromium${deskMissing ? ` (needs ${deskMissing})` : ""}`,
  () => {
    let desk: SigningDesk;
    let letters: SignedLetters;
    beforeAll(async () => {
      desk = await openDesk();
      letters = await signedLetters(desk.token, desk.browser.host.home);
    });
    beforeEach((context) => desk.reset(context));
    afterAll(() => desk?.close());

    const show = (...answers: Uint8Array[]) =>
      desk.office.show(
        answers.map((answer, index) => ({
          ...{ path: `/tep/van-ban-${index}.pdf`, fileName: `van-ban-${index}.pdf`, number: `${index}/UBND` },
          ...{ about: "Thử", answer },
        })),
      );

    /** One click; the card that comes. */
    const check = async (page: Page, index = 0): Promise<{ pierced: PiercedPage; card: TreeNode }> => {
      const pierced = await PiercedPage.open(page);
      await pierced.click(await findBadge(pierced, `van-ban-${index}.pdf`, /Kiểm tra/));
      const [card] = await pierced.waitFor(isCard);
      if (!card) throw new Error("no card");
      return { pierced, card };
    };

    test("without a signature: says so, and opens no window by itself", async () => {
      show(letters.unsigned);
      const page = await desk.openOffice();
      const { pierced, card } = await check(page);
      expect(textOf(card)).toContain(HEADLINES.unsigned.vi);
      await findBadge(pierced, "van-ban-0.pdf", new RegExp(texts.states.unsigned));
      expect(desk.browser.windows(VERIFY_PAGE)).toEqual([]);
    });

    test.each([
      ["changed after it was signed", "changed", "bad", HEADLINES.changed.vi],
      ["a practice signature", "practised", "caution", verifyTexts.vi.practice],
      ["a signer nobody knows", "signed", "caution", verifyTexts.vi.notReturn],
    ] as const)("%s", async (_, letter, state, said) => {
      show(letters[letter]);
      const { pierced, card } = await check(await desk.openOffice());
      expect(textOf(card)).toContain(said);
      await findBadge(pierced, "van-ban-0.pdf", new RegExp(texts.states[state]));
    });

    test("cut in two: cannot be read, and says why", async () => {
      show(letters.signed.subarray(0, letters.signed.length >> 1));
      const { pierced, card } = await check(await desk.openOffice());
      expect(textOf(card)).toContain(explainReading({ code: "PDF_BROKEN" }, "vi").said);
      await findBadge(pierced, "van-ban-0.pdf", new RegExp(texts.states.unreadable));
    });

    test("the card leads to the window with the same verdict; Escape puts it away and gives the focus back", async () => {
      show(letters.changed);
      const page = await desk.openOffice();
      const { pierced, card } = await check(page);
      await page.keyboard.press("Escape");
      expect(await pierced.find(isCard)).toEqual([]);
      await page.keyboard.press("Enter");
      const [again] = await pierced.waitFor(isCard);
      expect(textOf(again ?? card)).toBe(textOf(card));
      const opened = waitForWindow(desk.browser, VERIFY_PAGE);
      await page.keyboard.press("Enter");
      const banner = (await opened).locator("section.verdict[aria-busy=false]");
      await banner.waitFor();
      expect(await banner.textContent()).toContain(HEADLINES.changed.vi);
    });

    test("where there is room for one sign only, the card leads to the window that signs as well", async () => {
      show(letters.unsigned);
      const page = await desk.openOffice();
      const pierced = await PiercedPage.open(page);
      // That of the badge has a label of its own.
      const isSign = (node: TreeNode) =>
        node.nodeName === "BUTTON" && textOf(node) === texts.sign && attribute(node, "aria-label") === null;
      const isNarrow = (node: TreeNode) =>
        ["one", "told"].every((name) => attribute(node, "class")?.split(" ").includes(name));
      // The control: beside a wide row the badge has its own button, and the card none.
      await check(page);
      expect(await pierced.find(isSign)).toHaveLength(0);
      await page.keyboard.press("Escape");
      // Words to the end of the line, as in a list that is full.
      await page.locator("td", { has: page.locator("a") }).evaluate((cell) => {
        cell.append(document.createTextNode(" trình ký ngày 25 tháng 11 năm 2026".repeat(9)));
      });
      await pierced.waitFor(isNarrow);
      await pierced.click(await findBadge(pierced, "van-ban-0.pdf", new RegExp(texts.states.unsigned)));
      const [sign] = await pierced.waitFor(isSign);
      if (!sign) throw new Error("the card has no way to sign");
      const opened = waitForWindow(desk.browser, SIGN_PAGE);
      await pierced.click(sign);
      const window = await opened;
      await window.getByText("van-ban-0.pdf").first().waitFor();
    });

    test("an unsigned document goes from its result to the sign window, asked for by the same site", async () => {
      show(letters.unsigned);
      const page = await desk.openOffice();
      await check(page);
      const opened = waitForWindow(desk.browser, VERIFY_PAGE);
      await page.keyboard.press("Enter");
      const result = await opened;
      const signing = waitForWindow(desk.browser, SIGN_PAGE);
      await result.getByRole("button", { name: verifyTexts.vi.signThis }).click();
      const window = await signing;
      await window.getByText("van-ban-0.pdf").first().waitFor();
      expect(await window.locator("body").textContent()).toContain(OFFICE_HOST);
    });

    test("by themselves, once the user ticks it for the site in the popup, and after loading the page anew", async () => {
      show(letters.unsigned, letters.changed);
      const page = await desk.openOffice();
      const before = await PiercedPage.open(page);
      await findBadge(before, "van-ban-1.pdf", new RegExp(texts.verifyShort));
      const popup = await openPopup(desk);
      await popup.getByLabel(popupTexts.vi.unasked).check();
      await findBadge(before, "van-ban-0.pdf", new RegExp(texts.states.unsigned));
      await findBadge(before, "van-ban-1.pdf", new RegExp(texts.states.bad));
      await page.reload();
      const after = await PiercedPage.open(page);
      await findBadge(after, "van-ban-0.pdf", new RegExp(texts.states.unsigned));
      await findBadge(after, "van-ban-1.pdf", new RegExp(texts.states.bad));
      expect(await after.find(isCard)).toEqual([]);
      await popup.getByLabel(popupTexts.vi.unasked).uncheck();
    });

    test("a page that finds our hidden frame and asks it itself gets no answer", async () => {
      show(letters.unsigned);
      const page = await desk.openOffice();
      const address = desk.browser.address("windows/checker/checker.html");
      const answered = page.evaluate(async (src) => {
        const frame = document.createElement("iframe");
        frame.src = src;
        document.body.append(frame);
        await new Promise((resolve) => frame.addEventListener("load", resolve));
        const { port1, port2 } = new MessageChannel();
        const answer = new Promise((resolve) =>
          port1.addEventListener("message", ({ data }) => resolve(data)),
        );
        port1.start();
        frame.contentWindow?.postMessage(crypto.randomUUID(), "*", [port2]);
        const report = {
          status: 200,
          finalUrl: "x",
          contentType: "",
          disposition: "",
          length: null,
          failure: null,
        };
        port1.postMessage({ report, asked: "x", blob: new Blob(["%PDF-1.7"]) });
        return answer;
      }, address);
      // The control is the badge's own check in the same page, whose answer comes after what the page asked.
      await check(page);
      expect(await Promise.race([answered.catch(() => "refused"), Promise.resolve("silent")])).toBe("silent");
    });

    test("a page that presses what it finds by script checks nothing", async () => {
      show(letters.unsigned);
      const page = await desk.openOffice();
      const pierced = await PiercedPage.open(page);
      await findBadge(pierced, "van-ban-0.pdf", /Kiểm tra/);
      await page.evaluate(() => {
        for (const element of document.querySelectorAll("span, div")) (element as HTMLElement).click();
      });
      // The control: a real click comes after those of the script, and its card is the only one.
      await check(page);
      expect(await pierced.find(isCard)).toHaveLength(1);
    });
  },
);

/** The popup's page beside the tab in front, which stays in front: a bubble gives tests no page. */
async function openPopup(desk: SigningDesk): Promise<Page> {
  const url = desk.browser.address("windows/popup/popup.html");
  const opened = waitForWindow(desk.browser, "windows/popup/popup.html");
  const worker = await desk.browser.worker();
  await worker.evaluate((address) => {
    const { chrome } = globalThis as unknown as {
      chrome: { tabs: { create(tab: { url: string; active: boolean }): void } };
    };
    chrome.tabs.create({ url: address, active: false });
  }, url);
  return opened;
}
