/** `npm start`: with a display a browser with everything in it, without one a signed sample letter. */

import { join } from "node:path";
import { projectRoot } from "../test/tools/programs.ts";
import { buildHost } from "./build-host.ts";

const built = join(projectRoot, "dist");
const folder = join(built, "start");

/** Windows and macOS always show one; elsewhere the session says so. */
function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === "win32" || process.platform === "darwin" || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

await buildHost();
if (hasDisplay()) {
  const { openBrowser } = await import("./start/browser.ts");
  await openBrowser(folder);
} else {
  const { quickStart } = await import("./start/quick-start.ts");
  const lines = await quickStart(built, folder);
  console.log(lines.join("\n").trimEnd());
}
