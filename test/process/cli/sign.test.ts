import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findProgram, mustRun } from "../../tools/programs.ts";
import { Desk } from "./desk.ts";

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => {
  desk.remove();
});

const practice = ["--token", "practice"];
const sign = (...args: string[]) => desk.json(["sign", ...args, ...practice]);

/** The signatures of a file that trusts the practice CA. */
async function verified(name: string) {
  const { objects, code } = await desk.json(["verify", name, "--trust", "practice"]);
  const [verdict] = objects;
  return { code, verdict, signatures: (verdict?.["signatures"] ?? []) as Record<string, unknown>[] };
}

describe("one document", () => {
  test("gets a signed copy beside it, told as one line of JSON", async () => {
    desk.letter();
    const input = desk.sha256("letter.pdf");
    const { code, objects, stderr } = await sign("letter.pdf");
    expect(code).toBe(0);
    expect(objects).toEqual([
      {
        file: "letter.pdf",
        output: "letter.signed.pdf",
        field: "Signature1",
        fields: ["Signature1"],
        level: "B-B",
        padding: "pkcs1",
        digest: "sha256",
        signer: {
          subject: expect.stringContaining("CHỮ KÝ THỰC HÀNH"),
          issuer: expect.any(String),
          serial: expect.stringMatching(/^[0-9A-F]+$/),
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
        repaired: false,
        sha256: desk.sha256("letter.signed.pdf"),
        warnings: [],
      },
    ]);
    expect(stderr).toBe("");
    expect(desk.sha256("letter.pdf")).toBe(input);
    expect(desk.names()).toEqual(["letter.pdf", "letter.signed.pdf"]);
  });

  test("is told in one line to a person", async () => {
    desk.letter();
    const { code, stdout, stderr } = await desk.run(["sign", "letter.pdf", ...practice]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "Đã ký số: letter.signed.pdf (CHỮ KÝ THỰC HÀNH)\n",
      stderr: "",
    });
  });

  test("begins with every byte of the input, and keeps its permissions", async () => {
    desk.letter();
    chmodSync(desk.path("letter.pdf"), 0o640);
    await sign("letter.pdf");
    const original = desk.read("letter.pdf");
    expect(desk.read("letter.signed.pdf").subarray(0, original.length).equals(original)).toBe(true);
    expect(statSync(desk.path("letter.signed.pdf")).mode & 0o777).toBe(0o640);
  });

  test.each([
    ["sha384", "pkcs1", "practice-rsa", "rsa-pkcs1"],
    ["sha512", "pss", "practice-rsa", "rsa-pss"],
    ["sha256", "pkcs1", "practice-p256", "ecdsa"],
  ])("is signed with %s, %s, %s", async (digest, padding, certificate, signature) => {
    desk.letter();
    const made = await sign(
      "letter.pdf",
      "--digest",
      digest,
      "--padding",
      padding,
      "--certificate",
      certificate,
    );
    expect(made.code).toBe(0);
    const { code, signatures } = await verified("letter.signed.pdf");
    expect(code).toBe(0);
    expect(signatures[0]).toMatchObject({
      indication: "TOTAL-PASSED",
      integrity: true,
      algorithms: { digest, signature: expect.stringContaining(signature) },
    });
  });

  test("takes a certificate by its fingerprint, in capitals and with colons too", async () => {
    desk.letter();
    const { objects } = await desk.json(["certificates", "--token", "practice"]);
    const p256 = objects.find(({ label }) => label === "practice-p256");
    const fingerprint = String(p256?.["sha256"])
      .toUpperCase()
      .replace(/(..)(?=.)/g, "$1:");
    const done = await sign("letter.pdf", "--certificate", fingerprint);
    expect(done.objects[0]?.["signer"]).toMatchObject({ sha256: p256?.["sha256"] });
    expect((await sign("letter.pdf", "-o", "x.pdf", "--certificate", "nobody")).objects[0]).toMatchObject({
      error: { code: "CERT_NOT_FOUND" },
    });
  });

  test("says its reason and place, and takes the name of its field", async () => {
    desk.letter();
    const done = await sign(
      "letter.pdf",
      "--field",
      "GĐ",
      "--reason",
      "Phê duyệt",
      "--location",
      "Quảng Ngãi",
    );
    expect(done.objects[0]).toMatchObject({ field: "GĐ", fields: ["GĐ"] });
    expect((await verified("letter.signed.pdf")).signatures[0]).toMatchObject({
      field: "GĐ",
      integrity: true,
    });
  });

  test("can be certified, and then takes a second signature only where that is allowed", async () => {
    desk.letter();
    expect((await sign("letter.pdf", "-o", "p1.pdf", "--certify", "P1")).code).toBe(0);
    expect((await sign("letter.pdf", "-o", "p2.pdf", "--certify", "P2")).code).toBe(0);
    const refused = await sign("p1.pdf", "-o", "x.pdf");
    expect(refused.objects[0]).toMatchObject({ error: { code: "CERTIFICATION_FORBIDS" } });
    expect(refused.code).toBe(1);
    expect((await sign("p2.pdf", "-o", "second.pdf")).code).toBe(0);
    const { signatures } = await verified("second.pdf");
    expect(signatures.map(({ kind, integrity }) => [kind, integrity])).toEqual([
      ["certification", true],
      ["approval", true],
    ]);
  });

  test("takes a second signature, and the first stays right", async () => {
    desk.letter();
    await sign("letter.pdf", "-o", "one.pdf");
    const second = await sign("one.pdf", "-o", "two.pdf", "--certificate", "practice-p256");
    expect(second.objects[0]).toMatchObject({ field: "Signature2" });
    const { code, signatures } = await verified("two.pdf");
    expect(code).toBe(0);
    expect(signatures.map(({ coverage, changes }) => [coverage, changes])).toEqual([
      ["revision", "permitted"],
      ["whole-file", "none"],
    ]);
  });

  test("whose earlier signature does not hold is refused, and signed only when that is asked for", async () => {
    desk.letter();
    await sign("letter.pdf", "-o", "one.pdf");
    const bytes = desk.read("one.pdf");
    const at = bytes.indexOf("/MediaBox");
    bytes.write("/mediabox", at, "latin1");
    desk.write("changed.pdf", bytes);
    const refused = await sign("changed.pdf", "-o", "x.pdf");
    expect(refused).toMatchObject({ code: 1, objects: [{ error: { code: "DOCUMENT_CHANGED" } }] });
    expect(desk.names()).not.toContain("x.pdf");
    const allowed = await sign("changed.pdf", "-o", "x.pdf", "--allow", "changed");
    expect(allowed.code).toBe(0);
    const { signatures } = await verified("x.pdf");
    expect(signatures.map(({ integrity }) => integrity)).toEqual([false, true]);
  });
});

