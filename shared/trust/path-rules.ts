/** Validates one path from its anchor down to the leaf (RFC 5280 6.1.2-6.1.5). Signatures and name chaining are the search's. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { OID } from "../asn1/oids.ts";
import { fail } from "../errors.ts";
import { signatureAlgorithm } from "../signature/algorithm.ts";
import { hashSunset, keySunset } from "../signature/policy.ts";
import type { TrustAnchor } from "./anchor.ts";
import { comparableName, sameName } from "./comparable-name.ts";
import type { GeneralName } from "./general-name.ts";
import { comparisons, type NameConstraints, obeys } from "./name-constraints.ts";
import { TRUST_OID } from "./oids.ts";
import { type PathExtensions, pathExtensions } from "./path-extensions.ts";
import type { PathOptions } from "./path-options.ts";
import { PolicyState } from "./policy-state.ts";
import type { PathFault, PathReason } from "./reason.ts";
import { subjectNames } from "./subject-names.ts";

export interface CandidatePath {
  /** Leaf first, without the anchor; empty where the leaf itself is the anchor. */
  readonly certificates: readonly CertificateFacts[];
  readonly anchor: TrustAnchor;
}

export interface RulesRequest {
  readonly path: CandidatePath;
  readonly at: Date;
  readonly options: PathOptions;
}

export type RulesResult =
  | { readonly fault: PathFault; readonly policies: null; readonly sha1Leaf: false }
  | {
      readonly fault: null;
      /** Policies the path stands for; 2.5.29.32.0 for any. */
      readonly policies: readonly string[];
      /** The leaf is signed with SHA-1 and passes by its anchor's exception. */
      readonly sha1Leaf: boolean;
    };

/** Comparisons of names for one path; real ones need a few hundred. */
const MAX_COMPARISONS = 20_000;

/** LIMIT_EXCEEDED {limit: "path"} for a path that would cost more work than any real one. */
export function applyRules(request: RulesRequest): RulesResult {
  return new PathWalk(request).run();
}

class PathWalk {
  readonly #request: RulesRequest;
  readonly #policy: PolicyState;
  readonly #constraints: NameConstraints[] = [];
  /** max_path_length (6.1.2 (k)). */
  #length: number;
  #comparisons = 0;
  #policies: readonly string[] = [];
  #sha1Leaf = false;

  constructor(request: RulesRequest) {
    const { path, options } = request;
    this.#request = request;
    this.#policy = new PolicyState(path.certificates.length, options);
    const { length } = path.certificates;
    this.#length = Math.min(length, path.anchor.pathLength ?? length, options.maxDepth ?? length);
  }

  run(): RulesResult {
    const { certificates } = this.#request.path;
    const atAnchor = this.#judgeAnchor();
    if (atAnchor) return faultAt(certificates.length, atAnchor);
    for (let index = certificates.length - 1; index >= 0; index--) {
      const certificate = certificates[index];
      const reason = certificate && this.#judge(certificate, index);
      if (reason) return faultAt(index, reason);
    }
    return { fault: null, policies: this.#policies, sha1Leaf: this.#sha1Leaf };
  }

  /** A certificate that was given as an anchor binds as it would as an intermediate (RFC 5937). */
  #judgeAnchor(): PathReason | null {
    const { path, at, options } = this.#request;
    const { anchor, certificates } = path;
    const { certificate } = anchor;
    const judged = certificates.length > 0 || options.leafValidity === "check";
    if (judged && (at < anchor.notBefore || at > anchor.notAfter)) return "anchor-expired";
    if (!certificate) return null;
    const extensions = pathExtensions(certificate);
    if (!extensions) return "extension-malformed";
    if (extensions.unprocessed) return "critical-extension";
    if (certificates.length === 0) return this.#judgePurpose(certificate);
    this.#policy.limitByAnchor(extensions);
    if (extensions.nameConstraints) this.#constraints.push(extensions.nameConstraints);
    return issuerFault(certificate, "chosen") ?? this.#judgePurpose(certificate);
  }

  #judge(certificate: CertificateFacts, index: number): PathReason | null {
    const extensions = pathExtensions(certificate);
    if (!extensions) return "extension-malformed";
    const selfIssued = sameName(certificate.subject.der, certificate.issuer.der);
    return (
      this.#judgeBasics(certificate, index) ??
      this.#judgeNames(certificate, extensions, selfIssued && index > 0) ??
      this.#policy.takeCertificate(extensions, selfIssued && index > 0) ??
      (extensions.unprocessed ? "critical-extension" : null) ??
      this.#judgePurpose(certificate) ??
      (index > 0
        ? this.#prepareNext(certificate, extensions, selfIssued)
        : this.#wrapUp(certificate, extensions))
    );
  }

