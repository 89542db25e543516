/** Who may import whom. Each rule stands with its reason; the most specific folder wins. */

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

interface Rule {
  readonly folder: string;
  /** Path prefixes inside the project, or names of packages. */
  readonly may: readonly string[];
  readonly why: string;
}

const CORE = ["shared/bytes.ts", "shared/errors.ts"];
const WIRE = ["shared/protocol", "shared/messages", ...CORE];
/** What the parts of the extension say to each other. */
const CONTRACTS = [
  "jobs",
  "messages",
  "transfer",
  "pieces",
  "fetch-report",
  "site-origin",
  "badge-verdict",
  "unasked-sites",
  "announced-checks",
].map((name) => `extension/${name}.ts`);

const RULES: readonly Rule[] = [
  {
    folder: "shared/asn1",
    may: [...CORE, "shared/asn1", "@noble/hashes"],
    why: "the one reader and writer of DER",
  },
  {
    folder: "shared/signature",
    may: [...CORE, "shared/signature", "shared/asn1", "@noble/curves", "@noble/hashes"],
    why: "raw checks know keys, not messages",
  },
  {
    folder: "shared/protocol",
    may: [...CORE, "shared/protocol", "valibot"],
    why: "the contract of the native port",
  },
  {
    folder: "shared/messages",
    may: [...CORE, "shared/messages", "shared/protocol"],
    why: "texts, apart from code",
  },
  {
    folder: "shared/pdf",
    may: [...CORE, "shared/pdf", "pako", "@noble/ciphers", "@noble/hashes"],
    why: "knows bytes of a PDF, not signatures",
  },
  {
    folder: "shared/cms",
    may: [...CORE, "shared/cms", "shared/asn1", "shared/signature", "@noble/hashes"],
    why: "knows signed messages, not PDF and not trust",
  },
  {
    folder: "shared/trust",
    may: [...CORE, "shared/trust", "shared/asn1", "shared/signature", "@noble/hashes"],
    why: "knows certificates, not PDF and not CMS",
  },
  {
    folder: "shared/network",
    may: [...CORE, "shared/network", "shared/trust", "shared/asn1", "shared/signature", "shared/protocol"],
    why: "asks services about certificates; how bytes travel is injected, what they are worth is judged in trust",
  },
  { folder: "shared/verify", may: ["shared"], why: "where pdf, cms and trust meet for a verdict" },
  { folder: "shared", may: CORE, why: "the ground of everything imports nothing" },
  {
    folder: "extension/content",
    may: [...WIRE, ...CONTRACTS, "extension/content", "valibot", "webextension-polyfill"],
    why: "no engine in a stranger's page",
  },
  {
    folder: "extension/background",
    may: [
      ...WIRE,
      ...CONTRACTS,
      "extension/background",
      "extension/native.ts",
      "extension/mark.ts",
      "extension/keep",
      "valibot",
      "webextension-polyfill",
    ],
    why: "routes only",
  },
  {
    folder: "extension/keep",
    may: [
      ...WIRE,
      "shared/protocol",
      "extension/jobs.ts",
      "extension/keep",
      "valibot",
      "webextension-polyfill",
    ],
    why: "what is unfinished, for windows and background alike; no engine, no user",
  },
  {
    folder: "extension/viewer",
    may: [...WIRE, "extension/viewer", "pdfjs-dist", "valibot"],
    why: "sandboxed: no extension API, no engine",
  },
  {
    folder: "extension/windows/verify/report",
    may: ["shared", "extension", "preact", "webextension-polyfill", "pdf-lib"],
    why: "the only importer of pdf-lib: a report is a new document, never one that was there",
  },
  {
    folder: "extension",
    may: ["shared", "extension", "preact", "webextension-polyfill", "valibot", "hash-wasm"],
    why: "the windows are where the engine meets the user",
  },
  {
    folder: "host/token/pkcs11",
    may: [...CORE, "host/token", "host/paths.ts", "shared/asn1", "pkcs11js", "valibot", "node:"],
    why: "the only importer of pkcs11js",
  },
  {
    folder: "host/token",
    may: [...CORE, "host/token", "host/paths.ts", "shared/asn1", "valibot", "node:"],
    why: "keys, not documents",
  },
  {
    folder: "host/cms",
    may: [...CORE, "host/cms", "host/token/driver.ts", "shared/cms", "shared/asn1", "node:"],
    why: "a digest in, a CMS out; never a document",
  },
  { folder: "host", may: ["shared", "host", "valibot", "node:"], why: "stories over the host's parts" },
];

/** Only real import forms, so that a word in a text is not taken for one. */
const IMPORT = /^(?:import|export)\b[^;"]*?\bfrom "([^"\n]+)"|^import "([^"\n]+)"|\bimport\("([^"\n]+)"\)/gm;

function sourcesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts"))
    .map((name) => join(folder, name).replaceAll("\\", "/"));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(IMPORT)].map(([, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? "";
    if (name.startsWith("#shared/")) return name.slice(1);
    if (name.startsWith(".")) return relative(root, resolve(root, dirname(file), name)).replaceAll("\\", "/");
    return name;
  });
}

function covers(prefix: string, name: string): boolean {
  return name === prefix || name.startsWith(prefix.endsWith(":") ? prefix : `${prefix}/`);
}

function ruleOf(file: string): Rule | undefined {
  return RULES.find((rule) => file.startsWith(`${rule.folder}/`));
}

const sources = ["shared", "extension", "host"].flatMap(sourcesUnder);

describe("import rules", () => {
  test.each(RULES)("$folder: $why", ({ folder }) => {
    const files = sources.filter((file) => ruleOf(file)?.folder === folder);
    expect(files, `${folder} is empty: the rule guards nothing`).not.toEqual([]);
    const broken = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => !ruleOf(file)?.may.some((prefix) => covers(prefix, name)))
        .map((name) => `${file} imports ${name}`),
    );
    expect(broken).toEqual([]);
  });

  test("only one file opens native ports", () => {
    const opening = sources.filter((file) =>
      /\b(connectNative|sendNativeMessage)\s*\(/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(opening).toEqual(["extension/native.ts"]);
  });

  test("only the report writer loads pdf-lib", () => {
    const loading = sources.filter((file) => importsOf(file).includes("pdf-lib"));
    expect(loading.every((file) => file.startsWith("extension/windows/verify/report/"))).toBe(true);
    expect(loading).not.toEqual([]);
  });

  test("only the token child loads pkcs11js", () => {
    const loading = sources.filter((file) => importsOf(file).includes("pkcs11js"));
    expect(loading.every((file) => file.startsWith("host/token/pkcs11/"))).toBe(true);
    expect(loading).not.toEqual([]);
  });
});

describe("every part has its tests", () => {
  test.each([
    "shared/asn1",
    "shared/cms",
    "shared/network",
    "shared/pdf",
    "shared/protocol",
    "shared/signature",
    "shared/verify",
    "host/cli",
    "host/cms",
    "host/network",
    "host/token",
    "host/register",
  ])("%s", (folder) => {
    const tests = readdirSync(join(root, "test", folder), { recursive: true, encoding: "utf8" });
    expect(tests.some((name) => name.endsWith(".test.ts"))).toBe(true);
  });
});

describe("texts", () => {
  test("every source is in Unicode normal form C", () => {
    const broken = sources.filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return text !== text.normalize("NFC");
    });
    expect(broken).toEqual([]);
  });
});
