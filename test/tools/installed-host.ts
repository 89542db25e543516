/**
 * The built host as a browser finds it: a wrapper that notes each start and takes its environment from a file,
 * so that one running browser can meet another token, another host or none without being started again.
 */

import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHROMIUM_ID, GECKO_ID } from "#shared/protocol/identity.ts";
import { HOST_NAME } from "#shared/protocol/limits.ts";
import { projectRoot } from "./programs.ts";

/** Where `npm run build` leaves the program. */
export const builtHost = join(projectRoot, "dist", "antin");

export interface InstalledHost {
  /** Folder of the host's own data (ANTIN_HOME). */
  readonly home: string;
  /** Environment of the next host process, beside ANTIN_HOME; replaces what was set before. */
  setEnvironment(environment: Readonly<Record<string, string>>): void;
  /** Program that the browser starts from now on; without one, the built host again. */
  use(program?: string): void;
  /** Takes the manifest away, as on a machine where nothing was installed. */
  unregister(): void;
  register(): void;
  /** How many host processes were ever started. */
  starts(): number;
  /** Process ids of living host processes that a browser started (their PKCS#11 children not counted). */
  running(): number[];
}

export interface HostPlace {
  /** Folder for wrapper, environment and data; made where missing. */
  readonly folder: string;
  /** Folder in which the browser looks for manifests. */
  readonly manifests: string;
  readonly browser: "chromium" | "firefox";
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function manifest(browser: HostPlace["browser"], path: string): string {
  const who =
    browser === "chromium"
      ? { allowed_origins: [`chrome-extension://${CHROMIUM_ID}/`] }
      : { allowed_extensions: [GECKO_ID] };
  return JSON.stringify({ name: HOST_NAME, description: "Ấn Tín", path, type: "stdio", ...who });
}

/** Argument by which a browser tells the host who asks; no other process of ours has it. */
const CALLER = { chromium: `chrome-extension://${CHROMIUM_ID}/`, firefox: GECKO_ID };

function isHostOf(pid: string, home: string, caller: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (!command.includes(caller)) return false;
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`ANTIN_HOME=${home}`);
  } catch {
    return false;
  }
}

function writeWrapper(folder: string): string {
  const wrapper = join(folder, "host.sh");
  const script = [
    "#!/bin/sh",
    `echo $$ >>${quote(join(folder, "starts"))}`,
    "set -a",
    `. ${quote(join(folder, "environment"))}`,
    "set +a",
    'exec "$ANTIN_TEST_PROGRAM" "$@"',
    "",
  ];
  writeFileSync(wrapper, script.join("\n"));
  chmodSync(wrapper, 0o755);
  return wrapper;
}

/** Registers the built host for one browser profile; nothing outside the two folders is touched. */
export function installHost({ folder, manifests, browser }: HostPlace): InstalledHost {
  const home = join(folder, "home");
  mkdirSync(home, { recursive: true });
  mkdirSync(manifests, { recursive: true });
  const wrapper = writeWrapper(folder);
  const starts = join(folder, "starts");
  let environment: Readonly<Record<string, string>> = {};
  let program = builtHost;
  const write = () => {
    const all = { ...environment, ANTIN_HOME: home, ANTIN_TEST_PROGRAM: program };
    const lines = Object.entries(all).map(([name, value]) => `${name}=${quote(value)}\n`);
    writeFileSync(join(folder, "environment"), lines.join(""));
  };
  const file = join(manifests, `${HOST_NAME}.json`);
  const register = () => writeFileSync(file, manifest(browser, wrapper));
  write();
  register();
  return {
    home,
    setEnvironment(next) {
      environment = next;
      write();
    },
    use(next = builtHost) {
      program = next;
      write();
    },
    register,
    unregister: () => rmSync(file, { force: true }),
    starts: () => (existsSync(starts) ? readFileSync(starts, "utf8").trim().split("\n").length : 0),
    running: () =>
      readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name) && isHostOf(name, home, CALLER[browser]))
        .map(Number),
  };
}