describe("a document that is", () => {
  test.skipIf(!findProgram("qpdf"))(
    "encrypted is signed with its password, and verifies with it (wants qpdf)",
    async () => {
      desk.letter();
      await mustRun("qpdf", ["--encrypt", "đọc", "chủ", "256", "--", "letter.pdf", "locked.pdf"], {
        cwd: desk.work,
      });
      expect((await sign("locked.pdf")).objects[0]).toMatchObject({ error: { code: "PASSWORD_NEEDED" } });
      expect((await sign("locked.pdf", "--password", "đọc")).code).toBe(0);
      const verify = (...more: string[]) =>
        desk.json(["verify", "locked.signed.pdf", "--trust", "practice", ...more]);
      expect((await verify()).objects[0]).toMatchObject({ error: { code: "PASSWORD_NEEDED" } });
      expect((await verify("--password", "đọc")).objects[0]).toMatchObject({ indication: "TOTAL-PASSED" });
    },
  );

  test("broken is signed only when repair is allowed, and never when an earlier signature is in it", async () => {
    const broken = (name: string) => {
      const bytes = desk.read(name);
      const text = bytes.toString("latin1");
      const at = text.lastIndexOf("startxref");
      return desk.write(`broken-${name}`, Buffer.from(`${text.slice(0, at)}startxref\n7\n%%EOF\n`, "latin1"));
    };
    desk.letter();
    await sign("letter.pdf", "-o", "signed.pdf");
    broken("letter.pdf");
    broken("signed.pdf");
    expect((await sign("broken-letter.pdf")).objects[0]).toMatchObject({ error: { code: "PDF_BROKEN" } });
    const repaired = await sign("broken-letter.pdf", "--allow", "repair");
    expect(repaired.objects[0]).toMatchObject({ repaired: true, output: "broken-letter.signed.pdf" });
    expect((await verified("broken-letter.signed.pdf")).code).toBe(0);
    const both = await sign("broken-signed.pdf", "--allow", "repair,changed");
    expect(both).toMatchObject({ code: 1, objects: [{ error: { code: "PDF_BROKEN" } }] });
  });
});

describe("any other file", () => {
  test("gets a detached CMS that verifies over its content and over no other", async () => {
    desk.write("bảng tính.xlsx", "PK\u0003\u0004 số liệu");
    desk.write("khác.xlsx", "PK\u0003\u0004 số liêu");
    const { code, objects } = await sign("bảng tính.xlsx");
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
    const { code, objects } = await sign("a.txt", "--format", "pades");
    expect(code).toBe(1);
    expect(objects[0]).toMatchObject({ file: "a.txt", error: { code: "NOT_PDF", retryable: false } });
  });

  test("a PDF gets a CMS where that is asked for", async () => {
    desk.letter();
    expect((await sign("letter.pdf", "--format", "cms")).objects[0]).toMatchObject({ output: "letter.p7s" });
  });

  test("an empty file is signed as what it is", async () => {
    desk.write("empty.bin", "");
    expect((await sign("empty.bin")).code).toBe(0);
    expect(
      (await desk.json(["verify", "empty.p7s", "--content", "empty.bin", "--trust", "practice"])).code,
    ).toBe(0);
  });
});

