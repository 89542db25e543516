/** The rail of small pages; each is drawn when it comes into view. */

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import type { Shown } from "./document-pane.tsx";
import { language } from "./language.ts";
import type { ViewerFrame } from "./viewer-frame.ts";

/** Pages in the rail at most; further ones are reached by the toolbar and the page itself. */
const MOST = 500;
/** CSS pixels. */
const WIDTH = 72;

interface RailProps {
  readonly shown: Shown;
  readonly viewer: ViewerFrame | null;
}

export function Thumbnails({ shown, viewer }: RailProps): JSX.Element {
  const pages = Array.from({ length: Math.min(MOST, shown.pages) }, (_, index) => index + 1);
  return (
    <nav class="rail" aria-label={partsTexts[language()].pages}>
      {pages.map((page) => (
        <Thumbnail
          key={page}
          page={page}
          current={page === shown.page}
          bitmap={shown.thumbnails.get(page) ?? null}
          viewer={viewer}
        />
      ))}
    </nav>
  );
}

interface ThumbnailProps {
  readonly page: number;
  readonly current: boolean;
  readonly bitmap: ImageBitmap | null;
  readonly viewer: ViewerFrame | null;
}

function Thumbnail({ page, current, bitmap, viewer }: ThumbnailProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (button.current === null) return;
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      seen.disconnect();
      viewer?.send({ type: "thumbnail", page, width: Math.round(WIDTH * Math.max(1, devicePixelRatio)) });
    });
    seen.observe(button.current);
    return () => seen.disconnect();
  }, [page, viewer]);
  useEffect(() => {
    if (bitmap === null || canvas.current === null) return;
    canvas.current.width = bitmap.width;
    canvas.current.height = bitmap.height;
    canvas.current.getContext("2d")?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return (
    <button
      ref={button}
      type="button"
      class={`thumb ${current ? "on" : ""}`}
      aria-label={partsTexts[language()].pageLabel.replace("{n}", String(page))}
      aria-current={current ? "page" : undefined}
      onClick={() => viewer?.send({ type: "show", page })}
    >
      <div class="clip">
        <canvas ref={canvas} />
      </div>
      {page}
    </button>
  );
}
