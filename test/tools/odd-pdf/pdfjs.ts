/** What pdf.js makes of a file: a second opinion where poppler cannot read the pages. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import {
  AnnotationMode,
  getDocument,
  type PDFPageProxy,
  VerbosityLevel,
} from "pdfjs-dist/legacy/build/pdf.mjs";

/** A digest for what each page says and how it is drawn, without annotations; null where pdf.js opens nothing. */
export async function pageContents(file: string): Promise<string[] | null> {
  const data = new Uint8Array(readFileSync(file));
  const loading = getDocument({ data, verbosity: VerbosityLevel.ERRORS });
  try {
    const document = await loading.promise;
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      pages.push(await contentOf(await document.getPage(number)));
    }
    return pages;
  } catch {
    return null;
  } finally {
    await loading.destroy();
  }
}

async function contentOf(page: PDFPageProxy): Promise<string> {
  const { fnArray } = await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE });
  const { items } = await page.getTextContent();
  const text = items.map((item) => ("str" in item ? item.str : ""));
  const content = JSON.stringify([page.view, page.rotate, fnArray, text]);
  return createHash("sha1").update(content).digest("hex");
}
