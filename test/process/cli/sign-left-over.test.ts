/** Signature fields that another file left behind: common in documents of the Government's portal. Real ones where the corpus is there. */

import { copyFileSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { letterWithLeftOver } from "../../fixtures/pdf/left-over.ts";
import { Desk } from "./desk.ts";

const corpus = join(process.env["ANTIN_CORPUS"] ?? "../shared/corpus", "signed/vn-real");
const isThere = existsSync(corpus);
const real = isThere ? readdirSync(corpus).filter((name) => name.startsWith("orphan-")) : [];

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => {
  desk.remove();
});

interface Entry {
  readonly field: string | null;
  readonly indication: string;
  readonly changes: string;
}

async function judged(name: string) {
  const { code, objects } = await desk.json(["verify", name, "--trust", "practice"]);
  const verdict = objects[0] as { indication: string; headline: { vi: string }; signatures: Entry[] };
  const entries = verdict.signatures.map((own) => [own.field, own.indication, own.changes]);
  return { code, indication: verdict.indication, headline: verdict.headline.vi, entries };
}

const LEFT_OVER = [null, "TOTAL-FAILED", "undetermined"];

/** Signs twice; the left-over stays what it is, each new signature is judged by itself. */
async function expectSignable(name: string): Promise<void> {
  const signed = await desk.sign(name, "-o", "one.pdf");
  expect(signed).toMatchObject({ code: 0, objects: [{ warnings: ["left-over-field"] }] });
  expect((await judged("one.pdf")).entries).toEqual([["Signature1", "TOTAL-PASSED", "none"], LEFT_OVER]);
  expect((await desk.sign("one.pdf", "-o", "two.pdf")).code).toBe(0);
  const { code, indication, headline, entries } = await judged("two.pdf");
  expect([code, indication]).toEqual([1, "TOTAL-FAILED"]);
  expect(headline).toMatch(/^Chữ ký thực hành.*; ngoài ra còn sót ô chữ ký của một tệp khác/);
  expect(entries).toEqual([
    ["Signature1", "TOTAL-PASSED", "permitted"],
    ["Signature2", "TOTAL-PASSED", "none"],
    LEFT_OVER,
  ]);
}

describe("a signature field that another file left behind", () => {
  test("is no reason to refuse; it stays never valid", async () => {
    desk.write("letter.pdf", letterWithLeftOver());
    await expectSignable("letter.pdf");
  });

  test.skipIf(!isThere)("real documents with one are signed (wants the corpus)", async () => {
    for (const name of real) {
      copyFileSync(join(corpus, name), desk.path("real.pdf"));
      await expectSignable("real.pdf");
      for (const made of ["one.pdf", "two.pdf"]) rmSync(desk.path(made));
    }
    expect(real).not.toEqual([]);
  });

  test("is reason enough not to certify, which only a first signature may; the refusal says so", async () => {
    desk.write("letter.pdf", letterWithLeftOver());
    const refused = await desk.sign("letter.pdf", "-o", "certified.pdf", "--certify", "P2");
    expect(refused.objects[0]).toMatchObject({
      error: { code: "CERTIFICATION_FORBIDS", vi: expect.stringContaining("sót ô chữ ký của tệp khác") },
    });
    expect((await desk.sign("letter.pdf", "-o", "signed.pdf")).code).toBe(0);
    desk.letter("clean.pdf");
    expect((await desk.sign("clean.pdf", "-o", "certified.pdf", "--certify", "P2")).code).toBe(0);
  });

  test("is told on the command line", async () => {
    desk.write("letter.pdf", letterWithLeftOver());
    const { code, stderr } = await desk.run(["sign", "letter.pdf", "--token", "practice"]);
    expect(code).toBe(0);
    expect(stderr).toContain("còn sót 1 ô chữ ký của một tệp khác");
  });
});

describe("a signature of the document itself is no left-over", () => {
  /** The signed letter with `from` written over by `to`. */
  async function damaged(from: string, to: string): Promise<string> {
    desk.letter();
    await desk.sign("letter.pdf", "-o", "signed.pdf");
    const bytes = desk.read("signed.pdf");
    bytes.write(to, bytes.indexOf(from), "latin1");
    return desk.write("damaged.pdf", bytes);
  }

  test.each([
    ["its field taken out of the form", "/AcroForm", "/Acroform"],
    ["content it signed changed", "/MediaBox", "/mediabox"],
    ["its value overwritten", "/Contents <30", "/Contents <31"],
  ])("%s: refused", async (_, from, to) => {
    await damaged(from, to);
    const refused = await desk.sign("damaged.pdf", "-o", "x.pdf");
    expect(refused).toMatchObject({ code: 1, objects: [{ error: { code: "DOCUMENT_CHANGED" } }] });
    expect(desk.names()).not.toContain("x.pdf");
  });

  test("also beside a left-over", async () => {
    desk.write("letter.pdf", letterWithLeftOver());
    await desk.sign("letter.pdf", "-o", "signed.pdf");
    const bytes = desk.read("signed.pdf");
    bytes.write("/mediabox", bytes.indexOf("/MediaBox"), "latin1");
    desk.write("damaged.pdf", bytes);
    expect((await desk.sign("signed.pdf", "-o", "again.pdf")).code).toBe(0);
    const refused = await desk.sign("damaged.pdf", "-o", "x.pdf");
    expect(refused).toMatchObject({ code: 1, objects: [{ error: { code: "DOCUMENT_CHANGED" } }] });
  });
});
