/** The templates there are, each as it prints. */

import type { JSX } from "preact";
import { optionsTexts } from "#shared/messages/options.ts";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import { readPictureFile } from "../../templates/reading.ts";
import type { StampTemplate } from "../../templates/template.ts";
import { language } from "../parts/language.ts";
import { PaperPicture, writeMillimetres } from "../parts/stamp-picture.tsx";
import { type Draft, draftOf } from "./draft.ts";

interface TemplateListProps {
  /** Null until they are read. */
  readonly templates: readonly StampTemplate[] | null;
  readonly onEdit: (draft: Draft) => void;
  readonly onRemove: (template: StampTemplate) => void;
}

export function TemplateList({ templates, onEdit, onRemove }: TemplateListProps): JSX.Element | null {
  if (templates === null) return null;
  if (templates.length === 0) return <p class="muted">{optionsTexts[language()].none}</p>;
  return (
    <ul class="template-list">
      {templates.map((template) => (
        <li key={template.id} class="card">
          <TemplateCard template={template} />
          <Acts
            template={template}
            onEdit={() => void editable(template).then(onEdit)}
            onRemove={() => onRemove(template)}
          />
        </li>
      ))}
    </ul>
  );
}

async function editable(template: StampTemplate): Promise<Draft> {
  const { image } = template;
  if (!image) return draftOf(template, null);
  const facts = await readPictureFile(new Blob([image.bytes], { type: image.type }));
  return draftOf(template, facts.kind === "usable" ? facts : null);
}

function TemplateCard({ template }: { readonly template: StampTemplate }): JSX.Element {
  const { image, text, name, preset, certificate } = template;
  const texts = pictureTexts[language()];
  return (
    <>
      {image ? (
        <PaperPicture bytes={image.bytes} type={image.type} size={image} label={name} />
      ) : (
        <div class="stamp-paper">{text}</div>
      )}
      <div>
        <h3>{name}</h3>
        <p class="small">
          {texts.presets[preset]}
          {image && ` · ${texts.size(writeMillimetres(image.widthMm), writeMillimetres(image.heightMm))}`}
        </p>
        {certificate !== null && (
          <p class="small">{optionsTexts[language()].certificate(certificate.slice(-8))}</p>
        )}
      </div>
    </>
  );
}

interface ActsProps {
  readonly template: StampTemplate;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function Acts({ template, onEdit, onRemove }: ActsProps): JSX.Element {
  const texts = optionsTexts[language()];
  return (
    <div class="row">
      <button type="button" class="btn" aria-label={`${texts.edit}: ${template.name}`} onClick={onEdit}>
        {texts.edit}
      </button>
      <button
        type="button"
        class="btn quiet"
        aria-label={`${texts.remove}: ${template.name}`}
        onClick={onRemove}
      >
        {texts.remove}
      </button>
    </div>
  );
}
