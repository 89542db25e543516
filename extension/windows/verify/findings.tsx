/** Why, and by whom: what an office wants, reasons, changes, signers. */

import type { ComponentChildren, JSX } from "preact";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { formatCount } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { ActCard } from "./act-card.tsx";
import { actsOf } from "./acts.ts";
import type { ChangeLine, ChangeList } from "./change-list.ts";
import { Changes } from "./changes.tsx";
import type { VerifyDesk } from "./flow.ts";
import { useActPictures } from "./look/use-act-pictures.ts";
import { type ReasonLine, reasonLines } from "./reason-lines.ts";
import { requiredLine } from "./required-line.ts";
import type { Entry, VerifyState } from "./state.ts";
import { fileTone, iconOf } from "./tone.ts";

export interface FindingsProps {
  readonly desk: VerifyDesk;
  readonly labels: VerifyState["labels"];
  readonly entry: Entry;
  readonly verdict: FileVerdict;
  readonly changes: ChangeList;
  /** The change on view. */
  readonly chosen: number | null;
  readonly onChange: (line: ChangeLine) => void;
}

export function Findings(props: FindingsProps): JSX.Element {
  const { verdict, labels, changes, chosen, onChange } = props;
  const tone = fileTone(verdict);
  if (tone === "none") return <Unsigned />;
  const list = <Changes list={changes} chosen={chosen} onChange={onChange} />;
  const reasons = (
    <Reasons title={verifyTexts[language()].why[tone]} lines={reasonLines(verdict, language())} />
  );
  // What decides comes first; what is as it should be, last.
  return (
    <>
      <Required verdict={verdict} labels={labels} />
      {changes.tone === "bad" && list}
      {tone !== "good" && reasons}
      {changes.tone === "caution" && list}
      <Signers {...props} />
      {changes.tone === "good" && list}
      {tone === "good" && reasons}
    </>
  );
}

function Signers({ desk, entry, verdict, labels }: FindingsProps): JSX.Element {
  const acts = actsOf(verdict, { labels });
  const tone = fileTone(verdict);
  const { places } = entry.looked;
  const texts = verifyTexts[language()];
  const own = ownSignatures(verdict).length;
  const title = own === 0 ? texts.leftOvers : texts.signatures[tone](formatCount(own));
  const pictures = useActPictures({ blob: entry.file?.blob ?? null, password: entry.given.password }, places);
  return (
    <Part title={title}>
      <ul>
        {acts.map((act) => (
          <ActCard
            key={act.members[0].number}
            {...{ act, places, pictures }}
            open={acts.length === 1}
            onSee={(revision) => desk.see(entry.id, { kind: "signed", revision })}
          />
        ))}
      </ul>
    </Part>
  );
}

function Required({ verdict, labels }: Pick<FindingsProps, "verdict" | "labels">): JSX.Element | null {
  const line = requiredLine(verdict, { labels, language: language() });
  if (line === null) return null;
  return (
    <section>
      <div class={`status required ${line.tone}`}>
        <Icon name={line.tone === "good" ? "good" : "info"} />
        <span>
          {line.text}
          {line.note !== null && <small>{line.note}</small>}
        </span>
      </div>
    </section>
  );
}

function Reasons({ title, lines }: { title: string; lines: readonly ReasonLine[] }): JSX.Element | null {
  if (lines.length === 0) return null;
  return (
    <Part title={title}>
      <ul class="stack">
        {lines.map((line) => (
          <li key={line.text} class={`status ${line.tone === "none" ? "neutral" : line.tone}`}>
            <Icon name={line.tone === "none" ? "info" : iconOf(line.tone)} />
            <span>{line.text}</span>
          </li>
        ))}
      </ul>
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
