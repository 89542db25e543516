/** Programs that make PDFs: each writes text in its own way. */

import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { flatOdt } from "../fixtures/letters/flat-odt.ts";
import { letterHtml } from "../fixtures/letters/html.ts";
import type { Letter } from "../fixtures/letters/letters.ts";
import { chromiumProgram, findProgram, mustRun } from "./programs.ts";

interface Producer {
  readonly name: string;
  /** What is missing; null where it can be used. */
  readonly missing: string | null;
  make(letters: readonly Letter[]): Promise<Uint8Array[]>;
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "antin-producer-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const read = (path: string) => new Uint8Array(readFileSync(path));

export const LIBREOFFICE: Producer = {
  name: "LibreOffice",
  missing: findProgram("soffice") === null ? "soffice" : null,
  make: (letters) =>
    inFolder(async (folder) => {
      const sources = letters.map((_, index) => join(folder, `${index}.fodt`));
      for (const [index, letter] of letters.entries()) await writeFile(sources[index] ?? "", flatOdt(letter));
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
      await mustRun("soffice", [
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        ...sources,
      ]);
      return letters.map((_, index) => read(join(folder, `${index}.pdf`)));
    }),
};

/** Skia's PDF writer. */
export const BROWSER_PRINT: Producer = {
  name: "print from Chromium",
  missing: chromiumProgram === null ? "chromium" : null,
  make: (letters) =>
    inFolder(async (folder) => {
      for (const [index, letter] of letters.entries()) {
        const page = join(folder, `${index}.html`);
        await writeFile(page, letterHtml(letter));
        await mustRun(chromiumProgram ?? "", [
          ...["--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"],
          ...[`--user-data-dir=${join(folder, "profile")}`, `--print-to-pdf=${join(folder, `${index}.pdf`)}`],
          pathToFileURL(page).href,
        ]);
      }
      return letters.map((_, index) => read(join(folder, `${index}.pdf`)));
    }),
};

/** What a print driver of cairo makes of a document: fonts cut down and numbered anew. */
export function printedByCairo(pdf: Uint8Array): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const [source, target] = [join(folder, "in.pdf"), join(folder, "out.pdf")];
    await writeFile(source, pdf);
    await mustRun("pdftocairo", ["-pdf", source, target]);
    return read(target);
  });
}

/** Pages as pictures, as a scanner gives them. */
export function scanned(pdf: Uint8Array): Promise<Uint8Array> {
  return inFolder(async (folder) => {
    const [source, target] = [join(folder, "in.pdf"), join(folder, "out.pdf")];
    await writeFile(source, pdf);
    const script =
      "import pymupdf,sys; a=pymupdf.open(sys.argv[1]); b=pymupdf.open()\nfor p in a:\n q=b.new_page(width=p.rect.width,height=p.rect.height); q.insert_image(q.rect,pixmap=p.get_pixmap(dpi=100))\nb.save(sys.argv[2])";
    await mustRun("python3", ["-c", script, source, target]);
    return read(target);
  });
}
