/** The verdict across the window: shape, word and colour; told once to screen readers. */

import type { JSX } from "preact";
import { explainReading } from "#shared/messages/errors.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import { permitServices } from "../../network/evidence.ts";
import { formatSize } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { VerifyDesk } from "./flow.ts";
import { ReportButton } from "./report/report-button.tsx";
import { SignButton } from "./sign-button.tsx";
import { type Entry, isHopeless, reportOf, type VerifyState } from "./state.ts";
import { fileTone, headlineOf, iconOf, meaningOf, type Tone } from "./tone.ts";

interface Answer {
  readonly tone: Tone;
  readonly busy: boolean;
  readonly headline: string;
  readonly meaning: string;
}

interface BannerProps {
  readonly desk: VerifyDesk;
  readonly state: VerifyState;
  readonly entry: Entry | null;
}

export function Banner({ desk, state, entry }: BannerProps): JSX.Element {
  const texts = verifyTexts[language()];
  const { tone, busy, headline, meaning } = answerOf(entry);
  return (
    <section class={`verdict ${tone}`} aria-label={texts.verdict} aria-busy={busy}>
      {busy ? <span class="spin sign-i" /> : <Icon name={iconOf(tone)} class="sign-i" />}
      <div class="said" role="status">
        <h1 tabIndex={-1}>{headline}</h1>
        <p>{meaning}</p>
      </div>
      <div class="acts">{entry !== null && <Acts {...{ desk, state, entry, tone }} />}</div>
    </section>
  );
}

function answerOf(entry: Entry | null): Answer {
  const texts = verifyTexts[language()];
  const phase = entry?.phase ?? { kind: "choose" as const };
  switch (phase.kind) {
    case "choose":
      return { tone: "none", busy: false, headline: texts.title, meaning: texts.checkingNext };
    case "fetching":
      return { tone: "none", busy: true, headline: texts.fetching, meaning: progressOf(phase) };
    case "checking":
      return { tone: "none", busy: true, headline: texts.checking, meaning: texts.checkingNext };
    case "stopped":
      return { tone: "none", busy: false, headline: texts.stopped, meaning: texts.stoppedNext };
    case "failed": {
      const { said, next } = explainReading(phase, language());
      return { tone: "caution", busy: false, headline: texts.failed, meaning: `${said} ${next}` };
    }
    case "checked": {
      const { verdict } = phase.result;
      return {
        tone: fileTone(verdict),
        busy: false,
        headline: headlineOf(verdict, language()),
        meaning: meaningOf(verdict, language()),
      };
    }
  }
}

function progressOf({ done, total }: { done: number; total: number | null }): string {
  const texts = verifyTexts[language()];
  if (done === 0) return texts.checkingNext;
  return total === null ? formatSize(done) : texts.fetched(formatSize(done), formatSize(total));
}

interface ActsProps {
  readonly desk: VerifyDesk;
  readonly state: VerifyState;
  readonly entry: Entry;
  readonly tone: Tone;
}

/** Where evidence is missing the way on is another try; where there is no signature, one may be made; elsewhere the result is for the file. */
function Acts({ desk, state, entry, tone }: ActsProps): JSX.Element | null {
  const { phase, file, job } = entry;
  const report = reportOf(entry, { language: language(), labels: state.labels });
  const again = report === null || (tone === "caution" && !isUnsigned(entry));
  if (phase.kind === "choose") return null;
  if (phase.kind === "fetching" || phase.kind === "checking") return <StopButton desk={desk} id={entry.id} />;
  const unsigned = isUnsigned(entry) ? file : null;
  return (
    <>
      {report !== null && <ReportButton request={report} main={!again && unsigned === null} short={again} />}
      {unsigned !== null && <SignButton key={entry.id} job={job} file={unsigned} />}
      {again && isHopeless(entry) && (
        <button type="button" class="btn main" onClick={() => desk.another()}>
          {verifyTexts[language()].another}
        </button>
      )}
      {again && !isHopeless(entry) && (
        <button
          type="button"
          class="btn main"
          onClick={() => void permitServices().then(() => desk.again(entry.id))}
        >
          <Icon name="retry" />
          {verifyTexts[language()].again}
        </button>
      )}
    </>
  );
}

/** A PDF with no signature of its own. */
function isUnsigned({ phase }: Entry): boolean {
  if (phase.kind !== "checked" || phase.result.kind !== "pdf") return false;
  return ownSignatures(phase.result.verdict).length === 0;
}

function StopButton({ desk, id }: { desk: VerifyDesk; id: string }): JSX.Element {
  return (
    <button type="button" class="btn" onClick={() => desk.stop(id)}>
      <Icon name="stop" />
      {verifyTexts[language()].stop}
    </button>
  );
}
