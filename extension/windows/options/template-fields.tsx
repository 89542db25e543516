/** Name, use and certificate of a template. */

import type { JSX } from "preact";
import { optionsTexts } from "#shared/messages/options.ts";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import { PRESETS } from "#shared/pdf/stamps/preset.ts";
import { TEMPLATE_LIMITS } from "../../templates/template.ts";
import { language } from "../parts/language.ts";
import { type Draft, PICTURE_PRESETS, TEXT_PRESETS, withPreset } from "./draft.ts";
import type { Labels } from "./use-stored.ts";

interface FieldProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
}

export function NameField({ draft, onChange }: FieldProps): JSX.Element {
  const texts = optionsTexts[language()];
  return (
    <div class="field">
      <label for="template-name">{texts.name}</label>
      <input
        id="template-name"
        class="input"
        autoComplete="off"
        maxLength={TEMPLATE_LIMITS.name}
        value={draft.name}
        onInput={({ currentTarget }) => onChange({ ...draft, name: currentTarget.value })}
      />
    </div>
  );
}

export function PresetField({ draft, onChange }: FieldProps): JSX.Element {
  const texts = optionsTexts[language()];
  const offered = draft.picture ? PICTURE_PRESETS : TEXT_PRESETS;
  // One that was imported may be of another kind: it keeps it.
  const presets = PRESETS.filter((preset) => offered.includes(preset) || preset === draft.preset);
  return (
    <div class="field">
      <label for="template-preset">{texts.usedFor}</label>
      <select
        id="template-preset"
        class="input"
        value={draft.preset}
        onChange={({ currentTarget }) => {
          const preset = PRESETS.find((name) => name === currentTarget.value);
          if (preset) onChange(withPreset(draft, preset));
        }}
      >
        {presets.map((preset) => (
          <option key={preset} value={preset}>
            {pictureTexts[language()].presets[preset]}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Certificates are known here once the sign window asked whose they are. */
export function CertificateField({
  draft,
  labels,
  onChange,
}: FieldProps & { readonly labels: Labels }): JSX.Element {
  const texts = optionsTexts[language()];
  const known = new Set([...labels.keys(), ...(draft.certificate === null ? [] : [draft.certificate])]);
  return (
    <div class="field">
      <label for="template-certificate">{texts.forCertificate}</label>
      <select
        id="template-certificate"
        class="input"
        value={draft.certificate ?? ""}
        onChange={({ currentTarget }) =>
          onChange({ ...draft, certificate: currentTarget.value === "" ? null : currentTarget.value })
        }
      >
        <option value="">{texts.anyCertificate}</option>
        {[...known].map((certificate) => (
          <option key={certificate} value={certificate}>
            {texts.certificate(certificate.slice(-8))}
          </option>
        ))}
      </select>
    </div>
  );
}
