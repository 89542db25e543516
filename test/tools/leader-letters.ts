/** Letters as a clerk gets them: signed and stamped by the leader, number and date still to be filled in. */

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { antin } from "./antin.ts";
import { letterPdf, SAMPLE_LETTER } from "./eoffice/letter.ts";
import type { EOfficeDocument } from "./eoffice/server.ts";
import { PIN, type PluggedToken } from "./plugged-token.ts";

/** The symbol that stands after each number. */
export const SYMBOL = "/UBND-VX";

/** A letter with room for its number, day and month. */
export function openLetter(about: string): Buffer {
  const date = "An Bình, ngày      tháng      năm 2026";
  return letterPdf({ ...SAMPLE_LETTER, about, number: `       ${SYMBOL}`, date });
}

interface LeaderLetters {
  readonly token: PluggedToken;
  /** Folder of the program's own data. */
  readonly home: string;
  /** Hand signature, PNG. */
  readonly hand: Uint8Array;
  readonly count: number;
}

export async function leaderLetters({ token, home, hand, count }: LeaderLetters): Promise<EOfficeDocument[]> {
  const folder = await mkdtemp(join(tmpdir(), "antin-leader-"));
  const pinFile = join(folder, "pin");
  const image = join(folder, "hand.png");
  await writeFile(pinFile, PIN);
  await writeFile(image, hand);
  const { soft, env } = token;
  const key = ["--token", soft.module, "--token-label", soft.label, "--pin-file", pinFile];
  const [drafts, signed] = [join(folder, "drafts"), join(folder, "signed")];
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  try {
    await mkdir(drafts);
    for (const number of numbers) {
      await writeFile(join(drafts, `${number}.pdf`), openLetter(`triển khai ký số, đợt ${number}`));
    }
    const done = await antin(["sign", drafts, "-o", signed, ...key, "--preset", "leader", "--image", image], {
      env: { ...process.env, ...env, ANTIN_HOME: home },
    });
    if (done.code !== 0) throw new Error(`antin sign: ${done.stderr}`);
    return await Promise.all(
      numbers.map(async (number) => ({
        path: `/tep/cv${number}.pdf`,
        fileName: `CV_trien_khai_${number}.pdf`,
        number: `Dự thảo ${number}`,
        about: `Về việc triển khai ký số, đợt ${number}`,
        answer: await readFile(join(signed, (await signedNames(signed))[number - 1] ?? "")),
      })),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function signedNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).toSorted();
}
