/** The whole verdict as the command line gives it, for the IT officer. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { Verified } from "../engine-messages.ts";
import { formatTime } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { saveFile } from "../source.ts";
import type { CheckedFile } from "./state.ts";

export function Report({ result, file }: { result: Verified; file: CheckedFile }): JSX.Element {
  const texts = verifyTexts[language()];
  const parts = partsTexts[language()];
  const json = JSON.stringify({ file: file.name, ...result.verdict }, null, 2);
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
        <dd class="mono">{result.sha256}</dd>
        <dt>{parts.fetchedAt}</dt>
        <dd>{formatTime(file.fetchedAt)}</dd>
      </dl>
      <textarea class="mono" readOnly rows={14} aria-label={texts.report} value={json} />
      <button
        type="button"
        class="btn"
        onClick={() => void saveFile(new Blob([json], { type: "application/json" }), `${file.name}.json`)}
      >
        <Icon name="save" />
        {texts.saveReport}
      </button>
    </details>
  );
}
