/** The numbered list of what came after the signatures; n and Shift+n walk through it. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { formatCount } from "../parts/format.ts";
import { language } from "../parts/language.ts";
import type { ChangeLine, ChangeList } from "./change-list.ts";

interface ChangesProps {
  readonly list: ChangeList;
  readonly chosen: number | null;
  readonly onChange: (line: ChangeLine) => void;
}

export function Changes({ list, chosen, onChange }: ChangesProps): JSX.Element | null {
  const texts = verifyTexts[language()];
  const { tone, lines } = list;
  if (lines.length === 0) return null;
  return (
    <section>
      <h2>{texts.changes[tone](formatCount(lines.length))}</h2>
      <ol class={`changes ${tone}`}>
        {lines.map((line) => (
          <Line key={line.number} line={line} chosen={line.number === chosen} onChange={onChange} />
        ))}
      </ol>
    </section>
  );
}

interface LineProps {
  readonly line: ChangeLine;
  readonly chosen: boolean;
  readonly onChange: (line: ChangeLine) => void;
}

function Line({ line, chosen, onChange }: LineProps): JSX.Element {
  const texts = verifyTexts[language()];
  const item = useRef<HTMLLIElement>(null);
  const { number, text, page } = line;
  useEffect(() => {
    if (chosen) (item.current?.querySelector("button") ?? item.current)?.focus();
  }, [chosen]);
  return (
    <li ref={item} tabIndex={-1} class={chosen ? "on" : ""} aria-current={chosen ? "true" : undefined}>
      <span>
        {page === null ? "" : texts.onPage(formatCount(page))}
        {text}
      </span>
      {page !== null && (
        <button
          type="button"
          class="link"
          aria-label={lookTexts[language()].seeChangeOf(formatCount(number))}
          onClick={() => onChange(line)}
        >
          {lookTexts[language()].seeChange}
        </button>
      )}
    </li>
  );
}
