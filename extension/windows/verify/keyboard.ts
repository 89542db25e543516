/** Keys of the whole window: panes, and the list of changes. */

export type Hotkey = "F6" | "Shift+F6" | "n" | "Shift+n";

/** null for other keys, and for letters typed into a field. */
export function hotkeyOf(event: KeyboardEvent): Hotkey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (event.key === "F6") return event.shiftKey ? "Shift+F6" : "F6";
  const isTyping = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
  if (isTyping || event.key.toLowerCase() !== "n") return null;
  return event.shiftKey ? "Shift+n" : "n";
}

const PANES = [".verdict", ".list", ".doc"];
const FOCUSABLE = "iframe, button:not([disabled]), input:not([disabled]), summary, [tabindex='0']";

export function focusPane(step: 1 | -1): void {
  const panes = PANES.flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? []);
  const filled = panes.filter((pane) => pane.querySelector(FOCUSABLE) !== null);
  const current = filled.findIndex((pane) => pane.contains(document.activeElement));
  const next = filled[(current + step + filled.length) % filled.length];
  // The page itself, not the toolbar above it.
  const target = next?.querySelector<HTMLElement>("iframe") ?? next?.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
}
