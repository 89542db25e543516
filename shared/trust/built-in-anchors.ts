/** The trust anchors that ship with the product, ready for use; no file, no network. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { readPublicKey } from "../asn1/public-key.ts";
import { fromBase64, fromHex } from "../bytes.ts";
import { fail } from "../errors.ts";
import { anchorOf, type TrustAnchor } from "./anchor.ts";
import type { AnchorFacts } from "./anchor-facts.ts";
import { GOVERNMENT_ANCHORS, GOVERNMENT_PINS } from "./anchors/government.ts";
import { PUBLIC_ANCHORS } from "./anchors/public.ts";
import { comparableName } from "./comparable-name.ts";

const FACTS: readonly AnchorFacts[] = [...GOVERNMENT_ANCHORS, ...PUBLIC_ANCHORS];

let known: readonly TrustAnchor[] | null = null;

/** The Government's, the national and the public ones. */
export function builtInAnchors(): readonly TrustAnchor[] {
  known ??= FACTS.map(anchorOfFacts);
  return known;
}

/** Those of `certificates` that are anchors by their fingerprint alone. */
export function pinnedAnchors(certificates: readonly CertificateFacts[]): TrustAnchor[] {
  return certificates
    .filter(({ sha256 }) => GOVERNMENT_PINS.includes(sha256))
    .map((certificate) => anchorOf(certificate, "government"))
    .filter((anchor) => anchor !== null);
}

function anchorOfFacts(facts: AnchorFacts): TrustAnchor {
  const spki = decoded(facts.spki);
  const { domain, text, pathLength, subjectKeyId, certificateSha256, sha1LeavesBefore } = facts;
  return {
    domain,
    text,
    subject: comparableName(decoded(facts.subject)),
    publicKey: readPublicKey(spki),
    spki,
    notBefore: new Date(facts.notBefore),
    notAfter: new Date(facts.notAfter),
    pathLength,
    subjectKeyId,
    certificateSha256,
    certificate: null,
    sha1LeavesBefore: sha1LeavesBefore === null ? null : new Date(sha1LeavesBefore),
    issued: issuedOf(facts),
  };
}

function issuedOf({ issued }: AnchorFacts): TrustAnchor["issued"] {
  if (!issued) return null;
  const root = FACTS.find(({ text }) => text === issued.by);
  const serial = fromHex(issued.serial);
  if (!root || !serial) return fail("UNKNOWN_ERROR", { what: "anchor" });
  return { issuer: comparableName(decoded(root.subject)), serial };
}

function decoded(base64: string): Uint8Array {
  return fromBase64(base64) ?? fail("UNKNOWN_ERROR", { what: "anchor" });
}
