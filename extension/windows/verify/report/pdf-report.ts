/** The check report ("phiếu kiểm tra") as a PDF for the file: a new document, made with pdf-lib. */

import { PDFDocument, PDFName } from "pdf-lib";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { readTrueType } from "#shared/pdf/appearance/true-type.ts";
import { HOST_VERSION } from "#shared/protocol/limits.ts";
import { type ReportBlock, type ReportRequest, reportBlocks } from "./contents.ts";
import { embedFont } from "./new-document.ts";
import { A4, GREY, Sheets } from "./sheet.ts";
import { INKS, signOf } from "./signs.ts";

/** Font programs, TrueType. */
export interface ReportFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

export async function pdfReport(request: ReportRequest, fonts: ReportFonts): Promise<Uint8Array> {
  const read = { regular: readTrueType(fonts.regular), bold: readTrueType(fonts.bold) };
  const sheets = new Sheets(read);
  for (const block of reportBlocks(request)) lay(sheets, block);
  const texts = reportTexts[request.language];
  sheets.foot((page, pages) => texts.page(String(page), String(pages)));
  const document = await PDFDocument.create();
  describe(document, request);
  const regular = embedFont(document, read.regular, sheets.used("regular"));
  const bold = embedFont(document, read.bold, sheets.used("bold"));
  for (const operators of sheets.pages) {
    const page = document.addPage([A4.width, A4.height]);
    page.node.setFontDictionary(PDFName.of("F1"), regular);
    page.node.setFontDictionary(PDFName.of("F2"), bold);
    page.node.addContentStream(document.context.register(document.context.flateStream(operators)));
  }
  return document.save({ useObjectStreams: false });
}

function describe(document: PDFDocument, { file, checkedAt, language }: ReportRequest): void {
  const maker = `Ấn Tín ${HOST_VERSION}`;
  document.setTitle(`${reportTexts[language].title}: ${file.name}`);
  document.setProducer(maker);
  document.setCreator(maker);
  document.setCreationDate(checkedAt);
  document.setModificationDate(checkedAt);
  document.setLanguage(language === "vi" ? "vi-VN" : "en");
}

const NAME_TO = A4.left + 96;

function lay(sheets: Sheets, block: ReportBlock): void {
  switch (block.kind) {
    case "title":
      sheets.paragraph(block.text, { size: 15, weight: "bold", align: "center" });
      sheets.paragraph(block.under, { size: 11, ink: GREY, align: "center" });
      sheets.down(8);
      return;
    case "pair":
      layPair(sheets, block);
      return;
    case "verdict":
      layVerdict(sheets, block);
      return;
    case "heading":
      sheets.keep(48);
      sheets.down(8);
      sheets.paragraph(block.text, { size: 12, weight: "bold" });
      return;
    case "signer":
      layFinding(sheets, block);
      return;
    case "line":
      sheets.paragraph(block.text, { size: 11 });
      return;
    case "foot":
      sheets.down(8);
      sheets.rule();
      sheets.down(3);
      sheets.paragraph(block.text, { size: 9, ink: GREY });
      return;
    case "checker":
      layChecker(sheets, block);
  }
}

function layPair(sheets: Sheets, { name, value }: Extract<ReportBlock, { kind: "pair" }>): void {
  sheets.keep(15);
  const top = sheets.y;
  sheets.paragraph(name, { size: 11, ink: GREY, to: NAME_TO });
  sheets.to(top);
  sheets.paragraph(value, { size: 11, from: NAME_TO });
}

function layVerdict(
  sheets: Sheets,
  { tone, headline, meaning }: Extract<ReportBlock, { kind: "verdict" }>,
): void {
  sheets.keep(80);
  sheets.down(8);
  sheets.rule();
  sheets.down(6);
  sheets.draw(signOf(tone, { x: A4.left, y: sheets.y - 26, size: 26 }));
  const from = A4.left + 36;
  sheets.paragraph(headline, { size: 14, weight: "bold", ink: INKS[tone], from });
  sheets.paragraph(meaning, { size: 11, from });
  sheets.down(6);
  sheets.rule();
}

function layFinding(sheets: Sheets, { tone, text }: Extract<ReportBlock, { kind: "signer" }>): void {
  sheets.keep(60);
  sheets.down(3);
  sheets.draw(signOf(tone, { x: A4.left, y: sheets.y - 13, size: 11 }));
  sheets.paragraph(text, { size: 11, weight: "bold", from: A4.left + 16 });
}

/** Room for a hand signature. */
function layChecker(sheets: Sheets, { text, under }: Extract<ReportBlock, { kind: "checker" }>): void {
  sheets.keep(86);
  sheets.down(8);
  const from = A4.right - 190;
  sheets.paragraph(text, { size: 11, weight: "bold", align: "center", from });
  sheets.paragraph(under, { size: 10, ink: GREY, align: "center", from });
  sheets.down(46);
}
