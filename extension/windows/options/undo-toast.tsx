/** Something was removed and can come back: six seconds, which stop while pointer or focus is on it. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { optionsTexts } from "#shared/messages/options.ts";
import { language } from "../parts/language.ts";

const SHOWN_MS = 6000;

interface UndoToastProps {
  readonly name: string;
  readonly onUndo: () => void;
  readonly onGone: () => void;
}

export function UndoToast({ name, onUndo, onGone }: UndoToastProps): JSX.Element {
  const texts = optionsTexts[language()];
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onGone, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held]);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return (
    <div
      class="toast"
      role="status"
      onMouseEnter={hold}
      onMouseLeave={release}
      onFocusIn={hold}
      onFocusOut={release}
    >
      <span>{texts.removed(name)}</span>
      <button type="button" class="link" onClick={onUndo}>
        {texts.undo}
      </button>
    </div>
  );
}
