/** This site and what can be done now: the open file, an own file, the badges. */

import type { JSX } from "preact";
import type { PageTexts } from "#shared/messages/page.ts";
import { Icon } from "../parts/icons.tsx";
import { startOpenFile, startOwn, turnOff, turnOn } from "./actions.ts";
import { SiteIcon } from "./drawings.tsx";
import type { SiteFacts } from "./state.ts";

interface SiteProps {
  readonly site: SiteFacts | null;
  readonly texts: PageTexts;
}

export function SiteSection({ site, texts }: SiteProps): JSX.Element {
  const open = site?.isPdf === true ? site : null;
  return (
    <section>
      <Site site={site} texts={texts} />
      <button
        type="button"
        class="btn main big wide"
        style="margin-top:12px"
        onClick={() => void (open === null ? startOwn("sign") : startOpenFile("sign", open))}
      >
        <Icon name="pen" />
        {open === null ? texts.signOwn : texts.signOpen}
      </button>
      <button
        type="button"
        class="btn wide"
        style="margin-top:8px"
        onClick={() => void (open === null ? startOwn("verify") : startOpenFile("verify", open))}
      >
        <Icon name="file" />
        {open === null ? texts.verifyOwn : texts.verifyOpen}
      </button>
      <p class="small" style="margin-top:10px">
        {texts.hint}
      </p>
    </section>
  );
}

function Site({ site, texts }: SiteProps): JSX.Element {
  if (site === null) return <p class="small">{texts.siteNone}</p>;
  const { host, state, documents } = site;
  const said = state === "off" ? texts.siteOff : state === "always" ? texts.alwaysOn : texts.siteOn;
  const count = documents === null ? "" : ` · ${texts.siteCount(String(documents))}`;
  return (
    <div class="status">
      <SiteIcon />
      <span class="grow">
        <b>{host}</b>
        <small>
          {said}
          {count}
        </small>
      </span>
      {state === "off" && (
        <button type="button" class="link" onClick={() => void turnOn(site)}>
          {texts.turnOn}
        </button>
      )}
      {state === "on" && (
        <button type="button" class="link" onClick={() => void turnOff(site)}>
          {texts.turnOff}
        </button>
      )}
    </div>
  );
}
