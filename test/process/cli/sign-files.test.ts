/** What goes in and comes out: any other file, folders, lists, names. */

import { linkSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Desk, PRACTICE } from "./desk.ts";

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => {
  desk.remove();
});

describe("any other file", () => {
  test("gets a detached CMS that verifies over its content and over no other", async () => {
    desk.write("bảng tính.xlsx", "PK\u0003\u0004 số liệu");
    desk.write("khác.xlsx", "PK\u0003\u0004 số liêu");
    const { code, objects } = await desk.sign("bảng tính.xlsx");
    expect(code).toBe(0);
    expect(objects[0]).toMatchObject({ output: "bảng tính.p7s", field: null, fields: [], level: "CMS" });
    const verify = (...more: string[]) =>
      desk.json(["verify", "bảng tính.p7s", "--trust", "practice", ...more]);
    expect((await verify("--content", "bảng tính.xlsx")).objects[0]).toMatchObject({
      indication: "TOTAL-PASSED",
    });
    expect((await verify("--content", "khác.xlsx")).objects[0]).toMatchObject({ indication: "TOTAL-FAILED" });
    expect((await verify()).objects[0]).toMatchObject({
      indication: "INDETERMINATE",
      signatures: [{ subIndication: "SIGNED_DATA_NOT_FOUND" }],
    });
  });

  test("is a PDF where that is asked for", async () => {
    desk.write("a.txt", "văn bản");
    const { code, objects } = await desk.sign("a.txt", "--format", "pades");
    expect(code).toBe(1);
    expect(objects[0]).toMatchObject({ file: "a.txt", error: { code: "NOT_PDF", retryable: false } });
  });

  test("a PDF gets a CMS where that is asked for", async () => {
    desk.letter();
    expect((await desk.sign("letter.pdf", "--format", "cms")).objects[0]).toMatchObject({
      output: "letter.p7s",
    });
  });

  test("an empty file is signed as what it is", async () => {
    desk.write("empty.bin", "");
    expect((await desk.sign("empty.bin")).code).toBe(0);
    expect(
      (await desk.json(["verify", "empty.p7s", "--content", "empty.bin", "--trust", "practice"])).code,
    ).toBe(0);
  });
});

describe("outputs", () => {
  test("an existing file stays unless --force is given", async () => {
    desk.letter();
    desk.write("out.pdf", "mine");
    const refused = await desk.sign("letter.pdf", "-o", "out.pdf");
    expect(refused.code).toBe(1);
    expect(refused.objects[0]).toMatchObject({
      error: { code: "OUTPUT_EXISTS", detail: { path: "out.pdf" } },
    });
    expect(desk.read("out.pdf").toString()).toBe("mine");
    expect((await desk.sign("letter.pdf", "-o", "out.pdf", "--force")).code).toBe(0);
    expect((await desk.verified("out.pdf")).code).toBe(0);
  });

  test("with --force another name of the input is replaced, and the input stays", async () => {
    desk.letter();
    linkSync(desk.path("letter.pdf"), desk.path("twin.pdf"));
    const before = desk.sha256("letter.pdf");
    expect((await desk.sign("letter.pdf", "-o", "twin.pdf", "--force")).code).toBe(0);
    expect(desk.sha256("letter.pdf")).toBe(before);
    expect(desk.sha256("twin.pdf")).not.toBe(before);
  });

  test("a folder is made for several inputs, with their own names", async () => {
    desk.letter("a.pdf");
    desk.letter("b.pdf");
    const { code, objects } = await desk.sign("a.pdf", "b.pdf", "-o", "out/signed");
    expect(code).toBe(0);
    expect(objects.map(({ output }) => output)).toEqual(["out/signed/a.pdf", "out/signed/b.pdf"]);
    expect((await desk.verified("out/signed/b.pdf")).code).toBe(0);
  });

  test("a folder that was made for nothing is gone again", async () => {
    desk.write("a.pdf", "no PDF");
    desk.write("b.pdf", "%PDF-1.7\nno structure");
    const { code } = await desk.sign("a.pdf", "b.pdf", "-o", "out/signed", "--format", "pades");
    expect(code).toBe(1);
    expect(desk.names()).toEqual(["a.pdf", "b.pdf"]);
  });

  test("an output that cannot be written is said, with 70", async () => {
    desk.letter();
    desk.write("file", "");
    const { code, objects } = await desk.sign("letter.pdf", "-o", "file/out.pdf");
    expect(code).toBe(70);
    expect(objects[0]).toMatchObject({ error: { code: "OUTPUT_FAILED" } });
  });
});

