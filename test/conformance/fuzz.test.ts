/**
 * Damaged documents, messages and certificates: a verdict or a typed error each time, and never an accepted one whose signed
 * bytes, attributes or signature are others than those that were signed.
 *
 * A run takes one slice; `ANTIN_FUZZ=FIRST-LAST` takes others (0-49 are 204,000 files and more).
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tryCertificate } from "#shared/asn1/certificate.ts";
import { equalBytes, sourceOf, toHex } from "#shared/bytes.ts";
import { readSignedData } from "#shared/cms/read.ts";
import { SignError } from "#shared/errors.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures, type PdfSignature } from "#shared/pdf/signatures.ts";
import { validatePath } from "#shared/trust/validate.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { verifyCms } from "#shared/verify/verify.ts";
import { NOW, newRoot } from "../shared/trust/pki.ts";
import { digestRanges, practiceSigner, type Signer, verdictOver } from "../shared/verify/signing.ts";
import { signedBase } from "../tools/attacks/base-document.ts";
import { LAWFUL_UPDATES } from "../tools/attacks/lawful-updates.ts";
import { mutated, type Random, randomFrom } from "../tools/fuzz/mutate.ts";
import { findProgram } from "../tools/programs.ts";

const PDFS = 2500;
const MESSAGES = 800;
const CERTIFICATES = 800;

const [FIRST = 0, LAST = FIRST] = (process.env["ANTIN_FUZZ"] ?? "0").split("-").map(Number);
const slices = Array.from({ length: LAST - FIRST + 1 }, (_, index) => FIRST + index);

let signer: Signer;
let folder: string;
interface Seed {
  readonly bytes: Uint8Array;
  /** What each of its signatures stands for. */
  readonly signed: ReadonlySet<string>;
  /** Where its first signature's range ends: later bytes are the other revisions. */
  readonly end: number;
}
let seeds: Seed[] = [];

beforeAll(async () => {
  signer = await practiceSigner();
  folder = mkdtempSync(join(tmpdir(), "antin-fuzz-"));
  seeds = await documents();
});
afterAll(() => {
  signer.remove();
  rmSync(folder, { recursive: true });
});

/** Approvals and certifications, tables and streams, with lawful later revisions and without. */
async function documents(): Promise<Seed[]> {
  const found: Seed[] = [];
  const bases = [await signedBase(signer, "approval", "table"), await signedBase(signer, "P2", "stream")];
  for (const base of bases) {
    found.push(seedOf(base.pdf));
    for (const name of LATER) {
      const update = LAWFUL_UPDATES[name];
      if (update?.under.includes(base.permission)) found.push(seedOf(await update.make(signer, base)));
    }
  }
  return found;
}

const LATER = [
  "an invisible signature",
  "validation data, then more of it",
  "a signature, then validation data",
  "a number where the page is empty",
  "a seal of thin lines over a name",
  "metadata rewritten",
];

function seedOf(bytes: Uint8Array): Seed {
  const signatures = listSignatures(openPdf(sourceOf(bytes)));
  const signed = new Set(signatures.map((signature) => standsFor(bytes, signature)));
  return { bytes, signed, end: signatures[0]?.ranges?.[1].end ?? bytes.length };
}

/** The signed bytes, the signed attributes and the signature value, as one word. */
function standsFor(bytes: Uint8Array, { ranges, contents }: PdfSignature): string {
  const hash = createHash("sha256");
  for (const { start, end } of ranges ?? []) hash.update(bytes.subarray(start, end));
  return `${hash.digest("hex")} ${messageOf(contents ?? new Uint8Array())}`;
}

function messageOf(cms: Uint8Array): string {
  const { data } = readSignedData(cms);
  const [own] = data?.signers ?? [];
  return own ? `${toHex(own.signedAttributes?.der ?? new Uint8Array())} ${toHex(own.signature)}` : "none";
}

async function verdictOrError(judge: () => Promise<FileVerdict>): Promise<FileVerdict | null> {
  try {
    return await judge();
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code !== "UNKNOWN_ERROR") return null;
    throw thrown;
  }
}

const isIntact = ({ integrity }: SignatureVerdict) => integrity;
const isAccepted = ({ integrity, changes }: SignatureVerdict) =>
  integrity && (changes === "none" || changes === "permitted");

/** What an accepted file with other later bytes looks like: for a reader of another make nothing is different. */
function looksLike(bytes: Uint8Array, name: string): string {
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, bytes);
  const { stdout } = spawnSync("pdftoppm", ["-r", "40", file], { maxBuffer: 64 * 1024 * 1024 });
  return createHash("sha256").update(stdout).digest("hex");
}

