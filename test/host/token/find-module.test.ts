/** The rules of each system, tried on real folders of this one. */

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findModules, type Platform } from "../../../host/token/find-module.ts";
import { elfLibrary, machLibrary, peLibrary } from "./libraries.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "antin-modules-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: Uint8Array): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function platform(os: "win32" | "linux" | "darwin"): Platform {
  const env = {
    SystemRoot: join(root, "Windows"),
    ProgramFiles: join(root, "Program Files"),
    "ProgramFiles(x86)": join(root, "Program Files (x86)"),
  };
  return { os, arch: "x64", env: os === "win32" ? env : {}, root };
}

describe("Windows", () => {
  test("modules in System32 and in the maker's folder, in the order of the table, without regard to case", () => {
    const fpt = put("Windows/System32/FPTCA_v6.DLL", peLibrary("x64"));
    const bit4id = put("Program Files/Bit4id/xpki/bin/bit4xpki.dll", peLibrary("x64"));
    put("Windows/System32/kernel32.dll", peLibrary("x64"));
    expect(findModules(platform("win32"))).toEqual([bit4id, fpt]);
  });

  test("CSP shells are left out, csp11 modules are not", () => {
    put("Windows/System32/viettel-ca_v6_s.dll", peLibrary("x64"));
    put("Windows/System32/vnptca_p11_v8_csp.dll", peLibrary("x64"));
    const real = put("Windows/System32/eps2003csp11.dll", peLibrary("x64"));
    const next = put("Windows/System32/viettel-ca_v6.dll", peLibrary("x64"));
    expect(findModules(platform("win32"))).toEqual([real, next]);
  });

  test("of two builds the fitting one is taken; a lone 32-bit one is listed, to be explained", () => {
    put("Windows/SysWOW64/eTPKCS11.dll", peLibrary("ia32"));
    const fitting = put("Windows/System32/eTPKCS11.dll", peLibrary("x64"));
    const lone = put("Windows/SysWOW64/BkavCA.dll", peLibrary("ia32"));
    expect(findModules(platform("win32"))).toEqual([fitting, lone]);
    const narrow = { ...platform("win32"), arch: "ia32" };
    expect(findModules(narrow)).toEqual([join(root, "Windows/SysWOW64/eTPKCS11.dll"), lone]);
  });

  test("variables that are not set are no folders", () => {
    put("Windows/System32/eTPKCS11.dll", peLibrary("x64"));
    expect(findModules({ ...platform("win32"), env: {} })).toEqual([]);
  });
});

describe("Linux", () => {
  test("the usual folders, case matters, two names of one file are one module", () => {
    const real = put("usr/lib/libeTPkcs11.so", elfLibrary("x64"));
    symlinkSync(real, join(root, "usr/lib/libeToken.so"));
    put("usr/lib/LIBCASTLE.SO", elfLibrary("x64"));
    const castle = put("usr/lib/x86_64-linux-gnu/libcastle.so", elfLibrary("x64"));
    const bit4id = put("usr/lib/bit4id/libbit4xpki.so", elfLibrary("x64"));
    expect(findModules(platform("linux"))).toEqual([bit4id, real, castle]);
  });

  test("a folder with the name of a module, and a dead link, are none", () => {
    mkdirSync(join(root, "usr/lib/libcastle.so"), { recursive: true });
    symlinkSync(join(root, "nowhere"), join(root, "usr/lib/libbit4xpki.so"));
    expect(findModules(platform("linux"))).toEqual([]);
  });
});

test("macOS: the folders of the makers", () => {
  const bit4id = put("Library/bit4id/pkcs11/libbit4xpki.dylib", machLibrary("x64"));
  const safenet = put("usr/local/lib/libeTPkcs11.dylib", machLibrary("x64"));
  expect(findModules(platform("darwin"))).toEqual([bit4id, safenet]);
});

test("the policy's modules come first, also missing ones; relative names are refused", () => {
  const known = put("usr/lib/libcastle.so", elfLibrary("x64"));
  const own = put("opt/own.so", elfLibrary("x64"));
  const gone = join(root, "gone.so");
  const found = findModules(platform("linux"), [own, gone, "libevil.so", known]);
  expect(found).toEqual([own, gone, known]);
});

test("an unknown system has no known modules", () => {
  expect(findModules({ os: "freebsd", arch: "x64", env: {}, root })).toEqual([]);
});
