/** Files of other people's programs, signed twice with a stamp, before pdfsig, qpdf and poppler's page count. */

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classicLetter } from "../../fixtures/pdf/letter.ts";
import { drawnPng } from "../../fixtures/stamps/png.ts";
import { antinJson, antinMissing } from "../../tools/antin.ts";
import { qpdfComplaints } from "../../tools/judges/qpdf.ts";
import { letterByLibreOffice, libreOfficeMissing } from "../../tools/libreoffice.ts";
import { countByPdfsig, pagesByPdfinfo } from "../../tools/odd-pdf/poppler.ts";
import { chromiumProgram, findProgram, mustRun, succeeds } from "../../tools/programs.ts";

const missing = antinMissing ?? ["pdfsig", "qpdf"].find((program) => findProgram(program) === null) ?? null;
const PARAGRAPHS = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 125/UBND-VX", "KT. CHỦ TỊCH"];

interface Producer {
  readonly name: string;
  readonly missing: string | null;
  /** Makes `file` in `folder`. */
  make(place: { readonly folder: string; readonly file: string }): Promise<unknown>;
}

const needs = (program: string) => (findProgram(program) === null ? program : null);

function libreOffice(name: string, options: Readonly<Record<string, number | boolean>>): Producer {
  return {
    name: `LibreOffice${name}`,
    missing: libreOfficeMissing ?? needs("mv"),
    async make({ folder, file }) {
      const made = await letterByLibreOffice({ folder, name: "letter", paragraphs: PARAGRAPHS, options });
      await mustRun("mv", [made, file]);
    },
  };
}

const SCAN = "import sys, pymupdf; open(sys.argv[2], 'wb').write(pymupdf.open(sys.argv[1]).convert_to_pdf())";

const byQpdf = (name: string, options: readonly string[]): Producer => ({
  name: `qpdf ${name}`,
  missing: null,
  make: ({ folder, file }) => mustRun("qpdf", [...options, join(folder, "plain.pdf"), file]),
});

const PRODUCERS: readonly Producer[] = [
  libreOffice("", {}),
  libreOffice(", PDF 1.7", { SelectPdfVersion: 17 }),
  libreOffice(", tagged PDF/UA", { PDFUACompliance: true, UseTaggedPDF: true }),
  {
    name: "Chromium's printing",
    missing: chromiumProgram === null ? "chromium" : null,
    async make({ folder, file }) {
      const page = join(folder, "letter.html");
      await writeFile(page, `<meta charset="utf-8">${PARAGRAPHS.map((text) => `<p>${text}</p>`).join("")}`);
      const profile = `--user-data-dir=${join(folder, "chromium")}`;
      const options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", profile];
      await mustRun(chromiumProgram ?? "", [...options, `--print-to-pdf=${file}`, `file://${page}`]);
    },
  },
  {
    name: "cairo",
    missing: needs("pdftocairo"),
    make: ({ folder, file }) => mustRun("pdftocairo", ["-pdf", join(folder, "plain.pdf"), file]),
  },
  {
    name: "MuPDF (a scan)",
    missing: succeeds("python3", ["-c", "import pymupdf"]) ? null : "pymupdf",
    make: ({ folder, file }) => mustRun("python3", ["-c", SCAN, join(folder, "scan.png"), file]),
  },
  {
    name: "poppler's pdfunite",
    missing: needs("pdfunite"),
    make: ({ folder, file }) =>
      mustRun("pdfunite", [join(folder, "plain.pdf"), join(folder, "plain.pdf"), file]),
  },
  byQpdf("linearized", ["--linearize"]),
  byQpdf("with object streams", ["--object-streams=generate"]),
  byQpdf("linearized, with object streams", ["--linearize", "--object-streams=generate"]),
  byQpdf("in its own text form", ["--qdf"]),
];

describe.skipIf(missing !== null)(`files of other programs (needs ${missing ?? "nothing more"})`, () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "antin-producers-"));
    await writeFile(join(folder, "plain.pdf"), classicLetter());
    await writeFile(
      join(folder, "scan.png"),
      drawnPng([80, 120], (x, y) => [x, y, 0, 255]),
    );
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const sign = (input: string, output: string, rect: string) =>
    antinJson(
      ["sign", input, "-o", output, "--token", "practice", "--page", "1", "--rect", rect, "--text", "Đã ký"],
      { env: { ...process.env, ANTIN_HOME: join(folder, "home") } },
    );

  for (const { name, missing: program, make } of PRODUCERS) {
    test.skipIf(program !== null)(`${name}${program === null ? "" : ` (needs ${program})`}`, async () => {
      const stem = join(folder, name.replaceAll(/\W+/g, "-"));
      const [file, once, twice] = [`${stem}.pdf`, `${stem}-1.pdf`, `${stem}-2.pdf`];
      await make({ folder, file });
      expect((await sign(file, once, "20,20,60,20")).objects[0]).toMatchObject({ repaired: false });
      expect((await sign(once, twice, "20,60,60,20")).code).toBe(0);
      expect(await countByPdfsig(twice)).toEqual({ found: 2, valid: 2 });
      const complaints = [await qpdfComplaints(twice), await qpdfComplaints(file)];
      expect(complaints[0]?.length).toBeLessThanOrEqual(complaints[1]?.length ?? 0);
      expect(await pagesByPdfinfo(twice)).toBe(await pagesByPdfinfo(file));
    });
  }
});
