/** The bars around the page that belong to the stamps: the kind, what it needs, where it stands. */

import type { JSX } from "preact";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import { Icon } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import type { Desk } from "../desk.ts";
import type { Entry } from "../state.ts";
import { KindTools } from "./kind-tools.tsx";
import { NeedsBar } from "./needs-bar.tsx";
import { PlaceBar } from "./place-bar.tsx";
import { isSealing } from "./state.ts";
import type { StampsOnScreen } from "./use-stamps.ts";

interface BarsRequest {
  readonly desk: Desk;
  readonly entry: Entry | null;
  readonly stamps: StampsOnScreen;
}

interface Bars {
  readonly tools?: JSX.Element;
  readonly bar?: JSX.Element;
  readonly below?: JSX.Element;
}

/** None before the document is checked, and none once it is signed. */
export function stampBars({ desk, entry, stamps }: BarsRequest): Bars {
  const { work, open } = stamps;
  const isShown = entry?.phase.kind === "ready" || entry?.phase.kind === "working";
  if (entry === null || !isShown) return {};
  const { id } = entry;
  const { choice, planned } = work;
  return {
    tools: (
      <KindTools
        choice={choice}
        agency={stamps.agency}
        disabled={!open}
        onChoose={(chosen) => void desk.stamps.choose(id, chosen)}
      />
    ),
    bar:
      planned.kind === "no-picture" ? (
        <NoPicture seal={isSealing(choice)} />
      ) : (
        <NeedsBar
          work={work}
          disabled={!open}
          onFill={(inputs) => void desk.stamps.fill(id, inputs)}
          onEnter={goOn}
        />
      ),
    below: <PlaceBar work={work} onHome={(index) => void desk.stamps.home(id, index)} />,
  };
}

/** From the last field on: the PIN where one is asked, else the signature itself. */
function goOn(): void {
  const pin = document.querySelector<HTMLInputElement>("#pin");
  if (pin !== null) pin.focus();
  else document.querySelector<HTMLButtonElement>("[data-act='sign']:not([disabled])")?.click();
}

function NoPicture({ seal }: { seal: boolean }): JSX.Element {
  const texts = stampTexts[language()];
  return (
    <div class="tools2" role="status">
      <span class="row caution-t">
        <Icon name="caution" size={16} />
        <b>{seal ? texts.noSeal : texts.noPicture}</b>
      </span>
    </div>
  );
}
