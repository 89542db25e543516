/** The toolbar popup: one sentence of state, the program and the device, this site, one action. It never takes a PIN. */

import { type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pageTexts } from "#shared/messages/page.ts";
import { Logo } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { HostSection } from "./host-section.tsx";
import { SiteSection } from "./site-section.tsx";
import { type HostFacts, readHost, readSite, type SiteFacts } from "./state.ts";

function Popup(): JSX.Element {
  const [host, setHost] = useState<HostFacts>({ kind: "asking" });
  const [site, setSite] = useState<SiteFacts | null>(null);
  useEffect(() => {
    void readHost().then(setHost);
    void readSite().then(setSite);
  }, []);
  const texts = pageTexts[language()];
  return (
    <main class="popup">
      <header>
        <Logo />
        <h1>Ấn Tín</h1>
      </header>
      <HostSection host={host} texts={texts} />
      <SiteSection site={site} texts={texts} />
    </main>
  );
}

document.documentElement.lang = language();
const root = document.getElementById("root");
if (root !== null) render(<Popup />, root);
