/** PKCS#11 modules of known makers that are installed on this computer. Nothing is loaded here: the token child proves them. */

import { type Dirent, readdirSync, realpathSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { KNOWN_MODULES, type KnownModules } from "./known-modules.ts";
import { isFile, libraryArchitectures } from "./library.ts";

/** The computer as data, so that the rules of one system can be tried on another. */
export interface Platform {
  /** As `process.platform`; other systems have no known modules. */
  readonly os: string;
  /** As `process.arch`: of the process that will load the modules. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Put before every absolute folder of the table; empty on a real computer. */
  readonly root: string;
}

/** How deep and how much below a maker's folder is looked at. */
const DEPTH = 4;
const MOST_ENTRIES = 2000;

/** Windows: the shell of a maker's CSP, which looks like the module beside it and is none ("…csp11…" are modules). */
const CSP_SHELL = /(_s|_csp)\.dll$/i;

function thisPlatform(): Platform {
  return { os: process.platform, arch: process.arch, env: process.env, root: "" };
}

function knownModulesOf({ os }: Platform): KnownModules | null {
  return os === "win32" || os === "linux" || os === "darwin" ? KNOWN_MODULES[os] : null;
}

/** A folder of the table on this computer; null where it names a variable that is not set. */
function resolveFolder({ env, root }: Platform, folder: string): string | null {
  const [, variable, rest = ""] = /^\{([^}]+)\}(.*)$/.exec(folder) ?? [];
  if (variable === undefined) return join(root || "/", folder);
  const start = env[variable];
  return start ? join(start, rest) : null;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not there, or not for this user: then its modules are not, either.
    return [];
  }
}

/** Paths of files below a folder, nearest first. */
function filesBelow(folder: string): string[] {
  const files: string[] = [];
  let level = [folder];
  for (let depth = 0; depth <= DEPTH && files.length < MOST_ENTRIES; depth++) {
    const next: string[] = [];
    for (const parent of level) {
      for (const entry of entriesOf(parent).slice(0, MOST_ENTRIES)) {
        (entry.isDirectory() ? next : files).push(join(parent, entry.name));
      }
    }
    level = next.slice(0, MOST_ENTRIES);
  }
  return files;
}

function filesIn(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(folder, entry.name));
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

/** "fptca_v*.dll" as a test for file names; on Windows without regard to case. */
function matcherOf(pattern: string, { os }: Platform): (path: string) => boolean {
  const source = pattern.split("*").map((part) => part.replace(/[.()+[\]{}$^|?\\]/g, "\\$&"));
  const expression = new RegExp(`^${source.join(".*")}$`, os === "win32" ? "i" : "");
  return (path) => expression.test(nameOf(path));
}

/** Can be loaded by this process, as far as its header tells. */
function isFitting(path: string, { arch }: Platform): boolean {
  try {
    const found = libraryArchitectures(path);
    return found.length === 0 || found.includes(arch);
  } catch {
    return false;
  }
}

/** Of several copies of one name, the one for this processor; else the first, so that its misfit is told. */
function chooseCopies(paths: readonly string[], platform: Platform): string[] {
  const byName = new Map<string, string>();
  for (const path of paths) {
    const name = platform.os === "win32" ? nameOf(path).toLowerCase() : nameOf(path);
    const chosen = byName.get(name);
    const isBetter = chosen !== undefined && !isFitting(chosen, platform) && isFitting(path, platform);
    if (chosen === undefined || isBetter) byName.set(name, path);
  }
  return [...byName.values()];
}

/** Two names of one file are one module. */
function withoutTwins(paths: readonly string[]): string[] {
  const real = new Map<string, string>();
  for (const path of paths) {
    const target = isFile(path) ? realpathSync(path) : path;
    if (!real.has(target)) real.set(target, path);
  }
  return [...real.values()];
}

function findKnown(platform: Platform): string[] {
  const known = knownModulesOf(platform);
  if (known === null) return [];
  const folders = known.folders.flatMap((folder) => resolveFolder(platform, folder) ?? []);
  const makers = known.makers.flatMap((folder) => resolveFolder(platform, folder) ?? []);
  const files = [...folders.flatMap(filesIn), ...makers.flatMap(filesBelow)].filter(
    (path) => !CSP_SHELL.test(path) && isFile(path),
  );
  return known.names.flatMap((pattern) => {
    const matches = matcherOf(pattern, platform);
    return chooseCopies(files.filter(matches), platform);
  });
}

/**
 * Absolute paths of modules to be tried: those of the machine policy first, whether they exist or not (a wrong path there is to
 * be told), then installed ones of known makers. Some may not fit this processor; the driver says so.
 *
 * @param listed by the machine policy; what is no absolute path is left out, since the system would search for it
 */
export function findModules(platform: Platform = thisPlatform(), listed: readonly string[] = []): string[] {
  return withoutTwins([...listed.filter((path) => isAbsolute(path)), ...findKnown(platform)]);
}
