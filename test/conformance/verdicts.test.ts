/** Over all of the corpus, one process: a verdict with its sub-indication or a typed error for every file, whatever is in it. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { SUB_INDICATIONS } from "#shared/messages/verdicts.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyCms, verifyPdf } from "#shared/verify/verify.ts";
import { digestRanges } from "../shared/verify/signing.ts";
import { corpus } from "./cases.ts";

const FOLDERS = ["odd-pdf", "attacks", "signed/dss-pades", "signed/dss-cades", "signed/vn-real"] as const;
/** Far more than the slowest file needs on a busy machine. */
const HANG_MS = 600_000;

function filesOf(folder: string): string[] {
  const names = readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => /\.(?:pdf|p7s|p7m|pkcs7)$/i.test(name))
    .map((name) => join(corpus, folder, name));
}

/** The word of the verdict, or the code of the error; fails for anything else. */
async function wordOf(file: string): Promise<string> {
  const source = sourceOf(new Uint8Array(readFileSync(file)));
  const request = { source, digestRanges, trust: { anchors: [], practice: false } };
  try {
    const verdict = await (file.endsWith(".pdf") ? verifyPdf(request) : verifyCms(request));
    expectWhole(file, verdict);
    return verdict.indication;
  } catch (thrown) {
    if (!(thrown instanceof SignError)) throw new Error(`${file} ends in ${thrown}`, { cause: thrown });
    expect(thrown.code, file).not.toBe("UNKNOWN_ERROR");
    return thrown.code;
  }
}

function expectWhole(file: string, { headline, signatures, indication }: FileVerdict): void {
  expect(headline.vi.length, file).toBeGreaterThan(0);
  expect(signatures.length === 0, file).toBe(indication === "NO-SIGNATURE");
  for (const own of signatures) {
    const isNamed = own.subIndication !== null && Object.hasOwn(SUB_INDICATIONS, own.subIndication);
    expect(isNamed, file).toBe(own.indication !== "TOTAL-PASSED");
  }
}

describe.skipIf(!existsSync(corpus))("every file of the corpus (skipped where it is absent)", () => {
  test.each(FOLDERS)(
    "%s: a verdict or a typed error",
    async (folder) => {
      const words = new Map<string, number>();
      const files = filesOf(folder);
      for (const file of files) {
        const word = await wordOf(file);
        words.set(word, (words.get(word) ?? 0) + 1);
      }
      expect(files.length).toBeGreaterThan(10);
      process.stdout.write(
        `${folder}: ${files.length} files, ${JSON.stringify(Object.fromEntries(words))}\n`,
      );
    },
    HANG_MS,
  );
});
