/** The foot of the right column: what happens next, the way back, the one action. It never scrolls away. */

import type { JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Acts, type FootProps, Next, SignButton } from "./acts.tsx";
import { DoneFoot } from "./done-foot.tsx";
import { obstacleFor } from "./obstacle.ts";
import { ReadyFoot } from "./ready-foot.tsx";
import type { Entry } from "./state.ts";
import { FetchingFoot, WorkingFoot } from "./working.tsx";

export function Foot({ entry, ...props }: Omit<FootProps, "entry"> & { entry: Entry | null }): JSX.Element {
  return (
    <footer class="foot" id="ky">
      {entry !== null && <Content key={entry.id} {...props} entry={entry} />}
    </footer>
  );
}

function Content(props: FootProps): JSX.Element {
  const { desk, entry } = props;
  const texts = signTexts[language()];
  const { phase } = entry;
  switch (phase.kind) {
    case "choose":
      return <Waiting {...props} next={texts.nextFile} leave={() => void desk.leave(entry.id)} />;
    case "fetching":
    case "checking":
      return <FetchingFoot {...props} />;
    case "failed":
      return <FailedFoot {...props} />;
    case "working":
      return <WorkingFoot {...props} phase={phase} />;
    case "done":
      return <DoneFoot {...props} result={phase.result} />;
    case "ready":
      return <Ready {...props} />;
  }
}

function Ready(props: FootProps): JSX.Element {
  const { desk, state, entry } = props;
  const texts = signTexts[language()];
  const obstacle = obstacleFor(state, entry);
  const leave = () => desk.answer(entry.id, null);
  if (obstacle === null) return <ReadyFoot {...props} leave={leave} />;
  if (obstacle.kind === "locked") return <Waiting {...props} next={texts.lockedKept} leave={leave} />;
  const next = obstacle.kind === "no-token" ? texts.noTokenKept : texts.hostKept;
  return <Waiting {...props} next={next} leave={leave} />;
}

interface WaitingProps extends FootProps {
  readonly next: string;
  readonly leave: () => void;
}

/** The button stays visible but off; the reason stands above it. */
function Waiting({ next, leave, practice }: WaitingProps): JSX.Element {
  return (
    <>
      <Next text={next} />
      <Acts leave={leave}>
        <SignButton practice={practice} disabled />
      </Acts>
    </>
  );
}

function FailedFoot({ desk, entry }: FootProps): JSX.Element {
  const texts = signTexts[language()];
  const own = entry.job.url === null;
  const { phase } = entry;
  // A document that waits for its password has its one action at the field.
  const main = phase.kind === "failed" && phase.error.code === "PASSWORD_NEEDED" ? "" : "main";
  return (
    <>
      <Next text={texts.notSigned} />
      <Acts leave={() => void desk.leave(entry.id)}>
        <button type="button" class={`btn ${main} big grow`} onClick={() => desk.retry(entry.id)}>
          <Icon name="retry" />
          {own ? texts.chooseAnother : texts.checkAgain}
        </button>
      </Acts>
    </>
  );
}
