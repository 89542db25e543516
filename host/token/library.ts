/**
 * Which processor a library was built for, read from its header before anything of it is loaded: Windows PE (Microsoft PE format,
 * "COFF File Header"), Linux ELF (System V ABI, chapter 4), macOS Mach-O (<mach-o/loader.h>, <mach-o/fat.h>).
 */

import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename, isAbsolute } from "node:path";
import { fail } from "#shared/errors.ts";

/** Names as `process.arch` has them. */
type Names = ReadonlyMap<number, string>;
const PE_MACHINES: Names = new Map([
  [0x14c, "ia32"],
  [0x8664, "x64"],
  [0xaa64, "arm64"],
]);
const ELF_MACHINES: Names = new Map([
  [3, "ia32"],
  [40, "arm"],
  [62, "x64"],
  [183, "arm64"],
]);
const MACH_PROCESSORS: Names = new Map([
  [7, "ia32"],
  [0x01000007, "x64"],
  [0x0100000c, "arm64"],
]);

const MOST_FAT_PARTS = 16;

type ReadAt = (offset: number, length: number) => Buffer;

function known(names: Names, number: number): string[] {
  const name = names.get(number);
  return name === undefined ? [] : [name];
}

function peMachine(readAt: ReadAt): string[] {
  const at = readAt(0x3c, 4).readUInt32LE();
  const header = readAt(at, 6);
  if (header.length < 6 || header.toString("latin1", 0, 4) !== "PE\0\0") return [];
  return known(PE_MACHINES, header.readUInt16LE(4));
}

function fatProcessors(readAt: ReadAt): string[] {
  const count = Math.min(readAt(4, 4).readUInt32BE(), MOST_FAT_PARTS);
  // struct fat_arch: five 32-bit big-endian numbers, the processor first.
  return Array.from({ length: count }, (_, index) => readAt(8 + 20 * index, 4)).flatMap((entry) =>
    entry.length < 4 ? [] : known(MACH_PROCESSORS, entry.readUInt32BE()),
  );
}

function architecturesOf(readAt: ReadAt): string[] {
  const head = readAt(0, 64);
  if (head.length < 64) return [];
  if (head.toString("latin1", 0, 2) === "MZ") return peMachine(readAt);
  switch (head.readUInt32BE()) {
    case 0x7f454c46:
      return known(ELF_MACHINES, head.readUInt16LE(18));
    case 0xcffaedfe:
    case 0xcefaedfe:
      return known(MACH_PROCESSORS, head.readUInt32LE(4));
    case 0xcafebabe:
      return fatProcessors(readAt);
    default:
      return [];
  }
}

/** Processors the library is for, as `process.arch` names them; empty where the file is none of the three formats. */
export function libraryArchitectures(path: string): string[] {
  const file = openSync(path, "r");
  const readAt: ReadAt = (offset, length) => {
    const room = Buffer.alloc(length);
    return room.subarray(0, readSync(file, room, 0, length, offset));
  };
  try {
    return architecturesOf(readAt);
  } finally {
    closeSync(file);
  }
}

/** False also where it cannot be looked at. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readArchitectures(path: string): string[] {
  try {
    return libraryArchitectures(path);
  } catch (thrown) {
    return fail("MODULE_NOT_FOUND", { module: basename(path), reason: "NOT_READABLE" }, thrown);
  }
}

/**
 * Throws where loading is bound to fail: MODULE_NOT_FOUND {module, reason: "NOT_ABSOLUTE" | "NO_FILE" | "NOT_READABLE"}, MODULE_ARCH_MISMATCH {module, need, found}
 * with the processor this host needs. A file of unknown format is left to the system's loader.
 *
 * @param architecture of the process that will load it, as `process.arch`
 */
export function checkLibrary(path: string, architecture: string = process.arch): void {
  const module = basename(path);
  // The system would look for it in folders that others may write to.
  if (!isAbsolute(path)) fail("MODULE_NOT_FOUND", { module, reason: "NOT_ABSOLUTE" });
  if (!isFile(path)) fail("MODULE_NOT_FOUND", { module, reason: "NO_FILE" });
  const found = readArchitectures(path);
  if (found.length > 0 && !found.includes(architecture)) {
    fail("MODULE_ARCH_MISMATCH", { module, need: architecture, found: found.join(" ") });
  }
}
