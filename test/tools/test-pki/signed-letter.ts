/** A letter signed by a certificate of the test PKI, as the product signs: level B-B, the signer's certificate alone inside. */

import { sign } from "node:crypto";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { signedAttributes } from "#shared/cms/signed-attributes.ts";
import { cmsSizeBound, signedData } from "#shared/cms/signed-data.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import type { Holder } from "../../shared/trust/pki.ts";
import { digestRanges } from "../../shared/verify/signing.ts";
import { letterPdf } from "../eoffice/letter.ts";

export function letterSignedBy(signer: Holder): Promise<Uint8Array> {
  return signedBy(signer, { pdf: new Uint8Array(letterPdf()) });
}

interface SignOrder {
  readonly pdf: Uint8Array;
  readonly appearance?: Appearance;
}

/** One more signature, visible where `appearance` says how. */
export async function signedBy(signer: Holder, { pdf, ...look }: SignOrder): Promise<Uint8Array> {
  const certificates = [signer.facts.der];
  const reserve = cmsSizeBound({ certificates });
  const prepared = prepareSignature(openPdf(sourceOf(pdf)), { time: new Date(), reserve, ...look });
  const unsigned = sourceOf(concatBytes([pdf, prepared.increment]));
  const job = { ranges: prepared.ranges, algorithm: "sha256" as const };
  const [digest = new Uint8Array()] = await digestRanges(unsigned, [job]);
  return concatBytes([pdf, embedCms(prepared, cmsOver(digest, signer))]);
}

function cmsOver(digest: Uint8Array, { facts, key }: Holder): Uint8Array {
  const attributes = signedAttributes({
    digest,
    digestAlgorithm: "sha256",
    signerCertificate: facts.der,
    profile: "pades",
  });
  return signedData({
    signedAttributes: attributes,
    signature: new Uint8Array(sign("sha256", attributes, key.privateKey)),
    digestAlgorithm: "sha256",
    scheme: "ecdsa",
    certificates: [facts.der],
  });
}
