/** The signatures that are already in the document, with the verdict of each: said before the PIN. */

import type { JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { signerName } from "../verify/signer-name.ts";
import { toneOf } from "../verify/tone.ts";

export function Earlier({ signatures }: { signatures: readonly SignatureVerdict[] }): JSX.Element {
  const texts = signTexts[language()];
  return (
    <div class="full">
      <div class="k">{texts.earlier}</div>
      <ul class="stack earlier">
        {signatures.map((signature, index) => {
          const tone = toneOf(signature);
          return (
            <li key={`${index} ${signature.field}`} class={`status ${tone}`}>
              <Icon name={tone === "practice" ? "info" : tone} />
              <span>
                {`${index + 1}. ${signerName(signature, language())}`}
                <small>{meaning(signature)}</small>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The first reason, else that nothing is wrong. */
function meaning(signature: SignatureVerdict): string {
  const [reason] = signature.reasons;
  if (signature.indication !== "TOTAL-PASSED" && reason !== undefined) return reason[language()];
  return signTexts[language()].earlierGood;
}
