/** The toolbar popup: one sentence of state, the program and the device, this site, one action. It never takes a PIN. */

import { type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import browser from "webextension-polyfill";
import type { ErrorCode } from "#shared/errors.ts";
import { explainError } from "#shared/messages/errors.ts";
import { type PopupTexts, popupTexts } from "#shared/messages/popup.ts";
import { countUnfinished, type UnfinishedCount } from "../../keep/store.ts";
import { Icon, Logo } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { recallSupport } from "../parts/support.ts";
import { openUnfinished, startOwn } from "./actions.ts";
import { HostSection } from "./host-section.tsx";
import { SiteSection } from "./site-section.tsx";
import { type HostFacts, hasSignWindow, readHost, readSite, type SiteFacts, takeRefusal } from "./state.ts";

function Popup(): JSX.Element {
  const [host, setHost] = useState<HostFacts>({ kind: "asking" });
  const [site, setSite] = useState<SiteFacts | null>(null);
  const [windowOpen, setWindowOpen] = useState(false);
  const [refusal, setRefusal] = useState<ErrorCode | null>(null);
  const [unfinished, setUnfinished] = useState<UnfinishedCount | null>(null);
  useEffect(() => {
    void countUnfinished().then(setUnfinished, () => undefined);
    void recallSupport().then(
      () => readHost(setHost),
      () => readHost(setHost),
    );
    void readSite().then(setSite);
    void hasSignWindow().then(setWindowOpen);
    void takeRefusal().then(setRefusal);
  }, []);
  const texts = popupTexts[language()];
  return (
    <main class="popup">
      <header>
        <Logo />
        <h1>Ấn Tín</h1>
      </header>
      {refusal !== null && <Refusal code={refusal} texts={texts} />}
      {unfinished !== null && !windowOpen && <Unfinished count={unfinished} texts={texts} />}
      <HostSection host={host} texts={texts} />
      <SiteSection site={site} texts={texts} canSign={host.kind !== "failed"} windowOpen={windowOpen} />
      <footer>
        <a href="../options/options.html" onClick={openOptions}>
          <Icon name="settings" />
          {texts.options}
        </a>
      </footer>
    </main>
  );
}

/** The one tab of the options, rather than one more. */
function openOptions(event: MouseEvent): void {
  event.preventDefault();
  void browser.runtime.openOptionsPage().then(() => close());
}

interface UnfinishedProps {
  readonly count: UnfinishedCount;
  readonly texts: PopupTexts;
}

/** What an earlier window left: signed files without their page, documents not signed. */
function Unfinished({ count, texts }: UnfinishedProps): JSX.Element | null {
  const { undelivered, unsigned } = count;
  if (undelivered + unsigned === 0) return null;
  return (
    <section role="status">
      <div class="status caution">
        <Icon name="caution" />
        <span class="grow">{texts.unfinished(String(undelivered), String(unsigned))}</span>
        <button type="button" class="link" onClick={() => void openUnfinished()}>
          {texts.openUnfinished}
        </button>
      </div>
    </section>
  );
}

function Refusal({ code, texts }: { code: ErrorCode; texts: PopupTexts }): JSX.Element {
  const { said, next } = explainError({ code }, language());
  return (
    <section role="alert">
      <div class="status caution">
        <Icon name="caution" />
        <span>{texts.refused(code) ?? `${said} ${next}`}</span>
      </div>
    </section>
  );
}

/** A file dropped here would take the popup's place. It cannot be handed over either: the popup ends when the window opens. */
function takeDrops(): void {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    void startOwn("sign");
  });
}

document.documentElement.lang = language();
takeDrops();
const root = document.getElementById("root");
if (root !== null) render(<Popup />, root);
