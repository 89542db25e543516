// Brings a fresh machine to where `npm start` and `npm test` run: Debian packages (as root), npm packages, a loading addon.
// Built-ins only and any Node from 18 on, since it runs before the project's own Node 22 is there.

import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, "node_modules", ".antin-setup");

/** Program that shows the package is there → Debian package. The last two give Vietnamese letters and a display. */
const DEBIAN = {
  "/usr/bin/chromium": "chromium",
  "/usr/bin/firefox-esr": "firefox-esr",
  "/usr/bin/softhsm2-util": "softhsm2",
  "/usr/bin/pkcs11-tool": "opensc",
  "/usr/bin/pdfsig": "poppler-utils",
  "/usr/bin/qpdf": "qpdf",
  "/usr/bin/openssl": "openssl",
  "/usr/bin/certutil": "libnss3-tools",
  "/usr/bin/gcc": "gcc libc6-dev",
  "/usr/bin/g++": "g++",
  "/usr/bin/make": "make",
  "/usr/bin/python3": "python3 python3-venv",
  "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf": "fonts-noto-core",
};

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

function installDebianPackages() {
  const missing = Object.entries(DEBIAN).flatMap(([file, names]) =>
    existsSync(file) ? [] : names.split(" "),
  );
  if (missing.length === 0 || process.platform !== "linux") return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    say(`not here: ${missing.join(" ")}. Tests that need them are skipped. As root on Debian: ${command}`);
    return;
  }
  say(command);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env: environment, stdio: ["ignore", "ignore", "inherit"] };
  const wait = ["-o", "DPkg::Lock::Timeout=600"];
  spawnSync("apt-get", [...wait, "update", "-qq"], options);
  const done = spawnSync(
    "apt-get",
    [...wait, "install", "-y", "-qq", "--no-install-recommends", ...missing],
    options,
  );
  if (done.status !== 0) say("apt-get could not install all of them; tests that need them are skipped");
}

function installNpmPackages() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error("setup runs through npm: use `npm start` or `npm test`");
  say("npm ci");
  // Headers for the addon come from the platform package of Node 22 itself; without them it would be dropped silently.
  const platform = process.platform === "linux" ? `node-linux-${process.arch}` : "";
  const environment = { ...process.env };
  if (platform) environment.npm_config_nodedir = join(root, "node_modules", platform);
  const node = process.env.npm_node_execpath ?? process.execPath;
  execFileSync(node, [npm, "ci", "--no-audit", "--no-fund"], {
    cwd: root,
    env: environment,
    stdio: ["ignore", 2, 2],
  });
  checkAddon();
  writeFileSync(stamp, wanted);
}

/** The addon must load in the project's own Node, not in the one that runs this script. */
function checkAddon() {
  const node = join(root, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
  const tried = spawnSync(node, ["-e", 'new (require("pkcs11js").PKCS11)()'], {
    cwd: root,
    encoding: "utf8",
  });
  if (tried.status === 0) return;
  say("pkcs11js did not build: USB tokens cannot be used from this checkout (the practice token can).");
  say("It wants python3, make and a C++ compiler; then remove node_modules and run again.");
}

installDebianPackages();
installNpmPackages();
