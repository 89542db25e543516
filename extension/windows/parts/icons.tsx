/** Icons: inline SVG on a grid of 24, drawn in the colour of the text. Those of a state are solid. */

import type { JSX } from "preact";

const DISC = <circle cx="12" cy="12" r="9.5" fill="currentColor" stroke="none" />;
const INNER = "var(--surface)";

const DRAWINGS = {
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  good: (
    <>
      {DISC}
      <path d="M7.8 12.4l2.9 2.9 5.6-6" stroke={INNER} stroke-width="2.1" />
    </>
  ),
  caution: (
    <>
      <path
        d="M12 2.6c.5 0 .9.2 1.1.7l8.6 15.9c.5.9-.1 1.9-1.1 1.9H3.4c-1 0-1.6-1-1.1-1.9L10.9 3.3c.2-.5.6-.7 1.1-.7z"
        fill="currentColor"
        stroke="none"
      />
      <path d="M12 9v5" stroke={INNER} stroke-width="2.2" />
      <circle cx="12" cy="17.4" r="1.3" fill={INNER} stroke="none" />
    </>
  ),
  bad: (
    <>
      <path d="M8.1 2.5h7.8l5.6 5.6v7.8l-5.6 5.6H8.1l-5.6-5.6V8.1z" fill="currentColor" stroke="none" />
      <path d="M8.6 8.6l6.8 6.8m0-6.8l-6.8 6.8" stroke={INNER} stroke-width="2.2" />
    </>
  ),
  none: (
    <>
      <circle cx="12" cy="12" r="9" stroke-dasharray="3.4 2.5" />
      <path d="M8.5 12h7" />
    </>
  ),
  todo: <circle cx="12" cy="12" r="8.5" />,
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5.5" />
      <circle cx="12" cy="7.8" r="1" fill="currentColor" stroke="none" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="10.5" width="14" height="10" rx="2" />
      <path d="M8 10.5V7.5a4 4 0 0 1 8 0v3" />
    </>
  ),
  unlock: (
    <>
      <rect x="5" y="10.5" width="14" height="10" rx="2" />
      <path d="M8 10.5V7.5a4 4 0 0 1 7.6-1.8" />
    </>
  ),
  file: (
    <>
      <path d="M6 2.8h8l5 5v12.7a.8.8 0 0 1-.8.8H6a1 1 0 0 1-1-1v-16.5a1 1 0 0 1 1-1z" />
      <path d="M14 3v5h5M8.5 12.5h7M8.5 16h5" />
    </>
  ),
  computer: (
    <>
      <rect x="3.5" y="4.5" width="17" height="11.5" rx="1.5" />
      <path d="M9 20h6M12 16v4" />
    </>
  ),
  key: (
    <>
      <circle cx="8" cy="15.5" r="4.5" />
      <path d="M11.2 12.3L20 3.5M16 7.5l3 3M18 5.5l2 2" />
    </>
  ),
  pen: (
    <>
      <path d="M4 20l1-4.5L16.2 4.3a1.6 1.6 0 0 1 2.3 0l1.2 1.2a1.6 1.6 0 0 1 0 2.3L8.5 19z" />
      <path d="M14 6.5l3.5 3.5" />
    </>
  ),
  arrow: <path d="M4.5 12h15M13.5 6l6 6-6 6" />,
  save: <path d="M12 3.5v11.5M7 10.5l5 5 5-5M4.5 20.5h15" />,
  retry: <path d="M19.5 12a7.5 7.5 0 1 1-2.3-5.4M20 3.5v4.3h-4.3" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  up: <path d="M5.5 14.5L12 8l6.5 6.5" />,
  down: <path d="M5.5 9.5L12 16l6.5-6.5" />,
  left: <path d="M14.5 5.5L8 12l6.5 6.5" />,
  right: <path d="M9.5 5.5L16 12l-6.5 6.5" />,
  fit: (
    <>
      <rect x="6" y="3" width="12" height="18" rx="1.5" />
      <path d="M9.5 9L12 6.5 14.5 9M9.5 15l2.5 2.5 2.5-2.5" />
    </>
  ),
  help: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.7" />
      <circle cx="12" cy="16.6" r=".9" fill="currentColor" stroke="none" />
    </>
  ),
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="3" />
    </>
  ),
  settings: (
    <>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3v2.5M12 18.5V21M3 12h2.5M18.5 12H21M5.6 5.6l1.8 1.8M16.6 16.6l1.8 1.8M18.4 5.6l-1.8 1.8M7.4 16.6l-1.8 1.8" />
    </>
  ),
  stop: (
    <>
      <circle cx="12" cy="12" r="9" />
      <rect x="8.7" y="8.7" width="6.6" height="6.6" rx=".8" fill="currentColor" stroke="none" />
    </>
  ),
} as const;

export type IconName = keyof typeof DRAWINGS;

interface IconProps {
  readonly name: IconName;
  /** Pixels; 20 where nothing is said. */
  readonly size?: 16 | 24;
  readonly class?: string;
}

/** Always beside a word or inside a labelled button, so hidden from screen readers. */
export function Icon({ name, size, class: extra = "" }: IconProps): JSX.Element {
  const sized = size === undefined ? "" : `i-${size}`;
  return (
    <svg class={`i ${sized} ${extra}`} viewBox="0 0 24 24" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  );
}

/** The mark of Ấn Tín: a square seal, the letter A whose cross-bar is a tick. */
export function Logo(): JSX.Element {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect x="1" y="1" width="30" height="30" rx="7" fill="#17508F" />
      <rect
        x="4"
        y="4"
        width="24"
        height="24"
        rx="4.4"
        fill="none"
        stroke="#fff"
        stroke-opacity=".5"
        stroke-width="1.2"
      />
      <g fill="none" stroke="#fff" stroke-linecap="round" stroke-linejoin="round">
        <path d="M8.7 23.4L16 8.2l7.3 15.2" stroke-width="2.4" />
        <path d="M11.7 17.2l3.6 3 4.1-5" stroke-width="2" />
      </g>
    </svg>
  );
}

/** A stick on its way into a computer. */
export function PlugIn({ label }: { label: string }): JSX.Element {
  return (
    <svg
      viewBox="0 0 252 84"
      width="252"
      height="84"
      role="img"
      aria-label={label}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linejoin="round"
      stroke-linecap="round"
      class="muted"
    >
      <path d="M148 64V16a4 4 0 0 1 4-4h78a4 4 0 0 1 4 4v48" fill="var(--surface)" />
      <path d="M134 64h114l-4.5 8.5a3 3 0 0 1-2.6 1.5H141a3 3 0 0 1-2.6-1.5z" fill="var(--surface)" />
      <g style="color:var(--primary)">
        <rect x="4" y="49" width="58" height="28" rx="7" fill="var(--primary-soft)" />
        <rect x="62" y="55" width="18" height="16" rx="1.5" fill="var(--surface)" />
        <path d="M67.5 60.5v5M73.5 60.5v5" />
        <circle cx="16" cy="63" r="3.5" />
        <path d="M92 63h26M112 57l6 6-6 6" />
      </g>
    </svg>
  );
}
