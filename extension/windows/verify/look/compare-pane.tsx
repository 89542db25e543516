/** "So sánh": each page that looks different, as it was signed and as it is. */

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { formatCount } from "../../parts/format.ts";
import { language } from "../../parts/language.ts";
import { type ComparedPage, type CompareEnd, comparePages } from "./compare.ts";
import { Picture } from "./picture.tsx";

interface ComparePaneProps {
  readonly file: Blob;
  readonly password: string | undefined;
  readonly end: number;
  readonly first: readonly number[];
  /** Of what came after the signature. */
  readonly tone: "good" | "caution" | "bad";
}

type Outcome =
  | { readonly kind: "running" }
  | { readonly kind: "failed" }
  | ({ readonly kind: "done" } & CompareEnd);

export function ComparePane({ file, password, end, first, tone }: ComparePaneProps): JSX.Element {
  const texts = lookTexts[language()].compare;
  const [pages, setPages] = useState<readonly ComparedPage[]>([]);
  const [outcome, setOutcome] = useState<Outcome>({ kind: "running" });
  useEffect(() => {
    const stop = new AbortController();
    const onPage = (page: ComparedPage) =>
      setPages((known) => [...known, page].sort((a, b) => a.page - b.page));
    comparePages({ file, password, end, first, signal: stop.signal, onPage }).then(
      (result) => setOutcome({ kind: "done", ...result }),
      () => setOutcome({ kind: "failed" }),
    );
    return () => stop.abort();
  }, [file, password, end, first]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by keyboard
    <section class={`compare ${tone}`} tabIndex={0} aria-label={texts.title}>
      <p class="small" role="status" aria-busy={outcome.kind === "running"}>
        {outcome.kind === "running" && <span class="spin i-16" />}
        {outcomeText(outcome, pages.length)}
      </p>
      {pages.map((page) => (
        <PagePair key={page.page} page={page} />
      ))}
    </section>
  );
}

function outcomeText(outcome: Outcome, different: number): string {
  const texts = lookTexts[language()].compare;
  switch (outcome.kind) {
    case "running":
      return texts.running;
    case "failed":
      return texts.failed;
    case "done": {
      const [compared, all] = [formatCount(outcome.compared), formatCount(outcome.pages)];
      return different === 0
        ? texts.same(compared, all)
        : texts.differ(formatCount(different), compared, all);
    }
  }
}

function PagePair({ page: { page, before, after, boxes } }: { page: ComparedPage }): JSX.Element {
  const texts = lookTexts[language()].compare;
  const number = formatCount(page);
  return (
    <section class="pair-of-pages">
      <h3>{texts.page(number, formatCount(boxes.length))}</h3>
      <div>
        <figure>
          <figcaption>{texts.before}</figcaption>
          {before === null ? (
            <p class="small">{texts.noPage}</p>
          ) : (
            <Picture bitmap={before} boxes={boxes} label={texts.pictureBefore(number)} />
          )}
        </figure>
        <figure>
          <figcaption>{texts.after}</figcaption>
          {after === null ? (
            <p class="small">{texts.noPage}</p>
          ) : (
            <Picture bitmap={after} boxes={boxes} label={texts.pictureAfter(number)} />
          )}
        </figure>
      </div>
    </section>
  );
}
