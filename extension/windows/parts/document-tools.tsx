/** The toolbar over a document: page, zoom, whole page. */

import type { ComponentChildren, JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { ZOOM_LIMITS } from "../../viewer/messages.ts";
import type { Shown } from "./document-pane.tsx";
import { formatCount, formatZoom } from "./format.ts";
import { Icon, type IconName } from "./icons.tsx";
import { language } from "./language.ts";
import type { ViewerFrame } from "./viewer-frame.ts";

interface DocumentToolsProps {
  readonly shown: Shown;
  readonly viewer: ViewerFrame | null;
  readonly children?: ComponentChildren;
}

export function DocumentTools({ shown, viewer, children }: DocumentToolsProps): JSX.Element {
  const texts = partsTexts[language()];
  const { page, pages, zoom } = shown;
  if (pages === 0) {
    return (
      <div class="tools">
        <span class="grow" />
        {children}
      </div>
    );
  }
  return (
    <div class="tools">
      {pages > 1 && (
        <>
          <Tool
            icon="up"
            label={texts.previousPage}
            act={() => viewer?.send({ type: "show", page: page - 1 })}
          />
          <Tool
            icon="down"
            label={texts.nextPage}
            act={() => viewer?.send({ type: "show", page: page + 1 })}
          />
        </>
      )}
      <span class="nowrap">{texts.pageOf(formatCount(page), formatCount(pages))}</span>
      <span class="sep" />
      <Tool
        icon="minus"
        label={texts.zoomOut}
        act={() => viewer?.send({ type: "zoom", zoom: zoom / ZOOM_LIMITS.step })}
      />
      <span class="nowrap zoomed">{formatZoom(zoom)}</span>
      <Tool
        icon="plus"
        label={texts.zoomIn}
        act={() => viewer?.send({ type: "zoom", zoom: zoom * ZOOM_LIMITS.step })}
      />
      <Tool icon="fit" label={texts.wholePage} act={() => viewer?.send({ type: "zoom", zoom: "page" })} />
      <span class="grow" />
      {children}
    </div>
  );
}

function Tool({ icon, label, act }: { icon: IconName; label: string; act: () => void }): JSX.Element {
  return (
    <button type="button" class="btn plain icon" aria-label={label} title={label} onClick={act}>
      <Icon name={icon} />
    </button>
  );
}
