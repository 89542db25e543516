/** The whole verdict as the command line gives it, for the IT officer. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { formatTime } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { CopyButton } from "./copy-button.tsx";
import { type ReportRequest, reportJson } from "./report/contents.ts";
import { saveJsonReport } from "./report/save-report.ts";

export function Report({ request }: { request: ReportRequest }): JSX.Element {
  const texts = verifyTexts[language()];
  const parts = partsTexts[language()];
  const { sha256, file, checkedAt } = request;
  const json = reportJson(request);
  return (
    <details class="report">
      <summary>
        <Icon name="right" size={16} />
        {texts.report}
      </summary>
      <dl class="kv wide">
        <dt>{parts.fullName}</dt>
        <dd>{file.name}</dd>
        <dt>{parts.hash}</dt>
        <dd class="mono">{sha256}</dd>
        <dt>{parts.fetchedAt}</dt>
        <dd>{formatTime(file.fetchedAt)}</dd>
        <dt>{reportTexts[language()].checkedAt}</dt>
        <dd>{formatTime(checkedAt)}</dd>
      </dl>
      <textarea class="mono" readOnly rows={14} aria-label={texts.report} value={json} />
      <div class="row">
        <button type="button" class="btn" onClick={() => void saveJsonReport(request)}>
          <Icon name="save" />
          {reportTexts[language()].saveJson}
        </button>
        <CopyButton label={texts.copyReport} text={json} />
      </div>
    </details>
  );
}
