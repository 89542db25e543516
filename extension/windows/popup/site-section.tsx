/** This site and what can be done now: the open window, the open file, an own file, the badges. */

import type { JSX } from "preact";
import type { PopupTexts } from "#shared/messages/popup.ts";
import { Icon } from "../parts/icons.tsx";
import { showWindow, startAll, startOpenFile, startOwn, turnOff, turnOn, turnUnasked } from "./actions.ts";
import { SiteIcon } from "./drawings.tsx";
import type { SiteFacts } from "./state.ts";

interface SiteProps {
  readonly site: SiteFacts | null;
  readonly texts: PopupTexts;
}

interface ActionProps extends SiteProps {
  /** The program on this computer can be spoken to, or is still being asked. */
  readonly canSign: boolean;
  readonly windowOpen: boolean;
}

export function SiteSection(props: ActionProps): JSX.Element {
  const { site, texts } = props;
  return (
    <section>
      <Site site={site} texts={texts} />
      {props.canSign && <SignButton {...props} />}
      <VerifyButton {...props} />
      {site !== null && isOn(site) && <Unasked site={site} texts={texts} />}
      {site !== null && (
        <p class="small" style="margin-top:10px">
          {isOn(site) ? texts.hint : texts.hintOff}
        </p>
      )}
    </section>
  );
}

function isOn({ granted, turnedOff }: SiteFacts): boolean {
  return granted && !turnedOff;
}

interface SignAction {
  readonly label: string;
  readonly start: () => Promise<void>;
}

function SignButton(props: ActionProps): JSX.Element {
  const { label, start } = signAction(props);
  return (
    <button type="button" class="btn main big wide" style="margin-top:12px" onClick={() => void start()}>
      <Icon name="pen" />
      {label}
    </button>
  );
}

/** The one thing that is most likely meant here. */
function signAction({ site, texts, windowOpen }: ActionProps): SignAction {
  if (windowOpen) return { label: texts.showWindow, start: showWindow };
  if (site?.isPdf === true) return { label: texts.signOpen, start: () => startOpenFile("sign", site) };
  const count = site?.documents ?? 0;
  if (site !== null && count > 1) return { label: texts.signAll(String(count)), start: () => startAll(site) };
  return { label: texts.signOwn, start: () => startOwn("sign") };
}

function VerifyButton({ site, texts }: SiteProps): JSX.Element {
  const open = site?.isPdf === true ? site : null;
  return (
    <button
      type="button"
      class="btn wide"
      style="margin-top:8px"
      onClick={() => void (open === null ? startOwn("verify") : startOpenFile("verify", open))}
    >
      <Icon name="file" />
      {open === null ? texts.verifyOwn : texts.verifyOpen}
    </button>
  );
}

function Unasked({ site, texts }: { site: SiteFacts; texts: PopupTexts }): JSX.Element {
  return (
    <label style="display:flex;gap:8px;align-items:center;margin-top:10px">
      <input
        type="checkbox"
        class="check"
        defaultChecked={site.unasked}
        onChange={({ currentTarget }) => void turnUnasked(site, currentTarget.checked)}
      />
      <span>{texts.unasked}</span>
    </label>
  );
}

function Site({ site, texts }: SiteProps): JSX.Element {
  if (site === null) return <p class="small">{texts.siteNone}</p>;
  const on = isOn(site);
  const count = !on || site.documents === null ? "" : ` · ${texts.siteCount(String(site.documents))}`;
  return (
    <div class="status">
      <SiteIcon />
      <span class="grow">
        <b>{site.host}</b>
        <small>
          {on ? texts.siteOn : texts.siteOff}
          {count}
        </small>
      </span>
      <button type="button" class="link" onClick={() => void (on ? turnOff(site) : turnOn(site))}>
        {on ? texts.turnOff : texts.turnOn}
      </button>
    </div>
  );
}
