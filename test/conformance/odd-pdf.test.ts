/**
 * Over a corpus of unusual PDFs, by the command line as a user has it: each file is signed twice, invisibly and with a stamp, with every
 * earlier byte kept, or refused with a typed error. Prints a table. Every file is signed and judged; pages are rendered of every tenth
 * file, of all with `ANTIN_ODD=all`.
 */

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { antinMissing } from "../tools/antin.ts";
import { pageContents } from "../tools/odd-pdf/pdfjs.ts";
import { countByPdfsig, pageDigests, pagesByPdfinfo } from "../tools/odd-pdf/poppler.ts";
import { type CorpusRun, type SigningOutcome, signCorpus } from "../tools/odd-pdf/sign-corpus.ts";
import { findProgram } from "../tools/programs.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const corpus = join(resolve(root, process.env["ANTIN_CORPUS"] ?? "../shared/corpus"), "odd-pdf");
const poppler = ["pdfinfo", "pdfsig", "pdftoppm"].find((program) => findProgram(program) === null);
const missing = (existsSync(corpus) ? null : "the corpus (ANTIN_CORPUS)") ?? antinMissing;
const whole = process.env["ANTIN_ODD"] === "all";

const files =
  missing === null
    ? readdirSync(corpus, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".pdf"))
        .sort()
        .map((name) => join(corpus, name))
    : [];

const TOKEN = ["--token", "practice", "--allow", "repair,changed"];
/** From the lower left corner of what is seen of page 1. */
const STAMP = ["--page", "1", "--rect", "4,4,60,20", "--text", "Đã ký"];
const SPARED = { width: 66, height: 26 };

const nameOf = (file: string) => file.slice(corpus.length + 1);

function tableOf(outcomes: readonly SigningOutcome[]): Record<string, { files: number; first: string }> {
  const groups = new Map<string, { files: number; first: string }>();
  for (const { refusal, repaired, file } of outcomes) {
    const outcome = refusal ?? (repaired ? "signed after repair" : "signed");
    const group = groups.get(outcome) ?? { files: 0, first: nameOf(file) };
    group.files++;
    groups.set(outcome, group);
  }
  return Object.fromEntries([...groups].sort(([, a], [, b]) => b.files - a.files));
}

const keepsBytes = ({ file, output }: { readonly file: string; readonly output: string }) => {
  const before = readFileSync(file);
  return readFileSync(output).subarray(0, before.length).equals(before);
};

/** Two at a time: there are two cores at least. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all([worker(), worker()]);
  return results;
}

type Look = "same" | "different" | "not rendered" | "unsteady";

interface Looks {
  readonly original: string;
  readonly invisible: string;
  readonly stamped: string;
}

/**
 * A file that poppler draws in another way each time is compared by nothing. Where it draws without having found the page tree, blank
 * pages of a hint, pdf.js is asked: it reads a few encrypted files that poppler does not.
 */
async function lookOf({ original, invisible, stamped }: Looks): Promise<Look> {
  if ((await pagesByPdfinfo(original)) === null) return contentLook({ original, invisible, stamped });
  const before = await pageDigests(original, SPARED);
  if (before === null) return "not rendered";
  const after = [await pageDigests(invisible, SPARED), await pageDigests(stamped, SPARED)];
  if (after.every((own) => own?.join() === before.join())) return "same";
  const again = await pageDigests(original, SPARED);
  return again?.join() === before.join() ? "different" : "unsteady";
}

async function contentLook({ original, invisible, stamped }: Looks): Promise<Look> {
  const before = await pageContents(original);
  if (before === null) return "not rendered";
  const after = [await pageContents(invisible), await pageContents(stamped)];
  return after.every((own) => own?.join() === before.join()) ? "same" : "different";
}

