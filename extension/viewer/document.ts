/** Opens a Blob with pdf.js, reading only the extents it asks for: a 500 MB file never enters memory. */

import { getDocument, PDFDataRangeTransport, type PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { type DataRequests, dataFactory } from "./data.ts";

/** Bytes handed over at once at the start: the header and, for small letters, the whole file. */
const FIRST_BYTES = 64 * 1024;

class BlobTransport extends PDFDataRangeTransport {
  readonly #blob: Blob;

  constructor(blob: Blob, first: Uint8Array) {
    super(blob.size, first);
    this.#blob = blob;
  }

  override requestDataRange(begin: number, end: number): void {
    void this.#blob
      .slice(begin, end)
      .arrayBuffer()
      .then(
        (buffer) => this.onDataRange(begin, new Uint8Array(buffer)),
        () => this.abort(),
      );
  }
}

export type OpenFailure = "PASSWORD_NEEDED" | "PDF_BROKEN";

interface OpenRequest {
  readonly blob: Blob;
  /** Of an encrypted file. */
  readonly password: string | undefined;
}

/** The opened document, or why it cannot be shown. */
export async function openDocument(
  { blob, password }: OpenRequest,
  requests: DataRequests,
): Promise<PDFDocumentProxy | OpenFailure> {
  const first = new Uint8Array(await blob.slice(0, FIRST_BYTES).arrayBuffer());
  const task = getDocument({
    range: new BlobTransport(blob, first),
    ...(password !== undefined && { password }),
    disableAutoFetch: true,
    disableStream: true,
    useWorkerFetch: false,
    useSystemFonts: true,
    enableXfa: false,
    stopAtErrors: false,
    BinaryDataFactory: dataFactory(requests),
    standardFontDataUrl: "fonts/",
    wasmUrl: "wasm/",
    cMapUrl: "cmaps/",
    verbosity: 0,
  });
  return new Promise((resolve) => {
    // The window asks for passwords; waiting here would hang.
    task.onPassword = () => resolve("PASSWORD_NEEDED");
    task.promise.then(resolve, (error: unknown) => {
      resolve(
        error instanceof Error && error.name === "PasswordException" ? "PASSWORD_NEEDED" : "PDF_BROKEN",
      );
    });
  });
}
