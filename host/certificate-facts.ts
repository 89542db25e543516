/** A token's certificate as people see it, and whether it can sign now. */

import { type CertificateFacts, tryCertificate } from "#shared/asn1/certificate.ts";
import { toBase64 } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import type { Certificate } from "#shared/protocol/messages.ts";
import type { TokenCertificate } from "./token/driver.ts";

/** Bounds of the protocol: longer names are cut, larger issuer certificates left out. */
const MAX_CHAIN = 8;
const MAX_CERTIFICATE_BYTES = 48 * 1024;

const SMALLEST_RSA_BITS = 2048;
const CURVES = ["P-256", "P-384"];

/**
 * The certificates a user may look for on a token, those that can sign first. Left out: what is no certificate at all, and those of
 * authorities, which lie there to complete the chain.
 */
export function describeCertificates(certificates: readonly TokenCertificate[], now: Date): Certificate[] {
  const described = certificates.flatMap((certificate) => describeCertificate(certificate, now) ?? []);
  const own = described.filter(({ unsuitable }) => unsuitable !== "CERTIFICATE_AUTHORITY");
  return [
    ...own.filter(({ unsuitable }) => unsuitable === null),
    ...own.filter(({ unsuitable }) => unsuitable !== null),
  ];
}

/** null for bytes that are no certificate: such an object is none the user could choose. */
export function describeCertificate(certificate: TokenCertificate, now: Date): Certificate | null {
  const { der, chain } = certificate;
  const facts = tryCertificate(der);
  if (facts === null || der.length > MAX_CERTIFICATE_BYTES) return null;
  const { subject, issuer, key } = facts;
  const issuers = chain.filter((issuerDer) => issuerDer.length <= MAX_CERTIFICATE_BYTES);
  return {
    id: certificate.id,
    token: certificate.token,
    label: certificate.label.slice(0, 255),
    commonName: (subject.commonName ?? subject.text).slice(0, 400),
    organization: subject.organization?.slice(0, 400) ?? null,
    organizationalUnits: subject.organizationalUnits.slice(0, 16).map((unit) => unit.slice(0, 400)),
    userId: subject.userId?.slice(0, 200) ?? null,
    issuer: (issuer.commonName ?? issuer.text).slice(0, 400),
    serial: facts.serialHex.slice(0, 80),
    notBefore: facts.notBefore.toISOString(),
    notAfter: facts.notAfter.toISOString(),
    key: { kind: key.kind === "rsa" || key.kind === "ec" ? key.kind : "other", bits: key.bits },
    unsuitable: unsuitability(certificate, facts, now),
    chain: [der, ...issuers].slice(0, MAX_CHAIN).map(toBase64),
  };
}

function unsuitability(
  { hasKey }: TokenCertificate,
  facts: CertificateFacts,
  now: Date,
): Certificate["unsuitable"] {
  if (facts.isCa) return "CERTIFICATE_AUTHORITY";
  if (hasKey === false) return "NO_KEY";
  if (!maySign(facts)) return "KEY_USAGE";
  if (!isKeySupported(facts)) return "ALGORITHM";
  if (now < facts.notBefore) return "NOT_YET_VALID";
  return now > facts.notAfter ? "EXPIRED" : null;
}

/** RFC 5280 4.2.1.3: digitalSignature or nonRepudiation; without the extension every use is allowed. */
function maySign({ keyUsage }: CertificateFacts): boolean {
  return (
    keyUsage === null || keyUsage.some((usage) => usage === "digitalSignature" || usage === "nonRepudiation")
  );
}

function isKeySupported({ key }: CertificateFacts): boolean {
  if (key.kind === "rsa") return key.bits >= SMALLEST_RSA_BITS;
  return key.kind === "ec" && key.curve !== null && CURVES.includes(key.curve);
}

/** Why this certificate must be refused before any PIN; null where it can sign. */
export function certificateRefusal({ unsuitable, notAfter }: Certificate): SignError | null {
  if (unsuitable === null) return null;
  if (unsuitable === "EXPIRED") return new SignError("CERT_EXPIRED", { notAfter: vietnameseDate(notAfter) });
  return new SignError("TOKEN_UNSUITABLE", { reason: unsuitable });
}

/** DD/MM/YYYY by the clock of Vietnam (UTC+7, no summer time). */
function vietnameseDate(iso: string): string {
  const local = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString();
  return `${local.slice(8, 10)}/${local.slice(5, 7)}/${local.slice(0, 4)}`;
}
