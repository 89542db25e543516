/** Where each browser looks for the manifests of native messaging hosts of one user, by system. */

import { homedir } from "node:os";
import { join } from "node:path";

export type BrowserKind = "chromium" | "firefox";

export interface Browser {
  /** As people call it. */
  readonly name: string;
  readonly kind: BrowserKind;
  /** Folder of manifests; null on Windows, where a registry key names the file. */
  readonly folder: string | null;
  /** Key under HKCU; null but on Windows. */
  readonly key: string | null;
}

interface Places {
  readonly name: string;
  readonly kind: BrowserKind;
  /** Below the user's configuration folder (XDG_CONFIG_HOME), for Firefox below the home folder; null: not made for Linux. */
  readonly linux: string | null;
  /** Below ~/Library/Application Support. */
  readonly mac: string;
  readonly windows: string;
}

const BROWSERS: readonly Places[] = [
  {
    name: "Google Chrome",
    kind: "chromium",
    linux: "google-chrome/NativeMessagingHosts",
    mac: "Google/Chrome/NativeMessagingHosts",
    windows: "Software\\Google\\Chrome\\NativeMessagingHosts",
  },
  {
    name: "Chromium",
    kind: "chromium",
    linux: "chromium/NativeMessagingHosts",
    mac: "Chromium/NativeMessagingHosts",
    windows: "Software\\Chromium\\NativeMessagingHosts",
  },
  {
    name: "Microsoft Edge",
    kind: "chromium",
    linux: "microsoft-edge/NativeMessagingHosts",
    mac: "Microsoft Edge/NativeMessagingHosts",
    windows: "Software\\Microsoft\\Edge\\NativeMessagingHosts",
  },
  {
    name: "Cốc Cốc",
    kind: "chromium",
    linux: null,
    mac: "CocCoc/Browser/NativeMessagingHosts",
    windows: "Software\\CocCoc\\Browser\\NativeMessagingHosts",
  },
  {
    name: "Firefox",
    kind: "firefox",
    linux: ".mozilla/native-messaging-hosts",
    mac: "Mozilla/NativeMessagingHosts",
    windows: "Software\\Mozilla\\NativeMessagingHosts",
  },
];

export interface System {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly environment: NodeJS.ProcessEnv;
}

const thisSystem = (): System => ({ platform: process.platform, home: homedir(), environment: process.env });

/** Every browser this system may have; a manifest for one that comes later does no harm. */
export function browsersOf({ platform, home, environment }: System = thisSystem()): Browser[] {
  if (platform === "win32") {
    return BROWSERS.map(({ name, kind, windows }) => ({ name, kind, folder: null, key: windows }));
  }
  if (platform === "darwin") {
    const support = join(home, "Library", "Application Support");
    return BROWSERS.map(({ name, kind, mac }) => ({ name, kind, folder: join(support, mac), key: null }));
  }
  const config = environment["XDG_CONFIG_HOME"] || join(home, ".config");
  return BROWSERS.flatMap(({ name, kind, linux }) => {
    if (linux === null) return [];
    const folder = join(kind === "firefox" ? home : config, linux);
    return [{ name, kind, folder, key: null }];
  });
}
