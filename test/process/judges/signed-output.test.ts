/**
 * What `antin sign` writes, before five foreign judges: differently built files, each kind of key, two signatures.
 * A changed copy of each file goes before the same judges in the same run.
 */

import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { syntheticPdfs } from "../../fixtures/pdf/synthetic.ts";
import { antin, antinJson, antinMissing } from "../../tools/antin.ts";
import { dssOpinions, hasDss } from "../../tools/judges/dss.ts";
import { opensslOpinions } from "../../tools/judges/openssl.ts";
import type { Judge, Opinion } from "../../tools/judges/opinion.ts";
import { pdfsigOpinions } from "../../tools/judges/pdfsig.ts";
import { installPyhanko, pyhankoInstall, pyhankoOpinions } from "../../tools/judges/pyhanko.ts";
import { qpdfComplaints } from "../../tools/judges/qpdf.ts";
import { findProgram, mustRun } from "../../tools/programs.ts";
import { type SoftKey, softHsmMissing, softToken } from "../../tools/softhsm.ts";

const missing = antinMissing ?? softHsmMissing;
const hasPyhanko = missing === null && installPyhanko();

interface JudgeRow {
  readonly name: string;
  readonly judge: Judge;
  /** What to install where it is missing; null where it is here. */
  readonly missing: string | null;
  /** Name of the form that PAdES B-B has with this judge; null where the judge has none. */
  readonly format: string | null;
}

const needed = (program: string) => (findProgram(program) === null ? program : null);

const JUDGES: readonly JudgeRow[] = [
  {
    name: "pdfsig",
    judge: pdfsigOpinions,
    missing: needed("pdfsig") ?? needed("certutil"),
    format: "ETSI.CAdES.detached",
  },
  { name: "openssl cms", judge: opensslOpinions, missing: needed("openssl"), format: null },
  {
    name: "pyHanko",
    judge: pyhankoOpinions,
    missing: hasPyhanko ? null : pyhankoInstall,
    format: null,
  },
  {
    name: "DSS",
    judge: dssOpinions,
    missing: hasDss ? null : "../shared/judges/dss",
    format: "PAdES-BASELINE-B",
  },
];

interface Method {
  readonly name: string;
  /** A kind of key on the token, which has two of each: another certificate signs second, as leader and office do. */
  readonly key: SoftKey | "practice";
  readonly options: readonly string[];
  /** How many of the files. */
  readonly share: "all" | "few";
}

const KINDS: readonly SoftKey[] = ["rsa2048", "rsa3072", "rsa4096", "p256", "p384"];

const METHODS: readonly Method[] = [
  { name: "RSA PKCS #1 v1.5", key: "rsa2048", options: [], share: "all" },
  { name: "RSA-PSS", key: "rsa2048", options: ["--padding", "pss"], share: "all" },
  { name: "ECDSA P-256", key: "p256", options: [], share: "all" },
  {
    name: "RSA 3072, PSS, SHA-512",
    key: "rsa3072",
    options: ["--padding", "pss", "--digest", "sha512"],
    share: "few",
  },
  { name: "RSA 4096, SHA-384", key: "rsa4096", options: ["--digest", "sha384"], share: "few" },
  { name: "ECDSA P-384, SHA-384", key: "p384", options: ["--digest", "sha384"], share: "few" },
  { name: "practice RSA, then practice P-256", key: "practice", options: [], share: "few" },
];

interface Signed {
  readonly method: Method;
  readonly originals: string[];
  readonly twice: string[];
  readonly changed: string[];
}

let folder = "";
let anchors: string[] = [];
let signed: Signed[] = [];
/** Opinions of a judge by file, asked once for all files. */
const opinions = new Map<string, Map<string, Opinion>>();

/** One byte of the header's comment: the file stays well built, the signed bytes do not stay the same. */
function withChangedByte(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  const at = copy.indexOf("\n%", 0, "latin1") + 3;
  copy[at] = (copy[at] ?? 0) ^ 0x01;
  return copy;
}

interface Workplace {
  readonly env: NodeJS.ProcessEnv;
  readonly module: string;
  readonly pinFile: string;
  /** What `--certificate` names: first and second signer. */
  signers(key: Method["key"]): readonly [string, string];
}

async function signTwice(method: Method, originals: string[], place: Workplace): Promise<Signed> {
  const once = join(folder, method.name, "once");
  const twice = join(folder, method.name, "twice");
  const changed = join(folder, method.name, "changed");
  const token =
    method.key === "practice"
      ? ["--token", "practice"]
      : ["--token", place.module, "--token-label", "judges", "--pin-file", place.pinFile];
  const [first, second] = place.signers(method.key);
  const files = (target: string) => originals.map((file) => join(target, basename(file)));
  for (const [signer, input, output] of [
    [first, originals, once],
    [second, files(once), twice],
  ] as const) {
    const options = [...token, "--certificate", signer, ...method.options];
    const done = await antin(["sign", ...input, "-o", output, ...options], { env: place.env });
    if (done.code !== 0) throw new Error(`${method.name}: ${done.code} ${done.stderr}`);
  }
  await mkdir(changed);
  for (const file of files(twice)) {
    await writeFile(join(changed, basename(file)), withChangedByte(await readFile(file)));
  }
  return { method, originals, twice: files(twice), changed: files(changed) };
}

/** Arguments of `qpdf --encrypt` after the passwords. */
const ENCRYPTIONS: Readonly<Record<string, readonly string[]>> = {
  "rc4-40": ["40"],
  "rc4-128": ["128", "--use-aes=n"],
  "aes-128": ["128", "--use-aes=y"],
  "aes-256": ["256"],
};

