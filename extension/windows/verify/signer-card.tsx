/** One signature: who, for whom, when by which clock; the facts behind it closed. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { formatMoment } from "../parts/format.ts";
import { Icon, type IconName } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { isAgencySigner, isPracticeSignature, signerName, signerPlace } from "./tone.ts";

interface SignerCardProps {
  readonly signature: SignatureVerdict;
  readonly number: number;
  readonly tone: string;
  readonly icon: IconName;
  readonly open: boolean;
}

export function SignerCard({ signature, number, tone, icon, open }: SignerCardProps): JSX.Element {
  const place = signerPlace(signature);
  const [reason] = signature.reasons;
  return (
    <li class={`signer ${tone}`}>
      <Icon name={icon} />
      <div>
        <div class="name">
          <span class="grow">{`${number}. ${signerName(signature, language())}`}</span>
          <Tag signature={signature} />
        </div>
        {place !== "" && <span class="small">{place}</span>}
        <span class="small">{timeText(signature)}</span>
        {signature.indication !== "TOTAL-PASSED" && reason !== undefined && (
          <span class="small">{reason[language()]}</span>
        )}
      </div>
      <details open={open}>
        <summary>
          <Icon name="right" size={16} />
          {partsTexts[language()].details}
        </summary>
        <Facts signature={signature} />
      </details>
    </li>
  );
}

function Tag({ signature }: { signature: SignatureVerdict }): JSX.Element | null {
  const texts = partsTexts[language()];
  if (isPracticeSignature(signature)) return <span class="tag practice">{texts.practice}</span>;
  if (signature.signer === null || signature.kind === "timestamp") return null;
  return <span class="tag">{isAgencySigner(signature) ? texts.seal : texts.personal}</span>;
}

/** The time with its source: only a time-stamp proves it. */
function timeText({ timestamp, claimedTime }: SignatureVerdict): string {
  const texts = verifyTexts[language()];
  const proved = timestamp?.indication === "TOTAL-PASSED" ? formatMoment(timestamp.time) : null;
  if (proved !== null) return `${texts.signedAt(proved)} · ${texts.byTimestamp}`;
  const claimed = formatMoment(claimedTime);
  return claimed === null ? texts.noTime : `${texts.signedAt(claimed)} · ${texts.byComputer}`;
}

function Facts({ signature }: { signature: SignatureVerdict }): JSX.Element {
  const texts = verifyTexts[language()];
  const { signer, algorithms } = signature;
  const facts: [string, string | null][] = [
    [texts.integrity, signature.integrity ? texts.intact : texts.notIntact],
    [texts.coverage, texts.coverages[signature.coverage]],
    [texts.subject, signer?.subject ?? null],
    [texts.issuer, signer?.issuer ?? null],
    [texts.serial, signer?.serial ?? null],
    [texts.revocation, texts.revocations[signature.revocation.status]],
    [texts.level, signature.level],
    [
      texts.algorithms,
      algorithms && `${algorithms.signature}, ${algorithms.digest}, ${algorithms.keyBits} bit`,
    ],
    [texts.field, signature.field],
  ];
  return (
    <dl class="kv">
      {facts.map(([name, value]) =>
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