describe("inputs", () => {
  test("a folder is its PDF files but the signed ones, sorted; each line names FOLDER/name", async () => {
    mkdirSync(desk.path("in"));
    for (const name of ["b.pdf", "a.PDF", "c.signed.pdf"]) desk.letter(join("in", name));
    desk.write(join("in", "note.txt"), "");
    const { code, objects } = await desk.sign("in");
    expect(code).toBe(0);
    expect(objects.map(({ file, output }) => [file, output])).toEqual([
      ["in/a.PDF", "in/a.signed.pdf"],
      ["in/b.pdf", "in/b.signed.pdf"],
    ]);
  });

  test("a list names a path a line", async () => {
    desk.letter("số 1.pdf");
    desk.letter("b.pdf");
    desk.write("list", "số 1.pdf\r\n\n./b.pdf\n");
    const { objects } = await desk.sign("@list");
    expect(objects.map(({ file }) => file)).toEqual(["số 1.pdf", "./b.pdf"]);
  });

  test("standard input is signed into the file that -o names", async () => {
    const letter = readFileSync(desk.letter());
    const done = await desk.json(["sign", "-", "-o", "out.pdf", ...PRACTICE], letter);
    expect(done.objects[0]).toMatchObject({ file: "-", output: "out.pdf", sha256: desk.sha256("out.pdf") });
    expect((await desk.verified("out.pdf")).code).toBe(0);
  });

  test("a missing list, file or folder content is INPUT_NOT_FOUND, 66", async () => {
    mkdirSync(desk.path("empty"));
    const { code, objects } = await desk.sign("@none", "none.pdf", "empty");
    expect(code).toBe(66);
    expect(objects.map(({ file, error }) => [file, (error as { code: string }).code])).toEqual([
      ["@none", "INPUT_NOT_FOUND"],
      ["none.pdf", "INPUT_NOT_FOUND"],
      ["empty", "INPUT_NOT_FOUND"],
    ]);
  });

  test("one bad input does not stop the others; the worst code wins", async () => {
    desk.letter("good.pdf");
    desk.write("bad.pdf", "%PDF-1.7\n");
    const { code, objects, stderr } = await desk.sign("bad.pdf", "good.pdf", "none.pdf");
    expect(code).toBe(66);
    expect(objects.map(({ file }) => file)).toEqual(["bad.pdf", "good.pdf", "none.pdf"]);
    expect(objects[0]).toMatchObject({
      error: { code: "PDF_BROKEN", vi: expect.any(String), en: expect.any(String), retryable: false },
    });
    expect(objects[1]).toHaveProperty("output", "good.signed.pdf");
    expect(stderr).toBe("");
    expect(desk.names()).toEqual(["bad.pdf", "good.pdf", "good.signed.pdf"]);
  });

  test("a failure is told to a person as what happened and what to do", async () => {
    const { stdout, stderr } = await desk.run(["sign", "none.pdf", ...PRACTICE]);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "none.pdf: lỗi: Không thấy hoặc không đọc được tệp none.pdf. [INPUT_NOT_FOUND]\n" +
        "  việc cần làm: Kiểm tra lại đường dẫn và quyền đọc.\n",
    );
  });

  test.each([
    ["empty", Buffer.alloc(0)],
    ["a login page", Buffer.from("<!doctype html><title>Đăng nhập</title>")],
    ["cut in the middle", null],
  ])("%s instead of a PDF leaves nothing behind", async (_, content) => {
    const letter = readFileSync(desk.letter());
    desk.write("bad.pdf", content ?? letter.subarray(0, letter.length / 2));
    const { code, objects } = await desk.sign("bad.pdf");
    expect(code).toBe(1);
    expect(objects[0]).toMatchObject({ error: { code: expect.stringMatching(/^(NOT_PDF|PDF_BROKEN)$/) } });
    expect(desk.names()).toEqual(["bad.pdf", "letter.pdf"]);
  });

  test("a link to a file is read; a pipe is no file", async () => {
    desk.letter();
    symlinkSync("letter.pdf", desk.path("link.pdf"));
    expect((await desk.sign("link.pdf")).objects[0]).toMatchObject({ output: "link.signed.pdf" });
    expect((await desk.sign("/dev/null", "-o", "x.pdf")).objects[0]).toMatchObject({
      error: { code: "INPUT_NOT_FOUND", detail: { reason: "NOT_A_FILE" } },
    });
  });
});
