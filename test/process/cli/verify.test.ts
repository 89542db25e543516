import { mkdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtHost } from "../../tools/installed-host.ts";
import { run } from "../../tools/programs.ts";
import { Desk } from "./desk.ts";

let desk: Desk;

beforeAll(async () => {
  desk = new Desk();
  desk.letter();
  await desk.run(["sign", "letter.pdf", "--token", "practice", "-o", "signed.pdf"]);
  const tampered = desk.read("signed.pdf");
  tampered.write("/mediabox", tampered.indexOf("/MediaBox"), "latin1");
  desk.write("tampered.pdf", tampered);
});

afterAll(() => {
  desk.remove();
});

const verify = (...args: string[]) => desk.json(["verify", ...args]);
const first = (objects: readonly Record<string, unknown>[]) =>
  (objects[0]?.["signatures"] as Record<string, unknown>[] | undefined)?.[0];

describe("verdicts", () => {
  test("a practice signature is intact, and its trust is a question of its own", async () => {
    const { code, objects } = await verify("signed.pdf");
    expect(code).toBe(2);
    expect(objects).toHaveLength(1);
    expect(objects[0]).toMatchObject({
      file: "signed.pdf",
      indication: "INDETERMINATE",
      headline: { vi: expect.any(String), en: expect.any(String) },
    });
    expect(first(objects)).toMatchObject({
      field: "Signature1",
      kind: "approval",
      subFilter: "ETSI.CAdES.detached",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      integrity: true,
      coverage: "whole-file",
      changes: "none",
      level: "B-B",
    });
  });

  test("it passes where the practice CA is trusted, and only there", async () => {
    expect((await verify("signed.pdf", "--trust", "practice")).code).toBe(0);
    const { objects } = await desk.json(["certificates", "--token", "practice"]);
    const chain = objects[0]?.["chain"] as string[] | undefined;
    desk.write("practice-ca.pem", chain?.[0] ?? "");
    expect((await verify("signed.pdf", "--trust", "practice-ca.pem")).code).toBe(2);
  });

  test("a name that a terminal would obey is shown, not obeyed", async () => {
    const { code, stderr } = await desk.run(["verify", "\u001b[2J\u202egone.pdf"]);
    expect([code, stderr.includes("\\u001b[2J\\u202egone.pdf")]).toEqual([66, true]);
    expect(["\u001b", "\u202e"].some((letter) => stderr.includes(letter))).toBe(false);
  });

  test("a changed byte fails", async () => {
    const { code, objects } = await verify("tampered.pdf", "--trust", "practice");
    expect(code).toBe(1);
    expect(first(objects)).toMatchObject({ integrity: false, indication: "TOTAL-FAILED" });
  });

  test("a document without a signature says so, with 2", async () => {
    const { code, objects } = await verify("letter.pdf");
    expect(code).toBe(2);
    expect(objects[0]).toMatchObject({ indication: "NO-SIGNATURE", signatures: [] });
  });

  test("--at replaces now", async () => {
    const { objects } = await verify(
      "signed.pdf",
      "--trust",
      "practice",
      "--at",
      "2060-01-01T00:00:00+07:00",
    );
    expect(first(objects)).toMatchObject({
      bestTime: "2059-12-31T17:00:00.000Z",
      indication: "INDETERMINATE",
    });
  });

  test("a file that cannot be read is not called unsigned; it is where it was to be signed", async () => {
    desk.write("broken.pdf", "%PDF-1.7\nnothing");
    const { objects } = await verify("broken.pdf");
    const error = { code: "PDF_BROKEN", vi: expect.not.stringContaining("Chưa ký") };
    expect(objects).toMatchObject([{ error }]);
    expect((await desk.run(["verify", "broken.pdf"])).stderr).not.toContain("Chưa ký");
    expect((await desk.run(["sign", "broken.pdf", "--token", "practice"])).stderr).toContain("Chưa ký");
  });

  test("a person reads the sentence first, then the signatures", async () => {
    const { code, stdout } = await desk.run(["verify", "signed.pdf"]);
    expect(code).toBe(2);
    const [headline, signature] = stdout.split("\n");
    expect(headline).toMatch(/^signed\.pdf: .*thực hành/);
    expect(signature).toContain("Signature1  INDETERMINATE (NO_CERTIFICATE_CHAIN_FOUND)");
  });
});

