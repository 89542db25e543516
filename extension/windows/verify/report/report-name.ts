/** What a report is called beside its file. Pure. */

import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import type { ReportRequest } from "./contents.ts";

/** "CV_412.pdf" as "CV_412.phieu-kiem-tra.pdf". */
export function reportName({ file, language }: ReportRequest, ending: "pdf" | "json"): string {
  return `${file.name.replace(/\.(pdf|p7s|p7m)$/i, "")}.${reportTexts[language].fileName}.${ending}`;
}
