/** The store of stamps inside a page of the extension: IndexedDB as it is exists in browsers only. */

import { join } from "node:path";
import { build } from "esbuild";
import { type Chromium, chromiumMissing, launchChromium } from "./chromium.ts";
import { type Firefox, firefoxMissing, launchFirefox } from "./firefox.ts";
import { projectRoot } from "./programs.ts";
import type { TemplateApi } from "./template-api.ts";

/** A page of the extension; pages of one browser share a database, as windows do. */
export interface TemplatePage {
  run<Result>(call: (api: TemplateApi) => Promise<Result>): Promise<Result>;
  run<Result, Argument>(
    call: (api: TemplateApi, argument: Argument) => Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
}

type Call = (api: TemplateApi, argument: unknown) => Promise<unknown>;

export interface TemplateBrowser {
  openPage(): Promise<TemplatePage>;
  close(): Promise<void>;
}

/** A page that runs nothing of its own. */
export const EMPTY_PAGE = "windows/relay/relay.html";
const NAME = "antinTemplates";

/** A script that brings the store into a page. */
export async function templateBundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, "test", "tools", "template-api.ts")],
    bundle: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
    target: ["chrome125", "firefox142"],
    logLevel: "warning",
  });
  return outputFiles[0]?.text ?? "";
}

/** An expression that calls the store in a page which has the bundle; argument and answer go through JSON. */
export function templateCall<Argument>(
  call: (api: TemplateApi, argument: Argument) => Promise<unknown>,
  argument?: Argument,
): string {
  const json = argument === undefined ? "undefined" : JSON.stringify(argument);
  return `(${call})(${NAME}, ${json}).then((answer) => answer === undefined ? null : answer)`;
}

async function inChromium(): Promise<TemplateBrowser> {
  const [code, browser]: [string, Chromium] = await Promise.all([templateBundle(), launchChromium()]);
  return {
    async openPage() {
      const page = await browser.context.newPage();
      await page.goto(browser.address(EMPTY_PAGE));
      await page.evaluate(code);
      return {
        run: (call: Call, argument?: unknown) =>
          page.evaluate(templateCall(call, argument)) as Promise<never>,
      };
    },
    close: () => browser.close(),
  };
}

async function inFirefox(): Promise<TemplateBrowser> {
  const [code, browser]: [string, Firefox] = await Promise.all([templateBundle(), launchFirefox()]);
  return {
    async openPage() {
      const page = await browser.browser.newPage();
      // Pages of the extension never report that they have loaded.
      await page.goto(browser.address(EMPTY_PAGE), { timeout: 2000 }).catch(() => undefined);
      await page.evaluate(code);
      return {
        run: (call: Call, argument?: unknown) =>
          page.evaluate(templateCall(call, argument)) as Promise<never>,
      };
    },
    close: () => browser.close(),
  };
}

export const TEMPLATE_BROWSERS = [
  { name: "Chromium", missing: chromiumMissing, open: inChromium },
  { name: "Firefox", missing: firefoxMissing, open: inFirefox },
] as const;
