/** How many tries are left, as far as the token tells: that there was a wrong PIN, or that one try is left. Nothing else is claimed. */

import type { JSX } from "preact";
import { signTexts } from "#shared/messages/windows-sign.ts";
import type { Token } from "#shared/protocol/messages.ts";
import { language } from "../parts/language.ts";

export function Tries({ token }: { token: Token }): JSX.Element | null {
  if (token.pin.finalTry) return <OneTry />;
  return token.pin.countLow ? <span class="tries low">{signTexts[language()].someWrong}</span> : null;
}

export function OneTry(): JSX.Element {
  return (
    <span class="tries low">
      <span class="row dots" aria-hidden="true">
        <span class="p" />
        <span class="p gone" />
        <span class="p gone" />
      </span>
      {signTexts[language()].oneTry}
    </span>
  );
}
