/** The computer's own mark beside the PIN: drawn at random at installation, unknown to every page. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { type OwnMark as Mark, ownMark } from "../../mark.ts";
import { Icon } from "./icons.tsx";
import { language } from "./language.ts";

export function OwnMark({ id }: { id: string }): JSX.Element {
  const texts = signTexts[language()];
  const [mark, setMark] = useState<Mark | null>(null);
  useEffect(() => void ownMark().then(setMark), []);
  return (
    <div class="only-here" id={id}>
      <Icon name="lock" size={16} />
      <span>{texts.onlyHere}</span>
      {mark !== null && <span class="own-mark">{mark.name}</span>}
    </div>
  );
}
