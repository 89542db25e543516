/** `npm start`: with a display and Chromium a browser with everything in it, else a signed sample letter. */

import { join } from "node:path";
import { chromiumProgram, projectRoot } from "../test/tools/programs.ts";
import { buildHost } from "./build-host.ts";

const built = join(projectRoot, "dist");
const folder = join(built, "start");

/** A display, and a Chromium that takes the extension from this folder. On Windows only the installer registers the host. */
function canShowBrowser(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay = process.platform === "darwin" || Boolean(DISPLAY || WAYLAND_DISPLAY);
  return hasDisplay && process.platform !== "win32" && chromiumProgram !== null;
}

await buildHost();
if (canShowBrowser()) {
  const { openBrowser } = await import("./start/browser.ts");
  await openBrowser(folder);
} else {
  const { quickStart } = await import("./start/quick-start.ts");
  const lines = await quickStart(built, folder);
  console.log(lines.join("\n").trimEnd());
}
