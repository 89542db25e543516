/** Whether one SignerInfo is right over a content (RFC 5652 5.4, 5.6; rule set R7): form, certificate, digest, signature. */

import { type AlgorithmIdentifier, isPlain, readAlgorithm } from "../asn1/algorithm.ts";
import { type CertificateFacts, tryCertificate } from "../asn1/certificate.ts";
import { contextTag, DerReader, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readOid } from "../asn1/primitive.ts";
import { equalBytes, toHex } from "../bytes.ts";
import { type SignatureAlgorithm, signatureAlgorithm } from "../signature/algorithm.ts";
import { type HashName, hashByOid, hashOf } from "../signature/hash.ts";
import { verifySignature } from "../signature/verify.ts";
import { singleValue } from "./attributes.ts";
import { certificateReference } from "./certificate-reference.ts";
import { holdsDocument } from "./document-in-attributes.ts";
import type { SignerFacts } from "./read.ts";

export type CmsFlaw =
  | "algorithm-unknown"
  | "algorithms-differ"
  | "algorithm-refused"
  | "attributes-not-der"
  | "attribute-twice"
  | "attributes-missing"
  | "attributes-as-content"
  | "document-in-attributes"
  | "content-type-wrong"
  | "message-digest-missing"
  | "algorithm-protection-wrong"
  | "certificate-reference-missing"
  | "certificate-reference-wrong"
  | "signer-certificate-missing"
  | "signer-certificate-ambiguous"
  | "digest-wrong"
  | "signature-wrong";

/** What can be said of a signer before anything is hashed. */
export interface SignerPlan {
  /** Hash the content has to be digested with; null where it is unknown. */
  readonly digest: HashName | null;
  readonly algorithm: SignatureAlgorithm | null;
  readonly certificate: CertificateFacts | null;
  /** The first thing wrong with the form; null where nothing is. */
  readonly flaw: CmsFlaw | null;
}

export interface PlanRequest {
  readonly signer: SignerFacts;
  /** DER, where the signer's is looked for. */
  readonly certificates: readonly Uint8Array[];
  /** What the content-type attribute must say; null in a counter-signature, which must not have one (11.4). */
  readonly contentType: string | null;
  /** Whether a signature without an ESS certificate reference is refused (EN 319 142-1 6.3). */
  readonly needsReference: boolean;
  /** Whether signed attributes may be absent (5.3: only for content of type data). */
  readonly needsAttributes: boolean;
}

export function planSigner(request: PlanRequest): SignerPlan {
  const { signer } = request;
  const digest = isPlain(signer.digestAlgorithm) ? hashByOid(signer.digestAlgorithm.oid) : null;
  const algorithm = signatureAlgorithm(signer.signatureAlgorithm, digest);
  const found = findCertificate(request);
  const certificate = typeof found === "string" ? null : found;
  const flaw =
    algorithmFlaw(digest, algorithm) ??
    attributesFlaw(request) ??
    (typeof found === "string" ? found : referenceFlaw(request, found));
  return { digest, algorithm, certificate, flaw };
}

/** R7: the hash of the signature algorithm is the digest algorithm; PSS uses one hash throughout. */
function algorithmFlaw(digest: HashName | null, algorithm: SignatureAlgorithm | null): CmsFlaw | null {
  if (!digest || !algorithm) return "algorithm-unknown";
  if (algorithm.kind === "ed25519") return null;
  const mgfHash = algorithm.kind === "rsa-pss" ? algorithm.mgfHash : algorithm.hash;
  return algorithm.hash === digest && mgfHash === digest ? null : "algorithms-differ";
}

function attributesFlaw({ signer, contentType, needsAttributes }: PlanRequest): CmsFlaw | null {
  if (!signer.signedAttributes) return needsAttributes ? "attributes-missing" : null;
  const { attributes, flaw } = signer.signedAttributes;
  if (flaw) return flaw;
  if (holdsDocument(signer.signedAttributes)) return "document-in-attributes";
  try {
    const type = singleValue(attributes, OID.contentType);
    if ((type ? readOid(type) : null) !== contentType) return "content-type-wrong";
    if (singleValue(attributes, OID.messageDigest)?.tag !== TAG.octetString) return "message-digest-missing";
  } catch {
    return "content-type-wrong";
  }
  return protects(signer) ? null : "algorithm-protection-wrong";
}

