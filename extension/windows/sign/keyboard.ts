/** Keys of the whole window: panes, leaving, help. */

import type { Desk } from "./desk.ts";
import { currentEntry, hasUnsaved } from "./state.ts";

export type Hotkey = "F6" | "Shift+F6" | "Escape" | "?";

interface KeyContext {
  readonly desk: Desk;
  readonly help: HTMLDialogElement | null;
}

export function handleKey(key: Hotkey, { desk, help }: KeyContext): void {
  switch (key) {
    case "F6":
      focusPane(1);
      return;
    case "Shift+F6":
      focusPane(-1);
      return;
    case "?":
      if (help?.open === false) help.showModal();
      return;
    case "Escape":
      // An open dialog takes the key itself.
      if (help?.open !== true) leave(desk);
  }
}

/** "Không ký"; off while the token signs, and while a signed document would be lost. */
function leave(desk: Desk): void {
  const entry = currentEntry(desk.store.state);
  if (entry === null || entry.phase.kind === "working") return;
  if (entry.phase.kind === "done" && hasUnsaved(desk.store.state)) return;
  if (entry.phase.kind === "ready") desk.answer(entry.id, null);
  else void desk.leave(entry.id);
}

const PANES = [".doc", ".top", ".mid", ".foot"];
const FOCUSABLE = "iframe, button:not([disabled]), input:not([disabled]), summary, [tabindex='0']";

function focusPane(step: 1 | -1): void {
  const panes = PANES.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const filled = panes.filter((pane) => pane.querySelector(FOCUSABLE) !== null);
  const current = filled.findIndex((pane) => pane.contains(document.activeElement));
  const next = filled[(current + step + filled.length) % filled.length];
  // The page itself, not the toolbar above it.
  const target = next?.querySelector<HTMLElement>("iframe") ?? next?.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
}
