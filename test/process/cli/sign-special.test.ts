/** Files that are more than pages, on the command line: signed with a word about what they are, twice, valid for pdfsig. */

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { special } from "../../fixtures/pdf/special.ts";
import { antinMissing } from "../../tools/antin.ts";
import { findProgram, run } from "../../tools/programs.ts";
import { Desk } from "./desk.ts";

const missing = antinMissing ?? (findProgram("pdfsig") === null ? "pdfsig" : null);

describe.skipIf(missing !== null)(`special files (needs ${missing ?? "nothing more"})`, () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.remove());

  test.each(special)("$name", async ({ build, warnings }) => {
    desk.write("a.pdf", build());
    const practice = ["--token", "practice", "--page", "1", "--rect", "50,50,120,40", "--text", "Đã ký"];
    const first = await desk.json(["sign", "a.pdf", "-o", "b.pdf", ...practice]);
    expect([first.code, first.objects[0]?.["warnings"]]).toEqual([0, warnings]);
    const second = await desk.json(["sign", "b.pdf", "-o", "c.pdf", ...practice.with(5, "50,150,120,40")]);
    expect(second.code).toBe(0);
    const { stdout } = await run("pdfsig", ["-nocert", desk.path("c.pdf")]);
    expect(stdout.match(/Signature is Valid/g)?.length).toBe(2);
    const { objects } = await desk.json(["verify", "c.pdf", "--trust", "practice"]);
    const signatures = objects[0]?.["signatures"] as { integrity: boolean; changes: string }[];
    expect(signatures.map(({ integrity, changes }) => [integrity, changes])).toEqual([
      [true, "permitted"],
      [true, "none"],
    ]);
  });

  test("a person reads the warning on standard error", async () => {
    desk.write("a.pdf", special.find(({ name }) => name === "portfolio")?.build() ?? "");
    const { code, stderr } = await desk.run(["sign", "a.pdf", "--token", "practice"]);
    expect(code).toBe(0);
    expect(stderr).toContain("phu luc.txt");
  });
});