describe("messages around a document, made by openssl", () => {
  const self = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=Ky thu"];
  const openssl = (...args: string[]) => run("openssl", args, { cwd: desk.work });

  test("are judged by their own signature, and say what is inside", async () => {
    await openssl("req", ...self, "-keyout", "key.pem", "-out", "signer.pem");
    const sign = ["cms", "-sign", "-nodetach", "-binary", "-signer", "signer.pem", "-inkey", "key.pem"];
    await openssl(...sign, "-in", "letter.pdf", "-outform", "DER", "-out", "letter.p7m");
    const { code, objects } = await verify("letter.p7m", "--trust", "signer.pem", "--revocation", "soft");
    expect(first(objects)).toMatchObject({ kind: "cms", indication: "TOTAL-PASSED" });
    expect(first(objects)?.["warnings"]).toContainEqual(expect.objectContaining({ code: "document-inside" }));
    expect(code).toBe(0);
    const changed = desk.read("letter.p7m");
    changed.write("/mediabox", changed.indexOf("/MediaBox"), "latin1");
    desk.write("changed.p7m", changed);
    const { objects: worse } = await verify("changed.p7m", "--trust", "signer.pem", "--revocation", "soft");
    expect(first(worse)).toMatchObject({ kind: "cms", integrity: false });
  });
});

describe("inputs", () => {
  test("each gets its line in their order, whatever the number of jobs; the worst code wins", async () => {
    desk.write("junk.pdf", "nothing");
    for (const jobs of ["1", "3"]) {
      const { code, objects } = await verify(
        "signed.pdf",
        "junk.pdf",
        "tampered.pdf",
        "none.pdf",
        "--jobs",
        jobs,
      );
      expect(code).toBe(66);
      expect(objects.map(({ file }) => file)).toEqual(["signed.pdf", "junk.pdf", "tampered.pdf", "none.pdf"]);
      expect(objects.map((object) => Object.keys(object)[1])).toEqual([
        "indication",
        "error",
        "indication",
        "error",
      ]);
      expect(objects[1]).toMatchObject({ error: { code: "NOT_PDF" } });
      expect(objects[3]).toMatchObject({ error: { code: "INPUT_NOT_FOUND", detail: { path: "none.pdf" } } });
    }
  });

  test("a folder is its PDF and CMS files, sorted", async () => {
    mkdirSync(desk.path("in"));
    desk.write("in/b.p7s", "");
    desk.write("in/a.PDF", desk.read("signed.pdf"));
    desk.write("in/c.p7m", "");
    desk.write("in/d.txt", "");
    const { objects } = await verify("in/");
    expect(objects.map(({ file }) => file)).toEqual(["in/a.PDF", "in/b.p7s", "in/c.p7m"]);
  });

  test("standard input is judged like a file", async () => {
    const { objects } = await desk.json(["verify", "-", "--trust", "practice"], desk.read("signed.pdf"));
    expect(objects[0]).toMatchObject({ file: "-", indication: "TOTAL-PASSED" });
  });

  test("the argument is repeated byte for byte", async () => {
    const { objects } = await verify("./signed.pdf", ".//signed.pdf");
    expect(objects.map(({ file }) => file)).toEqual(["./signed.pdf", ".//signed.pdf"]);
  });

  test("a trust file that is missing or holds no certificate is the error of every input", async () => {
    const missing = await verify("signed.pdf", "letter.pdf", "--trust", "none.pem");
    expect(missing.code).toBe(66);
    expect(missing.objects).toMatchObject([
      { file: "signed.pdf", error: { code: "INPUT_NOT_FOUND" } },
      { file: "letter.pdf", error: { code: "INPUT_NOT_FOUND" } },
    ]);
    desk.write("empty.pem", "no certificate");
    expect((await verify("signed.pdf", "--trust", "empty.pem")).objects).toMatchObject([
      { error: { code: "INVALID_ARGUMENT", detail: { path: "empty.pem" } } },
    ]);
  });
});

test("a reader that goes away early is no reason for a stack trace", async () => {
  const names = Array.from({ length: 40 }, () => "signed.pdf").join(" ");
  const script = `'${builtHost}' verify ${names} --json | head -c 10; true`;
  const { stdout, stderr } = await run("sh", ["-c", script], { cwd: desk.work, env: desk.env });
  expect(stdout).toHaveLength(10);
  expect(stderr).toBe("");
});
