/** A letter signed by a certificate of the test PKI, as the product signs: level B-B, the signer's certificate alone inside. */

import { type KeyObject, sign } from "node:crypto";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { signedAttributes } from "#shared/cms/signed-attributes.ts";
import { cmsSizeBound, signedData } from "#shared/cms/signed-data.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import type { Holder } from "../../shared/trust/pki.ts";
import { digestRanges } from "../../shared/verify/signing.ts";
import { letterPdf } from "../eoffice/letter.ts";
import { contentStamp, signatureStamp, signedMessage } from "../signed/message.ts";

/** Who signs, by whatever PKI. */
export interface LetterSigner {
  /** Of its certificate. */
  readonly der: Uint8Array;
  readonly privateKey: KeyObject;
  readonly scheme: "ecdsa" | "rsa-pkcs1";
}

interface SignOrder {
  readonly pdf: Uint8Array;
  readonly appearance?: Appearance;
}

export function letterSignedBy(signer: Holder | LetterSigner): Promise<Uint8Array> {
  return signedBy(signer, { pdf: new Uint8Array(letterPdf()) });
}

/** One more signature, visible where `appearance` says how. */
export async function signedBy(
  holder: Holder | LetterSigner,
  { pdf, ...look }: SignOrder,
): Promise<Uint8Array> {
  const signer = "facts" in holder ? signerOf(holder) : holder;
  const reserve = cmsSizeBound({ certificates: [signer.der] });
  const prepared = prepareSignature(openPdf(sourceOf(pdf)), { time: new Date(), reserve, ...look });
  const unsigned = sourceOf(concatBytes([pdf, prepared.increment]));
  const job = { ranges: prepared.ranges, algorithm: "sha256" as const };
  const [digest = new Uint8Array()] = await digestRanges(unsigned, [job]);
  return concatBytes([pdf, embedCms(prepared, cmsOver(digest, signer))]);
}

export interface StampedOrder {
  readonly signer: Holder;
  readonly tsa: Holder;
  /** Of the stamp over the content, before it was signed; null: none. */
  readonly contentAt: Date | null;
  /** Of the stamp over the signature. */
  readonly signedAt: Date;
}

/** A letter whose signature is proved to be older, and where wanted younger, than a time-stamp. */
export function stampedLetter({ signer, tsa, contentAt, signedAt }: StampedOrder): Uint8Array {
  const pdf = new Uint8Array(letterPdf());
  const reserve = cmsSizeBound({ certificates: [signer.facts.der, tsa.facts.der], hasTimestamp: true });
  const prepared = prepareSignature(openPdf(sourceOf(pdf)), { time: new Date(), reserve });
  const bytes = concatBytes([pdf, prepared.increment]);
  const content = concatBytes(prepared.ranges.map(({ start, end }) => bytes.subarray(start, end)));
  const by = { by: tsa, certificates: [tsa] };
  const signed = contentAt === null ? [] : [contentStamp(content, { ...by, time: contentAt })];
  const unsigned = [signatureStamp({ ...by, time: signedAt })];
  const cms = signedMessage({ content, certificates: [signer], signers: [{ by: signer, signed, unsigned }] });
  return concatBytes([pdf, embedCms(prepared, cms)]);
}

function signerOf({ facts, key }: Holder): LetterSigner {
  return { der: facts.der, privateKey: key.privateKey, scheme: "ecdsa" };
}

function cmsOver(digest: Uint8Array, { der, privateKey, scheme }: LetterSigner): Uint8Array {
  const attributes = signedAttributes({
    digest,
    digestAlgorithm: "sha256",
    signerCertificate: der,
    profile: "pades",
  });
  return signedData({
    signedAttributes: attributes,
    signature: new Uint8Array(sign("sha256", attributes, privateKey)),
    digestAlgorithm: "sha256",
    scheme,
    certificates: [der],
  });
}
