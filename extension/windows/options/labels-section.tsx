/** Whose certificates are: what was answered in the sign window, to be changed or asked again. */

import type { JSX } from "preact";
import { optionsTexts } from "#shared/messages/options.ts";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import { type CertificateLabel, setCertificateLabel } from "../../templates/labels.ts";
import { language } from "../parts/language.ts";
import type { Guard, Labels } from "./use-stored.ts";

interface LabelsSectionProps {
  readonly labels: Labels;
  readonly guard: Guard;
  readonly onChanged: () => void;
}

export function LabelsSection({ labels, guard, onChanged }: LabelsSectionProps): JSX.Element {
  const texts = optionsTexts[language()];
  const set = (certificate: string, label: CertificateLabel | null) =>
    guard(setCertificateLabel(certificate, label).then(onChanged));
  return (
    <section class="card stack">
      <h2>{texts.labels}</h2>
      {labels.size === 0 && <p class="small">{texts.labelsNone}</p>}
      {[...labels].map(([certificate, label]) => (
        <div key={certificate} class="between">
          <span class="grow" title={certificate}>
            {texts.certificate(certificate.slice(-8))}
          </span>
          <Choice label={label} onChoose={(chosen) => set(certificate, chosen)} />
          <button type="button" class="link" onClick={() => set(certificate, null)}>
            {texts.forget}
          </button>
        </div>
      ))}
    </section>
  );
}

interface ChoiceProps {
  readonly label: CertificateLabel;
  readonly onChoose: (label: CertificateLabel) => void;
}

function Choice({ label, onChoose }: ChoiceProps): JSX.Element {
  const texts = pictureTexts[language()];
  return (
    <span class="seg">
      {(["person", "seal"] as const).map((each) => (
        <button
          key={each}
          type="button"
          class={`btn ${each === label ? "on" : ""}`}
          aria-pressed={each === label}
          onClick={() => onChoose(each)}
        >
          {texts[each]}
        </button>
      ))}
    </span>
  );
}
