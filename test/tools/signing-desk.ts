/** Everything of one signing in Chromium: the sample eOffice, the browser with extension and host, a token, the click. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { TestContext } from "vitest";
import { pageTexts } from "#shared/messages/page.ts";
import { type Chromium, chromiumMissing, launchChromium } from "./chromium.ts";
import { attribute, PiercedPage, type TreeNode, textOf } from "./closed-shadow.ts";
import { OFFICE_HOST, OTHER_HOST, serverCertificate } from "./eoffice/certificate.ts";
import { type EOffice, SAMPLE_DOCUMENTS, startEOffice } from "./eoffice/server.ts";
import { type PluggedToken, plugToken, tokenMissing } from "./plugged-token.ts";
import { SignWindow } from "./sign-window.ts";

/** What is missing for it; null where everything is there. */
export const deskMissing: string | null = chromiumMissing ?? tokenMissing;

export const SIGN_PAGE = "windows/sign/sign.html";
export const VERIFY_PAGE = "windows/verify/verify.html";

export interface SigningDesk {
  /** Another one after `crash`. */
  readonly browser: Chromium;
  readonly office: EOffice;
  readonly token: PluggedToken;
  /** The eOffice page, fresh; by default under the name of an agency, on https. */
  openOffice(url?: string): Promise<Page>;
  /** A real click on the badge beside a file; answers with the sign window, new or already open. */
  clickSign(page: Page, fileName: string): Promise<SignWindow>;
  /** Only the click; for "Kiểm tra" also the one on the card that opens the window. */
  click(page: Page, fileName: string, action: RegExp): Promise<void>;
  /** Before each test: closes every page but one empty one; host, token and documents as at first. A failing test tells what it saw. */
  reset(test?: Pick<TestContext, "onTestFailed">): Promise<void>;
  /** The browser dies at once and is started again with the same profile. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const isBadgeButton = (action: RegExp) => (node: TreeNode) =>
  node.nodeName === "BUTTON" && action.test(`${textOf(node)} ${attribute(node, "aria-label") ?? ""}`);

/** Waits for the badge beside a file without touching it. */
export async function findBadge(pierced: PiercedPage, fileName: string, action: RegExp): Promise<TreeNode> {
  const isButton = isBadgeButton(action);
  const inRowOfFile = (node: TreeNode) =>
    ["TR", "LI"].includes(node.nodeName) && textOf(node).normalize("NFC").includes(fileName);
  const [row] = await pierced.waitFor((node) => inRowOfFile(node) && hasInside(node, isButton));
  const [button] = row ? everythingIn(row).filter(isButton) : [];
  if (!button) throw new Error(`no button ${action} beside ${fileName}`);
  return button;
}

export async function clickBadge(page: Page, fileName: string, action: RegExp): Promise<void> {
  const pierced = await PiercedPage.open(page);
  await pierced.click(await findBadge(pierced, fileName, action));
}

/** Checks in the page, then opens the window from the card. */
async function clickVerify(page: Page, fileName: string): Promise<void> {
  const pierced = await PiercedPage.open(page);
  await pierced.click(await findBadge(pierced, fileName, /Kiểm tra/));
  const [open] = await pierced.waitFor(
    (node) => node.nodeName === "BUTTON" && textOf(node) === pageTexts.vi.seeResult,
  );
  if (open) await pierced.click(open);
}

function everythingIn(node: TreeNode): TreeNode[] {
  const inner = [...(node.children ?? []), ...(node.shadowRoots ?? [])];
  return [node, ...inner.flatMap(everythingIn)];
}

const hasInside = (node: TreeNode, match: (node: TreeNode) => boolean) => everythingIn(node).some(match);

/** The sample site under the names of two agencies. */
export const OFFICE_URL = `https://${OFFICE_HOST}/`;
export const OTHER_URL = `https://${OTHER_HOST}/`;

function switchesFor({ url, securePort }: EOffice): string[] {
  return [
    `--host-resolver-rules=MAP *.gov.vn:443 127.0.0.1:${securePort},MAP *.gov.vn:80 127.0.0.1:${new URL(url).port}`,
    "--ignore-certificate-errors",
  ];
}

export async function openDesk(): Promise<SigningDesk> {
  const office = await startEOffice(await serverCertificate());
  const folder = await mkdtemp(join(tmpdir(), "antin-desk-"));
  const launch = () => launchChromium({ folder, args: switchesFor(office) });
  let browser = await launch();
  const token = await plugToken({
    folder: join(folder, "token"),
    label: "lanh dao",
    subject: "/C=VN/O=UBND tỉnh An Bình/CN=Lại Xuân Lâm",
  });
  browser.host.setEnvironment(token.env);
  return {
    ...{ office, token },
    get browser() {
      return browser;
    },
    async openOffice(url = OFFICE_URL) {
      const page = await browser.context.newPage();
      await page.goto(url);
      return page;
    },
    click: (page, fileName, action) =>
      action.test("Kiểm tra") ? clickVerify(page, fileName) : clickBadge(page, fileName, action),
    async clickSign(page, fileName) {
      const [open] = browser.windows(SIGN_PAGE);
      const window = open ? Promise.resolve(open) : waitForWindow(browser, SIGN_PAGE);
      await clickBadge(page, fileName, /Ký số/);
      return new SignWindow(await window);
    },
    async reset(test) {
      const { context } = browser;
      test?.onTestFailed(() => describePages(browser.context.pages()));
      const blank = await context.newPage();
      for (const page of context.pages()) if (page !== blank) await page.close();
      browser.host.register();
      browser.host.use();
      browser.host.setEnvironment(token.env);
      token.faulty.control();
      token.faulty.plug();
      token.faulty.clearLog();
      token.setPolicy({});
      office.show(SAMPLE_DOCUMENTS);
      office.received.length = 0;
    },
    async crash() {
      await browser.crash();
      browser = await launch();
      browser.host.setEnvironment(token.env);
    },
    async close() {
      await office.close();
      await browser.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What stood in each page when a test failed. */
async function describePages(pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const text = await page
      .locator("body")
      .textContent({ timeout: 1000 })
      .catch(() => "(no text)");
    console.error(`${page.url()}: ${text?.replace(/\s+/g, " ").slice(0, 2000)}`);
  }
}

/** The next page of the extension with that name. */
export async function waitForWindow({ context, address }: Chromium, name: string): Promise<Page> {
  const page = await context.waitForEvent("page", {
    predicate: async (candidate) => {
      await candidate.waitForURL((url) => url.href !== "about:blank");
      return candidate.url().startsWith(address(name));
    },
  });
  return page;
}
