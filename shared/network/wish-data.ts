/** A wish on its way between worker, window and host: only what it is about, never an address; these are read anew on arrival. */

import { tryCertificate } from "../asn1/certificate.ts";
import { readPublicKey } from "../asn1/public-key.ts";
import { builtInAnchors } from "../trust/built-in-anchors.ts";
import { anchorWishes, type EvidenceWish, issuerWishes, statusWishes } from "../trust/wishes.ts";

export type WishData =
  | {
      readonly kind: "ocsp" | "crl";
      /** DER. */
      readonly certificate: Uint8Array;
      /** DER SubjectPublicKeyInfo. */
      readonly issuer: Uint8Array;
    }
  | {
      readonly kind: "anchor-crl";
      /** SHA-256 of the anchor's certificate, lower-case hexadecimal. */
      readonly anchor: string;
    }
  | { readonly kind: "certificate"; readonly certificate: Uint8Array };

export function wishData(wish: EvidenceWish): WishData {
  switch (wish.kind) {
    case "ocsp":
    case "crl":
      return { kind: wish.kind, certificate: wish.certificate.der, issuer: wish.issuer.spki };
    case "anchor-crl":
      return { kind: wish.kind, anchor: wish.anchor.certificateSha256 };
    case "certificate":
      return { kind: wish.kind, certificate: wish.certificate.der };
  }
}

/** The wish; null where the certificate, the key or the anchor is none, or names nobody to ask. */
export function wishOf(data: WishData): EvidenceWish | null {
  if (data.kind === "anchor-crl") {
    const anchor = builtInAnchors().find(({ certificateSha256 }) => certificateSha256 === data.anchor);
    return (anchor && anchorWishes(anchor)[0]) ?? null;
  }
  const certificate = tryCertificate(data.certificate);
  if (!certificate) return null;
  if (data.kind === "certificate") return issuerWishes(certificate)[0] ?? null;
  if (!isKey(data.issuer)) return null;
  const wishes = statusWishes(certificate, { spki: data.issuer });
  return wishes.find(({ kind }) => kind === data.kind) ?? null;
}

function isKey(spki: Uint8Array): boolean {
  try {
    readPublicKey(spki);
    return true;
  } catch {
    return false;
  }
}
