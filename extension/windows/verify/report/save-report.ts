/** Saves what was found: as a PDF for the file, as JSON for programs. The browser never overwrites: it numbers a name that is taken. */

import browser from "webextension-polyfill";
import { saveFile } from "../../source.ts";
import { type ReportRequest, reportJson } from "./contents.ts";
import { pdfReport } from "./pdf-report.ts";
import { reportName } from "./report-name.ts";

export async function savePdfReport(request: ReportRequest): Promise<void> {
  const [regular, bold] = await Promise.all(["stamp-font.ttf", "stamp-font-bold.ttf"].map(fontFile));
  const bytes = await pdfReport(request, {
    regular: regular ?? new Uint8Array(0),
    bold: bold ?? new Uint8Array(0),
  });
  await saveFile(new Blob([new Uint8Array(bytes)], { type: "application/pdf" }), reportName(request, "pdf"));
}

export async function saveJsonReport(request: ReportRequest): Promise<void> {
  await saveFile(new Blob([reportJson(request)], { type: "application/json" }), reportName(request, "json"));
}

async function fontFile(name: string): Promise<Uint8Array> {
  const response = await fetch(browser.runtime.getURL(`viewer/data/${name}`));
  return new Uint8Array(await response.arrayBuffer());
}
