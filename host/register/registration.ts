/** Makes the host known to the browsers of this user, or unknown again. */

import { rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { userDataFolder } from "../paths.ts";
import { type Browser, browsersOf } from "./browsers.ts";
import { manifestPath, readManifest, removeHostManifest, writeHostManifest } from "./manifest.ts";
import { readRegistration, removeRegistration, writeRegistration } from "./windows-registry.ts";

export interface Registration {
  /** Name of the browser. */
  readonly browser: string;
  /** Path of the manifest, or registry key. */
  readonly place: string;
}

/** Writes a manifest for every browser. Throws the system's error at the first that cannot be written. */
export async function registerHost(launcher: string): Promise<Registration[]> {
  const done: Registration[] = [];
  for (const browser of browsersOf()) {
    const path = await writeHostManifest({ folder: folderOf(browser), browser: browser.kind, launcher });
    if (browser.key !== null) await writeRegistration(browser.key, path);
    done.push({ browser: browser.name, place: browser.key ?? path });
  }
  return done;
}

/** Takes away what `registerHost` wrote; returns what was there. */
export async function unregisterHost(): Promise<Registration[]> {
  const done: Registration[] = [];
  for (const browser of browsersOf()) {
    const folder = folderOf(browser);
    const hadKey = browser.key !== null && (await removeRegistration(browser.key));
    const hadFile = await removeHostManifest(folder);
    await removeEmptyFolders(folder);
    if (hadKey || hadFile) done.push({ browser: browser.name, place: browser.key ?? manifestPath(folder) });
  }
  return done;
}

export interface RegistrationState extends Registration {
  /** null: not registered. */
  readonly launcher: string | null;
}

/** What each browser would start. */
export async function registrations(): Promise<RegistrationState[]> {
  return Promise.all(
    browsersOf().map(async (browser) => {
      const place = manifestPath(folderOf(browser));
      const file = browser.key === null ? place : await readRegistration(browser.key);
      const text = file === null ? null : await readManifest(file);
      return { browser: browser.name, place: browser.key ?? place, launcher: launcherOf(text) };
    }),
  );
}

/** Windows names the file in the registry, so it may lie with our own data: one for Chromium's kin, one for Firefox. */
function folderOf({ folder, kind }: Browser): string {
  return folder ?? join(userDataFolder(), "register", kind);
}

function launcherOf(manifest: string | null): string | null {
  try {
    const value: unknown = JSON.parse(manifest ?? "null");
    const path = typeof value === "object" && value !== null && "path" in value ? value.path : null;
    return typeof path === "string" ? path : null;
  } catch {
    return null;
  }
}

/** The folder, and the one of a browser that is not installed, if nothing else is in them. */
async function removeEmptyFolders(folder: string): Promise<void> {
  try {
    await rmdir(folder);
    await rmdir(dirname(folder));
  } catch {
    // Somebody else's files: they stay.
  }
}
