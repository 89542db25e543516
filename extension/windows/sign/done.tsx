/** The result: where the signed copy is, and what our own check found. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import { cutMiddle, formatCount, formatMoment, formatSize, formatTime } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import type { Entry, SignedResult } from "./state.ts";
import { stampedTime } from "./time-stamp/wanted.ts";

interface DoneNoteProps {
  readonly entry: Entry;
  readonly result: SignedResult;
}

/** Green only where the file is safe: taken by the page, or saved. */
export function DoneNote({ entry, result }: DoneNoteProps): JSX.Element {
  const safe = result.delivery === "taken" || result.saved;
  const practice = result.certificate.token === "practice";
  const look = practice ? "practice" : safe ? "good" : "caution";
  return (
    <div class={`note done ${look}`} role="status">
      <Icon name={practice ? "info" : safe ? "good" : "caution"} size={24} />
      <div>
        <div class={`heading ${look}-t`}>{headingOf(result)}</div>
        <p>
          <Rich text={whereText(entry, result)} />
        </p>
      </div>
    </div>
  );
}

/** A time-stamp is named only where it is in the file and right over the signature. */
function headingOf({ certificate, verdict }: SignedResult): string {
  const texts = stampedTime(verdict) === null ? signTexts[language()] : timeStampTexts[language()];
  return certificate.token === "practice" ? texts.donePractice : texts.done;
}

function whereText({ job }: Entry, { delivery, label, saved }: SignedResult): string {
  const texts = signTexts[language()];
  const site = job.source.kind === "site" ? new URL(job.source.origin).host : "";
  switch (delivery) {
    case "taken":
      return texts.taken(texts.place(label ?? ""), site);
    case "unproven":
      return texts.unproven(texts.place(label ?? ""), site);
    case "refused":
      return texts.refused;
    case "none":
      return saved ? texts.savedNow : texts.onlyHereNow;
  }
}

export function DoneFacts({ result, pages }: { result: SignedResult; pages: number | null }): JSX.Element {
  const texts = signTexts[language()];
  const { certificate } = result;
  const place = [...certificate.organizationalUnits, certificate.organization ?? ""]
    .filter((name) => name !== "" && name !== certificate.commonName)
    .join(", ");
  const size = formatSize(result.blob.size);
  const count = pages === null ? [] : [partsTexts[language()].pageCount(formatCount(pages))];
  return (
    <>
      <div>
        <Icon name="file" />
        <div>
          <div class="k">{texts.signedCopy}</div>
          <div class="v" title={result.name}>
            {cutMiddle(result.name)}
          </div>
          <div class="small">{[...count, size, texts.signedAt(formatTime(result.signedAt))].join(" · ")}</div>
        </div>
      </div>
      <div>
        <Icon name="key" />
        <div>
          <div class="k">{texts.signer}</div>
          <div class="v">{certificate.commonName}</div>
          {place !== "" && <div class="small">{place}</div>}
        </div>
      </div>
      <SelfCheck result={result} />
    </>
  );
}

/** Only what was really checked; each line would have stopped the delivery had it failed. */
function SelfCheck({ result }: { result: SignedResult }): JSX.Element {
  const texts = signTexts[language()];
  const stamp = formatMoment(stampedTime(result.verdict));
  const earlier = ownSignatures(result.verdict).length - 1;
  const lines = [
    { text: texts.selfIntegrity, fact: "" },
    { text: texts.selfCoverage, fact: "" },
    ...(stamp === null ? [] : [{ text: timeStampTexts[language()].selfStamp, fact: stamp }]),
    ...(earlier > 0 ? [{ text: texts.selfEarlier(formatCount(earlier)), fact: "" }] : []),
    ...(result.delivery === "taken" ? [{ text: texts.selfTaken, fact: formatSize(result.blob.size) }] : []),
    ...(result.saved ? [{ text: texts.selfSaved, fact: "" }] : []),
  ];
  return (
    <div class="full">
      <div class="k">{texts.selfChecked}</div>
      <ul class="steps">
        {lines.map(({ text, fact }) => (
          <li key={text}>
            <Icon name="good" />
            <span>{text}</span>
            <span class="t">{fact}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
