/** Can this computer sign? The answer first, then program and device. */

import type { JSX } from "preact";
import { explainError } from "#shared/messages/errors.ts";
import type { PageTexts } from "#shared/messages/page.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { DeviceIcon } from "./drawings.tsx";
import type { HostFacts } from "./state.ts";

interface HostProps {
  readonly host: HostFacts;
  readonly texts: PageTexts;
}

interface Summary {
  readonly good: boolean;
  readonly said: string;
  readonly next: string;
}

function plugged(host: HostFacts): string[] {
  const tokens = host.kind === "ready" ? host.tokens.filter(({ kind }) => kind === "pkcs11") : [];
  return tokens.map(({ label, serial }) => `${label} …${serial.slice(-4)}`);
}

function summaryOf({ host, texts }: HostProps): Summary {
  if (host.kind === "asking") return { good: false, said: texts.asking, next: "" };
  if (host.kind === "failed") {
    const { said, next } = explainError(host.error, language());
    return { good: false, said: texts.notReady, next: `${said} ${next}` };
  }
  if (plugged(host).length === 0) return { good: false, said: texts.noToken, next: texts.noTokenNext };
  return { good: true, said: texts.ready, next: "" };
}

export function HostSection(props: HostProps): JSX.Element {
  const { good, said, next } = summaryOf(props);
  return (
    <section>
      <div class="row" style="gap:10px;align-items:flex-start">
        <Icon name={good ? "good" : "caution"} size={24} class={good ? "good-t" : "caution-t"} />
        <div role="status">
          <div style="font-size:1.125rem;line-height:1.35;font-weight:600">{said}</div>
          {next !== "" && <p style="margin-top:2px">{next}</p>}
        </div>
      </div>
      <Lines {...props} />
    </section>
  );
}

function Lines({ host, texts }: HostProps): JSX.Element | null {
  if (host.kind === "asking") return null;
  const labels = plugged(host);
  const running = host.kind === "ready";
  return (
    <div class="lines" style="margin-top:10px">
      <div class={`status ${running ? "good" : "caution"}`}>
        <Icon name="computer" />
        <span>
          {running ? texts.hostRunning : texts.hostFailed}
          <small>{running ? texts.hostVersion(host.version) : texts.code(host.error.code)}</small>
        </span>
      </div>
      <div class={`status ${labels.length > 0 ? "good" : "neutral"}`}>
        <DeviceIcon />
        <span>
          {running
            ? labels.length > 0
              ? texts.tokens(labels.join(", "))
              : texts.tokenNone
            : texts.tokenUnknown}
        </span>
      </div>
    </div>
  );
}
