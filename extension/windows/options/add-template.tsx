/** The ways to a new template: a picture dropped or chosen, or words. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { optionsTexts } from "#shared/messages/options.ts";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import { readPictureFile } from "../../templates/reading.ts";
import { FileDrop } from "../parts/file-drop.tsx";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { type Draft, draftOfPicture, draftOfText } from "./draft.ts";

interface AddTemplateProps {
  readonly onDraft: (draft: Draft) => void;
}

export function AddTemplate({ onDraft }: AddTemplateProps): JSX.Element {
  const texts = optionsTexts[language()];
  const [problem, setProblem] = useState<string | null>(null);
  const take = async ([file]: File[]) => {
    if (!file) return;
    const reading = await readPictureFile(file).catch(
      () => ({ kind: "refused", reason: "damaged" }) as const,
    );
    if (reading.kind === "refused") return setProblem(pictureTexts[language()].refused[reading.reason]);
    onDraft(draftOfPicture({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }, reading));
  };
  return (
    <section class="stack" aria-label={texts.newTemplate}>
      <FileDrop
        title={texts.addPicture}
        hint={texts.addPictureHint}
        accept="image/png,image/jpeg"
        onFiles={(files) => void take(files)}
      />
      {problem !== null && (
        <div class="note caution" role="alert">
          <Icon name="caution" />
          <span>{problem}</span>
        </div>
      )}
      <div>
        <button type="button" class="btn quiet" onClick={() => onDraft(draftOfText())}>
          <Icon name="plus" />
          {texts.addText}
        </button>
      </div>
    </section>
  );
}
