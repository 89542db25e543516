/** Real Chromium with the built extension and the built host, all in one throw-away folder. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page, type Worker } from "playwright-core";
import { CHROMIUM_ID } from "#shared/protocol/identity.ts";
import { type InstalledHost, installHost } from "./installed-host.ts";
import { chromiumProgram, projectRoot } from "./programs.ts";

const chromiumExtension = join(projectRoot, "dist", "extension", "chromium");

/** What is missing for tests in Chromium; null where all is there. */
export const chromiumMissing: string | null =
  chromiumProgram === null
    ? "chromium"
    : existsSync(join(chromiumExtension, "manifest.json"))
      ? null
      : "dist/extension/chromium (npm run build)";

export interface Chromium {
  readonly context: BrowserContext;
  readonly host: InstalledHost;
  /** Throw-away folder of profile, host and whatever a test puts there. */
  readonly folder: string;
  /** The extension's service worker as it runs now; waits for one. */
  worker(): Promise<Worker>;
  /** Ends the extension's service worker as the browser does when it was idle for long. */
  stopWorker(): Promise<void>;
  /** Pages of the extension that are open now, such as "windows/sign/sign.html". */
  windows(name: string): Page[];
  /** Address of a page of the extension. */
  address(path: string): string;
  /** Kills all its processes at once, as a power cut would. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

export interface ChromiumOptions {
  /** Whether a person shall see it; default: no. */
  readonly visible?: boolean;
  /** A folder that stays after the browser; default: a new one that goes with it. */
  readonly folder?: string;
  /** Further switches of Chromium. */
  readonly args?: readonly string[];
  readonly language?: string;
}

/** Playwright's own switches that would keep extensions from working. */
const UNWANTED = [
  "--disable-extensions",
  "--disable-component-extensions-with-background-pages",
  "--disable-background-networking",
];

function switches({ visible, args = [] }: ChromiumOptions): string[] {
  return [
    ...(visible ? [] : ["--headless=new"]),
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    `--disable-extensions-except=${chromiumExtension}`,
    `--load-extension=${chromiumExtension}`,
    // The second: an address on plain http is meant so.
    "--disable-features=DisableLoadExtensionCommandLineSwitch,HttpsUpgrades",
    ...args,
  ];
}

/** The debugger stops workers of the page's own site only: a picture of the extension serves as that page. */
async function stopWorker(context: BrowserContext, origin: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}icons/48.png`);
  const debug = await context.newCDPSession(page);
  const stopped = new Promise<void>((resolve) => {
    debug.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      if (versions.some((version) => version.runningStatus === "stopped")) resolve();
    });
  });
  await debug.send("ServiceWorker.enable");
  await debug.send("ServiceWorker.stopAllWorkers");
  await stopped;
  await page.close();
}

/** Ends every process of the browser that has this profile: each names it on its command line. */
function killAll(profile: string): void {
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8");
      if (command.includes(`--user-data-dir=${profile}`)) process.kill(Number(name), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

/** Starts the browser and waits until the extension runs. */
export async function launchChromium(options: ChromiumOptions = {}): Promise<Chromium> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "antin-chromium-")));
  const profile = join(folder, "profile");
  const host = installHost({
    folder: join(folder, "host"),
    manifests: join(profile, "NativeMessagingHosts"),
    browser: "chromium",
  });
  const context = await chromium.launchPersistentContext(profile, {
    ...(chromiumProgram === null ? {} : { executablePath: chromiumProgram }),
    headless: false,
    args: switches(options),
    ignoreDefaultArgs: UNWANTED,
    locale: options.language ?? "vi-VN",
    viewport: options.visible ? null : { width: 1366, height: 768 },
  });
  const origin = `chrome-extension://${CHROMIUM_ID}/`;
  const isOurs = (worker: Worker) => worker.url().startsWith(origin);
  const worker = async () =>
    context.serviceWorkers().find(isOurs) ?? (await context.waitForEvent("serviceworker", isOurs));
  await worker();
  return {
    ...{ context, host, folder, worker },
    stopWorker: () => stopWorker(context, origin),
    windows: (name) => context.pages().filter((page) => page.url().startsWith(`${origin}${name}`)),
    address: (path) => `${origin}${path}`,
    async crash() {
      const ended = new Promise<void>((resolve) => context.once("close", () => resolve()));
      killAll(profile);
      await ended;
    },
    async close() {
      await context.close();
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
