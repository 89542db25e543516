/** Whose seal a certificate is (design: agency, same agency). */

import type { CertificateFacts } from "../../asn1/certificate.ts";

/** An agency's certificate: a tax number as its identifier, or its own name as that of the organisation. */
function isAgency({ subject }: CertificateFacts): boolean {
  const { commonName, organization, userId } = subject;
  return (
    (userId?.startsWith("MST:") ?? false) ||
    (commonName !== null && plain(commonName) === plain(organization ?? ""))
  );
}

/** Whether `seal` is of the agency that the other signer belongs to, by its name in that signer's certificate. */
export function isSealOver(seal: CertificateFacts, other: CertificateFacts): boolean {
  if (!isAgency(seal) || !seal.subject.commonName) return false;
  const name = plain(seal.subject.commonName);
  const { organization, organizationalUnits } = other.subject;
  return [organization ?? "", ...organizationalUnits].map(plain).includes(name);
}

/** Spelling of one name differs by case, spaces and hyphens between certificates. */
function plain(name: string): string {
  return name
    .normalize("NFC")
    .toUpperCase()
    .replaceAll(/[\s\p{P}]+/gu, " ")
    .trim();
}
