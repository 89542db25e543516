/** What may run in the document, hides, or can change its look; and that it was read by repair. Said before the PIN. */

import type { JSX } from "preact";
import { NOTICE_TEXTS } from "#shared/messages/notices.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { DocumentFacts } from "./state.ts";

export function DocumentNotes({ document }: { document: DocumentFacts }): JSX.Element | null {
  const { notices, opening } = document;
  const lines = notices.map((notice) => NOTICE_TEXTS[language()][notice.code](notice));
  if (opening.repair) lines.unshift(signTexts[language()].repaired);
  if (lines.length === 0) return null;
  return (
    <div class="full">
      <ul class="stack">
        {lines.map((line) => (
          <li key={line} class="status caution">
            <Icon name="caution" />
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