describe("outputs", () => {
  test("an existing file stays unless --force is given", async () => {
    desk.letter();
    desk.write("out.pdf", "mine");
    const refused = await sign("letter.pdf", "-o", "out.pdf");
    expect(refused.code).toBe(1);
    expect(refused.objects[0]).toMatchObject({
      error: { code: "OUTPUT_EXISTS", detail: { path: "out.pdf" } },
    });
    expect(desk.read("out.pdf").toString()).toBe("mine");
    expect((await sign("letter.pdf", "-o", "out.pdf", "--force")).code).toBe(0);
    expect((await verified("out.pdf")).code).toBe(0);
  });

  test("with --force another name of the input is replaced, and the input stays", async () => {
    desk.letter();
    linkSync(desk.path("letter.pdf"), desk.path("twin.pdf"));
    const before = desk.sha256("letter.pdf");
    expect((await sign("letter.pdf", "-o", "twin.pdf", "--force")).code).toBe(0);
    expect(desk.sha256("letter.pdf")).toBe(before);
    expect(desk.sha256("twin.pdf")).not.toBe(before);
  });

  test("a folder is made for several inputs, with their own names", async () => {
    desk.letter("a.pdf");
    desk.letter("b.pdf");
    const { code, objects } = await sign("a.pdf", "b.pdf", "-o", "out/signed");
    expect(code).toBe(0);
    expect(objects.map(({ output }) => output)).toEqual(["out/signed/a.pdf", "out/signed/b.pdf"]);
    expect((await verified("out/signed/b.pdf")).code).toBe(0);
  });

  test("a folder that was made for nothing is gone again", async () => {
    desk.write("a.pdf", "no PDF");
    desk.write("b.pdf", "%PDF-1.7\nno structure");
    const { code } = await sign("a.pdf", "b.pdf", "-o", "out/signed", "--format", "pades");
    expect(code).toBe(1);
    expect(desk.names()).toEqual(["a.pdf", "b.pdf"]);
  });

  test("an output that cannot be written is said, with 70", async () => {
    desk.letter();
    desk.write("file", "");
    const { code, objects } = await sign("letter.pdf", "-o", "file/out.pdf");
    expect(code).toBe(70);
    expect(objects[0]).toMatchObject({ error: { code: "OUTPUT_FAILED" } });
  });
});

describe("inputs", () => {
  test("a folder is its PDF files but the signed ones, sorted; each line names FOLDER/name", async () => {
    mkdirSync(desk.path("in"));
    for (const name of ["b.pdf", "a.PDF", "c.signed.pdf"]) desk.letter(join("in", name));
    desk.write(join("in", "note.txt"), "");
    const { code, objects } = await sign("in");
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
    const { objects } = await sign("@list");
    expect(objects.map(({ file }) => file)).toEqual(["số 1.pdf", "./b.pdf"]);
  });

  test("standard input is signed into the file that -o names", async () => {
    const letter = readFileSync(desk.letter());
    const done = await desk.json(["sign", "-", "-o", "out.pdf", ...practice], letter);
    expect(done.objects[0]).toMatchObject({ file: "-", output: "out.pdf", sha256: desk.sha256("out.pdf") });
    expect((await verified("out.pdf")).code).toBe(0);
  });

  test("a missing list, file or folder content is INPUT_NOT_FOUND, 66", async () => {
    mkdirSync(desk.path("empty"));
    const { code, objects } = await sign("@none", "none.pdf", "empty");
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
    const { code, objects, stderr } = await sign("bad.pdf", "good.pdf", "none.pdf");
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
    const { stdout, stderr } = await desk.run(["sign", "none.pdf", ...practice]);
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
    const { code, objects } = await sign("bad.pdf");
    expect(code).toBe(1);
    expect(objects[0]).toMatchObject({ error: { code: expect.stringMatching(/^(NOT_PDF|PDF_BROKEN)$/) } });
    expect(desk.names()).toEqual(["bad.pdf", "letter.pdf"]);
  });

  test("a link to a file is read; a pipe is no file", async () => {
    desk.letter();
    symlinkSync("letter.pdf", desk.path("link.pdf"));
    expect((await sign("link.pdf")).objects[0]).toMatchObject({ output: "link.signed.pdf" });
    expect((await sign("/dev/null", "-o", "x.pdf")).objects[0]).toMatchObject({
      error: { code: "INPUT_NOT_FOUND", detail: { reason: "NOT_A_FILE" } },
    });
  });
});
