/** One template while it is made or changed. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { asSignError } from "#shared/errors.ts";
import { explainError } from "#shared/messages/errors.ts";
import { type OptionsTexts, optionsTexts } from "#shared/messages/options.ts";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import { listTemplates, saveTemplate } from "../../templates/store.ts";
import { TEMPLATE_LIMITS } from "../../templates/template.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { PaperPicture, PictureChecks, SizeField } from "../parts/stamp-picture.tsx";
import { type Draft, type DraftFault, type DraftPicture, faultOf, templateOf } from "./draft.ts";
import { CertificateField, NameField, PresetField } from "./template-fields.tsx";
import type { Labels } from "./use-stored.ts";

interface TemplateFormProps {
  readonly draft: Draft;
  readonly labels: Labels;
  readonly onDone: () => void;
}

export function TemplateForm({ draft: first, labels, onDone }: TemplateFormProps): JSX.Element {
  const texts = optionsTexts[language()];
  const [draft, setDraft] = useState(first);
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    const said = await saveDraft(draft, texts);
    if (said === null) onDone();
    else setProblem(said);
  };
  const field = { draft, onChange: setDraft };
  return (
    <form
      class="card template-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="stack">
        <NameField {...field} />
        <PresetField {...field} />
        <CertificateField {...field} labels={labels} />
      </div>
      {draft.picture ? (
        <PictureSide draft={draft} picture={draft.picture} onChange={setDraft} />
      ) : (
        <WordsSide {...field} />
      )}
      <div class="row">
        <button type="submit" class="btn main">
          {texts.save}
        </button>
        <button type="button" class="btn" onClick={onDone}>
          {texts.cancel}
        </button>
        {problem !== null && (
          <div class="error" role="alert">
            <Icon name="bad" />
            <span>{problem}</span>
          </div>
        )}
      </div>
    </form>
  );
}

/** Null where it was saved, else what to say. */
async function saveDraft(draft: Draft, texts: OptionsTexts): Promise<string | null> {
  try {
    const fault = faultOf(draft, await listTemplates());
    if (fault !== null) return faultText(fault, texts);
    const template = templateOf(draft);
    const outcome = template ? await saveTemplate(template) : "name-taken";
    if (outcome === "saved") return null;
    return outcome === "full" ? texts.full : texts.nameTaken;
  } catch (thrown) {
    const { said, next } = explainError(asSignError(thrown), language());
    return `${said} ${next}`;
  }
}

function faultText(fault: DraftFault, texts: OptionsTexts): string {
  switch (fault) {
    case "name":
      return texts.nameMissing;
    case "name-taken":
      return texts.nameTaken;
    case "words":
      return texts.wordsMissing;
    case "size":
      return pictureTexts[language()].sizeWrong;
  }
}

interface PictureSideProps {
  readonly draft: Draft;
  readonly picture: DraftPicture;
  readonly onChange: (draft: Draft) => void;
}

function PictureSide({ draft, picture, onChange }: PictureSideProps): JSX.Element {
  const { preset } = draft;
  const { facts, bytes, size } = picture;
  return (
    <div class="stack">
      {size !== null && (
        <PaperPicture
          bytes={bytes}
          type={facts.type}
          size={size}
          label={pictureTexts[language()].presets[preset]}
        />
      )}
      <PictureChecks picture={facts} preset={preset} />
      <SizeField
        key={preset}
        picture={facts}
        preset={preset}
        size={size}
        onSize={(next) => onChange({ ...draft, picture: { ...picture, size: next } })}
      />
    </div>
  );
}

interface WordsSideProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

function WordsSide({ draft, onChange }: WordsSideProps): JSX.Element {
  const texts = optionsTexts[language()];
  return (
    <div class="field">
      <label for="template-words">{texts.words}</label>
      <textarea
        id="template-words"
        class="input"
        maxLength={TEMPLATE_LIMITS.text}
        value={draft.text}
        onInput={({ currentTarget }) => onChange({ ...draft, text: currentTarget.value })}
      />
      <span class="hint">{texts.wordsHint}</span>
    </div>
  );
}
