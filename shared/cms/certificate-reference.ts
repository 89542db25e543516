/** ESS signing-certificate and signing-certificate-v2 (RFC 2634 5.4, RFC 5035 3): which certificate the signer meant. */

import { readAlgorithm } from "../asn1/algorithm.ts";
import type { CertificateFacts } from "../asn1/certificate.ts";
import { contextTag, DerReader, type DerValue, TAG } from "../asn1/der.ts";
import { readName } from "../asn1/name.ts";
import { OID } from "../asn1/oids.ts";
import { equalBytes } from "../bytes.ts";
import { type HashName, hashByOid, hashOf } from "../signature/hash.ts";
import { type Attribute, singleValue } from "./attributes.ts";

/** "absent": no such attribute; "wrong": it is malformed or names another certificate. Every attribute present must agree. */
export function certificateReference(
  attributes: readonly Attribute[],
  certificate: CertificateFacts,
): "absent" | "right" | "wrong" {
  try {
    const v1 = singleValue(attributes, OID.signingCertificate);
    const v2 = singleValue(attributes, OID.signingCertificateV2);
    if (!v1 && !v2) return "absent";
    const right = (!v1 || names(v1, certificate, 1)) && (!v2 || names(v2, certificate, 2));
    return right ? "right" : "wrong";
  } catch {
    return "wrong";
  }
}

/** The first ESSCertID(v2) is the signer's (RFC 5035 3). */
function names(value: DerValue, certificate: CertificateFacts, version: 1 | 2): boolean {
  const first = new DerReader(value.content).enter(TAG.sequence).enter(TAG.sequence);
  const explicitHash = version === 2 ? first.readIf(TAG.sequence) : null;
  const hash: HashName | null = explicitHash
    ? hashByOid(readAlgorithm(explicitHash).oid)
    : version === 1
      ? "sha1"
      : "sha256";
  const digest = first.read(TAG.octetString).content;
  if (!hash || !equalBytes(hashOf(hash, certificate.der), digest)) return false;
  const issuerSerial = first.enterIf(TAG.sequence);
  return !issuerSerial || namesIssuer(issuerSerial, certificate);
}

/** IssuerSerial: one directoryName and the serial number. Some signers write the same name in another string type. */
function namesIssuer(issuerSerial: DerReader, certificate: CertificateFacts): boolean {
  const names = issuerSerial.enter(TAG.sequence);
  const directoryName = names.enter(contextTag(4)).read(TAG.sequence);
  const serial = issuerSerial.read(TAG.integer).content;
  const sameName =
    equalBytes(directoryName.full, certificate.issuer.der) ||
    readName(directoryName).text === certificate.issuer.text;
  return names.done && sameName && equalBytes(serial, certificate.serial);
}
