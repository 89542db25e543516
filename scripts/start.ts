/** `npm start`: with a display a browser with everything in it, without one a signed sample letter. */

import { join } from "node:path";
import { projectRoot } from "../test/tools/programs.ts";
import { buildHost } from "./build-host.ts";
import { openBrowser } from "./start/browser.ts";
import { quickStart } from "./start/quick-start.ts";

const folder = join(projectRoot, "dist", "start");

/** Windows and macOS always show one; elsewhere the session says so. */
function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === "win32" || process.platform === "darwin" || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

await buildHost();
if (hasDisplay()) await openBrowser(folder);
else {
  const lines = await quickStart(join(projectRoot, "dist", "antin"), folder);
  console.log(lines.join("\n").trimEnd());
}
