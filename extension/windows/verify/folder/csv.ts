/** The table of a folder check as CSV (RFC 4180) for a spreadsheet, which must not run what a file name says. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { folderTexts } from "#shared/messages/windows-verify-folder.ts";
import { formatTime } from "../../parts/format.ts";
import { rowWords } from "./row-words.ts";
import type { Row } from "./rows.ts";

/** Without it a spreadsheet takes the letters for those of an old code page. */
const BYTE_ORDER_MARK = "\uFEFF";

export function csvTable(rows: readonly Row[], language: Language): string {
  const lines = [
    folderTexts[language].csvColumns,
    ...rows.map((row, index) => cellsOf(row, index + 1, language)),
  ];
  return BYTE_ORDER_MARK + lines.map((cells) => `${cells.map(cellText).join(",")}\r\n`).join("");
}

function cellsOf(row: Row, number: number, language: Language): string[] {
  const { result, verdict, signers, time, timeSource } = rowWords(row, language);
  const { state, file, path } = row;
  const checked = state.kind === "checked" ? state : null;
  return [
    String(number),
    path,
    result,
    verdict,
    checked?.result.verdict.indication ?? "",
    signers,
    time,
    timeSource,
    String(file.size),
    checked?.sha256 ?? "",
    checked === null ? "" : formatTime(checked.checkedAt),
    state.kind === "failed" ? state.code : "",
  ];
}

/** What spreadsheets take for the start of a formula, in both widths, and what moves it there. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Always quoted; a cell that would be a formula begins with an apostrophe, which shows it as text. */
function cellText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
