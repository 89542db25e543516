import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkLibrary, libraryArchitectures } from "../../../host/token/library.ts";
import { SignError } from "../../../shared/errors.ts";
import { elfLibrary, fatLibrary, machLibrary, peLibrary } from "./libraries.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-library-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(content: Uint8Array): string {
  const path = join(folder, "module.bin");
  writeFileSync(path, content);
  return path;
}

function refusal(path: string, architecture?: string) {
  try {
    checkLibrary(path, architecture);
    return null;
  } catch (thrown) {
    return thrown instanceof SignError ? { code: thrown.code, ...thrown.detail } : thrown;
  }
}

test.each([
  ["PE x64", peLibrary("x64"), ["x64"]],
  ["PE ia32", peLibrary("ia32"), ["ia32"]],
  ["PE arm64 with its header far behind", peLibrary("arm64", 70_000), ["arm64"]],
  ["ELF x64", elfLibrary("x64"), ["x64"]],
  ["ELF arm64", elfLibrary("arm64"), ["arm64"]],
  ["Mach-O arm64", machLibrary("arm64"), ["arm64"]],
  ["Mach-O for two", fatLibrary("x64", "arm64"), ["x64", "arm64"]],
  ["text", Buffer.from("#!/bin/sh\n".repeat(20)), []],
  ["nothing", Buffer.alloc(0), []],
  ["MZ and no more", Buffer.from("MZ"), []],
  [
    "PE that points behind its end",
    Buffer.concat([peLibrary("x64").subarray(0, 0x3c), Buffer.alloc(8, 0xff)]),
    [],
  ],
  [
    "a fat header that promises 4 billion parts",
    Buffer.concat([fatLibrary(), Buffer.alloc(64)]).fill(0xff, 4, 8),
    [],
  ],
])("%s", (_, bytes, expected) => {
  expect(libraryArchitectures(file(bytes))).toEqual(expected);
});

test("this very Node is for this processor", () => {
  expect(libraryArchitectures(process.execPath)).toContain(process.arch);
});

test("a 32-bit module is refused with the build that is needed; the 64-bit one passes", () => {
  expect(refusal(file(peLibrary("ia32")), "x64")).toEqual({
    code: "MODULE_ARCH_MISMATCH",
    module: "module.bin",
    need: "x64",
    found: "ia32",
  });
  expect(refusal(file(peLibrary("x64")), "x64")).toBeNull();
  expect(refusal(file(fatLibrary("x64", "arm64")), "arm64")).toBeNull();
});

test("no file, a folder, a relative path", () => {
  const reason = (path: string) => refusal(path);
  expect(reason(join(folder, "gone.so"))).toMatchObject({ code: "MODULE_NOT_FOUND", reason: "NO_FILE" });
  expect(reason(folder)).toMatchObject({ reason: "NO_FILE" });
  expect(reason("module.so")).toMatchObject({ reason: "NOT_ABSOLUTE" });
});

test.skipIf(process.getuid?.() === 0)("a file this user may not read (skipped for root)", () => {
  const path = file(elfLibrary("x64"));
  chmodSync(path, 0);
  expect(refusal(path)).toMatchObject({ code: "MODULE_NOT_FOUND", reason: "NOT_READABLE" });
});
