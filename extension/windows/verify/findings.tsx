/** Why, and by whom: reasons, changes, signers. */

import type { ComponentChildren, JSX } from "preact";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { formatCount } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { ActCard } from "./act-card.tsx";
import { actsOf } from "./acts.ts";
import { changesOf } from "./change-list.ts";
import { type ReasonLine, reasonLines } from "./reason-lines.ts";
import { fileTone, iconOf } from "./tone.ts";

export function Findings({ verdict }: { verdict: FileVerdict }): JSX.Element {
  const texts = verifyTexts[language()];
  const tone = fileTone(verdict);
  if (tone === "none") return <Unsigned />;
  const acts = actsOf(verdict.signatures);
  return (
    <>
      <Reasons title={texts.why[tone]} lines={reasonLines(verdict, language())} />
      <Changes verdict={verdict} />
      <Part title={texts.signatures[tone](formatCount(verdict.signatures.length))}>
        <ul>
          {acts.map((act) => (
            <ActCard key={act.members[0].number} act={act} open={acts.length === 1} />
          ))}
        </ul>
      </Part>
    </>
  );
}

function Reasons({ title, lines }: { title: string; lines: readonly ReasonLine[] }): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <Part title={title}>
      <ul class="stack">
        {lines.map((line) => (
          <li key={line.text} class={`status ${line.tone}`}>
            <Icon name={iconOf(line.tone)} />
            <span>{line.text}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Changes({ verdict }: { verdict: FileVerdict }): JSX.Element | null {
  const texts = verifyTexts[language()];
  const { tone, lines } = changesOf(verdict);
  if (lines.length === 0) return null;
  return (
    <Part title={texts.changes[tone](formatCount(lines.length))}>
      <ol class={`changes ${tone}`}>
        {lines.map(({ number, change }) => (
          <li key={number}>
            <span>
              {change.page === null ? "" : texts.onPage(formatCount(change.page))}
              {change[language()]}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

function Unsigned(): JSX.Element {
  const texts = verifyTexts[language()];
  return (
    <>
      <section>
        <div class="status neutral">
          <Icon name="info" />
          <span>
            {texts.pictureOnly}
            <small>{texts.pictureOnlyMeaning}</small>
          </span>
        </div>
      </section>
      <Part title={texts.toDo}>
        <ul class="stack body-small">
          {texts.unsignedToDo.map((step) => (
            <li key={step}>
              <Rich text={step} />
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
