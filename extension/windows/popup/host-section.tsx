/** Can this computer sign? The answer first, then program and device. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { PopupTexts } from "#shared/messages/popup.ts";
import { formatDate } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { explain } from "../parts/support.ts";
import { DeviceIcon } from "./drawings.tsx";
import { supportReport } from "./report.ts";
import type { Device, HostFacts } from "./state.ts";

interface HostProps {
  readonly host: HostFacts;
  readonly texts: PopupTexts;
}

interface Summary {
  readonly tone: "good" | "caution" | "todo";
  readonly said: string;
  readonly next: string;
}

function summaryOf({ host, texts }: HostProps): Summary {
  if (host.kind === "failed") {
    const { said, next } = explain(host.error);
    return { tone: "caution", said: texts.notReady, next: `${said} ${next} ${texts.stillChecks}` };
  }
  if (host.kind === "asking" || host.devices === null) return { tone: "todo", said: texts.asking, next: "" };
  if (host.devices.length === 0) return { tone: "caution", said: texts.noToken, next: texts.noTokenNext };
  return { tone: "good", said: texts.ready, next: "" };
}

export function HostSection(props: HostProps): JSX.Element {
  const { tone, said, next } = summaryOf(props);
  return (
    <section>
      <div class="row" style="gap:10px;align-items:flex-start">
        <Icon name={tone} size={24} class={`${tone}-t`} />
        <div role="status">
          <div style="font-size:1.125rem;line-height:1.35;font-weight:600">{said}</div>
          {next !== "" && <p style="margin-top:2px">{next}</p>}
        </div>
      </div>
      {props.host.kind !== "asking" && (
        <div class="lines" style="margin-top:10px">
          <ProgramLine {...props} />
          <DeviceLines {...props} />
        </div>
      )}
      {props.host.kind === "failed" && <CopyReport {...props} />}
    </section>
  );
}

function ProgramLine({ host, texts }: HostProps): JSX.Element | null {
  if (host.kind === "asking") return null;
  const failed = host.kind === "failed";
  const missing = failed && host.error.code === "HOST_NOT_FOUND";
  return (
    <div class={`status ${failed ? "caution" : "good"}`}>
      <Icon name="computer" />
      <span>
        {failed ? (missing ? texts.hostMissing : texts.hostFailed) : texts.hostRunning}
        <small>{failed ? texts.code(host.error.code) : texts.hostVersion(host.version)}</small>
      </span>
    </div>
  );
}

function DeviceLines({ host, texts }: HostProps): JSX.Element {
  const devices = host.kind === "ready" ? host.devices : null;
  if (devices !== null && devices.length > 0) {
    return (
      <>
        {devices.map((device) => (
          <DeviceLine key={device.serial} device={device} texts={texts} />
        ))}
      </>
    );
  }
  const said =
    host.kind === "failed" ? texts.tokenUnknown : devices === null ? texts.tokenAsking : texts.tokenNone;
  return (
    <div class="status neutral">
      <DeviceIcon />
      <span class="muted">{said}</span>
    </div>
  );
}

function DeviceLine({ device, texts }: { device: Device; texts: PopupTexts }): JSX.Element {
  const { label, serial, owner } = device;
  return (
    <div class="status good">
      <DeviceIcon />
      <span>
        {texts.token(label, serial.slice(-4))}
        {owner !== null && (
          <small>{texts.tokenOwner(owner.name, formatDate(new Date(owner.notAfter)))}</small>
        )}
      </span>
    </div>
  );
}

function CopyReport({ host, texts }: HostProps): JSX.Element {
  const [copied, setCopied] = useState(false);
  return (
    <div class="row" style="margin-top:12px">
      <button
        type="button"
        class="link"
        onClick={() =>
          void navigator.clipboard.writeText(supportReport(host, texts)).then(() => setCopied(true))
        }
      >
        {copied ? texts.copied : texts.copyReport}
      </button>
    </div>
  );
}
