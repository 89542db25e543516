/** Real Firefox with the built extension and the built host, in a home folder of its own. */

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser } from "puppeteer-core";
import { GECKO_ID } from "#shared/protocol/identity.ts";
import { type InstalledHost, installHost } from "./installed-host.ts";
import { findProgram, projectRoot } from "./programs.ts";

const firefoxExtension = join(projectRoot, "dist", "extension", "firefox");

const executable =
  process.env["FIREFOX"] ??
  ["/usr/lib/firefox-esr/firefox-esr"].find((path) => existsSync(path)) ??
  findProgram("firefox");

/** What is missing for tests in Firefox; null where all is there. */
export const firefoxMissing: string | null =
  executable === null
    ? "firefox"
    : existsSync(join(firefoxExtension, "manifest.json"))
      ? null
      : "dist/extension/firefox (npm run build)";

/** Fixed, so that pages of the extension have a known address. */
const UUID = "3f0c1d3e-6f5d-4d6a-9f43-6f0a3a6a5d11";

export interface Firefox {
  readonly browser: Browser;
  readonly host: InstalledHost;
  readonly folder: string;
  /** Folder of files that the browser saves. */
  readonly downloads: string;
  /** Address of a page of the extension. */
  address(path: string): string;
  close(): Promise<void>;
}

export interface FirefoxOptions {
  /** Further preferences. */
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
  /** Whether the host shall be registered; default: yes. */
  readonly host?: boolean;
}

export async function launchFirefox(options: FirefoxOptions = {}): Promise<Firefox> {
  const folder = await mkdtemp(join(tmpdir(), "antin-firefox-"));
  const home = join(folder, "home");
  const downloads = join(folder, "downloads");
  await mkdir(downloads, { recursive: true });
  const host = installHost({
    folder: join(folder, "host"),
    manifests: join(home, ".mozilla", "native-messaging-hosts"),
    browser: "firefox",
  });
  if (options.host === false) host.unregister();
  const browser = await puppeteer.launch({
    browser: "firefox",
    ...(executable === null ? {} : { executablePath: executable }),
    headless: true,
    // Pages of the extension count as part of the browser: without this, BiDi may not open them.
    args: ["--remote-allow-system-access"],
    env: { ...process.env, HOME: home },
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [GECKO_ID]: UUID }),
      "browser.download.folderList": 2,
      "browser.download.dir": downloads,
      "browser.download.useDownloadDir": true,
      "browser.helperApps.neverAsk.saveToDisk": "application/pdf",
      "intl.accept_languages": "vi-VN, vi",
      ...options.preferences,
    },
  });
  await browser.installExtension(firefoxExtension);
  return {
    ...{ browser, host, folder, downloads },
    address: (path) => `moz-extension://${UUID}/${path}`,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
