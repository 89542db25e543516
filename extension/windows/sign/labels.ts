/** What each certificate is, "cá nhân" or "con dấu cơ quan": by the user's word, else by its names. */

import type { Certificate } from "#shared/protocol/messages.ts";
import { type CertificateLabel, certificateLabels } from "../../templates/labels.ts";
import { Store } from "../parts/store.ts";
import { isAgency } from "./choose.ts";

type Labels = ReadonlyMap<string, CertificateLabel>;

export class LabelDesk {
  readonly store = new Store<Labels, Labels>((_, labels) => labels, new Map());

  async load(): Promise<void> {
    this.store.dispatch(await certificateLabels().catch(() => new Map()));
  }

  /** The user answered; the answer is kept already. */
  heard(certificate: string, label: CertificateLabel): void {
    this.store.dispatch(new Map(this.store.state).set(certificate, label));
  }
}

/** Its names alone, where the user never said. */
export function labelOf(labels: Labels, certificate: Certificate): CertificateLabel {
  return labels.get(certificate.id) ?? (isAgency(certificate) ? "seal" : "person");
}
