/** `npm run bench`: ratios against yardsticks measured in the same run, medians; absolute times say little about another machine. */

import { measureFolder, measureWindow } from "./batch.ts";
import { measureBrowser } from "./browser.ts";
import { measureBrowserVerify } from "./browser-verify.ts";
import { measureStart } from "./host-start.ts";
import { measureObjects } from "./objects.ts";
import { measureSigning, type SignFigures } from "./sign-file.ts";
import { measureLarge, measureSmall } from "./verify.ts";

/** Size in MB → runs. */
const SIZES: readonly (readonly [number, number])[] = [
  [1, 15],
  [10, 15],
  [100, 9],
  [500, 5],
];
const START_RUNS = 31;
const SIGN_GOAL = 1.2;
/** MiB. */
const GROWTH_GOAL = 64;

const ms = (value: number) => `${value.toFixed(0)} ms`;
const times = (value: number) => value.toFixed(2);
/** A ratio beside what it should be. */
const against = (value: number, goal: number) =>
  `${times(value)} ${value <= goal ? "met" : "MISSED"} (goal <= ${goal})`;

console.log("sign to a new file : cp + sync + openssl dgst -sha256   (goal from 100 MB on)");
const figures: SignFigures[] = [];
for (const [megabytes, runs] of SIZES) {
  const figure = await measureSigning(megabytes, runs);
  figures.push(figure);
  const peak = figure.peak === null ? "" : `   peak ${figure.peak.toFixed(0)} MiB`;
  console.log(
    `  ${String(megabytes).padStart(3)} MB   ${megabytes < 100 ? times(figure.ratio) : against(figure.ratio, SIGN_GOAL)}   (${ms(figure.signing)} : ${ms(figure.yardstick)}, start of Node taken off)${peak}`,
  );
}
const peaks = figures.flatMap(({ peak }) => peak ?? []);
if (peaks.length > 0) {
  const growth = Math.max(...peaks) - (peaks[0] ?? 0);
  console.log(
    `memory growth from 1 MB to the largest   ${growth.toFixed(0)} MiB ${growth <= GROWTH_GOAL ? "met" : "MISSED"} (goal <= ${GROWTH_GOAL})`,
  );
}

for (const kind of ["classic table", "object streams"] as const) {
  const { many, few, ratio, megabytes, peak } = await measureObjects(kind);
  const memory = peak === null ? "" : `   peak of antin sign ${peak.toFixed(0)} MiB`;
  const goal = kind === "classic table" ? 1.5 : 4;
  console.log(
    `open to prepared, ${kind}, 200,000 objects : 200 in ${megabytes.toFixed(1)} MB   ${against(ratio, goal)}   (${many.toFixed(1)} ms : ${few.toFixed(1)} ms)${memory}`,
  );
}

const large = await measureLarge(100, 9);
console.log(
  `verify ${large.megabytes} MB with two signatures, warm : openssl dgst -sha256   ${against(large.ratio, 1.5)}   (${ms(large.verifying)} : ${ms(large.yardstick)})${large.peak === null ? "" : `   peak ${large.peak.toFixed(0)} MiB`}`,
);
const small = await measureSmall(500);
console.log(
  small.pdfsig === null
    ? `verify ${small.files} small files in one process: ${ms(small.verifying)}; pdfsig is missing`
    : `verify ${small.files} small files in one process : pdfsig over them   ${against(small.verifying / small.pdfsig, 1)}   (${ms(small.verifying)} : ${ms(small.pdfsig)})`,
);

const start = await measureStart(START_RUNS);
console.log(
  `host start to hello : node -e 0   ${times(start.ratio)}   (${ms(start.hello)} : ${ms(start.node)})`,
);

const browser = await measureBrowser();
console.log(
  browser === null
    ? "click to signed in Chromium: not measured, Chromium or the built extension is missing"
    : `click to signed in Chromium, ${browser.megabytes} MB : fetch + one digest   ${against(browser.ratio, 2)}   (${ms(browser.signing)} : ${ms(browser.baseline)})`,
);

const seen = await measureBrowserVerify();
console.log(
  seen === null
    ? "verify in Chromium: not measured, Chromium or the built extension is missing"
    : `verify in Chromium, ${seen.megabytes} MB with two signatures : arrayBuffer + one digest   ${against(seen.ratio, 2)}   (${ms(seen.signing)} : ${ms(seen.baseline)})`,
);

for (const [what, figures] of [
  ["antin sign, folder", await measureFolder()],
  ["sign window", await measureWindow()],
] as const) {
  console.log(
    figures === null
      ? `batch by ${what}: not measured, the token or the browser is missing`
      : `batch of ${figures.count} by ${what}, 100 ms a signature : the token's own time   ${against(figures.ratio, 1.05)}`,
  );
}
