/** LibreOffice as a maker of PDF files, with a profile of its own. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findProgram, mustRun } from "./programs.ts";

export const libreOfficeMissing: string | null = findProgram("soffice") === null ? "soffice" : null;

export interface LetterRequest {
  /** Where it works; the result is `NAME.pdf` in it. */
  readonly folder: string;
  readonly name: string;
  readonly paragraphs: readonly string[];
  /** Of its PDF export, such as SelectPdfVersion. */
  readonly options?: Readonly<Record<string, number | boolean>>;
}

/** A letter of these paragraphs as PDF. */
export async function letterByLibreOffice({
  folder,
  name,
  paragraphs,
  options = {},
}: LetterRequest): Promise<string> {
  const namespaces = ["office", "text"]
    .map((part) => `xmlns:${part}="urn:oasis:names:tc:opendocument:xmlns:${part}:1.0"`)
    .join(" ");
  const type = 'office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"';
  const body = paragraphs.map((text) => `<text:p>${text}</text:p>`).join("");
  const source = join(folder, `${name}.fodt`);
  await writeFile(
    source,
    `<?xml version="1.0" encoding="UTF-8"?><office:document ${namespaces} ${type}><office:body><office:text>${body}</office:text></office:body></office:document>`,
  );
  const chosen = Object.entries(options).map(([key, value]) => [
    key,
    { type: typeof value === "number" ? "long" : "boolean", value: String(value) },
  ]);
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`;
  const filter = `pdf:writer_pdf_Export:${JSON.stringify(Object.fromEntries(chosen))}`;
  await mustRun("soffice", [profile, "--headless", "--convert-to", filter, "--outdir", folder, source]);
  return join(folder, `${name}.pdf`);
}
