/** After signing: save, back to the page, the next document, or the original once more. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { type FootProps, Next } from "./acts.tsx";
import type { Entry, SignedResult, SignState } from "./state.ts";
import { deliverAgain, save } from "./steps/deliver.ts";

interface DoneFootProps extends FootProps {
  readonly result: SignedResult;
}

export function DoneFoot(props: DoneFootProps): JSX.Element {
  const { desk, entry, result } = props;
  const texts = signTexts[language()];
  const safe = result.delivery === "taken" || result.saved;
  const next = result.delivery === "taken" ? texts.nextPage : safe ? texts.nextSaved : texts.nextUnsaved;
  return (
    <>
      <Next text={next} />
      <div class="row links">
        <button type="button" class="link" onClick={() => desk.signAgain(entry.id)}>
          {texts.signAgain}
        </button>
        {entry.job.tab !== null && result.delivery !== "taken" && (
          <button type="button" class="link" onClick={() => void deliverAgain(desk, entry.id, result)}>
            {texts.sendToPage}
          </button>
        )}
      </div>
      <div class="acts">{safe ? <SafeActs {...props} /> : <SaveFirst {...props} />}</div>
    </>
  );
}

function SaveFirst({ desk, entry, result }: DoneFootProps): JSX.Element {
  const texts = signTexts[language()];
  return (
    <button
      type="button"
      class="btn main big grow"
      data-act="save"
      onClick={() => void save(desk, entry.id, result)}
    >
      <Icon name="save" />
      {texts.save}
    </button>
  );
}

function SafeActs({ desk, state, entry, result }: DoneFootProps): JSX.Element {
  const texts = signTexts[language()];
  const waiting = nextWaiting(state, entry);
  return (
    <>
      <button type="button" class="btn big" data-act="save" onClick={() => void save(desk, entry.id, result)}>
        <Icon name="save" />
        {texts.saveCopy}
      </button>
      {waiting !== null ? (
        <button type="button" class="btn main big grow" onClick={() => desk.select(waiting.id)}>
          {texts.nextDocument}
        </button>
      ) : (
        <button type="button" class="btn main big grow" onClick={() => void desk.leave(entry.id)}>
          {entry.job.tab === null ? partsTexts[language()].close : texts.backToPage}
        </button>
      )}
    </>
  );
}

function nextWaiting(state: SignState, entry: Entry): Entry | null {
  const isWaiting = ({ id, phase: { kind } }: Entry) =>
    id !== entry.id && kind !== "done" && kind !== "failed";
  return state.entries.find(isWaiting) ?? null;
}
