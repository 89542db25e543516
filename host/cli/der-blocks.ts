/** DER out of what a person or a script gives: the file itself, or PEM with any number of blocks. */

import { readFile } from "node:fs/promises";
import { type BlockKind, derBlocks } from "#shared/asn1/pem.ts";

/** @param given the name of a file, or PEM itself. Errors: whatever reading the file throws. */
export async function readDer(given: string, kind: BlockKind): Promise<Uint8Array[] | null> {
  const isPem = given.includes("-----BEGIN ");
  return derBlocks(isPem ? new TextEncoder().encode(given) : await readFile(given), kind);
}
