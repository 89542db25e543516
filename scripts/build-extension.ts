/** Builds the extension for both browsers: dist/extension/{chromium,firefox}, or dist/release/{…} without loopback pages. */

import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BuildOptions, build } from "esbuild";
import { type ManifestRequest, manifest } from "../extension/manifest.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "extension");

/** Classic scripts: content scripts, the background and the sandboxed viewer know no modules; nor does a plain Worker. */
const SCRIPTS = [
  "background/main.ts",
  "content/main.ts",
  "viewer/main.ts",
  "windows/engine-worker.ts",
  "templates/worker.ts",
];
const PAGES = [
  "windows/sign/main.tsx",
  "windows/verify/main.tsx",
  "windows/popup/main.tsx",
  "windows/options/main.tsx",
  "windows/relay/relay.ts",
  "windows/checker/checker.ts",
];
const FILES = [
  "viewer/viewer.html",
  "windows/looks.css",
  "windows/sign/sign.html",
  "windows/verify/verify.html",
  "windows/popup/popup.html",
  "windows/options/options.html",
  "windows/options/options.css",
  "windows/relay/relay.html",
  "windows/checker/checker.html",
  "_locales",
  "managed-schema.json",
];

/** Text of stamps and of check reports is set in this font; its licence goes wherever it goes. */
const STAMP_FONT = {
  "stamp-font.ttf": "node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf",
  "stamp-font-bold.ttf": "node_modules/@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf",
  "stamp-font.LICENSE": "node_modules/@expo-google-fonts/tinos/LICENSE_FONT",
};

/** Fonts, decoders and character maps that pdf.js asks for by name. */
const VIEWER_DATA = ["standard_fonts", "wasm", "cmaps"];
const VIEWER_FILE = /\.(pfb|ttf|wasm|bcmap)$/;

export async function buildExtension({ release }: { release: boolean }): Promise<void> {
  const folder = join(root, "dist", release ? "release" : "extension");
  rmSync(folder, { recursive: true, force: true });
  const scripts = await bundle(release);
  for (const browser of ["chromium", "firefox"] as const) {
    const target = join(folder, browser);
    for (const { path, contents } of scripts) {
      mkdirSync(dirname(join(target, path)), { recursive: true });
      writeFileSync(join(target, path), contents);
    }
    copyFiles(target);
    writeManifest(target, { browser, release });
  }
}

interface Script {
  readonly path: string;
  readonly contents: Uint8Array;
}

async function bundle(release: boolean): Promise<Script[]> {
  const common: BuildOptions = {
    absWorkingDir: source,
    outbase: source,
    outdir: source,
    bundle: true,
    write: false,
    charset: "utf8",
    target: ["chrome125", "firefox142"],
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: release,
    legalComments: "none",
    loader: { ".wasm": "binary" },
    // pdf.js asks for its module address only to find a worker it does not need here.
    logOverride: { "empty-import-meta": "silent" },
    logLevel: "warning",
  };
  const results = await Promise.all([
    build({ ...common, entryPoints: SCRIPTS, format: "iife" }),
    build({ ...common, entryPoints: PAGES, format: "esm" }),
  ]);
  return results.flatMap(({ outputFiles = [] }) =>
    outputFiles.map(({ path, contents }) => ({ path: path.slice(source.length + 1), contents })),
  );
}

function copyFiles(target: string): void {
  for (const name of FILES) cpSync(join(source, name), join(target, name), { recursive: true });
  for (const size of [32, 48, 128]) {
    cpSync(join(source, "icons", `${size}.png`), join(target, "icons", `${size}.png`));
  }
  for (const folder of VIEWER_DATA) {
    const from = join(root, "node_modules", "pdfjs-dist", folder);
    for (const name of readdirSync(from).filter((each) => VIEWER_FILE.test(each))) {
      cpSync(join(from, name), join(target, "viewer", "data", name));
    }
  }
  for (const [name, from] of Object.entries(STAMP_FONT)) {
    cpSync(join(root, from), join(target, "viewer", "data", name));
  }
  cpSync(join(root, "NOTICE"), join(target, "NOTICE"));
}

function writeManifest(target: string, request: ManifestRequest): void {
  writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest(request), null, 2)}\n`);
}

if (basename(process.argv[1] ?? "") === "build-extension.ts") {
  await buildExtension({ release: process.argv.includes("--release") });
}
