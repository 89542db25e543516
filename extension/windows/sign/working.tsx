/** While something is going on: what, how far, and how to stop it. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { formatSeconds, formatSize } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Acts, type FootProps, Next, SignButton } from "./acts.tsx";
import { type Phase, STEPS, type Step } from "./state.ts";

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

export function WorkingFoot({ desk, entry, phase, practice }: WorkingProps): JSX.Element {
  const texts = signTexts[language()];
  const seconds = useElapsed(phase.step);
  const slow = useElapsed("") * 1000 >= SHOWN_AFTER;
  const stoppable = phase.step === "prepare" || phase.step === "token";
  if (!slow) return <Busy practice={practice} />;
  const steps = STEPS.filter((step) => step !== "deliver" || entry.target !== null);
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
        {steps.map((step) => (
          <StepLine key={step} step={step} phase={phase} />
        ))}
      </ol>
      <Next text={stoppable ? texts.nothingYet : texts.signatureMade} />
      <div class="acts">
        <button type="button" class="btn big grow" disabled={!stoppable} onClick={() => desk.stop(entry.id)}>
          <Icon name="stop" />
          {texts.stop}
        </button>
      </div>
    </>
  );
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
  return (
    <li class={state === "todo" ? "todo" : ""}>
      {state === "now" && <span class="spin" />}
      {state === "done" && <Icon name="good" />}
      {state === "todo" && <Icon name="todo" />}
      <span>{texts.steps[step]}</span>
      <span class="t">{took === undefined ? "" : texts.seconds(formatSeconds(took))}</span>
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
