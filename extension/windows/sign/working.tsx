/** While something is going on: what, how far, and how to stop it. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { timeStampTexts } from "#shared/messages/windows-sign-time-stamp.ts";
import { formatSeconds, formatSize } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Acts, type FootProps, Next, SignButton } from "./acts.tsx";
import { chosenOffer } from "./choose.ts";
import { type Phase, STEPS, type Step } from "./state.ts";

import { HeldFoot } from "./time-stamp/held-foot.tsx";
import { wantsTimeStamp } from "./time-stamp/wanted.ts";

/** Work shorter than this shows only a busy button. */
const SHOWN_AFTER = 1000;

export function FetchingFoot({ desk, entry, practice }: FootProps): JSX.Element {
  const texts = signTexts[language()];
  const { phase } = entry;
  return (
    <>
      {phase.kind === "fetching" && <Fetching done={phase.done} total={phase.total} />}
      <Next text={texts.nextFetch} />
      <Acts leave={() => void desk.leave(entry.id)}>
        <SignButton practice={practice} disabled />
      </Acts>
    </>
  );
}

function Fetching({ done, total }: { done: number; total: number | null }): JSX.Element {
  const texts = partsTexts[language()];
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return (
    <div role="status" class="progress">
      <div class="between">
        <b>{texts.loading}</b>
        <span class="small">
          {total === null ? formatSize(done) : texts.loadedOf(formatSize(done), formatSize(total))}
        </span>
      </div>
      <div
        class={`bar ${share === null ? "wait" : ""}`}
        role="progressbar"
        aria-label={texts.loading}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
      >
        <i style={share === null ? {} : { width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

interface WorkingProps extends FootProps {
  readonly phase: Extract<Phase, { kind: "working" }>;
}

export function WorkingFoot(props: WorkingProps): JSX.Element {
  const { desk, entry, phase, practice } = props;
  const texts = signTexts[language()];
  const seconds = useElapsed(phase.step);
  const slow = useElapsed("") * 1000 >= SHOWN_AFTER;
  if (phase.held !== undefined) return <HeldFoot {...props} held={phase.held} />;
  if (!slow) return <Busy practice={practice} />;
  const { step } = phase;
  const made = step !== "prepare" && step !== "token";
  const stoppable = !made || step === "stamp";
  return (
    <>
      <div role="status">
        <div class="between">
          <b>{texts.working[phase.step]}</b>
          <span class="small">{texts.seconds(String(Math.round(seconds)))}</span>
        </div>
      </div>
      <div class="bar wait spaced" role="progressbar" aria-label={texts.working[phase.step]}>
        <i />
      </div>
      <ol class="steps">
        {stepsOf(props).map((step) => (
          <StepLine key={step} step={step} phase={phase} />
        ))}
      </ol>
      <Next text={made ? texts.signatureMade : texts.nothingYet} />
      <div class="acts">
        <button type="button" class="btn big grow" disabled={!stoppable} onClick={() => desk.stop(entry.id)}>
          <Icon name="stop" />
          {step === "stamp" ? timeStampTexts[language()].stopWaiting : texts.stop}
        </button>
      </div>
    </>
  );
}

/** What this document goes through. */
function stepsOf({ state, entry, phase }: WorkingProps): Step[] {
  const offer = chosenOffer(state, entry);
  const stamped = phase.step === "stamp" || (offer !== null && wantsTimeStamp(state, offer));
  return STEPS.filter((step) => (step === "stamp" ? stamped : step !== "deliver" || entry.target !== null));
}

function Busy({ practice }: { practice: boolean }): JSX.Element {
  const texts = signTexts[language()];
  return (
    <>
      <Next text={texts.nothingYet} />
      <div class="acts">
        <button type="button" class="btn big" disabled>
          {texts.decline}
        </button>
        <button
          type="button"
          class={`btn ${practice ? "practice" : "main"} big grow`}
          aria-busy="true"
          disabled
        >
          <span class="spin" />
          {texts.busy}
        </button>
      </div>
    </>
  );
}

function StepLine({ step, phase }: { step: Step; phase: WorkingProps["phase"] }): JSX.Element {
  const texts = signTexts[language()];
  const took = phase.took[step];
  const state = step === phase.step ? "now" : took === undefined ? "todo" : "done";
  const waits = state === "now" && step === "stamp";
  return (
    <li class={state === "todo" ? "todo" : ""}>
      {state === "now" && <span class="spin" />}
      {state === "done" && <Icon name="good" />}
      {state === "todo" && <Icon name="todo" />}
      <span>{texts.steps[step]}</span>
      <span class="t">
        {waits
          ? timeStampTexts[language()].usually
          : took === undefined
            ? ""
            : texts.seconds(formatSeconds(took))}
      </span>
    </li>
  );
}

/** Seconds since `what` began. */
export function useElapsed(what: string): number {
  const [began, setBegan] = useState(() => performance.now());
  const [now, setNow] = useState(began);
  useEffect(() => {
    setBegan(performance.now());
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, [what]);
  return Math.max(0, now - began) / 1000;
}
