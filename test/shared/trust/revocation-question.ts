/** One root, one signer below it, and the question whether evidence clears him. */

import { octetString, sequence } from "#shared/asn1/encode.ts";
import { readEvidence } from "#shared/trust/evidence.ts";
import { validatePath } from "#shared/trust/validate.ts";
import { type CrlOrder, type Holder, NOW, newCrl, newRoot, type TestExtension } from "./pki.ts";

export const OCSP_SIGNING: TestExtension = {
  oid: "2.5.29.37",
  value: sequence(Uint8Array.of(6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 9)),
};
export const NO_CHECK: TestExtension = { oid: "1.3.6.1.5.5.7.48.1.5", value: Uint8Array.of(5, 0) };
export const UNKNOWN_CRITICAL: TestExtension = {
  oid: "2.25.999",
  critical: true,
  value: octetString(new Uint8Array()),
};

export const root = newRoot();
export const leaf = root.issue({ name: "Signer" });

export interface Question {
  readonly subject?: Holder;
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly intermediates?: readonly Holder[];
  readonly mode?: "hard" | "soft";
  readonly at?: Date;
  readonly now?: Date;
}

export function ask({
  subject = leaf,
  crls = [],
  ocsps = [],
  intermediates = [],
  mode = "hard",
  at = NOW,
  now,
}: Question) {
  return validatePath({
    leaf: subject.facts,
    anchors: [root.anchor],
    intermediates: intermediates.map(({ facts }) => facts),
    at,
    revocation: { mode, evidence: readEvidence({ crls, ocspResponses: ocsps }), ...(now ? { now } : {}) },
  });
}

export function reason(question: Question): string {
  return ask(question).fault?.reason ?? "valid";
}

export function crl(order: CrlOrder = {}, signer: Holder = root): Uint8Array {
  return newCrl(signer, order);
}

export const { serial } = leaf.facts;

/** IssuingDistributionPoint of these fields. */
export function scope(...fields: Uint8Array[]): TestExtension {
  return { oid: "2.5.29.28", critical: true, value: sequence(...fields) };
}

export function retagged(tag: number, value: Uint8Array): Uint8Array {
  const copy = value.slice();
  copy[0] = tag;
  return copy;
}
