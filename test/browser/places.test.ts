/** Where badges stand in pages of every build, and what a click in a frame means. */

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Chromium, chromiumMissing, launchChromium } from "../tools/chromium.ts";
import { attribute, PiercedPage, type TreeNode } from "../tools/closed-shadow.ts";
import { letterPdf } from "../tools/eoffice/letter.ts";
import { SIGN_PAGE, waitForWindow } from "../tools/signing-desk.ts";

const LAYOUTS = `<style>
  body { font: 14px/1.5 sans-serif; width: 900px }
  .flex { display: flex; gap: 12px } .ends { display: flex; justify-content: space-between }
  .grid { display: grid; grid-template-columns: 200px 1fr 80px; gap: 8px }
  .cut { width: 180px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
  .scroll { height: 60px; overflow: auto } .column { display: flex; flex-direction: column; gap: 9px }
  li:last-child { color: teal } a + b { margin-left: 30px }
</style>
<p id=inline>Kèm theo <a href="/1.pdf">Công văn 1.pdf</a> <span>(142 KB)</span> để xem</p>
<div id=flex class=flex><i>PDF</i><a href="/2.pdf">Công văn 2.pdf</a><span>88 KB</span><button>Tải</button></div>
<div id=ends class=ends><a href="/3.pdf">Công văn 3.pdf</a><span>1,2 MB</span></div>
<div id=grid class=grid><a href="/4.pdf">Công văn 4.pdf</a><span>Về việc nghỉ lễ</span><span>24/11</span></div>
<div id=cut class=cut><a href="/5.pdf">Công văn có tên rất dài không hiện hết 5.pdf</a></div>
<table id=table><tr><td style="width:160px"><a href="/6.pdf">Công văn 6.pdf</a><td>Đã xem<tr><td><a href="/7.pdf">7.pdf</a><td>Chưa xem</table>
<ul id=list><li><a href="/8.pdf">Công văn 8.pdf</a><b>mới</b><li><a href="/9.pdf">Công văn 9.pdf</a><b>cũ</b></ul>
<div id=scroll class=scroll><div class=flex><a href="/10.pdf">Công văn 10.pdf</a></div><p>dòng<p>dòng<p>dòng</div>
<div id=table-scroll class=scroll><div class=grid><a href="/12.pdf">Công văn 12.pdf</a></div><p>dòng<p>dòng<p>dòng</div>
<div id=column class=column><a href="/11.pdf">Công văn 11.pdf</a><span>88 KB</span></div>`;

const PAGES: Readonly<Record<string, (port: number) => string>> = {
  "/bo-cuc": () => LAYOUTS,
  "/khung": (port) => `<iframe name=cung src="/trong"></iframe>
    <iframe name=viet srcdoc='<a href="/1.pdf">Tờ trình.pdf</a>'></iframe>
    <iframe name=khac src="http://localhost:${port}/trong"></iframe>
    <iframe name=kin sandbox="allow-scripts allow-popups" src="/trong"></iframe>`,
  "/trong": () => `<p><a href="/1.pdf">Tờ trình.pdf</a></p>`,
  "/xem": () => `<h1>Xem văn bản</h1><iframe src="/1.pdf" width=500 height=300></iframe>`,
  "/blob": () => `<p><a id=a download="Đơn.pdf">Tải đơn</a></p>
    <script>fetch("/1.pdf").then((r) => r.blob()).then((b) => { a.href = URL.createObjectURL(b) })</script>`,
};

/** The address of the same pages on a site that nobody turned on. */
const ELSEWHERE = "chua-bat.example";

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

