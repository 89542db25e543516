/** A real Roundcube with its mail servers, from the workplace's test beds: own state folder, own ports, own end. */

import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, mustRun, projectRoot, run } from "./programs.ts";

const beds = process.env["ANTIN_TESTBEDS"] ?? join(projectRoot, "../shared/testbeds");

const PACKAGES =
  "php-cli roundcube-core roundcube-sqlite3 roundcube-plugins php-sqlite3 php-intl php-mbstring php-xml php-zip php-gd php-curl dovecot-imapd media-types curl procps fonts-dejavu-core";

/** What a person types where the packages are missing. */
const roundcubeInstall = `echo 'roundcube-core roundcube/dbconfig-install boolean false' | debconf-set-selections; apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends ${PACKAGES}`;

const isInstalled = () =>
  existsSync("/usr/share/roundcube") && existsSync("/usr/sbin/dovecot") && findProgram("php") !== null;

/** What is missing for a Roundcube here; null where all is there. Installs Debian's packages, but only as root. */
export async function roundcubeMissing(): Promise<string | null> {
  if (!existsSync(join(beds, "roundcube.sh"))) return "../shared/testbeds";
  if (isInstalled()) return null;
  if (process.getuid?.() === 0 && findProgram("apt-get")) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("sh", ["-c", `apt-get update -qq; ${roundcubeInstall}`], { env });
  }
  return isInstalled() ? null : `Roundcube (as root: ${roundcubeInstall})`;
}

export interface Roundcube {
  readonly url: string;
  readonly password: string;
  /** Raw messages in a user's INBOX, in no order. */
  inbox(user: string): Promise<Buffer[]>;
  close(): Promise<void>;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Packages that seed and receive mail: installed once, kept for the next run. */
async function seedPackages(): Promise<string> {
  const folder = join(tmpdir(), `antin-testbed-packages-${process.getuid?.() ?? 0}`);
  const modules = join(folder, "node_modules");
  if (existsSync(join(modules, "imapflow"))) return modules;
  await mkdir(folder, { recursive: true });
  await copyFile(join(beds, "package.json"), join(folder, "package.json"));
  await mustRun("npm", ["install", "--no-audit", "--no-fund"], { cwd: folder });
  return modules;
}

async function messagesIn(maildir: string): Promise<Buffer[]> {
  const folders = ["new", "cur"].map((name) => join(maildir, name)).filter((folder) => existsSync(folder));
  const names = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).map((name) => join(folder, name))),
  );
  return Promise.all(names.flat().map((file) => readFile(file)));
}

/** Starts everything and seeds the numbered cases into the INBOX of `lanhdao`. */
export async function startRoundcube(): Promise<Roundcube> {
  const state = await mkdtemp(join(tmpdir(), "antin-rc-"));
  const [imap = 0, smtp = 0, web = 0] = await freePorts(3);
  const env = {
    ...process.env,
    ...{ TB: state, NM: await seedPackages(), BULK: "0", PASS: "matkhau123" },
    ...{ IMAP_PORT: String(imap), SMTP_PORT: String(smtp), RC_PORT: String(web) },
  };
  const script = join(beds, "roundcube.sh");
  const close = async () => {
    await run(script, ["stop"], { env });
    await rm(state, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    // Dovecot reads mail as another user than root: the folder must be open to it.
    await mustRun("chmod", ["755", state]);
    await mustRun("sh", ["-c", `exec "$0" start >"$1" 2>&1`, script, join(state, "start.log")], { env });
    await mustRun(script, ["seed"], { env });
  } catch (cause) {
    await close();
    throw cause;
  }
  return {
    url: `http://127.0.0.1:${web}/`,
    password: "matkhau123",
    inbox: (user) => messagesIn(join(state, "mail", user, "Maildir")),
    close,
  };
}

/** Attachments of a raw message that are sent as base64, by name and bytes. */
export function attachmentsOf(message: Buffer): { name: string; bytes: Buffer }[] {
  const text = message.toString("latin1");
  const boundary = /boundary="?([^"\r\n;]+)/.exec(text)?.[1];
  if (boundary === undefined) return [];
  return text
    .split(`--${boundary}`)
    .map((part) => part.split(/\r?\n\r?\n/))
    .filter(([head = ""]) => /base64/i.test(head) && /filename/i.test(head))
    .map(([head = "", ...body]) => ({
      name: /filename\*?0?\*?="?([^"\r\n;]+)/i.exec(head)?.[1] ?? "",
      bytes: Buffer.from(body.join(""), "base64"),
    }));
}
