/** The manifest by which a browser finds the host and decides which extension may start it. */

import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CHROMIUM_ID, GECKO_ID } from "#shared/protocol/identity.ts";
import { HOST_NAME } from "#shared/protocol/limits.ts";
import type { BrowserKind } from "./browsers.ts";

/** Chromium finds no host whose manifest lacks `description`, and says nothing of the reason. */
export function hostManifest(browser: BrowserKind, launcher: string): object {
  const base = {
    name: HOST_NAME,
    description: "Ấn Tín: ký số bằng thiết bị trên máy này",
    path: launcher,
    type: "stdio",
  };
  return browser === "firefox"
    ? { ...base, allowed_extensions: [GECKO_ID] }
    : { ...base, allowed_origins: [`chrome-extension://${CHROMIUM_ID}/`] };
}

export interface HostManifest {
  /** Made where missing. */
  readonly folder: string;
  readonly browser: BrowserKind;
  /** Absolute path of the program. */
  readonly launcher: string;
}

export function manifestPath(folder: string): string {
  return join(folder, `${HOST_NAME}.json`);
}

/** Writes the manifest beside its place and renames it; returns its path. Throws the system's error. */
export async function writeHostManifest({ folder, launcher, browser }: HostManifest): Promise<string> {
  const path = manifestPath(folder);
  await writeWhole(path, `${JSON.stringify(hostManifest(browser, launcher), null, 2)}\n`);
  return path;
}

/** Whether the manifest was there. */
export async function removeHostManifest(folder: string): Promise<boolean> {
  const path = manifestPath(folder);
  const there = (await readManifest(path)) !== null;
  await rm(path, { force: true });
  return there;
}

/** The text of a manifest; null where there is none. */
export async function readManifest(path: string): Promise<string | null> {
  return readFile(path, "utf8").catch(() => null);
}

async function writeWhole(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(temporary, "w", 0o644);
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}
