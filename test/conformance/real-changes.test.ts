/** Real documents with several signatures (number, day, month, seal): none is a false alarm, and no left-over is valid. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { judgeTrusting } from "./trusting.ts";

const folder = join(process.env["ANTIN_CORPUS"] ?? "../shared/corpus", "signed/vn-real");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".pdf")) : [];

describe.skipIf(files.length === 0)("real signed documents (skipped where the corpus is absent)", () => {
  const figures = { files: 0, several: 0, alarms: 0, leftOvers: 0 };
  afterAll(() => {
    const { alarms, several, leftOvers, files: count } = figures;
    process.stdout.write(
      `real documents: ${count}, with several signatures ${several}, false alarms ${alarms}, left-overs refused ${leftOvers}\n`,
    );
  });

  test.each(files.filter((file) => !file.startsWith("orphan-")))(
    "%s: nothing forbidden follows",
    async (file) => {
      const { signatures } = await judgeTrusting(join(folder, file));
      figures.files++;
      if (signatures.length > 1) figures.several++;
      const alarming = signatures.filter(({ changes }) => changes !== "none" && changes !== "permitted");
      if (alarming.length > 0) figures.alarms++;
      expect(alarming.map(({ field, changeList }) => [field, changeList])).toEqual([]);
      expect(signatures.every(({ integrity }) => integrity)).toBe(true);
    },
  );

  test.each(files.filter((file) => file.startsWith("orphan-")))(
    "%s: a left-over is never valid",
    async (file) => {
      const { indication, signatures } = await judgeTrusting(join(folder, file));
      expect(indication).toBe("TOTAL-FAILED");
      expect(signatures.every(({ integrity }) => !integrity)).toBe(true);
      figures.leftOvers++;
    },
  );
});
