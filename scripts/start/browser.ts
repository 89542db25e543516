/** `npm start` with a display: Chromium with the extension, the registered host and the sample eOffice page. */

import { BROWSER_START } from "#shared/messages/quick-start.ts";
import { launchChromium } from "../../test/tools/chromium.ts";
import { startEOffice } from "../../test/tools/eoffice/server.ts";
import { buildExtension } from "../build-extension.ts";

/** Ends when the person closes the browser. The profile stays in `folder` for the next time. */
export async function openBrowser(folder: string): Promise<void> {
  await buildExtension({ release: false });
  const office = await startEOffice();
  const browser = await launchChromium({ visible: true, folder, args: ["--window-size=1366,768"] });
  const closed = new Promise<void>((resolve) => browser.context.on("close", () => resolve()));
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await page.goto(office.url);
  for (const language of ["vi", "en"] as const) console.log(BROWSER_START[language](office.url));
  await closed;
  await office.close();
}
