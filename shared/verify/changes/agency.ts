/** Whose seal a certificate is (design: agency, same agency). */

import type { CertificateFacts } from "../../asn1/certificate.ts";
import { isAgencyOf } from "../agency.ts";
import type { Subject } from "../subject.ts";

/** Whether `seal` is of the agency that the other signer belongs to, by its name in that signer's certificate. */
export function isSealOver(seal: CertificateFacts, other: CertificateFacts): boolean {
  return isAgencyOf(subjectOf(seal), subjectOf(other));
}

function subjectOf({ subject }: CertificateFacts): Subject {
  const { commonName, organization, organizationalUnits, userId } = subject;
  return { commonName, organization, organizationalUnits, userIds: userId === null ? [] : [userId] };
}
