/** Who asks and what is to be signed: fixed at the top of the right column. */

import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import type { Source } from "#shared/protocol/messages.ts";
import { ownSignatures } from "#shared/verify/left-over.ts";
import { cutMiddle, formatCount, formatSize, formatTime } from "../parts/format.ts";
import { Icon, Logo } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { DoneNote } from "./done.tsx";
import { Help } from "./help.tsx";
import type { DocumentFacts, Entry, SignState } from "./state.ts";

interface TopProps {
  readonly state: SignState;
  readonly entry: Entry | null;
  readonly practice: boolean;
  /** Number, date and seal. */
  readonly issue: boolean;
  readonly help: RefObject<HTMLDialogElement | null>;
}

export function Top({ entry, practice, issue, help }: TopProps): JSX.Element {
  const texts = signTexts[language()];
  const title = useRef<HTMLHeadingElement>(null);
  // Focus on opening is the title: a key meant for the page must not press a button.
  useEffect(() => title.current?.focus(), []);
  const done = entry?.phase.kind === "done" ? entry.phase.result : null;
  return (
    <header class="top">
      <div class="brand">
        <Logo />
        <h1 ref={title} tabIndex={-1} aria-describedby="who what">
          {practice ? texts.titlePractice : issue ? stampTexts[language()].titleIssue : texts.title}
        </h1>
        <a class="jump" href="#ky">
          <Icon name="down" size={16} />
          {texts.toSigning}
        </a>
        <button
          type="button"
          class="btn quiet icon"
          aria-label={texts.help}
          onClick={() => help.current?.showModal()}
        >
          <Icon name="help" />
        </button>
      </div>
      {done !== null && entry !== null ? (
        <DoneNote entry={entry} result={done} />
      ) : (
        entry !== null && (
          <div class="facts">
            <SiteLine source={entry.job.source} />
            <DocumentLine entry={entry} />
          </div>
        )
      )}
      <Help dialog={help} />
    </header>
  );
}

export function SiteLine({ source }: { source: Source }): JSX.Element {
  const texts = signTexts[language()];
  if (source.kind === "local") {
    return (
      <div class="origin" id="who">
        <Icon name="computer" />
        <div>
          <div class="k">{texts.ownFile}</div>
          <div class="v">{texts.ownComputer}</div>
        </div>
      </div>
    );
  }
  const { host, protocol } = new URL(source.origin);
  const top = new URL(source.topOrigin).host;
  const plain = protocol === "http:";
  return (
    <div class="origin" id="who">
      <Icon name={plain ? "unlock" : "lock"} />
      <div>
        <div class="k">{texts.siteAsks}</div>
        <div class="v">{host}</div>
        {source.origin !== source.topOrigin && (
          <div class="small">
            {texts.inSite} <b>{top}</b>
          </div>
        )}
        {plain && <div class="small caution-t">{texts.http}</div>}
      </div>
    </div>
  );
}

function DocumentLine({ entry }: { entry: Entry }): JSX.Element {
  const texts = signTexts[language()];
  const [open, setOpen] = useState(false);
  const { document, job, phase } = entry;
  const shown = document?.name ?? job.name ?? texts.noDocument;
  return (
    <div id="what">
      <Icon name="file" />
      <div>
        <div class="between">
          <span class="k">{texts.documentToSign}</span>
          {document !== null && (
            <button type="button" class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {partsTexts[language()].fileDetails}
            </button>
          )}
        </div>
        <div class="v" title={shown}>
          {cutMiddle(shown)}
        </div>
        {document !== null && <div class="small">{summary(document, phase.kind === "failed")}</div>}
        {open && document !== null && <FileDetails document={document} />}
      </div>
    </div>
  );
}

function summary({ pages, blob, verdict }: DocumentFacts, failed: boolean): string {
  const texts = signTexts[language()];
  const parts = [formatSize(blob.size)];
  if (pages !== null) parts.unshift(partsTexts[language()].pageCount(formatCount(pages)));
  if (verdict !== null) {
    const count = ownSignatures(verdict).length;
    parts.push(count > 0 ? texts.signatureCount(formatCount(count)) : texts.unsigned);
  } else if (!failed) parts.push(texts.checkingSignatures);
  return parts.join(" · ");
}

function FileDetails({ document }: { document: DocumentFacts }): JSX.Element {
  const texts = partsTexts[language()];
  return (
    <dl class="kv wide">
      {cutMiddle(document.name) !== document.name && (
        <>
          <dt>{texts.fullName}</dt>
          <dd>{document.name}</dd>
        </>
      )}
      <dt>{texts.hash}</dt>
      <dd class="mono">{document.sha256 ?? "…"}</dd>
      {document.url !== null && (
        <>
          <dt>{texts.address}</dt>
          <dd>{document.url}</dd>
        </>
      )}
      <dt>{texts.fetchedAt}</dt>
      <dd>{formatTime(document.fetchedAt)}</dd>
    </dl>
  );
}
