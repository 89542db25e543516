/** Puts a text on the clipboard and says so. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { language } from "../parts/language.ts";

interface CopyButtonProps {
  readonly label: string;
  readonly text: string;
}

export function CopyButton({ label, text }: CopyButtonProps): JSX.Element {
  const texts = reportTexts[language()];
  const [said, setSaid] = useState("");
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setSaid(texts.copied),
      () => setSaid(texts.copyFailed),
    );
  };
  return (
    <>
      <button type="button" class="link" onClick={copy}>
        {label}
      </button>
      <span class="small" role="status">
        {said}
      </span>
    </>
  );
}
