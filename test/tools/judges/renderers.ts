/** Renderers that judge what is seen of a document: poppler and MuPDF (`pip install pymupdf`). */

import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Picture, readPpm } from "../../fixtures/stamps/raster.ts";
import { mustRun, succeeds } from "../programs.ts";

export const mupdfScript = join(dirname(fileURLToPath(import.meta.url)), "mupdf_draw.py");

export interface Renderer {
  readonly name: string;
  /** What is missing; null where it can draw. */
  readonly missing: string | null;
  /** The displayed part of each document's first page. */
  draw(documents: readonly Drawable[], dpi: number): Promise<Picture[]>;
}

interface Drawable {
  readonly bytes: Uint8Array;
  /** UserUnit of the page. */
  readonly unit: number;
}

export const POPPLER: Renderer = {
  name: "poppler",
  missing: succeeds("pdftoppm", ["-v"]) ? null : "pdftoppm",
  draw: (documents, dpi) =>
    inFolder(documents, async (sources, targets) => {
      for (const [index, source] of sources.entries()) {
        const target = targets[index] ?? "";
        // Poppler draws units of user space, whatever their size.
        const resolution = String(dpi * (documents[index]?.unit ?? 1));
        const args = ["-cropbox", "-r", resolution, "-l", "1", "-singlefile", source];
        await mustRun("pdftoppm", [...args, target.replace(/\.ppm$/, "")]);
      }
    }),
};

export const MUPDF: Renderer = {
  name: "MuPDF",
  missing: succeeds("python3", ["-c", "import pymupdf"]) ? null : "pymupdf for python3",
  draw: (documents, dpi) =>
    inFolder(documents, async (sources, targets) => {
      const pairs = sources.flatMap((source, index) => [source, targets[index] ?? ""]);
      await mustRun("python3", [mupdfScript, String(dpi), ...pairs]);
    }),
};

async function inFolder(
  documents: readonly Drawable[],
  draw: (sources: string[], targets: string[]) => Promise<void>,
): Promise<Picture[]> {
  const folder = await mkdtemp(join(tmpdir(), "antin-draw-"));
  try {
    const sources = documents.map((_, index) => join(folder, `${index}.pdf`));
    const targets = documents.map((_, index) => join(folder, `${index}.ppm`));
    for (const [index, { bytes }] of documents.entries()) await writeFile(sources[index] ?? "", bytes);
    await draw(sources, targets);
    return targets.map((target) => readPpm(readFileSync(target)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
