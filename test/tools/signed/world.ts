/** A small public key infrastructure with a long life: what was signed in 2020 is judged in 2026. */

import { sequence } from "#shared/asn1/encode.ts";
import { sourceOf } from "#shared/bytes.ts";
import type { TrustOptions } from "#shared/verify/ground.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { verifyCms, verifyPdf } from "#shared/verify/verify.ts";
import { type CrlOrder, type Holder, newCrl, newRoot, type TestExtension } from "../../shared/trust/pki.ts";
import { digestRanges } from "../../shared/verify/signing.ts";

export function day(text: string): Date {
  return new Date(`${text}T12:00:00Z`);
}

/** When everything is judged, unless a test says otherwise. */
export const TODAY = day("2026-06-01");

const purpose = (last: number): TestExtension => ({
  oid: "2.5.29.37",
  critical: true,
  value: sequence(Uint8Array.of(6, 8, 0x2b, 6, 1, 5, 5, 7, 3, last)),
});

/** Purpose of a time-stamping authority, and of an OCSP responder. */
export const TIME_STAMPING = purpose(8);
export const OCSP_SIGNING = purpose(9);
export const NO_CHECK: TestExtension = { oid: "1.3.6.1.5.5.7.48.1.5", value: Uint8Array.of(5, 0) };

export const LIFE = { notBefore: day("2005-01-01"), notAfter: day("2045-01-01") };

export const root = newRoot({ name: "Root", keyUsage: [5, 6], ...LIFE });

/** An authority below the root. */
export function authority(name: string, notAfter = LIFE.notAfter): Holder {
  return root.issue({ name, ca: true, keyUsage: [5, 6], notBefore: LIFE.notBefore, notAfter });
}

export const ca = authority("CA");

export interface Life {
  readonly from?: Date;
  readonly to?: Date;
}

export function signerOf(
  issuer: Holder,
  { from = day("2019-01-01"), to = day("2023-01-01") }: Life = {},
): Holder {
  return issuer.issue({ name: "Nguyễn Văn A", keyUsage: [0, 1], notBefore: from, notAfter: to });
}

export function stampAuthority(
  issuer: Holder = root,
  { from = LIFE.notBefore, to = LIFE.notAfter }: Life = {},
) {
  return issuer.issue({ name: "TSA", notBefore: from, notAfter: to, extensions: [TIME_STAMPING] });
}

/** A list of 2020-03-20, good for a month, that revokes nobody unless told. */
export function listOf(holder: Holder, order: CrlOrder = {}): Uint8Array {
  return newCrl(holder, { thisUpdate: day("2020-03-20"), nextUpdate: day("2020-04-20"), ...order });
}

/** A list of today. */
export function freshListOf(holder: Holder, order: CrlOrder = {}): Uint8Array {
  return newCrl(holder, { thisUpdate: day("2026-05-30"), nextUpdate: day("2026-06-30"), ...order });
}

export interface Question extends Partial<Omit<TrustOptions, "anchors" | "intermediates">> {
  readonly anchors?: readonly Holder[];
  readonly intermediates?: readonly Holder[];
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly at?: Date;
  readonly content?: Uint8Array;
}

function requestOf(bytes: Uint8Array, question: Question) {
  const { anchors = [root], intermediates = [], crls = [], ocsps = [], at = TODAY, ...rest } = question;
  const trust = {
    practice: false,
    builtIn: false,
    ...rest,
    anchors: anchors.map(({ facts }) => facts.der),
    intermediates: intermediates.map(({ facts }) => facts.der),
    evidence: { crls, ocspResponses: ocsps },
  };
  return { source: sourceOf(bytes), digestRanges, at, trust };
}

export function judgePdf(pdf: Uint8Array, question: Question = {}): Promise<FileVerdict> {
  return verifyPdf(requestOf(pdf, question));
}

export function judgeMessage(message: Uint8Array, question: Question = {}): Promise<FileVerdict> {
  const { content } = question;
  return verifyCms({ ...requestOf(message, question), ...(content ? { content: sourceOf(content) } : {}) });
}

/** "TOTAL-PASSED", or the sub-indication with its indication where that is a failure. */
function outcome({
  indication,
  subIndication,
}: Pick<SignatureVerdict, "indication" | "subIndication">): string {
  if (subIndication === null) return indication;
  return indication === "TOTAL-FAILED" ? `TOTAL-FAILED ${subIndication}` : subIndication;
}

/** One for each signature. */
export async function outcomes(verdict: Promise<FileVerdict>): Promise<string[]> {
  return (await verdict).signatures.map(outcome);
}
