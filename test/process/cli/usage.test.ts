import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Desk } from "./desk.ts";

let desk: Desk;

beforeAll(() => {
  desk = new Desk();
  desk.letter();
  desk.letter("other.pdf");
  desk.write("pin", "1234");
});

afterAll(() => {
  desk.remove();
});

const practice = ["--token", "practice"];

describe("wrong usage ends with 64 and one line, before anything is opened", () => {
  test.each<[string, readonly string[], string]>([
    ["no command", [], "thiếu lệnh"],
    ["an unknown command", ["ky"], "«ky»"],
    ["a name every object has", ["constructor"], "«constructor»"],
    ["an unknown option", ["sign", "letter.pdf", ...practice, "--fast"], "--fast"],
    ["an option of another command", ["verify", "letter.pdf", "--token", "practice"], "--token"],
    ["a forgotten value", ["sign", "letter.pdf", "--token"], "--token"],
    ["an option where a value should be", ["sign", "letter.pdf", "--token", "--json"], "--token"],
    ["an option twice", ["sign", "letter.pdf", ...practice, ...practice], "--token"],
    ["a value for a flag", ["sign", "letter.pdf", ...practice, "--json=yes"], "--json"],
    ["no token", ["sign", "letter.pdf"], "--token"],
    ["no input", ["sign", ...practice], "thiếu tệp"],
    ["no input to verify", ["verify"], "thiếu tệp"],
    ["a module without a PIN option", ["sign", "letter.pdf", "--token", "/opt/none.so"], "--pin-file"],
    [
      "two PIN options",
      ["sign", "letter.pdf", ...practice, "--pin-file", "pin", "--pin-stdin"],
      "--pin-stdin",
    ],
    [
      "standard input for document and PIN",
      ["sign", "-", ...practice, "-o", "x.pdf", "--pin-stdin"],
      "--pin-stdin",
    ],
    ["standard input without -o", ["sign", "-", ...practice], "-o"],
    ["one output for two inputs", ["sign", "letter.pdf", "./letter.pdf", ...practice], "letter.signed.pdf"],
    [
      "the input as its own output",
      ["sign", "letter.pdf", ...practice, "--force", "-o", "./letter.pdf"],
      "letter.pdf",
    ],
    ["the input's folder as output", ["sign", "letter.pdf", ...practice, "--force", "-o", "."], "letter.pdf"],
    ["an unknown format", ["sign", "letter.pdf", ...practice, "--format", "xades"], "--format"],
    ["an unknown level", ["sign", "letter.pdf", ...practice, "--level", "LTV"], "--level"],
    ["an unknown hash", ["sign", "letter.pdf", ...practice, "--digest", "sha1"], "--digest"],
    ["an unknown padding", ["sign", "letter.pdf", ...practice, "--padding", "oaep"], "--padding"],
    ["an unknown permission", ["sign", "letter.pdf", ...practice, "--certify", "P4"], "--certify"],
    ["an unknown allowance", ["sign", "letter.pdf", ...practice, "--allow", "repair,all"], "--allow"],
    ["a field for a CMS", ["sign", "letter.pdf", ...practice, "--format", "cms", "--field", "A"], "--field"],
    ["a time without a zone", ["verify", "letter.pdf", "--at", "2026-11-26T00:00:00"], "--at"],
    ["a day that does not exist", ["verify", "letter.pdf", "--at", "2026-02-30T00:00:00Z"], "--at"],
    ["no jobs", ["verify", "letter.pdf", "--jobs", "0"], "--jobs"],
    ["an unknown revocation mode", ["verify", "letter.pdf", "--revocation", "none"], "--revocation"],
    ["a content for two inputs", ["verify", "letter.pdf", "other.pdf", "--content", "pin"], "--content"],
    ["an input where none is taken", ["version", "letter.pdf"], "letter.pdf"],
  ])("%s", async (_, args, named) => {
    const before = desk.names();
    const { code, stdout, stderr } = await desk.run(args);
    expect(code).toBe(64);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^antin: .+\n$/);
    expect(stderr).toContain(named);
    expect(desk.names()).toEqual(before);
  });
});

describe("what is not built yet is refused by name, never passed over", () => {
  test.each([
    ["--level", "B-LTA"],
    ["--trust", "ca.pem"],
    ["--allow-host", "ca.gov.vn:80"],
  ])("sign %s %s", async (option, value) => {
    const { code, stderr } = await desk.run(["sign", "letter.pdf", ...practice, option, value]);
    expect(code).toBe(64);
    expect(stderr).toBe(
      `antin: ${option === "--level" ? `--level ${value}` : option} chưa có trong bản này\n`,
    );
  });

  test.each(["doctor", "journal", "report", "extend"])("command %s", async (command) => {
    const { code, stderr } = await desk.run([command, "--json"]);
    expect(code).toBe(64);
    expect(stderr).toBe(`antin: ${command} chưa có trong bản này\n`);
  });
});

test("the same call without its fault is served", async () => {
  const { code } = await desk.run(["sign", "letter.pdf", ...practice, "--digest=sha384", "-o", "good.pdf"]);
  expect(code).toBe(0);
});

test("an English system reads English", async () => {
  desk.setEnvironment({ LC_ALL: "en_US.UTF-8" });
  expect((await desk.run(["sign"])).stderr).toBe("antin: option --token is missing\n");
});