  /** 6.1.3 (a)(2), and the strength of the signature that was found right. */
  #judgeBasics(certificate: CertificateFacts, index: number): PathReason | null {
    const { at, options } = this.#request;
    const judged = index > 0 || options.leafValidity === "check";
    if (judged && at < certificate.notBefore) return "not-yet-valid";
    if (judged && at > certificate.notAfter) return "expired";
    return this.#judgeStrength(certificate, index);
  }

  #judgeStrength(certificate: CertificateFacts, index: number): PathReason | null {
    const { path, at, options } = this.#request;
    const issuerKey = path.certificates[index + 1]?.publicKey ?? path.anchor.publicKey;
    const algorithm = signatureAlgorithm(certificate.signatureAlgorithm);
    if (!algorithm) return "policy:signature-algorithm";
    if (options.strength === "caller") return null;
    const hash = algorithm.kind === "ed25519" ? null : hashSunset(algorithm.hash);
    if (isOver(keySunset(issuerKey, algorithm), at)) return "policy:sunset";
    if (!isOver(hash, at)) return null;
    const { sha1LeavesBefore } = path.anchor;
    const excepted =
      sha1LeavesBefore !== null &&
      path.certificates.length === 1 &&
      algorithm.kind === "rsa-pkcs1" &&
      algorithm.hash === "sha1" &&
      certificate.notBefore < sha1LeavesBefore;
    if (excepted) this.#sha1Leaf = true;
    return excepted ? null : "policy:sunset";
  }

  /** 6.1.3 (b), (c). `exempt`: a self-issued certificate that is not the last. */
  #judgeNames(certificate: CertificateFacts, extensions: PathExtensions, exempt: boolean): PathReason | null {
    // 4.1.2.4, 4.1.2.6: a name must stand somewhere.
    if (comparableName(certificate.issuer.der).rdns.length === 0) return "name-empty";
    const nameless = comparableName(certificate.subject.der).rdns.length === 0;
    if (nameless && (certificate.isCa || !hasCriticalAltName(certificate))) return "name-empty";
    if (exempt || this.#constraints.length === 0) return null;
    const names = subjectNames(certificate, extensions);
    return this.#constraints.every((each) => this.#obeys(names, each)) ? null : "name-constraints";
  }

  #obeys(names: readonly GeneralName[], constraints: NameConstraints): boolean {
    this.#comparisons += comparisons(names, constraints);
    if (this.#comparisons > MAX_COMPARISONS) fail("LIMIT_EXCEEDED", { limit: "path" });
    return obeys(names, constraints);
  }

  /** 4.2.1.12: a purpose that an issuer does not have it cannot pass on either. */
  #judgePurpose({ extendedKeyUsage }: CertificateFacts): PathReason | null {
    if (!extendedKeyUsage || extendedKeyUsage.includes(TRUST_OID.anyExtendedKeyUsage)) return null;
    const { options } = this.#request;
    const all = options.extendedKeyUsage.every((purpose) => extendedKeyUsage.includes(purpose));
    return all ? null : "extended-key-usage";
  }

  /** 6.1.4. */
  #prepareNext(
    certificate: CertificateFacts,
    extensions: PathExtensions,
    selfIssued: boolean,
  ): PathReason | null {
    const reason = this.#policy.prepareNext(extensions, selfIssued) ?? issuerFault(certificate, "found");
    if (reason) return reason;
    if (extensions.nameConstraints) this.#constraints.push(extensions.nameConstraints);
    if (!selfIssued && this.#length-- <= 0) return "path-length";
    this.#length = Math.min(this.#length, certificate.pathLength ?? this.#length);
    return null;
  }

  /** 6.1.5; and what no certificate but a CA's may carry (4.2.1.3, 4.2.1.10). */
  #wrapUp(certificate: CertificateFacts, extensions: PathExtensions): PathReason | null {
    if (!certificate.isCa && extensions.nameConstraints) return "name-constraints";
    if (!certificate.isCa && certificate.keyUsage?.includes("keyCertSign")) return "key-usage";
    const policies = this.#policy.wrapUp(extensions);
    if (!policies) return "certificate-policies";
    this.#policies = policies;
    return null;
  }
}

function faultAt(index: number, reason: PathReason): RulesResult {
  return { fault: { index, reason }, policies: null, sha1Leaf: false };
}

/** 6.1.4 (k), (n). Before version 3 there was no basicConstraints: only an anchor, which somebody chose, can be such a one. */
function issuerFault(certificate: CertificateFacts, how: "chosen" | "found"): PathReason | null {
  const { version, isCa, keyUsage } = certificate;
  const old = version < 3 && sameName(certificate.subject.der, certificate.issuer.der);
  if (!isCa && !(old && how === "chosen")) return "not-a-ca";
  return keyUsage && !keyUsage.includes("keyCertSign") ? "key-usage" : null;
}

function isOver(sunset: Date | null, at: Date): boolean {
  return sunset !== null && sunset <= at;
}

function hasCriticalAltName({ extensions }: CertificateFacts): boolean {
  return extensions.some(({ oid, critical }) => critical && oid === OID.subjectAltName);
}
