/** Two drawings that only the popup has. */

import type { JSX } from "preact";

export function DeviceIcon(): JSX.Element {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <rect x="3" y="8" width="13" height="8" rx="2" />
      <path d="M16 9.7h4.5v4.6H16" />
      <circle cx="7" cy="12" r="1.2" />
    </svg>
  );
}

export function SiteIcon(): JSX.Element {
  return (
    <svg class="i" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9" />
      <path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z" />
    </svg>
  );
}