/** CMSAlgorithmProtection (RFC 6211 2): where present it repeats both algorithms. */
function protects(signer: SignerFacts): boolean {
  try {
    const value = singleValue(signer.signedAttributes?.attributes ?? [], OID.algorithmProtection);
    if (!value) return true;
    const reader = new DerReader(value.content);
    const digest = readAlgorithm(reader.read(TAG.sequence));
    const signature = readAlgorithm(reader.read(contextTag(1)));
    reader.finish();
    return (
      sameAlgorithm(digest, signer.digestAlgorithm) && sameAlgorithm(signature, signer.signatureAlgorithm)
    );
  } catch {
    return false;
  }
}

function sameAlgorithm(a: AlgorithmIdentifier, b: AlgorithmIdentifier): boolean {
  if (a.oid !== b.oid) return false;
  if (isPlain(a) && isPlain(b)) return true;
  return a.parameters !== null && b.parameters !== null && equalBytes(a.parameters.full, b.parameters.full);
}

/** Exactly one certificate must be meant; the same one embedded twice is still one. */
function findCertificate({ signer, certificates }: PlanRequest): CertificateFacts | CmsFlaw {
  const { id } = signer;
  const matching = certificates
    .map(tryCertificate)
    .filter((certificate) => certificate !== null)
    .filter((certificate) =>
      id.kind === "key-id"
        ? certificate.subjectKeyId === toHex(id.keyId)
        : equalBytes(certificate.issuer.der, id.issuer) && equalBytes(certificate.serial, id.serial),
    );
  const [first] = matching;
  if (!first) return "signer-certificate-missing";
  return matching.every(({ sha256 }) => sha256 === first.sha256) ? first : "signer-certificate-ambiguous";
}

function referenceFlaw(request: PlanRequest, certificate: CertificateFacts): CmsFlaw | null {
  const attributes = request.signer.signedAttributes?.attributes ?? [];
  const reference = certificateReference(attributes, certificate);
  if (reference === "wrong") return "certificate-reference-wrong";
  return reference === "absent" && request.needsReference ? "certificate-reference-missing" : null;
}

/** The first thing wrong with `signer` over a content of this digest; null: it is right. */
export function checkSigner(
  signer: SignerFacts,
  plan: SignerPlan,
  contentDigest: Uint8Array,
): CmsFlaw | null {
  const { algorithm, certificate, flaw } = plan;
  if (flaw) return flaw;
  if (!algorithm || !certificate) return "algorithm-unknown";
  const { signedAttributes, signature } = signer;
  if (signedAttributes && !equalBytes(messageDigest(signer), contentDigest)) return "digest-wrong";
  const signed = signedAttributes ? { message: signedAttributes.der } : { digest: contentDigest };
  const result = verifySignature({ key: certificate.publicKey, algorithm, signed, signature });
  if (result.valid) return null;
  return result.reason.startsWith("policy:") ? "algorithm-refused" : "signature-wrong";
}

function messageDigest(signer: SignerFacts): Uint8Array {
  return (
    singleValue(signer.signedAttributes?.attributes ?? [], OID.messageDigest)?.content ?? new Uint8Array()
  );
}

/** Digest of a content in memory as `plan` wants it. */
export function digestInMemory(plan: SignerPlan, content: Uint8Array): Uint8Array {
  return plan.digest ? hashOf(plan.digest, content) : new Uint8Array();
}

/**
 * True for bytes that are themselves a set of signed attributes: a signature over them, shown without its attributes,
 * would otherwise pass for one over this "content" (the ambiguity of RFC 5652 5.4).
 */
export function looksLikeAttributes(content: Uint8Array): boolean {
  if (content[0] !== TAG.set) return false;
  try {
    const outer = new DerReader(content, "ber");
    const first = outer.enter(TAG.set).enter(TAG.sequence);
    readOid(first.read(TAG.oid));
    first.read(TAG.set);
    return true;
  } catch {
    return false;
  }
}