describe.skipIf(chromiumMissing !== null)(
  `badges in pages of every build${chromiumMissing ? ` (needs ${chromiumMissing})` : ""}`,
  () => {
    let server: Server;
    let browser: Chromium;
    let port = 0;

    beforeAll(async () => {
      const pdf = letterPdf();
      server = createServer(({ url = "/" }, response) => {
        const page = PAGES[url];
        const type = page ? "text/html; charset=utf-8" : "application/pdf";
        response.writeHead(200, { "content-type": type });
        response.end(page ? `<!doctype html><meta charset=utf-8>${page(port)}` : pdf);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      port = (server.address() as AddressInfo).port;
      browser = await launchChromium({ args: [`--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`] });
    });
    afterAll(async () => {
      await browser?.close();
      server?.closeAllConnections();
      await new Promise((resolve) => server?.close(resolve));
    });

    const open = async (path: string, host = "127.0.0.1"): Promise<Page> => {
      const page = await browser.context.newPage();
      await page.goto(`http://${host}:${port}${path}`);
      return page;
    };
    const isSign = (node: TreeNode) => node.nodeName === "BUTTON" && attribute(node, "class") === "sign";
    const badges = async (page: Page, count: number) => (await PiercedPage.open(page)).waitFor(isSign, count);

    /** Places of everything the page itself has, by its order; the badges' hosts have no size. */
    const boxesOf = (page: Page) =>
      page.evaluate(() =>
        [...document.querySelectorAll("body, body *:not(style)")]
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && box.height > 0)
          .map(({ element, box }) => [element.localName, box.x, box.y, box.width, box.height].join(" ")),
      );
    const wordsOf = (page: Page): Promise<Box[]> =>
      page.evaluate(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const boxes: Box[] = [];
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          if (node.parentElement?.localName === "style" || (node.nodeValue ?? "").trim() === "") continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          for (const { x, y, width, height } of range.getClientRects()) boxes.push({ x, y, width, height });
        }
        return boxes;
      });

    test("the page's own things stay where they are without the extension", async () => {
      const page = await open("/bo-cuc");
      await badges(page, 12);
      const without = await open("/bo-cuc", ELSEWHERE);
      expect(await (await PiercedPage.open(without)).find(isSign)).toEqual([]);
      expect(await boxesOf(page)).toEqual(await boxesOf(without));
    });

    test("badges lie over no words of the page", async () => {
      const page = await open("/bo-cuc");
      const boxOf = await boxReader(page);
      const words = await wordsOf(page);
      const covered = async () => {
        const found: string[] = [];
        for (const node of await badges(page, 12)) {
          const box = await boxOf(node);
          const over = (word: Box) =>
            word.x + 1 < box.x + box.width &&
            word.x + word.width > box.x + 1 &&
            word.y + 4 < box.y + box.height &&
            word.y + word.height > box.y + 4;
          if (words.some(over)) found.push(attribute(node, "aria-label") ?? "");
        }
        return found;
      };
      // In the cut line alone nothing is free: the badge hides the end of the name that is cut off anyway.
      await expect.poll(covered, { timeout: 30_000 }).toEqual([expect.stringContaining(" 5.pdf")]);
    });

    test.each([
      ["#scroll", "10.pdf"],
      ["#table-scroll", "12.pdf"],
    ])("a badge scrolls with its file: %s", async (scroller, file) => {
      const page = await open("/bo-cuc");
      const pierced = await PiercedPage.open(page);
      const boxOf = await boxReader(page);
      await badges(page, 12);
      const isBadge = (node: TreeNode) =>
        isSign(node) && (attribute(node, "aria-label") ?? "").includes(` ${file}`);
      const link = page.getByText(`Công văn ${file}`);
      const distance = async () => {
        const [node] = await pierced.waitFor(isBadge);
        const [at, of] = [node && (await boxOf(node)), await link.boundingBox()];
        return Math.round((at?.y ?? 0) - (of?.y ?? 0));
      };
      const before = await distance();
      await page.locator(scroller).evaluate((element) => element.scrollBy(0, 15));
      expect(await distance()).toBe(before);
    });

    /** A real click where the badge stands after the link. */
    const clickBeside = async (page: Page, link: Locator) => {
      const box = await link.boundingBox();
      if (box) await page.mouse.click(box.x + box.width + 30, box.y + box.height / 2);
    };
    const opens = async (act: () => Promise<void>): Promise<string> => {
      const opened = waitForWindow(browser, SIGN_PAGE);
      await act();
      const window = await opened;
      await window.getByText("Tờ trình.pdf").first().waitFor();
      const said = (await window.locator("body").textContent()) ?? "";
      await window.close();
      return said;
    };

    test.each(["cung", "viet"])("a file in a frame of the page itself (%s): the page asks", async (name) => {
      const page = await open("/khung");
      const frame = page.frameLocator(`iframe[name=${name}]`);
      await badges(page, 2);
      const said = await opens(() => clickBeside(page, frame.getByText("Tờ trình.pdf")));
      expect(said).toContain(`127.0.0.1:${port}`);
      expect(said).not.toContain("localhost");
      await page.close();
    });

    test("a file in a frame of another site: both are named", async () => {
      const page = await open("/khung");
      await badges(page, 2);
      const link = page.frameLocator("iframe[name=khac]").getByText("Tờ trình.pdf");
      const host = link.locator("xpath=following-sibling::span");
      await host.waitFor({ state: "attached" });
      const said = await opens(() => clickBeside(page, link));
      expect(said).toContain(`localhost:${port}`);
      expect(said).toContain(`127.0.0.1:${port}`);
      await page.close();
    });

    test("in a sandboxed frame, where nobody can say who asks, there is no badge", async () => {
      const page = await open("/khung");
      await badges(page, 2);
      const beside = (name: string) =>
        page.frameLocator(`iframe[name=${name}]`).locator("xpath=//a/following-sibling::span");
      await beside("khac").waitFor({ state: "attached" });
      expect(await beside("kin").count()).toBe(0);
    });

    test("a document shown in the page and a Blob of the page have badges; the name is theirs", async () => {
      const [shown] = await badges(await open("/xem"), 1);
      expect(shown && attribute(shown, "aria-label")).toContain("1.pdf");
      const [blob] = await badges(await open("/blob"), 1);
      expect(blob && attribute(blob, "aria-label")).toContain("Đơn.pdf");
    });
  },
);

/** Where a node stands on the screen, closed shadow roots or not. */
async function boxReader(page: Page): Promise<(node: TreeNode) => Promise<Box>> {
  const session = await page.context().newCDPSession(page);
  return async ({ backendNodeId }) => {
    const { quads } = await session.send("DOM.getContentQuads", { backendNodeId });
    const [x = 0, y = 0, , , right = 0, bottom = 0] = quads[0] ?? [];
    return { x, y, width: right - x, height: bottom - y };
  };
}
