/** The computer's own mark beside the PIN: drawn at random at installation, unknown to every page. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { type Mark, ownMark } from "../../mark.ts";
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
      {mark !== null && (
        <span class="own-mark">
          <Pattern cells={mark.cells} />
          {mark.name}
        </span>
      )}
    </div>
  );
}

/** The cells as white squares on the seal's blue, row by row. */
function Pattern({ cells }: { cells: readonly boolean[] }): JSX.Element {
  const side = Math.round(Math.sqrt(cells.length));
  const step = 15 / side;
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="3" fill="#17508F" />
      {cells.map((on, at) => {
        const [x, y] = [2.5 + (at % side) * step, 2.5 + Math.floor(at / side) * step];
        return on ? <rect key={`${x} ${y}`} x={x} y={y} width={step} height={step} fill="#fff" /> : null;
      })}
    </svg>
  );
}
