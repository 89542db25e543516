/** The options page: pictures and words of stamps, whose certificate is whose, and the way to another computer. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { asSignError, type SignError } from "#shared/errors.ts";
import { explainError } from "#shared/messages/errors.ts";
import { optionsTexts } from "#shared/messages/options.ts";
import { removeTemplate, saveTemplate } from "../../templates/store.ts";
import type { StampTemplate } from "../../templates/template.ts";
import { Icon, Logo } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { AddTemplate } from "./add-template.tsx";
import type { Draft } from "./draft.ts";
import { ExchangeSection } from "./exchange-section.tsx";
import { LabelsSection } from "./labels-section.tsx";
import { SessionSection } from "./session-section.tsx";
import { TemplateForm } from "./template-form.tsx";
import { TemplateList } from "./template-list.tsx";
import { TimeStampSection } from "./time-stamp-section.tsx";
import { UndoToast } from "./undo-toast.tsx";
import { useLabels, useTemplates } from "./use-stored.ts";

export function OptionsPage(): JSX.Element {
  const texts = optionsTexts[language()];
  const [failure, setFailure] = useState<SignError | null>(null);
  const guard = (work: Promise<unknown>) =>
    void work.then(
      () => setFailure(null),
      (thrown: unknown) => setFailure(asSignError(thrown)),
    );
  const templates = useTemplates(guard);
  const [labels, rereadLabels] = useLabels(guard);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [removed, setRemoved] = useState<StampTemplate | null>(null);
  const remove = (template: StampTemplate) =>
    guard(removeTemplate(template.id).then(() => setRemoved(template)));
  const restore = (template: StampTemplate) => {
    setRemoved(null);
    guard(saveTemplate(template));
  };
  return (
    <>
      <header class="pagehead">
        <Logo />
        <b>Ấn Tín</b>
      </header>
      <main class="page">
        <div>
          <h1 class="lead">{texts.lead}</h1>
          <p class="muted">{texts.about}</p>
        </div>
        {failure !== null && <Failure failure={failure} />}
        {draft === null ? (
          <AddTemplate onDraft={setDraft} />
        ) : (
          <TemplateForm key={draft.id} draft={draft} labels={labels} onDone={() => setDraft(null)} />
        )}
        <TemplateList templates={templates} onEdit={setDraft} onRemove={remove} />
        <div class="two">
          <LabelsSection labels={labels} guard={guard} onChanged={rereadLabels} />
          <ExchangeSection templates={templates} guard={guard} />
        </div>
        <SessionSection />
        <TimeStampSection guard={guard} />
        {removed !== null && (
          <UndoToast
            key={removed.id}
            name={removed.name}
            onUndo={() => restore(removed)}
            onGone={() => setRemoved(null)}
          />
        )}
      </main>
    </>
  );
}

function Failure({ failure }: { failure: SignError }): JSX.Element {
  const { said, next } = explainError(failure, language());
  return (
    <div class="note bad" role="alert">
      <Icon name="bad" />
      <span>{`${said} ${next}`}</span>
    </div>
  );
}
