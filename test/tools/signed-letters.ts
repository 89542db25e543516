/** The sample letter in the states a person may meet it: unsigned, signed, certified, changed after it was signed. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { antin } from "./antin.ts";
import { letterPdf } from "./eoffice/letter.ts";
import { PIN, type PluggedToken } from "./plugged-token.ts";

export interface SignedLetters {
  readonly unsigned: Uint8Array;
  /** By the token, whose authority nobody knows. */
  readonly signed: Uint8Array;
  readonly practised: Uint8Array;
  /** Certified P1: no change allowed, no further signature either. */
  readonly certified: Uint8Array;
  /** `signed` with one line of the page elsewhere; the same length. */
  readonly changed: Uint8Array;
}

/** `home`: where the practice token keeps its keys. */
export async function signedLetters({ soft, env }: PluggedToken, home: string): Promise<SignedLetters> {
  const folder = await mkdtemp(join(tmpdir(), "antin-letters-"));
  const [letter, pinFile] = [join(folder, "letter.pdf"), join(folder, "pin")];
  const unsigned = letterPdf();
  await writeFile(letter, unsigned);
  await writeFile(pinFile, PIN);
  const sign = async (name: string, options: readonly string[]): Promise<Buffer> => {
    const output = join(folder, name);
    const done = await antin(["sign", letter, "-o", output, ...options], {
      env: { ...process.env, ...env, ANTIN_HOME: home },
    });
    if (done.code !== 0) throw new Error(`antin sign ${options.join(" ")}: ${done.stderr}`);
    return readFile(output);
  };
  const token = ["--token", soft.module, "--token-label", soft.label, "--pin-file", pinFile];
  try {
    const signed = await sign("signed.pdf", token);
    return {
      unsigned,
      signed,
      practised: await sign("practised.pdf", ["--token", "practice"]),
      certified: await sign("certified.pdf", [...token, "--certify", "P1"]),
      changed: Buffer.from(signed.toString("latin1").replace(" 736 Td", " 706 Td"), "latin1"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
