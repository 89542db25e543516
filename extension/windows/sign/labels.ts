/** What each certificate is, "cá nhân" or "con dấu cơ quan": by the user's word, else by its names. */

import type { Certificate } from "#shared/protocol/messages.ts";
import { type CertificateLabel, certificateLabels, setCertificateLabel } from "../../templates/labels.ts";
import { Store } from "../parts/store.ts";
import { isAgency } from "./choose.ts";

type Labels = ReadonlyMap<string, CertificateLabel>;

export class LabelDesk {
  readonly store = new Store<Labels, Labels>((_, labels) => labels, new Map());

  async load(): Promise<void> {
    this.store.dispatch(await certificateLabels().catch(() => new Map()));
  }

  async say(certificate: string, label: CertificateLabel): Promise<void> {
    this.store.dispatch(new Map(this.store.state).set(certificate, label));
    await setCertificateLabel(certificate, label).catch(() => undefined);
  }
}

export function labelOf(labels: Labels, certificate: Certificate): CertificateLabel {
  return labels.get(certificate.id) ?? (isAgency(certificate) ? "seal" : "person");
}