/** Copies of a file that open without a password and are encrypted all the same; none without qpdf. */
async function encryptedCopies(original: string): Promise<string[]> {
  if (findProgram("qpdf") === null) return [];
  return Promise.all(
    Object.entries(ENCRYPTIONS).map(async ([name, options]) => {
      const copy = join(folder, "in", `encrypted-${name}.pdf`);
      await mustRun("qpdf", [
        "--allow-weak-crypto",
        "--encrypt",
        "",
        "owner",
        ...options,
        "--",
        original,
        copy,
      ]);
      return copy;
    }),
  );
}

beforeAll(async () => {
  if (missing !== null) return;
  folder = await mkdtemp(join(tmpdir(), "antin-judges-"));
  const token = await softToken({
    folder,
    label: "judges",
    pin: "12345678",
    keys: KINDS.flatMap((kind) => [kind, kind]),
  });
  const pinFile = join(folder, "pin");
  await writeFile(pinFile, token.pin);
  const env = { ...process.env, ...token.env, ANTIN_HOME: join(folder, "home") };
  await mkdir(join(folder, "in"));
  const originals: string[] = [];
  for (const { name, bytes } of syntheticPdfs()) {
    const file = join(folder, "in", `${name}.pdf`);
    await writeFile(file, bytes);
    originals.push(file);
  }
  const signers = (key: Method["key"]): [string, string] => {
    const [first, second] = token.certificates.filter((one) => one.key === key).map((one) => one.id);
    return [first ?? "practice-rsa", second ?? "practice-p256"];
  };
  originals.push(...(await encryptedCopies(originals[0] ?? "")));
  const place = { env, module: token.module, pinFile, signers };
  for (const method of METHODS) {
    const share = method.share === "all" ? originals : originals.slice(0, 3);
    signed = [...signed, await signTwice(method, share, place)];
  }
  const { objects } = await antinJson(["certificates", "--token", "practice"], { env });
  const chain = objects.flatMap(
    (object) => JSON.stringify(object).match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [],
  );
  const practiceRoot = join(folder, "practice.pem");
  await writeFile(practiceRoot, (chain.at(-1) ?? "").replaceAll("\\n", "\n"));
  anchors = [token.authority.file, practiceRoot];
  const files = [...originals, ...signed.flatMap((one) => [...one.twice, ...one.changed])];
  await Promise.all(
    JUDGES.filter((row) => row.missing === null).map(async ({ name, judge }) => {
      const answers = await judge(files, anchors);
      opinions.set(name, new Map(answers.map((answer) => [answer.file, answer])));
    }),
  );
}, 600_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

const opinionOn = (judge: string, file: string) => opinions.get(judge)?.get(file);
const ofMethod = (name: string) => signed.find((one) => one.method.name === name);

/** Signed (or changed) files whose unsigned original the judge could read; the others are not ours to answer for. */
function readable(judge: string, method: string, kind: "twice" | "changed"): string[] {
  const { originals = [], [kind]: files = [] } = ofMethod(method) ?? {};
  return files.filter((_, index) => opinionOn(judge, originals[index] ?? "")?.error === null);
}

describe.skipIf(missing !== null)(
  `signed files before foreign judges${missing === null ? "" : ` (needs ${missing})`}`,
  () => {
    test("there are at least twenty differently built files", () => {
      expect(ofMethod("RSA-PSS")?.twice.length).toBeGreaterThanOrEqual(20);
    });

    for (const { name, missing: absent, format } of JUDGES) {
      describe.skipIf(absent !== null)(`${name}${absent === null ? "" : ` (needs ${absent})`}`, () => {
        test.each(METHODS)("finds both signatures of every file right and trusted: $name", (method) => {
          const files = readable(name, method.name, "twice");
          expect(files.length).toBeGreaterThanOrEqual(method.share === "all" ? 20 : 3);
          for (const file of files) {
            const opinion = opinionOn(name, file);
            const seen = opinion?.signatures.map(({ intact, trusted, wholeFile }) => ({
              intact,
              trusted,
              wholeFile,
            }));
            expect(seen, `${file}: ${JSON.stringify(opinion)}`).toEqual([
              { intact: true, trusted: true, wholeFile: false },
              { intact: true, trusted: true, wholeFile: true },
            ]);
            if (format !== null)
              expect(opinion?.signatures.map((one) => one.format)).toEqual([format, format]);
          }
        });

        test.each(METHODS)("finds no signature of a changed copy right: $name", (method) => {
          const files = readable(name, method.name, "changed");
          expect(files.length).toBeGreaterThanOrEqual(method.share === "all" ? 20 : 3);
          for (const file of files) {
            const opinion = opinionOn(name, file);
            expect(
              opinion?.signatures.some((one) => one.intact),
              `${file}: ${JSON.stringify(opinion)}`,
            ).toBe(false);
          }
        });
      });
    }

    test.skipIf(findProgram("qpdf") === null).each(METHODS)(
      "qpdf complains of no file whose original it liked: $name",
      async (method) => {
        const { originals = [], twice = [] } = ofMethod(method.name) ?? {};
        let liked = 0;
        for (const [index, file] of twice.entries()) {
          if ((await qpdfComplaints(originals[index] ?? "")).length > 0) continue;
          liked++;
          expect(await qpdfComplaints(file), file).toEqual([]);
        }
        expect(liked).toBeGreaterThanOrEqual(method.share === "all" ? 20 : 3);
      },
    );
  },
);
