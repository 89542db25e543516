/** "Bản hiện tại / Bản lúc ký / So sánh": which revision is on view, and its bytes onto the disk. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { VerifyDesk } from "./flow.ts";
import { saveSigned } from "./save-signed.ts";
import { type Entry, firstRevision, type SignedRevision, type View } from "./state.ts";

const KINDS = ["current", "signed", "compare"] as const;

/** The document comes in a new frame and its toolbar anew: what had the focus gets it back. */
let takesFocus = false;

/** Only where the file goes on after what was signed. */
export function Versions({ desk, entry }: { desk: VerifyDesk; entry: Entry }): JSX.Element | null {
  const { view } = entry;
  const group = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!takesFocus) return;
    takesFocus = false;
    group.current?.querySelector<HTMLElement>("[aria-checked=true]")?.focus();
  }, []);
  const revision = view.kind === "current" ? firstRevision(entry) : view.revision;
  if (revision === null) return null;
  const see = (kind: View["kind"]) => {
    takesFocus = true;
    desk.see(entry.id, kind === "current" ? { kind } : { kind, revision });
  };
  return (
    <>
      {view.kind === "signed" && <Save entry={entry} revision={view.revision} />}
      <span
        ref={group}
        class="seg"
        role="radiogroup"
        aria-label={lookTexts[language()].versions}
        onKeyDown={(event) => {
          const step = STEPS[event.key];
          if (step !== undefined) see(neighbour(view.kind, step));
        }}
      >
        {KINDS.map((kind) => (
          // biome-ignore lint/a11y/useSemanticElements: buttons that look like a switch, as the drawings have them
          <button
            key={kind}
            type="button"
            role="radio"
            class={`btn ${view.kind === kind ? "on" : ""}`}
            aria-checked={view.kind === kind}
            tabIndex={view.kind === kind ? 0 : -1}
            onClick={() => see(kind)}
          >
            {lookTexts[language()].version[kind]}
          </button>
        ))}
      </span>
    </>
  );
}

/** Keys of a group of which one is chosen (ARIA Authoring Practices, radio group). */
const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

function neighbour(kind: View["kind"], step: 1 | -1): View["kind"] {
  return KINDS[(KINDS.indexOf(kind) + step + KINDS.length) % KINDS.length] ?? kind;
}

function Save({ entry, revision }: { entry: Entry; revision: SignedRevision }): JSX.Element | null {
  const texts = lookTexts[language()];
  const { file } = entry;
  if (file === null) return null;
  return (
    <button
      type="button"
      class="btn plain icon"
      title={`${texts.saveSigned}. ${texts.seeingSigned(revision.name)}`}
      aria-label={texts.saveSigned}
      onClick={() => void saveSigned(file, revision)}
    >
      <Icon name="save" />
    </button>
  );
}
