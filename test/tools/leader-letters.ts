/** Letters as a clerk gets them: signed and stamped by the leader, number and date still to be filled in. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
  try {
    const documents: EOfficeDocument[] = [];
    for (let number = 1; number <= count; number++) {
      const letter = join(folder, `${number}.pdf`);
      const signed = join(folder, `${number}.signed.pdf`);
      await writeFile(letter, openLetter(`triển khai ký số, đợt ${number}`));
      const done = await antin(
        ["sign", letter, "-o", signed, ...key, "--preset", "leader", "--image", image],
        {
          env: { ...process.env, ...env, ANTIN_HOME: home },
        },
      );
      if (done.code !== 0) throw new Error(`antin sign: ${done.stderr}`);
      documents.push({
        path: `/tep/cv${number}.pdf`,
        fileName: `CV_trien_khai_${number}.pdf`,
        number: `Dự thảo ${number}`,
        about: `Về việc triển khai ký số, đợt ${number}`,
        answer: await readFile(signed),
      });
    }
    return documents;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
