/** "Lưu phiếu kiểm tra": makes the report and says what came of it. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import type { ReportRequest } from "./contents.ts";
import { savePdfReport } from "./save-report.ts";

interface ReportButtonProps {
  readonly request: ReportRequest;
  /** The one filled button of the window. */
  readonly main: boolean;
  /** Beside a longer button. */
  readonly short: boolean;
}

export function ReportButton({ request, main, short }: ReportButtonProps): JSX.Element {
  const texts = reportTexts[language()];
  const [state, setState] = useState<"idle" | "saving" | "saved" | "failed">("idle");
  const save = () => {
    setState("saving");
    savePdfReport(request).then(
      () => setState("saved"),
      () => setState("failed"),
    );
  };
  return (
    <>
      <button
        type="button"
        class={`btn ${main ? "main" : ""}`}
        aria-busy={state === "saving"}
        disabled={state === "saving"}
        onClick={save}
      >
        <Icon name="save" />
        {state === "saving" ? texts.saving : short ? texts.saveShort : texts.save}
      </button>
      <span class="vh" role="status">
        {state === "saved" ? texts.saved : state === "failed" ? texts.saveFailed : ""}
      </span>
    </>
  );
}
