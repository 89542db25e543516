/** Whose a certificate is, asked once: a card in the window, no dialog. The answer is kept. */

import type { JSX } from "preact";
import { pictureTexts } from "#shared/messages/options-picture.ts";
import { type CertificateLabel, setCertificateLabel } from "../../templates/labels.ts";
import { Icon } from "./icons.tsx";
import { language } from "./language.ts";

interface LabelQuestionProps {
  /** SHA-256 of the certificate. */
  readonly certificate: string;
  /** What its subject suggests. */
  readonly suggested: CertificateLabel;
  /** Called with the answer, whether or not it could be kept. */
  readonly onAnswer: (label: CertificateLabel) => void;
}

export function LabelQuestion({ certificate, suggested, onAnswer }: LabelQuestionProps): JSX.Element {
  const texts = pictureTexts[language()];
  const answer = async (label: CertificateLabel) => {
    await setCertificateLabel(certificate, label).catch(() => undefined);
    onAnswer(label);
  };
  const other = suggested === "person" ? "seal" : "person";
  return (
    <section class="note card" aria-labelledby="label-question">
      <div class="row">
        <Icon name="key" />
        <b id="label-question">{texts.whose}</b>
      </div>
      <p class="small">{`${texts.looksLike[suggested]} ${texts.whoseHint}`}</p>
      <div class="row spaced">
        {([suggested, other] as const).map((label) => (
          <button key={label} type="button" class="btn" onClick={() => void answer(label)}>
            {texts[label]}
          </button>
        ))}
      </div>
    </section>
  );
}