/** Keys are new in each run: what failed is kept, beside what it was made of. */
function keep(bytes: Uint8Array, seed: Seed, where: string): void {
  const name = join(tmpdir(), `antin-fuzz ${where}`);
  writeFileSync(`${name}.pdf`, bytes);
  writeFileSync(`${name} seed.pdf`, seed.bytes);
}

/** Files a slice for which a picture is drawn. */
const MAX_PICTURES = 60;

test.each(slices)(
  "damaged signed PDFs, slice %i: none is accepted for what was not signed",
  async (slice) => {
    const random = randomFrom(1000 + slice);
    const pictures = new Map<Uint8Array, string>();
    const figures = { intact: 0, accepted: 0, drawn: 0 };
    for (let round = 0; round < PDFS; round++) {
      const seed = seeds[round % seeds.length];
      if (!seed) throw new Error("no seed");
      const bytes = mutated(seed.bytes, random, { ...woundsOf(seed, random), words: true });
      const verdict = await verdictOrError(() => verdictOver(bytes, [signer.authority]));
      if (!verdict?.signatures.some(isIntact)) continue;
      figures.intact++;
      const where = `slice ${slice} round ${round}`;
      expectOriginal(bytes, verdict, seed, where);
      if (!verdict.signatures.every(isAccepted) || equalBytes(bytes, seed.bytes)) continue;
      figures.accepted++;
      if (!findProgram("pdftoppm") || figures.drawn >= MAX_PICTURES) continue;
      figures.drawn++;
      const before = pictures.get(seed.bytes) ?? looksLike(seed.bytes, "seed");
      pictures.set(seed.bytes, before);
      // A damage that only undoes a later revision shows the signed one.
      const shown = looksLike(bytes, "mutant");
      const signedOnly = looksLike(seed.bytes.subarray(0, seed.end), "signed");
      if (shown !== before && shown !== signedOnly) keep(bytes, seed, where);
      expect([before, signedOnly], where).toContain(shown);
    }
    process.stdout.write(`fuzz slice ${slice}: ${JSON.stringify(figures)}\n`);
    expect(figures.intact).toBeGreaterThan(0);
  },
  1_800_000,
);

/** Every second file is hurt behind its first signature, where damage is easily overlooked. */
function woundsOf({ bytes, end }: Seed, random: Random): { from: number; to: number } {
  return random(2) === 0 && end < bytes.length
    ? { from: end, to: bytes.length }
    : { from: 0, to: bytes.length };
}

function expectOriginal(bytes: Uint8Array, verdict: FileVerdict, seed: Seed, where: string): void {
  const signatures = listSignatures(openPdf(sourceOf(bytes)));
  for (const own of verdict.signatures.filter(isIntact)) {
    const signature = signatures.find(({ field }) => field === own.field) ?? null;
    expect(signature, `${where} ${own.field}`).not.toBeNull();
    if (signature) expect(seed.signed.has(standsFor(bytes, signature)), `${where} ${own.field}`).toBe(true);
  }
}

test.each(slices)("damaged messages, slice %i: none is accepted for what was not signed", async (slice) => {
  const random = randomFrom(2000 + slice);
  const content = new TextEncoder().encode("Văn bản số 125/UBND-VX");
  const message = await signer.cms(content);
  const original = messageOf(message);
  const trust = { anchors: [signer.authority], practice: true };
  const judge = (source: Uint8Array, signed: Uint8Array) =>
    verdictOrError(() =>
      verifyCms({ source: sourceOf(source), content: sourceOf(signed), digestRanges, trust }),
    );
  expect((await judge(message, content))?.indication).toBe("TOTAL-PASSED");
  for (let round = 0; round < MESSAGES; round++) {
    const isContent = random(8) === 0;
    const bytes = isContent ? message : mutated(message, random);
    const signed = isContent ? mutated(content, random) : content;
    const verdict = await judge(bytes, signed);
    if (!verdict?.signatures.some(isIntact)) continue;
    const where = `slice ${slice} round ${round}`;
    expect(equalBytes(signed, content), where).toBe(true);
    expect(messageOf(bytes), where).toBe(original);
  }
});

test.each(slices)("damaged certificates, slice %i: none has a path", (slice) => {
  const random = randomFrom(3000 + slice);
  const root = newRoot();
  const leaf = root.issue({ keyUsage: [0] });
  const isValid = (der: Uint8Array) => {
    const own = tryCertificate(der);
    if (!own) return false;
    return validatePath({ leaf: own, intermediates: [], anchors: [root.anchor], at: NOW }).valid;
  };
  expect(isValid(leaf.facts.der)).toBe(true);
  for (let round = 0; round < CERTIFICATES; round++) {
    const bytes = mutated(leaf.facts.der, random);
    if (isValid(bytes)) expect(equalBytes(bytes, leaf.facts.der), `slice ${slice} round ${round}`).toBe(true);
  }
});
