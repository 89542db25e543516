/** The document on the left: toolbar, small pages, and the page itself in the sandboxed frame. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import type { ForwardedKey, PageMark, ShownStamp, ViewerEvent, Zoom } from "../../viewer/messages.ts";
import { DocumentTools } from "./document-tools.tsx";
import { language } from "./language.ts";
import { Thumbnails } from "./thumbnails.tsx";
import { ViewerFrame } from "./viewer-frame.ts";

interface DocumentPaneProps {
  readonly blob: Blob | null;
  /** Of an encrypted file. */
  readonly password?: string | null;
  readonly label: string;
  readonly zoom: Zoom;
  /** Small pages beside a document of several. */
  readonly rail: boolean;
  readonly onKey?: (key: ForwardedKey) => void;
  /** The first page is on screen, or it was said that it cannot be shown. */
  readonly onSeen?: () => void;
  /** Right end of the toolbar. */
  readonly tools?: ComponentChildren;
  /** A second bar, and a bar below the page. */
  readonly bar?: ComponentChildren;
  readonly below?: ComponentChildren;
  /** Drawn over the page; every move comes back as an event. */
  readonly stamps?: readonly ShownStamp[];
  readonly onStamp?: (event: StampEvent) => void;
  /** Boxes with numbers over the pages. */
  readonly marks?: readonly PageMark[];
  /** What the page shows first: the middle of a stamp. Asked for once for each value. */
  readonly reveal?: Reveal | null;
  /** A word across the page, pale: what is signed here has no value. */
  readonly wash?: string | null;
  /** Instead of the page, where there is no document. */
  readonly empty?: ComponentChildren;
}

export type StampEvent = Extract<ViewerEvent, { type: "stamp" | "stamp-act" }>;

export interface Reveal {
  readonly page: number;
  /** Share of the page's height from its top. */
  readonly share: number;
  /** The whole page, at a zoom that fits. */
  readonly whole: boolean;
}

export interface Shown {
  readonly pages: number;
  readonly page: number;
  readonly zoom: number;
  readonly failed: "PASSWORD_NEEDED" | "PDF_BROKEN" | null;
  readonly thumbnails: ReadonlyMap<number, ImageBitmap>;
}

const NO_MARKS: readonly PageMark[] = [];
const NO_STAMPS: readonly ShownStamp[] = [];
const NOTHING_SHOWN: Shown = { pages: 0, page: 1, zoom: 1, failed: null, thumbnails: new Map() };

export function DocumentPane(props: DocumentPaneProps): JSX.Element {
  const { blob, label, rail, tools, bar, below, wash, empty } = props;
  const [shown, setShown] = useState(NOTHING_SHOWN);
  const viewer = useRef<ViewerFrame | null>(null);
  const frame = useFrameNumber(blob);
  const hasRail = rail && shown.pages > 1;
  return (
    <section class={`doc ${hasRail ? "" : "norail"}`} aria-label={label}>
      <DocumentTools shown={shown} viewer={viewer.current}>
        {tools}
      </DocumentTools>
      {bar}
      {hasRail && <Thumbnails shown={shown} viewer={viewer.current} />}
      <div class="view">
        {blob === null && empty ? (
          empty
        ) : (
          <Frame key={frame} {...props} viewer={viewer} setShown={setShown} />
        )}
        {wash != null && blob !== null && <Wash word={wash} />}
        {shown.failed !== null && <p class="note neutral">{partsTexts[language()].cannotShow}</p>}
      </div>
      {below}
    </section>
  );
}

/** Another number once a document that was shown goes. */
function useFrameNumber(blob: Blob | null): number {
  const shown = useRef({ blob, number: 0 });
  const { blob: before, number } = shown.current;
  if (before !== blob) shown.current = { blob, number: before === null ? number : number + 1 };
  return shown.current.number;
}

function Wash({ word }: { word: string }): JSX.Element {
  return (
    <svg class="wash" viewBox="0 0 794 794" aria-hidden="true">
      <text x="397" y="397" text-anchor="middle" transform="rotate(-32 397 397)">
        {word}
      </text>
    </svg>
  );
}

interface FrameProps extends DocumentPaneProps {
  readonly viewer: { current: ViewerFrame | null };
  readonly setShown: (change: (shown: Shown) => Shown) => void;
}

/** Each document gets a new frame: nothing of the last one is left in it. It loads while the document is still on its way. */
function Frame(props: FrameProps): JSX.Element {
  const { blob, password, zoom, label, onSeen, viewer, setShown, reveal = null } = props;
  const { marks = NO_MARKS, stamps = NO_STAMPS } = props;
  const { onKey, onStamp } = props;
  // The frame outlives what is drawn around it.
  const listeners = useRef({ onKey, onStamp });
  listeners.current = { onKey, onStamp };
  const frame = useRef<HTMLIFrameElement>(null);
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    if (!isLoaded || blob === null) return;
    const { pageLabel } = partsTexts[language()];
    viewer.current?.send({ type: "open", blob, zoom, label: pageLabel, password: password ?? undefined });
  }, [isLoaded, blob, zoom, password, viewer]);
  useEffect(() => {
    if (isLoaded) viewer.current?.send({ type: "stamps", stamps });
  }, [isLoaded, stamps, viewer]);
  useEffect(() => {
    if (isLoaded) viewer.current?.send({ type: "marks", marks });
  }, [isLoaded, marks, viewer]);
  useEffect(() => {
    if (!isLoaded || reveal === null) return;
    const { page, share, whole } = reveal;
    if (whole) viewer.current?.send({ type: "zoom", zoom: "page" });
    viewer.current?.send({ type: "reveal", page, share });
  }, [isLoaded, reveal, viewer]);
  useEffect(() => {
    setShown(() => NOTHING_SHOWN);
    return () => {
      viewer.current?.close();
      viewer.current = null;
    };
  }, [setShown, viewer]);
  const load = () => {
    if (frame.current === null) return;
    viewer.current = new ViewerFrame(frame.current, (event) => {
      if (isSeen(event)) onSeen?.();
      if (event.type === "key") listeners.current.onKey?.(event.key);
      else if (event.type === "stamp" || event.type === "stamp-act") listeners.current.onStamp?.(event);
      else setShown((shown) => afterEvent(shown, event));
    });
    setLoaded(true);
  };
  return (
    <iframe
      ref={frame}
      class="paper"
      title={label}
      sandbox="allow-scripts"
      src="../../viewer/viewer.html"
      onLoad={load}
    />
  );
}

/** A locked file has not been looked at: its password is asked for. */
function isSeen(event: ViewerEvent): boolean {
  return event.type === "drawn" || (event.type === "failed" && event.code !== "PASSWORD_NEEDED");
}

function afterEvent(shown: Shown, event: ViewerEvent): Shown {
  switch (event.type) {
    case "opened":
      return { ...shown, pages: event.pages, failed: null };
    case "failed":
      return { ...shown, failed: event.code };
    case "shown":
      return { ...shown, page: event.page, zoom: event.zoom };
    case "thumbnail":
      return { ...shown, thumbnails: new Map(shown.thumbnails).set(event.page, event.bitmap) };
    case "drawn":
    case "no-thumbnail":
    case "key":
    case "stamp":
    case "stamp-act":
    case "data":
      return shown;
  }
}
