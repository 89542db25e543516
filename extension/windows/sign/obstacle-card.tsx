/** How an obstacle is told: what happened, what it means, one next step. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { serialEnd } from "../parts/format.ts";
import { Icon, PlugIn } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { Rich } from "../parts/rich.tsx";
import { explain } from "../parts/support.ts";
import type { Desk } from "./desk.ts";
import type { Obstacle as ObstacleState } from "./obstacle.ts";
import type { Notice } from "./state.ts";

interface ObstacleProps {
  readonly desk: Desk;
  readonly obstacle: ObstacleState;
}

export function Obstacle({ desk, obstacle }: ObstacleProps): JSX.Element {
  const texts = signTexts[language()];
  switch (obstacle.kind) {
    case "connecting":
      return <Busy text={texts.connecting} />;
    case "reading":
      return <Busy text={texts.readingToken} />;
    case "no-token":
      return <NoToken />;
    case "host":
      return <Failed error={obstacle.error} retry={() => desk.host.connect()} />;
    case "source":
    case "token-failed":
      return <Failed error={obstacle.error} retry={() => desk.host.connect()} />;
    case "no-certificate":
      return <Card title={texts.noCertificate} text={texts.noCertificateNext} />;
    case "on-reader":
      return <Card title={texts.noCertificate} text={texts.pinOnReader} />;
    case "locked":
      return <Locked obstacle={obstacle} />;
  }
}

function Busy({ text }: { text: string }): JSX.Element {
  return (
    <div class="row spaced" role="status">
      <span class="spin s16" />
      <span class="small">{text}</span>
    </div>
  );
}

function NoToken(): JSX.Element {
  const texts = signTexts[language()];
  return (
    <>
      <div class="note card">
        <div class="plug-in">
          <PlugIn label={texts.plugIn} />
        </div>
        <div class="v large">{texts.noToken}</div>
        <p>{texts.noTokenNext}</p>
        <div class="row spaced" role="status">
          <span class="spin s16" />
          <span class="small">{texts.waitingForToken}</span>
        </div>
      </div>
      <p class="small spaced">{texts.alreadyPluggedIn}</p>
    </>
  );
}

function Card({ title, text }: { title: string; text: string }): JSX.Element {
  return (
    <div class="note card" role="status">
      <div class="v large">{title}</div>
      <p>{text}</p>
    </div>
  );
}

function Failed({ error, retry }: { error: Notice; retry: () => void }): JSX.Element {
  const { said, next } = explain(error);
  return (
    <div class="note card" role="alert">
      <div class="v large">{said}</div>
      <p>{next}</p>
      <button type="button" class="btn spaced" onClick={retry}>
        <Icon name="retry" />
        {signTexts[language()].retry}
      </button>
      <p class="small spaced">{partsTexts[language()].code(error.code)}</p>
    </div>
  );
}

function Locked({ obstacle }: { obstacle: Extract<ObstacleState, { kind: "locked" }> }): JSX.Element {
  const texts = signTexts[language()];
  const { token, holder } = obstacle;
  const device = `${token.label} ${serialEnd(token.serial)}`;
  return (
    <div class="full">
      <div class="note bad large" role="alert">
        <Icon name="lock" size={24} />
        <div>
          <div class="heading bad-t">{texts.tokenLocked}</div>
          <p>{texts.tokenLockedMeaning}</p>
          <div class="small spaced">{holder === null ? device : `${holder} · ${device}`}</div>
        </div>
      </div>
      <h2 class="spaced">{texts.toDo}</h2>
      <ol class="do">
        {texts.unlockSteps.map((step) => (
          <li key={step}>
            <Rich text={step} />
          </li>
        ))}
      </ol>
    </div>
  );
}
