/** Encrypted files on the command line: every cipher with the empty, the user's and the owner's password, judged by pdfsig and qpdf. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classicLetter, TRAILER } from "../../fixtures/pdf/letter.ts";
import { antinJson, antinMissing } from "../../tools/antin.ts";
import { qpdfComplaints } from "../../tools/judges/qpdf.ts";
import { findProgram, mustRun, run } from "../../tools/programs.ts";

const missing = antinMissing ?? ["qpdf", "pdfsig"].find((program) => findProgram(program) === null) ?? null;

const CIPHERS: readonly (readonly [name: string, bits: string, options: readonly string[]])[] = [
  ["RC4-40", "40", []],
  ["RC4-128", "128", ["--use-aes=n"]],
  ["AES-128", "128", ["--use-aes=y"]],
  ["AES-256 R5", "256", ["--force-R5"]],
  ["AES-256 R6", "256", []],
];

interface Password {
  readonly kind: "empty" | "user" | "owner";
  /** What the file opens with, and what is given. */
  readonly user: string;
  readonly given: string | null;
}

const PASSWORDS: readonly Password[] = [
  { kind: "empty", user: "", given: null },
  { kind: "user", user: "nguoi dung", given: "nguoi dung" },
  { kind: "owner", user: "nguoi dung", given: "chu" },
];

describe.skipIf(missing !== null)(`encrypted files (needs ${missing ?? "nothing more"})`, () => {
  let folder = "";
  let env: NodeJS.ProcessEnv = {};
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "antin-encrypted-"));
    env = { ...process.env, ANTIN_HOME: file("home") };
    await writeFile(file("plain.pdf"), classicLetter());
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function encrypt(name: string, [, bits, options]: (typeof CIPHERS)[number], user: string) {
    const cipher = ["--allow-weak-crypto", "--encrypt", user, "chu", bits, ...options, "--"];
    await mustRun("qpdf", [...cipher, file("plain.pdf"), file(name)]);
    return file(name);
  }

  const sign = (input: string, output: string, password: string | null) =>
    antinJson(
      [
        "sign",
        input,
        "-o",
        output,
        "--token",
        "practice",
        ...(password === null ? [] : ["--password", password]),
      ],
      { env },
    );

  describe.each(CIPHERS)("%s", (...cipher) => {
    test.each(PASSWORDS)("$kind password: signed twice, both valid", async ({ kind, user, given }) => {
      const name = `${cipher[0]} ${kind}`.replaceAll(" ", "-");
      const input = await encrypt(`${name}.pdf`, cipher, user);
      const [once, twice] = [file(`${name}.1.pdf`), file(`${name}.2.pdf`)];
      expect((await sign(input, once, given)).code).toBe(0);
      expect((await sign(once, twice, given)).code).toBe(0);
      const before = await readFile(input);
      expect((await readFile(twice)).subarray(0, before.length).equals(before)).toBe(true);
      const secret = given === null ? [] : [kind === "owner" ? "-opw" : "-upw", given];
      const { stdout } = await run("pdfsig", ["-nocert", ...secret, twice]);
      expect(stdout.match(/Signature is Valid/g)?.length).toBe(2);
      expect(await qpdfComplaints(twice, given ?? "")).toEqual([]);
    });

    test("without its password it is refused, and nothing is written", async () => {
      const input = await encrypt(`${cipher[0]}.pdf`.replaceAll(" ", "-"), cipher, "nguoi dung");
      for (const given of [null, "sai"]) {
        const { code, objects } = await sign(input, file("none.pdf"), given);
        expect([code, objects[0]?.["error"]]).toEqual([
          1,
          expect.objectContaining({ code: "PASSWORD_NEEDED", detail: { given: given !== null } }),
        ]);
        await expect(readFile(file("none.pdf"))).rejects.toThrow();
      }
    });
  });

  test("public-key encryption is refused by its name; the same letter without it is signed", async () => {
    const dictionary = "/Encrypt << /Filter /Adobe.PubSec /V 4 /SubFilter /adbe.pkcs7.s5 >>";
    const text = Buffer.from(classicLetter()).toString("latin1");
    await writeFile(file("public.pdf"), text.replace(TRAILER, `${dictionary} ${TRAILER}`), "latin1");
    const { objects } = await sign(file("public.pdf"), file("public.signed.pdf"), null);
    expect(objects[0]?.["error"]).toMatchObject({
      code: "ENCRYPTION_UNSUPPORTED",
      detail: { filter: "Adobe.PubSec" },
      en: expect.stringContaining("Adobe.PubSec"),
    });
    expect((await sign(file("plain.pdf"), file("plain.signed.pdf"), null)).code).toBe(0);
  });

  test("a machine policy makes permissions bind; without it they do not", async () => {
    await writeFile(file("policy.json"), JSON.stringify({ holdPermissions: true }));
    const input = file("forbidden.pdf");
    const cipher = ["--encrypt", "", "chu", "256", "--modify=none", "--"];
    await mustRun("qpdf", [...cipher, file("plain.pdf"), input]);
    expect((await sign(input, file("free.pdf"), null)).code).toBe(0);
    const options = ["sign", input, "-o", file("held.pdf"), "--token", "practice"];
    const held = { env: { ...env, ANTIN_POLICY: file("policy.json") } };
    const { objects } = await antinJson(options, held);
    expect(objects[0]?.["error"]).toMatchObject({ code: "PERMISSION_FORBIDS" });
    expect((await antinJson([...options, "--password", "chu"], held)).code).toBe(0);
  });
});
