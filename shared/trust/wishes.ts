/**
 * What a verdict still wants to know, and where a certificate says it can be asked: AuthorityInfoAccess (RFC 5280 4.2.2.1),
 * CRLDistributionPoints (4.2.1.13), FreshestCRL (4.2.1.15). Whoever has a network answers; every answer is judged like evidence from anywhere else.
 */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { DerReader, readSingle, TAG } from "../asn1/der.ts";
import { readOid } from "../asn1/primitive.ts";
import type { TrustAnchor } from "./anchor.ts";
import { ANCHOR_CRLS, MISSING_AUTHORITIES } from "./anchors/addresses.ts";
import type { Crl } from "./crl.ts";
import { readDistributionPoints } from "./distribution-point.ts";
import { type GeneralName, readGeneralName } from "./general-name.ts";
import { TRUST_OID } from "./oids.ts";

/** The key that stands above a certificate in its path. */
export interface IssuerKey {
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

export type EvidenceWish =
  | {
      readonly kind: "ocsp";
      readonly certificate: CertificateFacts;
      readonly issuer: IssuerKey;
      readonly urls: readonly string[];
    }
  | {
      readonly kind: "crl";
      readonly certificate: CertificateFacts;
      readonly issuer: IssuerKey;
      readonly urls: readonly string[];
    }
  /** The list that could revoke an anchor which another anchor issued. */
  | { readonly kind: "anchor-crl"; readonly anchor: TrustAnchor; readonly urls: readonly string[] }
  /** The certificate of whoever issued `certificate`. */
  | {
      readonly kind: "certificate";
      readonly certificate: CertificateFacts;
      readonly urls: readonly string[];
    };

/** Addresses of one kind that count; certificates name one or two. */
const MAX_URLS = 4;
const MAX_URL_CHARACTERS = 1000;

/** What can be asked about a certificate's status: its OCSP services, then its lists; empty where it names none. */
export function statusWishes(certificate: CertificateFacts, issuer: IssuerKey): EvidenceWish[] {
  const ocsp = ocspUrls(certificate);
  const crl = crlUrls(certificate);
  return [
    ...(ocsp.length > 0 ? [{ kind: "ocsp", certificate, issuer, urls: ocsp } as const] : []),
    ...(crl.length > 0 ? [{ kind: "crl", certificate, issuer, urls: crl } as const] : []),
  ];
}

/** What can be asked about an anchor that another one issued; empty for a root. */
export function anchorWishes(anchor: TrustAnchor): EvidenceWish[] {
  const urls = anchor.issued === null ? [] : (ANCHOR_CRLS[anchor.certificateSha256] ?? []);
  return urls.length > 0 ? [{ kind: "anchor-crl", anchor, urls }] : [];
}

/** Where the certificate of the issuer can be had; empty where nobody says. */
export function issuerWishes(certificate: CertificateFacts): EvidenceWish[] {
  const urls = issuerUrls(certificate);
  return urls.length > 0 ? [{ kind: "certificate", certificate, urls }] : [];
}

/** `id-ad-ocsp`. */
export function ocspUrls(certificate: CertificateFacts): string[] {
  return accessUrls(certificate, TRUST_OID.accessOcsp);
}

/** `id-ad-caIssuers`, and where authorities that did not ship are known to be. */
export function issuerUrls(certificate: CertificateFacts): string[] {
  const known = MISSING_AUTHORITIES[certificate.authorityKeyId ?? ""] ?? [];
  return bounded([...accessUrls(certificate, TRUST_OID.accessCaIssuers), ...known]);
}

/** Full names of the points; lists of another issuer are the judge's to find. */
export function crlUrls({ extensions }: CertificateFacts): string[] {
  return pointUrls(extensions.find(({ oid }) => oid === TRUST_OID.crlDistributionPoints)?.value);
}

/** Where deltas to the lists about a certificate are. */
export function deltaUrls({ extensions }: CertificateFacts): string[] {
  return pointUrls(extensions.find(({ oid }) => oid === TRUST_OID.freshestCrl)?.value);
}

/** Where a list says that its own deltas are (5.2.6). */
export function ownDeltaUrls({ freshest }: Crl): string[] {
  return pointUrls(freshest ?? undefined);
}

function pointUrls(value: Uint8Array | undefined): string[] {
  return value ? bounded(orNone(() => readDistributionPoints(value).flatMap(({ uris }) => uris))) : [];
}

function accessUrls({ extensions }: CertificateFacts, method: string): string[] {
  const value = extensions.find(({ oid }) => oid === TRUST_OID.authorityInformation)?.value;
  return value ? bounded(orNone(() => accessUris(value, method))) : [];
}

function accessUris(value: Uint8Array, method: string): string[] {
  const outer = new DerReader(readSingle(value).content);
  const uris: string[] = [];
  while (!outer.done) {
    const description = outer.enter(TAG.sequence);
    const isWanted = readOid(description.read(TAG.oid)) === method;
    const location: GeneralName = readGeneralName(description.readAny());
    description.finish();
    if (isWanted && location.kind === "uri") uris.push(location.text);
  }
  return uris;
}

/** An extension that cannot be read names no address. */
function orNone(read: () => string[]): string[] {
  try {
    return read();
  } catch {
    return [];
  }
}

/** LDAP and others are not asked. */
function bounded(urls: readonly string[]): string[] {
  const usable = urls.filter((url) => url.length <= MAX_URL_CHARACTERS && /^https?:\/\/[!-~]+$/i.test(url));
  return [...new Set(usable)].slice(0, MAX_URLS);
}
