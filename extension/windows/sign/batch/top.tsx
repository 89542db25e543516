/** Who asks, and for how many documents. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { batchTexts } from "#shared/messages/windows-batch.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { formatCount, formatSize } from "../../parts/format.ts";
import { Icon, Logo } from "../../parts/icons.tsx";
import { language } from "../../parts/language.ts";
import type { Entry } from "../state.ts";
import { SiteLine } from "../top.tsx";
import { entriesOf, isOpen, isTicked } from "./state.ts";
import type { BatchProps } from "./window.tsx";

export function BatchTop(props: BatchProps): JSX.Element {
  const { state, batch, practice } = props;
  const texts = batchTexts[language()];
  const entries = entriesOf(state, batch);
  const chosen = chosenOf(props, entries);
  const title = useRef<HTMLHeadingElement>(null);
  // Focus on opening is the title: a key meant for the page must not press a button.
  useEffect(() => title.current?.focus(), []);
  const count = formatCount(entries.length);
  return (
    <header class="top">
      <div class="brand">
        <Logo />
        <h1 ref={title} tabIndex={-1} aria-describedby="who what">
          {practice ? texts.titlePractice(count) : texts.title(count)}
        </h1>
        <a class="jump" href="#ky">
          <Icon name="down" size={16} />
          {signTexts[language()].toSigning}
        </a>
      </div>
      <div class="facts">
        <SiteLine source={batch.source} />
        <div id="what">
          <Icon name="file" />
          <div>
            <div class="k">{texts.toSign}</div>
            <div class="v">{summary(chosen)}</div>
            <div class="small">{formatSize(sum(chosen, ({ document }) => document?.blob.size ?? 0))}</div>
          </div>
        </div>
      </div>
    </header>
  );
}

/** Between two runs what is still to be signed, else all of this choice. */
function chosenOf(props: BatchProps, entries: readonly Entry[]): Entry[] {
  const open = props.batch.run === "none" ? entries.filter((entry) => isOpen(props, entry)) : [];
  return open.length > 0 ? open : entries.filter((entry) => isTicked(props, entry));
}

/** Pages are told once every one is known. */
function summary(entries: readonly Entry[]): string {
  const texts = batchTexts[language()];
  const count = formatCount(entries.length);
  const isKnown = entries.every(({ document }) => typeof document?.pages === "number");
  if (!isKnown) return texts.summaryOnly(count);
  return texts.summary(count, formatCount(sum(entries, ({ document }) => document?.pages ?? 0)));
}

function sum(entries: readonly Entry[], value: (entry: Entry) => number): number {
  return entries.reduce((total, entry) => total + value(entry), 0);
}
