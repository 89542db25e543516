/** What stands behind a `caIssuers` address: one certificate, or a message that carries nothing but certificates (RFC 5280 4.2.2.1). */

import { type CertificateFacts, tryCertificate } from "../asn1/certificate.ts";
import { contextTag, DerReader, readSingle, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { derBlocks } from "../asn1/pem.ts";
import { readOid } from "../asn1/primitive.ts";

const MAX_CERTIFICATES = 20;

/** All certificates in `bytes`, DER or PEM; empty where there are none. */
export function certificatesIn(bytes: Uint8Array): CertificateFacts[] {
  const blocks = derBlocks(bytes, "certificate") ?? derBlocks(bytes, "cms") ?? [];
  return blocks
    .slice(0, MAX_CERTIFICATES)
    .flatMap((der) => {
      const single = tryCertificate(der);
      return single ? [single] : carriedIn(der);
    })
    .slice(0, MAX_CERTIFICATES);
}

function carriedIn(der: Uint8Array): CertificateFacts[] {
  try {
    return certificateSet(der)
      .slice(0, MAX_CERTIFICATES)
      .map(tryCertificate)
      .filter((certificate) => certificate !== null);
  } catch {
    return [];
  }
}

/** `certificates` of a SignedData without signers (RFC 5652 5.1); its other parts say nothing. */
function certificateSet(der: Uint8Array): Uint8Array[] {
  const outer = new DerReader(readSingle(der, "ber").content, "ber");
  if (readOid(outer.read(TAG.oid)) !== OID.signedData) return [];
  const signedData = outer.enter(contextTag(0)).enter(TAG.sequence);
  signedData.read(TAG.integer);
  signedData.read(TAG.set);
  signedData.read(TAG.sequence);
  const list = signedData.enterIf(contextTag(0));
  return (list?.rest() ?? []).map(({ full }) => full);
}
