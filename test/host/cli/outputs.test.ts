import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Input } from "../../../host/cli/inputs.ts";
import { OutputPlan, type OutputRequest } from "../../../host/cli/outputs.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-outputs-"));
  mkdirSync(join(folder, "dir"));
  symlinkSync("dir", join(folder, "link"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string): Input => ({ kind: "file", file: join(folder, name) });

function plan(names: readonly string[], change: Partial<OutputRequest> = {}): Promise<OutputPlan> {
  return OutputPlan.make({
    inputs: names.map(file),
    single: names.length === 1,
    target: undefined,
    format: null,
    ...change,
  });
}

const faultOf = (making: Promise<unknown>) =>
  making.then(
    () => null,
    (thrown: { fault: string }) => thrown.fault,
  );

describe("names of results", () => {
  test("beside the input, by format", async () => {
    const made = await plan(["a.b.pdf", "sheet.xlsx", ".hidden"]);
    expect(await made.claim(join(folder, "a.b.pdf"), "pades")).toBe(join(folder, "a.b.signed.pdf"));
    expect(await made.claim(join(folder, "sheet.xlsx"), "cms")).toBe(join(folder, "sheet.p7s"));
    expect(await made.claim(join(folder, ".hidden"), "cms")).toBe(join(folder, ".hidden.p7s"));
  });

  test.each([
    [["a.pdf"], "out.pdf", "out.pdf"],
    [["a.pdf"], "dir", "dir/a.pdf"],
    [["a.pdf"], "new/", "new/a.pdf"],
    [["a.pdf", "b.pdf"], "new", "new/a.pdf"],
  ])("%j with -o %s gives %s", async (names, target, expected) => {
    const made = await plan(names, { target: join(folder, target) + (target.endsWith("/") ? "/" : "") });
    expect(await made.claim(join(folder, "a.pdf"), "pades")).toBe(join(folder, expected));
  });

  test("a PDF and another file of one stem are no conflict", async () => {
    expect(await faultOf(plan(["a.pdf", "a.docx"]))).toBeNull();
  });

  test.each([
    ["two files of one stem", ["a.docx", "a.xlsx"], {}, "same-output"],
    ["one file by two ways", ["dir/a.pdf", "link/a.pdf"], {}, "same-output"],
    ["two folders, one target", ["a.pdf", "dir/a.pdf"], { target: "new" }, "same-output"],
    ["an input by another way", ["dir/a.pdf"], { target: "link/a.pdf" }, "is-input"],
    ["another input", ["a.pdf", "a.signed.pdf"], {}, "is-input"],
  ] as const)("%s: refused before anything is opened", async (_, names, change, fault) => {
    const target = "target" in change ? { target: join(folder, change.target) } : {};
    expect(await faultOf(plan(names, target))).toBe(fault);
  });

  test("a name that only the content gives is not given twice", async () => {
    const made = await plan(["a.pdf", "a.docx"]);
    await made.claim(join(folder, "a.pdf"), "pades");
    await expect(made.claim(join(folder, "a.docx"), "pades")).rejects.toMatchObject({
      code: "OUTPUT_EXISTS",
    });
  });
});
