/** The language of the windows: Vietnamese, unless the page is opened with `?lang=en`. */

import type { Language } from "#shared/messages/error-text.ts";

let chosen: Language | null = null;

export function language(): Language {
  chosen ??= new URLSearchParams(location.search).get("lang") === "en" ? "en" : "vi";
  return chosen;
}
