/** PDF/A stays PDF/A: letters of LibreOffice, signed twice, before veraPDF. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classicLetter } from "../../fixtures/pdf/letter.ts";
import { drawnPng } from "../../fixtures/stamps/png.ts";
import { antinJson, antinMissing } from "../../tools/antin.ts";
import { verapdfMissing, verapdfOpinions } from "../../tools/judges/verapdf.ts";
import { letterByLibreOffice, libreOfficeMissing } from "../../tools/libreoffice.ts";

const missing = antinMissing ?? libreOfficeMissing ?? verapdfMissing;

/** SelectPdfVersion of LibreOffice; its 1 is 1a. */
const KINDS = [
  ["1a", 1],
  ["1b", 1],
  ["2b", 2],
  ["3b", 3],
] as const;

describe.skipIf(missing !== null)(`PDF/A (needs ${missing ?? "nothing more"})`, () => {
  let folder = "";
  const path = (name: string) => join(folder, `${name}.pdf`);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "antin-archive-"));
    await writeFile(
      join(folder, "seal.png"),
      drawnPng([40, 40], (x) => [200, 0, 0, x * 6]),
    );
    await writeFile(path("plain"), classicLetter());
    for (const [name, version] of KINDS) {
      const paragraphs = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 125/UBND-VX"];
      await letterByLibreOffice({ folder, name, paragraphs, options: { SelectPdfVersion: version } });
    }
    // The metadata stands there without compression: the level is one letter.
    const letter = (await readFile(path("1b"))).toString("latin1");
    await writeFile(path("1b"), letter.replace(/(pdfaid:conformance>)A/, "$1B"), "latin1");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const sign = (input: string, output: string, options: readonly string[]) =>
    antinJson(["sign", input, "-o", output, "--token", "practice", ...options], {
      env: { ...process.env, ANTIN_HOME: join(folder, "home") },
    });
  const place = (x: number) => ["--page", "1", "--rect", `${x},100,120,60`];

  test("before signing each is what it claims to be, and a plain letter is not", async () => {
    const opinions = await verapdfOpinions(KINDS.map(([name]) => path(name)));
    expect(opinions).toEqual(KINDS.map(([flavour]) => ({ flavour, compliant: true, broken: [] })));
    const [plain] = await verapdfOpinions([path("plain")]);
    expect(plain?.compliant).not.toBe(true);
  });

  test("signed unseen, with words, with a seal that shines through, and once more, it stays so", async () => {
    const looks = {
      unseen: [],
      words: [...place(50), "--text", "Đã ký số"],
      seal: [...place(50), "--image", join(folder, "seal.png")],
    };
    const results: [string, string][] = [];
    for (const [name] of KINDS) {
      for (const [look, options] of Object.entries(looks)) {
        const [once, twice] = [path(`${name}-${look}`), path(`${name}-${look}-2`)];
        expect((await sign(path(name), once, options)).code).toBe(0);
        const second = [...place(300), "--image", join(folder, "seal.png")];
        expect((await sign(once, twice, look === "unseen" ? [] : second)).code).toBe(0);
        results.push([name, once], [name, twice]);
      }
    }
    const opinions = await verapdfOpinions(results.map(([, file]) => file));
    const wrong = results.filter(([name], index) => {
      const opinion = opinions[index];
      return opinion?.flavour !== name || opinion.compliant !== true;
    });
    expect(wrong).toEqual([]);
  });

  test("both signatures of a PDF/A-1 letter hold", async () => {
    const { objects } = await antinJson(["verify", path("1b-unseen-2"), "--trust", "practice"], {
      env: { ...process.env, ANTIN_HOME: join(folder, "home") },
    });
    const signatures = objects[0]?.["signatures"] as { integrity: boolean; changes: string }[];
    expect(signatures.map(({ integrity, changes }) => [integrity, changes])).toEqual([
      [true, "permitted"],
      [true, "none"],
    ]);
  });
});
