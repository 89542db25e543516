/** A small picture of a page, handed to the window as pixels. */

import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";

/** Draws one page `width` device pixels wide; null where it cannot be drawn. */
export async function thumbnail(
  pdf: PDFDocumentProxy,
  page: number,
  width: number,
): Promise<ImageBitmap | null> {
  if (page < 1 || page > pdf.numPages) return null;
  try {
    const proxy = await pdf.getPage(page);
    const viewport = proxy.getViewport({ scale: width / proxy.getViewport({ scale: 1 }).width });
    const canvas = document.createElement("canvas");
    canvas.width = width;
    // A page may be a mile long; the picture is not.
    canvas.height = Math.max(1, Math.min(4 * width, Math.round(viewport.height)));
    await proxy.render({ canvas, viewport }).promise;
    return await createImageBitmap(canvas);
  } catch {
    return null;
  }
}
