/** The facts behind one signature. */

import type { JSX } from "preact";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { shownName } from "#shared/verify/subject.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { oneLine } from "../../jobs.ts";
import { formatMoment } from "../parts/format.ts";
import { language } from "../parts/language.ts";
import { integrityText } from "./signed-state.ts";

export function Facts({ signature }: { signature: SignatureVerdict }): JSX.Element {
  return (
    <dl class="kv">
      {factsOf(signature).map(([name, value]) =>
        value === null ? null : (
          <div key={name} class="pairline">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function factsOf(signature: SignatureVerdict): [string, string | null][] {
  const texts = verifyTexts[language()];
  const { signer, algorithms, timestamp } = signature;
  return [
    [texts.integrity, integrityText(signature, language())],
    [texts.coverage, texts.coverages[signature.coverage]],
    [texts.authority, signer?.domain ? texts.authorities[signer.domain] : null],
    [texts.issuer, signer && shownName(signer.issuer)],
    [texts.subject, signer?.subject ?? null],
    [texts.serial, signer?.serial ?? null],
    [texts.revocation, revocationText(signature)],
    [texts.timeSource, timestamp?.tsa ? texts.stampedBy(shownName(timestamp.tsa)) : null],
    [texts.level, signature.level],
    [
      texts.algorithms,
      algorithms && `${algorithms.signature}, ${algorithms.digest}, ${algorithms.keyBits} bit`,
    ],
    [texts.field, signature.field && oneLine(signature.field)],
  ];
}

function revocationText({ revocation: { status, source, time } }: SignatureVerdict): string {
  const texts = verifyTexts[language()];
  const word = texts.revocations[status];
  const from = [source?.toUpperCase() ?? null, formatMoment(time)].filter((part) => part !== null).join(", ");
  return from === "" ? word : texts.fromSource(word, from);
}
