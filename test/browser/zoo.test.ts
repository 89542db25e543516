/** Upload widgets as web systems use them: each page takes the signed file, or the window is told that it did not. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Chromium, chromiumMissing, launchChromium } from "../tools/chromium.ts";

const ZOO = `http://127.0.0.1:${process.env["ZOO_PORT"] ?? 21090}`;
const missing =
  chromiumMissing ??
  (await fetch(ZOO).then(
    () => null,
    () => "the upload pages (../shared/testbeds/zoo.sh start)",
  ));

const TAKING = [
  ...[
    "dropzone",
    "filepond",
    "uppy-dashboard",
    "uppy-dragdrop",
    "blueimp",
    "bootstrap-fileinput",
    "fine-uploader",
  ],
  ...[
    "react-dropzone",
    "antd-upload",
    "antd-dragger",
    "element-plus",
    "syncfusion",
    "devextreme",
    "ng-file-upload",
  ],
  ...["input", "react-onchange", "vue-onchange", "shadow-open", "shadow-closed"],
];
const REFUSING = ["trusted-only", "detached-input"];

const NAME = "Đã ký.signed.pdf";

/** The window's order to the content script of the page, and the file over a runtime port, as the window sends them. */
async function deliverFromExtension(window: Page, url: string): Promise<{ outcome: string } | null> {
  return window.evaluate(
    async ({ url, name }) => {
      const { tabs, runtime } = (globalThis as unknown as { chrome: typeof browser }).chrome;
      const [tab] = await tabs.query({ url: `${url}*` });
      if (tab?.id === undefined) return null;
      const transfer = crypto.randomUUID();
      runtime.onConnect.addListener((port) => {
        if (port.name === `transfer ${transfer}`) port.postMessage({ data: btoa("%PDF-1.7 x"), last: true });
      });
      const origin = new URL(url).origin;
      const order = { type: "deliver", transfer, origin, name, size: 10 };
      return (await tabs.sendMessage(tab.id, order, { frameId: 0 })) as { outcome: string } | null;
    },
    { url, name: NAME },
  );
}

declare const browser: {
  tabs: {
    query(filter: { url: string }): Promise<{ id?: number }[]>;
    sendMessage(tab: number, message: unknown, options: { frameId: number }): Promise<unknown>;
  };
  runtime: {
    onConnect: {
      addListener(listener: (port: { name: string; postMessage(message: unknown): void }) => void): void;
    };
  };
};

describe.skipIf(missing !== null)(
  `upload pages in Chromium${missing ? ` (missing: ${missing})` : ""}`,
  () => {
    let chromium: Chromium;
    let window: Page;

    beforeAll(async () => {
      chromium = await launchChromium();
      window = await chromium.context.newPage();
      await window.goto(chromium.address("windows/popup/popup.html"));
    });
    afterAll(() => chromium.close());

    async function visit(name: string): Promise<{ page: Page; outcome: string | undefined }> {
      const page = await chromium.context.newPage();
      await page.goto(`${ZOO}/${name}`);
      await page.waitForLoadState("networkidle");
      return { page, outcome: (await deliverFromExtension(window, `${ZOO}/${name}`))?.outcome };
    }

    test.each(TAKING)("%s takes the file, and that is seen", async (name) => {
      const { page, outcome } = await visit(name);
      await page.waitForSelector(".GOT", { state: "attached" });
      expect(outcome).toBe("taken");
      await page.close();
    });

    test.each(REFUSING)("%s does not take it, and that is said", async (name) => {
      const { page, outcome } = await visit(name);
      expect(["unproven", "refused"]).toContain(outcome);
      expect(await page.locator(".GOT").count()).toBe(0);
      await page.close();
    });
  },
);
