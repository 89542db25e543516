/** A file of 4.1 GiB on disk, most of it a hole: signed, verified and changed, in bounded memory. Wants room for a copy. */

import { closeSync, ftruncateSync, openSync, readSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { peakMemory } from "../../../bench/stopwatch.ts";
import { sparsePdf } from "../../fixtures/pdf/sparse.ts";
import { antinMissing } from "../../tools/antin.ts";
import { builtHost } from "../../tools/installed-host.ts";
import { Desk } from "./desk.ts";

const BYTES = Math.floor(4.1 * 1024 ** 3);
const { bavail, bsize } = statfsSync(tmpdir());
const missing = antinMissing ?? (bavail * bsize < 3 * BYTES ? "13 GB of room in the temporary folder" : null);

function writeSparse(path: string): void {
  const file = openSync(path, "w");
  const { size, pieces } = sparsePdf(BYTES, "table");
  ftruncateSync(file, size);
  for (const { at, bytes } of pieces) writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

describe.skipIf(missing !== null)(`4.1 GiB (needs ${missing ?? "nothing more"})`, () => {
  let desk: Desk;

  beforeAll(() => {
    desk = new Desk();
    writeSparse(desk.path("lon.pdf"));
  });
  afterAll(() => desk.remove());

  test("is signed with little memory, verified as whole, and changed in one byte beyond 4 GiB not", async () => {
    const args = ["sign", desk.path("lon.pdf"), "-o", desk.path("ky.pdf"), "--token", "practice"];
    const peak = await peakMemory({ program: builtHost, args, env: desk.env });
    if (peak !== null) {
      console.info(`peak ${peak.toFixed(0)} MiB`);
      expect(peak).toBeLessThan(250);
    }
    const verdict = async () => {
      const { objects } = await desk.json(["verify", "ky.pdf", "--trust", "practice"]);
      const [first] = (objects[0]?.["signatures"] ?? []) as Record<string, unknown>[];
      return first;
    };
    expect(await verdict()).toMatchObject({ integrity: true, coverage: "whole-file", changes: "none" });
    rmSync(desk.path("lon.pdf"));
    flipByte(desk.path("ky.pdf"), BYTES - 1000);
    expect(await verdict()).toMatchObject({ integrity: false });
  }, 1_800_000);
});

function flipByte(path: string, at: number): void {
  const file = openSync(path, "r+");
  const byte = new Uint8Array(1);
  readSync(file, byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  writeSync(file, byte, 0, 1, at);
  closeSync(file);
}