describe.skipIf(missing !== null)(`odd PDFs (needs ${missing ?? "nothing more"})`, () => {
  const folder = mkdtempSync(join(tmpdir(), "antin-odd-"));
  let once: CorpusRun = { outcomes: [], unanswered: [] };
  let twice: CorpusRun = { outcomes: [], unanswered: [] };
  const signedIn = ({ outcomes }: CorpusRun) =>
    outcomes.flatMap(({ output, ...rest }) => (output === null ? [] : [{ ...rest, output }]));

  beforeAll(async () => {
    once = await signCorpus({ files, folder: join(folder, "once"), options: TOKEN });
    const signed = signedIn(once).map(({ output }) => output);
    twice = await signCorpus({
      files: signed,
      folder: join(folder, "twice"),
      options: [...TOKEN, ...STAMP],
    });
  }, 1_200_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("each file is signed or refused with a typed reason; no crash, no hang", () => {
    console.table(tableOf(once.outcomes));
    const slowest = once.outcomes.reduce((most, own) => (own.took > most.took ? own : most));
    console.info(`slowest: ${nameOf(slowest.file)}, ${slowest.took.toFixed(0)} ms`);
    expect(once.unanswered.map(nameOf)).toEqual([]);
    expect(once.outcomes.filter(({ refusal, typed }) => refusal !== null && !typed)).toEqual([]);
    expect(once.outcomes.length).toBe(files.length);
  });

  test("what was signed is signed again with a stamp, or refused with a typed reason", () => {
    console.table(tableOf(twice.outcomes));
    expect(twice.unanswered).toEqual([]);
    expect(twice.outcomes.filter(({ refusal, typed }) => refusal !== null && !typed)).toEqual([]);
    expect(signedIn(twice).length / signedIn(once).length).toBeGreaterThan(0.99);
  });

  test("every earlier byte is kept", () => {
    const changed = [...signedIn(once), ...signedIn(twice)].filter((own) => !keepsBytes(own));
    expect(changed.map(({ file }) => nameOf(file))).toEqual([]);
  });

  test.skipIf(poppler !== undefined)(
    `of the files that pdfinfo opens at least 98 in 100 are signed with its page count, and pdfsig calls the signature valid (${poppler ?? "pdfsig"})`,
    async () => {
      const pages = await each(once.outcomes, ({ file }) => pagesByPdfinfo(file));
      const openable = once.outcomes.filter((_, index) => pages[index] !== null);
      const judged = await each(openable, async ({ file, output }) => {
        if (output === null) return { file, good: false, wrong: null };
        const before = pages[once.outcomes.findIndex((own) => own.file === file)];
        const [after, { valid }, earlier] = await Promise.all([
          pagesByPdfinfo(output),
          countByPdfsig(output),
          countByPdfsig(file),
        ]);
        const good = after === before && valid === earlier.valid + 1;
        return {
          file,
          good,
          wrong: good ? null : `${before} > ${after} pages, ${earlier.valid} > ${valid} valid`,
        };
      });
      const wrong = judged.filter(({ wrong: fault }) => fault !== null);
      const good = judged.filter((own) => own.good).length;
      console.info(
        `pdfinfo opens ${openable.length}; signed, valid, same pages ${good} (${((100 * good) / openable.length).toFixed(1)} %)`,
      );
      expect(wrong).toEqual([]);
      expect(good / openable.length).toBeGreaterThanOrEqual(0.98);
    },
    1_200_000,
  );

  test.skipIf(poppler !== undefined)(
    "a second signature leaves the first valid",
    async () => {
      const counts = await each(signedIn(twice), async ({ file, output }) => {
        const [before, after] = await Promise.all([countByPdfsig(file), countByPdfsig(output)]);
        return { file, ok: after.valid === before.valid + 1 };
      });
      expect(counts.filter(({ ok }) => !ok)).toEqual([]);
    },
    1_200_000,
  );

  test.skipIf(poppler !== undefined)(
    `every page looks as before, outside the stamp (${whole ? "all files" : "every tenth file; ANTIN_ODD=all for all"})`,
    async () => {
      const original = new Map(signedIn(once).map(({ file, output }) => [output, file]));
      const sample = signedIn(twice).filter((_, index) => whole || index % 10 === 0);
      const compared = await each(sample, async ({ file, output }) => {
        return {
          file,
          look: await lookOf({ original: original.get(file) ?? file, invisible: file, stamped: output }),
        };
      });
      const named = (wanted: Look) => compared.filter(({ look }) => look === wanted).map(({ file }) => file);
      console.info(
        `rendered ${compared.length}: same ${named("same").length}, not rendered before ${named("not rendered").length}, ` +
          `never twice the same ${named("unsteady").length}`,
      );
      expect(named("different")).toEqual([]);
      expect(named("unsteady").length / compared.length).toBeLessThan(0.03);
    },
    3_600_000,
  );

  test.skipIf(!findProgram("qpdf"))(
    "encrypted files that open without a password are all signed (qpdf)",
    () => {
      /** qpdf ends with 3 for a file that is encrypted and needs no password. */
      const encrypted = once.outcomes.filter(
        ({ file }) => spawnSync("qpdf", ["--requires-password", file]).status === 3,
      );
      console.info(`encrypted with the empty password: ${encrypted.length}`);
      expect(encrypted.length).toBeGreaterThan(0);
      const refused = encrypted.filter(({ output }) => output === null);
      expect(refused.map(({ file, refusal }) => `${nameOf(file)} ${refusal}`)).toEqual([]);
    },
    1_200_000,
  );

  test.skipIf(!findProgram("qpdf"))("qpdf --check is no worse for every tenth signed file (qpdf)", () => {
    const verdict = (file: string) => {
      const { status } = spawnSync("qpdf", ["--check", file], { timeout: 60_000 });
      return status === 0 ? 0 : status === 3 ? 1 : 2;
    };
    const sample = signedIn(once).filter((_, index) => index % 10 === 0);
    const worse = sample.filter(({ file, output }) => verdict(output) > verdict(file));
    expect(worse.map(({ file }) => nameOf(file))).toEqual([]);
  });
});
