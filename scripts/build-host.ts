/**
 * Builds the host: dist/host/antin.cjs and the launcher dist/antin. A role of the program that is loaded by `import()` in
 * host/main.ts becomes a bundle of its own, so that a browser's greeting does not wait for code it does not need.
 */

import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build, type Plugin } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, "host", "main.ts");

/** File beside main.ts → bundle beside antin.cjs. */
const ROLES: Readonly<Record<string, string>> = {
  "./serve.ts": "serve",
  "./cli/command-line.ts": "command-line",
  "./token/pkcs11/child.ts": "token-child",
};

const separateRoles: Plugin = {
  name: "separate-roles",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\// }, ({ path, importer, kind }) => {
      const role = ROLES[path];
      if (importer !== main || kind !== "dynamic-import" || role === undefined) return undefined;
      return { path: `./${role}.cjs`, external: true };
    });
  },
};

/** A symbolic link, a PATH entry or another working folder must not matter; the Node is the project's own. */
const LAUNCHER = `#!/bin/sh
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=\${self%/*}/$link ;;
  esac
done
folder=\${self%/*}
exec "$folder/../node_modules/.bin/node" "$folder/host/antin.cjs" "$@"
`;

const WINDOWS_LAUNCHER = `@echo off\r\n"%~dp0..\\node_modules\\.bin\\node.cmd" "%~dp0host\\antin.cjs" %*\r\n`;

/** Writes dist/host and dist/antin. A release serves no loopback pages and reads no policy but the machine's. */
export async function buildHost({ release = false }: { release?: boolean } = {}): Promise<void> {
  const target = join(root, "dist", "host");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const common: BuildOptions = {
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node22",
    charset: "utf8",
    external: ["pkcs11js"],
    define: { "process.env.ANTIN_BUILD": JSON.stringify(release ? "release" : "development") },
    logOverride: { "empty-import-meta": "silent" },
    logLevel: "warning",
  };
  const roles = Object.entries(ROLES).map(([file, role]) =>
    build({ ...common, entryPoints: [join(root, "host", file)], outfile: join(target, `${role}.cjs`) }),
  );
  const entry = build({
    ...common,
    entryPoints: [main],
    outfile: join(target, "antin.cjs"),
    plugins: [separateRoles],
  });
  await Promise.all([entry, ...roles]);
  writeLaunchers(join(root, "dist"));
}

function writeLaunchers(folder: string): void {
  const launcher = join(folder, "antin");
  writeFileSync(launcher, LAUNCHER);
  chmodSync(launcher, 0o755);
  writeFileSync(join(folder, "antin.cmd"), WINDOWS_LAUNCHER);
}

if (basename(process.argv[1] ?? "") === "build-host.ts") await buildHost();
