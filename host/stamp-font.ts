/** The font that text of stamps is set in: Tinos, with the metrics of Times New Roman and all letters of Vietnamese. */

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGED = "../node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf";

let read: Promise<Uint8Array> | null = null;

/** TrueType; read once. From source out of its package, built beside the program. */
export function stampFont(): Promise<Uint8Array> {
  read ??= readFile(fontFile());
  return read;
}

function fontFile(): string {
  const here: string | undefined = import.meta.url;
  if (here?.endsWith(".ts")) return fileURLToPath(new URL(PACKAGED, here));
  return join(dirname(process.argv[1] ?? ""), "stamp-font.ttf");
}
