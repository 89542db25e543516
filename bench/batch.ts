/**
 * Two hundred documents on a token that takes 100 ms a signature: from the first C_Sign to the end of the last, against the token's own
 * time. On the command line and in Chromium. Run alone: `node bench/batch.ts`.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type BatchWindow, openBatch } from "../test/tools/batch-window.ts";
import { letterPdf, SAMPLE_LETTER } from "../test/tools/eoffice/letter.ts";
import { builtHost } from "../test/tools/installed-host.ts";
import { manyLetters } from "../test/tools/many-letters.ts";
import { PIN, type PluggedToken, plugToken, tokenMissing } from "../test/tools/plugged-token.ts";
import { deskMissing, openDesk } from "../test/tools/signing-desk.ts";
import { timeOf } from "./stopwatch.ts";

const MILLISECONDS = 100;
const SLOW = [`C_Sign delay=${MILLISECONDS}`, "clock=1"];

export interface BatchFigures {
  readonly count: number;
  /** First C_Sign to the end of the last, against `count` × 100 ms. */
  readonly ratio: number;
}

function figuresOf({ faulty }: PluggedToken, count: number): BatchFigures {
  const times = faulty.times("C_Sign");
  if (times.length !== count) throw new Error(`${times.length} signatures in place of ${count}`);
  const span = (times.at(-1) ?? Number.NaN) - (times[0] ?? Number.NaN) + MILLISECONDS;
  return { count, ratio: span / (count * MILLISECONDS) };
}

/** null where no token can be made. */
export async function measureFolder(count = 200): Promise<BatchFigures | null> {
  if (tokenMissing !== null) return null;
  const folder = mkdtempSync(join(tmpdir(), "antin-batch-"));
  try {
    const token = await plugToken({ folder: join(folder, "token"), label: "bench" });
    token.faulty.control(...SLOW);
    const input = join(folder, "in");
    mkdirSync(input);
    for (let at = 0; at < count; at++) {
      writeFileSync(join(input, `${at}.pdf`), letterPdf({ ...SAMPLE_LETTER, number: `${at}/UBND` }));
    }
    const pin = join(folder, "pin");
    writeFileSync(pin, PIN);
    const args = ["sign", input, "-o", join(folder, "out"), "--token", token.faulty.path, "--pin-file", pin];
    timeOf({
      program: builtHost,
      args,
      env: { ...process.env, ...token.env, ANTIN_HOME: join(folder, "home") },
    });
    return figuresOf(token, count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** null where Chromium, the built extension or the token is missing. */
export async function measureWindow(count = 200): Promise<BatchFigures | null> {
  if (deskMissing !== null) return null;
  const desk = await openDesk();
  try {
    desk.office.show(manyLetters(count));
    desk.token.faulty.control(...SLOW);
    const { page, window } = await openBatch(desk, count);
    // Signing alone is measured: without a file input nothing goes back.
    await page.evaluate(() => document.querySelector("#reply-form")?.remove());
    await signAll(window);
    return figuresOf(desk.token, count);
  } finally {
    await desk.close();
  }
}

async function signAll(window: BatchWindow): Promise<void> {
  await window.typePin(PIN);
  await window.page.keyboard.press("Enter");
  await window.over();
}

if (basename(process.argv[1] ?? "") === "batch.ts") {
  console.log("antin sign, folder:", await measureFolder());
  console.log("sign window:", await measureWindow());
}
