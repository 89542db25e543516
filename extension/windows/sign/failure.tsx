/** The document could not be fetched or read: told in the place of the certificate. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { explain } from "../parts/support.ts";
import type { Notice } from "./state.ts";

export function Failure({ error }: { error: Notice }): JSX.Element {
  const { said, next } = explain(error);
  const tone = error.code === "PASSWORD_NEEDED" ? "caution" : "bad";
  return (
    <div class="full">
      <div class={`note ${tone} large`} role="alert">
        <Icon name={tone} size={24} />
        <div>
          <div class="heading">{said}</div>
          <p>{next}</p>
          <p class="small spaced">{partsTexts[language()].code(error.code)}</p>
        </div>
      </div>
    </div>
  );
}
