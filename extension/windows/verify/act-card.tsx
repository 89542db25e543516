/** One act of signing: who, for whom, when by which clock; the facts behind it closed. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { formatMoment } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { Act } from "./acts.ts";
import { commonName, isAgencySigner, signerName, signerPlace } from "./signer-name.ts";
import { iconOf, isPracticeSignature } from "./tone.ts";

export function ActCard({ act, open }: { act: Act; open: boolean }): JSX.Element {
  const { members, tone } = act;
  const [first, ...others] = members;
  const { number, signature } = others.at(-1) ?? first;
  const place = signerPlace(signature);
  const numbers = others.length === 0 ? String(number) : `${first.number}–${number}`;
  const [reason] = members.flatMap(({ signature: { indication, reasons } }) =>
    indication === "TOTAL-PASSED" ? [] : reasons,
  );
  return (
    <li class={`signer ${tone}`}>
      <Icon name={iconOf(tone)} />
      <div>
        <div class="name">
          <span class="grow">{`${numbers}. ${signerName(signature, language())}`}</span>
          <Tag signature={signature} />
        </div>
        {place !== "" && <span class="small">{place}</span>}
        <span class="small">{timeText(signature)}</span>
        {others.length > 0 && <span class="small">{verifyTexts[language()].signaturesOf(numbers)}</span>}
        {reason !== undefined && <span class="small">{reason[language()]}</span>}
      </div>
      <details open={open}>
        <summary>
          <Icon name="right" size={16} />
          {partsTexts[language()].details}
        </summary>
        {members.map((member) => (
          <Facts key={member.number} signature={member.signature} />
        ))}
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
    [texts.integrity, signature.integrity ? texts.intact : texts.notIntact],
    [texts.coverage, texts.coverages[signature.coverage]],
    [texts.authority, signer?.domain ? texts.authorities[signer.domain] : null],
    [texts.issuer, signer && commonName(signer.issuer)],
    [texts.subject, signer?.subject ?? null],
    [texts.serial, signer?.serial ?? null],
    [texts.revocation, revocationText(signature)],
    [texts.timeSource, timestamp?.tsa ? texts.stampedBy(commonName(timestamp.tsa)) : null],
    [texts.level, signature.level],
    [
      texts.algorithms,
      algorithms && `${algorithms.signature}, ${algorithms.digest}, ${algorithms.keyBits} bit`,
    ],
    [texts.field, signature.field],
  ];
}

function revocationText({ revocation: { status, source, time } }: SignatureVerdict): string {
  const texts = verifyTexts[language()];
  const word = texts.revocations[status];
  const from = [source, formatMoment(time)].filter((part) => part !== null).join(", ");
  return from === "" ? word : texts.fromSource(word, from);
}
