/** What a fetched file is called: as the page names it, as the server does, or by its address. */

import { tameName } from "../../jobs.ts";

export interface NameSources {
  /** Text beside the link. */
  readonly page: string | null;
  /** Content-Disposition. */
  readonly disposition: string;
  readonly url: string;
}

const PDF_NAME = /[^\\/:*?"<>|\r\n\t]*\.pdf(?=$|[\s"'()&?#;,])/i;

export function fileName({ page, disposition, url }: NameSources): string {
  const candidates = [pdfIn(page ?? ""), pdfIn(fromDisposition(disposition)), pdfIn(lastSegment(url))];
  const found = candidates.find((name) => name !== null) ?? withPdf(tameName(page ?? "") || lastSegment(url));
  return tameName(found.replace(/[\\/:*?"<>|]/g, "_")) || "van-ban.pdf";
}

function pdfIn(text: string): string | null {
  return PDF_NAME.exec(tameName(text))?.[0].trim() || null;
}

function withPdf(name: string): string {
  return name === "" ? "van-ban.pdf" : `${name.slice(0, 80)}.pdf`;
}

/** RFC 6266: `filename*` (RFC 8187, UTF-8) before `filename`. */
function fromDisposition(header: string): string {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  if (extended !== undefined) return decoded(extended);
  return /filename\s*=\s*"?([^";]+)"?/i.exec(header)?.[1] ?? "";
}

function lastSegment(url: string): string {
  try {
    return decoded(new URL(url).pathname.split("/").pop() ?? "");
  } catch {
    return "";
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
