/** Headers of libraries as the three systems have them, without any code. */

const PE = { ia32: 0x14c, x64: 0x8664, arm64: 0xaa64 } as const;
const ELF = { ia32: 3, x64: 62, arm64: 183 } as const;
const MACH = { x64: 0x01000007, arm64: 0x0100000c } as const;

/** @param at offset of the PE header; makers put it behind their own DOS stub */
export function peLibrary(architecture: keyof typeof PE, at = 0x80): Buffer {
  const bytes = Buffer.alloc(Math.max(at, 64) + 64);
  bytes.write("MZ", 0, "latin1");
  bytes.writeUInt32LE(at, 0x3c);
  bytes.write("PE\0\0", at, "latin1");
  bytes.writeUInt16LE(PE[architecture], at + 4);
  return bytes;
}

export function elfLibrary(architecture: keyof typeof ELF): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32BE(0x7f454c46);
  bytes.writeUInt16LE(ELF[architecture], 18);
  return bytes;
}

export function machLibrary(architecture: keyof typeof MACH): Buffer {
  const bytes = Buffer.alloc(64);
  bytes.writeUInt32LE(0xfeedfacf);
  bytes.writeUInt32LE(MACH[architecture], 4);
  return bytes;
}

/** A "universal" library of macOS. */
export function fatLibrary(...architectures: (keyof typeof MACH)[]): Buffer {
  const bytes = Buffer.alloc(8 + 20 * architectures.length + 64);
  bytes.writeUInt32BE(0xcafebabe);
  bytes.writeUInt32BE(architectures.length, 4);
  for (const [index, name] of architectures.entries()) bytes.writeUInt32BE(MACH[name], 8 + 20 * index);
  return bytes;
}
