/** Lines a person can send to the IT officer: versions and codes, nothing of documents, sites or owners. */

import browser from "webextension-polyfill";
import type { PopupTexts } from "#shared/messages/popup.ts";
import type { HostFacts } from "./state.ts";

export function supportReport(host: HostFacts, texts: PopupTexts): string {
  const { version } = browser.runtime.getManifest();
  return [`Ấn Tín ${version}`, navigator.userAgent, ...hostLines(host, texts)].join("\n");
}

function hostLines(host: HostFacts, texts: PopupTexts): string[] {
  switch (host.kind) {
    case "asking":
      return [texts.asking];
    case "failed": {
      const { code, detail } = host.error;
      return [texts.hostFailed, texts.code(code), JSON.stringify(detail ?? {})];
    }
    case "ready":
      return [texts.hostRunning, texts.hostVersion(host.version), `PKCS#11: ${host.devices?.length ?? "?"}`];
  }
}
