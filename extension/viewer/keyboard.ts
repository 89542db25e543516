/** Keys on the page: PgUp, PgDn, Home, End, +, −, 0; those of the window are handed on. */

import type { Column } from "./column.ts";
import { type ForwardedKey, ZOOM_LIMITS } from "./messages.ts";

/** Listens in the frame; `forward` hands a key to the window. */
export function listenToKeys(column: () => Column | null, forward: (key: ForwardedKey) => void): void {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const forwarded = forwardedKey(event);
    if (forwarded !== null) forward(forwarded);
    else if (!moved(event.key, column())) return;
    event.preventDefault();
  });
}

function forwardedKey(event: KeyboardEvent): ForwardedKey | null {
  if (event.key === "F6") return event.shiftKey ? "Shift+F6" : "F6";
  if (event.key.toLowerCase() === "n") return event.shiftKey ? "Shift+n" : "n";
  return event.key === "Escape" || event.key === "?" ? event.key : null;
}

function moved(key: string, column: Column | null): boolean {
  if (column === null) return false;
  const act = actionOf(key, column);
  act?.();
  return act !== null;
}

function actionOf(key: string, column: Column): (() => void) | null {
  switch (key) {
    case "PageUp":
      return () => column.show(column.page - 1);
    case "PageDown":
      return () => column.show(column.page + 1);
    case "Home":
      return () => column.show(1);
    case "End":
      return () => column.show(Number.MAX_SAFE_INTEGER);
    case "+":
    case "=":
      return () => column.setZoom(column.zoom * ZOOM_LIMITS.step);
    case "-":
      return () => column.setZoom(column.zoom / ZOOM_LIMITS.step);
    case "0":
      return () => column.setZoom("page");
    default:
      return null;
  }
}
