/**
 * Builds the host: dist/host/antin.cjs and the launcher dist/antin. A role of the program that is loaded by `import()` in
 * host/main.ts becomes a bundle of its own, so that a browser's greeting does not wait for code it does not need.
 */

import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
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

/** Text of stamps is set in it. */
const STAMP_FONT = "node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf";
/** SIL Open Font License: goes wherever the font goes. */
const STAMP_FONT_LICENSE = "node_modules/@expo-google-fonts/tinos/LICENSE_FONT";

/** Threads, each with a file of its own beside antin.cjs. */
const THREADS: Readonly<Record<string, string>> = { "./cli/copy-worker.ts": "copy-worker" };

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
case $0 in
  */*) self=$0 ;;
  *) self=./$0 ;;
esac
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
  const common: BuildOptions = {
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node22",
    // `require` instead: the loader of ES modules would search a bundle for its exports, for longer than all else takes.
    supported: { "dynamic-import": false },
    minify: true,
    external: ["pkcs11js"],
    define: { "process.env.ANTIN_BUILD": JSON.stringify(release ? "release" : "development") },
    logOverride: { "empty-import-meta": "silent" },
    logLevel: "warning",
  };
  const roles = Object.entries({ ...ROLES, ...THREADS }).map(([file, role]) =>
    build({ ...common, entryPoints: [join(root, "host", file)], outfile: join(target, `${role}.cjs`) }),
  );
  const entry = build({
    ...common,
    entryPoints: [main],
    outfile: join(target, "antin.cjs"),
    plugins: [separateRoles],
  });
  const built = await Promise.all([entry, ...roles]);
  mkdirSync(target, { recursive: true });
  for (const { path, contents } of built.flatMap(({ outputFiles }) => outputFiles ?? [])) {
    replaceFile(path, contents);
  }
  replaceFile(join(target, "stamp-font.ttf"), readFileSync(join(root, STAMP_FONT)));
  replaceFile(join(target, "stamp-font.LICENSE"), readFileSync(join(root, STAMP_FONT_LICENSE)));
  replaceFile(join(root, "dist", "antin"), LAUNCHER, 0o755);
  replaceFile(join(root, "dist", "antin.cmd"), WINDOWS_LAUNCHER);
}

/** In one step: a host that starts meanwhile finds the old file or the new one. */
function replaceFile(path: string, contents: Uint8Array | string, mode = 0o644): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, contents);
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}

if (basename(process.argv[1] ?? "") === "build-host.ts") await buildHost();
