/** Whether a CRL is about a certificate, and for which reasons (RFC 5280 6.3.3 (b), (d)). */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { comparableName } from "./comparable-name.ts";
import type { Crl } from "./crl.ts";
import { ALL_REASONS, type DistributionPoint, pointKeys } from "./distribution-point.ts";
import { directoryKey } from "./general-name.ts";
import { pathExtensions } from "./path-extensions.ts";

/** 6.3.3, last paragraph: besides what the certificate names, any CRL that its issuer signs. */
const IMPLIED: DistributionPoint = { name: null, reasons: null, crlIssuers: null, uris: [] };

/** Bits of ReasonFlags that the CRL covers for the certificate; 0: it is about others. */
export function coveredReasons(crl: Crl, subject: CertificateFacts): number {
  if (!coversKind(crl, subject)) return 0;
  const points = pathExtensions(subject)?.distributionPoints ?? [];
  return (
    [...points, IMPLIED]
      .filter((point) => isOfIssuer(crl, subject, point) && isAtPoint(crl, subject, point))
      .reduce((mask, point) => mask | (point.reasons ?? ALL_REASONS), 0) &
    (crl.distribution?.onlySomeReasons ?? ALL_REASONS)
  );
}

/** (b)(2)(ii)-(iv). */
function coversKind({ distribution }: Crl, { isCa }: CertificateFacts): boolean {
  if (!distribution) return true;
  const { onlyUserCertificates, onlyAuthorityCertificates, onlyAttributeCertificates } = distribution;
  return !(onlyAttributeCertificates || (isCa ? onlyUserCertificates : onlyAuthorityCertificates));
}

/** (b)(1): the certificate's issuer, or the one that the point names, who must say that the list is indirect. */
function isOfIssuer(crl: Crl, subject: CertificateFacts, { crlIssuers }: DistributionPoint): boolean {
  if (!crlIssuers) return crl.issuer.key === comparableName(subject.issuer.der).key;
  return crl.distribution?.indirect === true && crlIssuers.some(({ key }) => key === crl.issuer.key);
}

/** (b)(2)(i): a list of one distribution point covers only the certificates of that point. */
function isAtPoint(crl: Crl, subject: CertificateFacts, { name, crlIssuers }: DistributionPoint): boolean {
  const own = crl.distribution?.name;
  if (!own) return true;
  const issuers = crlIssuers ?? [comparableName(subject.issuer.der)];
  const wanted = name ? issuers.flatMap((issuer) => pointKeys(name, issuer)) : issuers.map(directoryKey);
  const keys = new Set(wanted);
  return pointKeys(own, crl.issuer).some((key) => keys.has(key));
}
