/** What puppeteer does not reach in Firefox, by WebDriver BiDi itself: frames of extension pages, and the browser's own window. */

import type { Browser } from "puppeteer-core";
import { GECKO_ID } from "#shared/protocol/identity.ts";

interface Context {
  readonly context: string;
  readonly url: string;
  readonly children: readonly Context[] | null;
}

interface Connection {
  send(method: string, params: object): Promise<{ readonly result: Record<string, unknown> }>;
}

function connectionOf(browser: Browser): Connection {
  // Not part of puppeteer's types; there in every version so far.
  return (browser as unknown as { connection: Connection }).connection;
}

async function contextsOf(browser: Browser, scope: "content" | "chrome"): Promise<Context[]> {
  const params = scope === "chrome" ? { "moz:scope": "chrome" } : {};
  const { result } = await connectionOf(browser).send("browsingContext.getTree", params);
  const withChildren = (one: Context): Context[] => [one, ...(one.children ?? []).flatMap(withChildren)];
  return (result as { contexts: Context[] }).contexts.flatMap(withChildren);
}

async function evaluateIn(browser: Browser, context: string, expression: string): Promise<unknown> {
  const { result } = await connectionOf(browser).send("script.evaluate", {
    ...{ expression, target: { context }, awaitPromise: true },
  });
  if (result["type"] !== "success") throw new Error(`script in Firefox: ${JSON.stringify(result)}`);
  return (result as { result: { value?: unknown } }).result.value;
}

/** Calls a function in the frame whose address ends so; null where there is no such frame. The answer goes through JSON. */
export async function callInFrame<T>(
  browser: Browser,
  ending: string,
  call: { readonly run: (argument: string) => Promise<T>; readonly argument: string },
): Promise<T | null> {
  const frame = (await contextsOf(browser, "content")).find((one) => one.url.endsWith(ending));
  if (!frame) return null;
  const expression = `(${call.run})(${JSON.stringify(call.argument)}).then(JSON.stringify)`;
  return JSON.parse(String(await evaluateIn(browser, frame.context, expression))) as T;
}

/** Presses the extension's button in the toolbar, as a person does to open its popup: this is what grants `activeTab`. */
export async function pressToolbarButton(browser: Browser): Promise<void> {
  const [window] = (await contextsOf(browser, "chrome")).filter((one) => one.url.endsWith("browser.xhtml"));
  if (!window) throw new Error("Firefox shows no window");
  const id = GECKO_ID.replace(/[^a-z0-9]/g, "_");
  await evaluateIn(
    browser,
    window.context,
    `CustomizableUI.addWidgetToArea("${id}-browser-action", "nav-bar"); document.getElementById("${id}-BAP").click();`,
  );
}
