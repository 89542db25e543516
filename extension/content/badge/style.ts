/** Look of the badge, apart from everything the page may style. Colours as in windows/looks.css. */

export const BADGE_STYLE = `
:host { color-scheme: light dark; }
.row { position: absolute; left: 6px; top: -12px; display: inline-flex; gap: 4px; font: 600 12px/22px "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans", system-ui, sans-serif; }
button { display: inline-flex; align-items: center; gap: 4px; box-sizing: border-box; height: 24px; min-width: 24px; margin: 0; padding: 0 9px 0 6px; border: 1px solid light-dark(#727F8E, #8391A4); border-radius: 12px; background: light-dark(#FFFFFF, #1A212B); color: light-dark(#17202B, #E9EEF4); font: inherit; white-space: nowrap; cursor: pointer; }
button.sign { color: light-dark(#17508F, #8FBFF7); border-color: currentColor; }
button:hover { background: light-dark(#EDF0F4, #26303C); }
button:focus-visible { outline: 3px solid light-dark(#0B66C3, #9CCBFF); outline-offset: 2px; }
button:disabled { cursor: default; opacity: .7; }
button.refused { color: light-dark(#7A4A00, #F2C063); border-color: currentColor; background: light-dark(#FFF4DA, #33270E); }
svg { width: 15px; height: 15px; fill: none; stroke: currentColor; stroke-width: 2.1; stroke-linecap: round; stroke-linejoin: round; }
button.good { color: light-dark(#17693A, #7FD6A0); border-color: currentColor; background: light-dark(#E7F4EC, #142E20); }
button.caution { color: light-dark(#7A4A00, #F2C063); border-color: currentColor; background: light-dark(#FFF4DA, #33270E); }
button.bad { color: light-dark(#A3191B, #FF9E95); border-color: currentColor; background: light-dark(#FCECEB, #3B1816); }
button.unsigned { border-style: dashed; }
svg .solid { fill: currentColor; stroke: none; }
svg .cut { stroke: light-dark(#FFFFFF, #1A212B); }
svg .dashed { stroke-dasharray: 3.4 2.5; }
svg .turning { transform-origin: 12px 12px; animation: turn 1.2s linear infinite; }
@keyframes turn { to { rotate: 360deg; } }
@media (prefers-reduced-motion: reduce) { svg .turning { animation: none; } }
.row:not(.told) button.verify:not(.refused), .signs button:not(.refused), .one button:not(.refused) { width: 24px; padding: 0; justify-content: center; }
.row:not(.told) button.verify:not(.refused) span, .signs button:not(.refused) span, .one button:not(.refused) span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.words.told button.sign:not(.refused) { width: 24px; padding: 0; justify-content: center; }
.words.told button.sign:not(.refused) span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.one:not(.told) button.verify, .one.told button.sign { display: none; }
button.tick { display: none; width: 24px; padding: 0; justify-content: center; border-radius: 6px; color: light-dark(#17508F, #8FBFF7); }
button.tick svg { visibility: hidden; }
button.tick[aria-checked=true] { background: light-dark(#17508F, #8FBFF7); color: light-dark(#FFFFFF, #0A1B30); }
button.tick[aria-checked=true] svg { visibility: visible; }
.ticking button.tick { display: inline-flex; }
.ticking.words button.sign { width: 24px; padding: 0; justify-content: center; }
.ticking.words button.sign span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.ticking.signs button.verify, .ticking.one button.tick { display: none; }
.one.ticked button.sign { background: light-dark(#17508F, #8FBFF7); color: light-dark(#FFFFFF, #0A1B30); }
@media (forced-colors: active) { button { border-color: CanvasText; } button.tick[aria-checked=true] { border-width: 3px; } }
`;

export const BAR_STYLE = `
:host { color-scheme: light dark; }
.bar { position: absolute; bottom: 0; left: 50%; transform: translateX(-50%); display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; max-width: calc(100vw - 48px); box-sizing: border-box; padding: 8px 12px; border: 1px solid light-dark(#727F8E, #8391A4); border-radius: 8px; background: light-dark(#FFFFFF, #1A212B); color: light-dark(#17202B, #E9EEF4); font: 400 14px/1.4 "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans", system-ui, sans-serif; box-shadow: 0 2px 12px rgb(0 0 0 / .25); }
button { min-height: 36px; padding: 0 12px; border: 1px solid light-dark(#727F8E, #8391A4); border-radius: 6px; background: light-dark(#FFFFFF, #1A212B); color: inherit; font: inherit; white-space: nowrap; cursor: pointer; }
button[hidden] { display: none; }
button:hover { background: light-dark(#EDF0F4, #26303C); }
button.main { border-color: transparent; background: light-dark(#17508F, #8FBFF7); color: light-dark(#FFFFFF, #0A1B30); font-weight: 600; }
button:focus-visible { outline: 3px solid light-dark(#0B66C3, #9CCBFF); outline-offset: 2px; }
button:disabled { cursor: default; opacity: .7; }
@media (forced-colors: active) { .bar, button { border-color: CanvasText; } }
`;

export const CARD_STYLE = `
:host { color-scheme: light dark; }
.card { position: fixed; inset: auto; margin: 0; box-sizing: border-box; width: 336px; max-width: calc(100vw - 16px); max-height: calc(100vh - 16px); overflow: auto; padding: 0; border: 1px solid light-dark(#727F8E, #8391A4); border-radius: 8px; background: light-dark(#FFFFFF, #1A212B); color: light-dark(#17202B, #E9EEF4); font: 400 14px/1.45 "Segoe UI", "Noto Sans", "Liberation Sans", "DejaVu Sans", system-ui, sans-serif; box-shadow: 0 4px 18px rgb(0 0 0 / .22); }
.card > * { padding: 12px 14px; border-top: 1px solid light-dark(#D8DEE6, #323D4B); }
.card > :first-child { border-top: 0; }
h2 { display: flex; gap: 8px; align-items: flex-start; margin: 0; font-size: 15px; line-height: 1.45; font-weight: 600; }
h2 svg { flex: none; width: 18px; height: 18px; margin-top: 2px; fill: none; stroke: currentColor; stroke-width: 2.1; stroke-linecap: round; stroke-linejoin: round; }
svg .solid { fill: currentColor; stroke: none; }
svg .cut { stroke: light-dark(#FFFFFF, #1A212B); }
svg .dashed { stroke-dasharray: 3.4 2.5; }
p { margin: 4px 0 0; }
.good h2 { color: light-dark(#17693A, #7FD6A0); }
.caution h2 { color: light-dark(#7A4A00, #F2C063); }
.bad h2 { color: light-dark(#A3191B, #FF9E95); }
dl { display: grid; grid-template-columns: 64px 1fr; gap: 2px 10px; margin: 0; font-size: 13px; }
dt { color: light-dark(#4A5665, #B3BECB); }
dd { margin: 0; overflow-wrap: anywhere; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
button { min-height: 36px; padding: 0 12px; border: 1px solid light-dark(#727F8E, #8391A4); border-radius: 6px; background: light-dark(#FFFFFF, #1A212B); color: inherit; font: inherit; cursor: pointer; }
button.main { flex: 1; border-color: transparent; background: light-dark(#17508F, #8FBFF7); color: light-dark(#FFFFFF, #0A1B30); font-weight: 600; }
button:focus-visible { outline: 3px solid light-dark(#0B66C3, #9CCBFF); outline-offset: 2px; }
@media (forced-colors: active) { .card, button { border-color: CanvasText; } }
`;
