/** Certification path validation: the one question "does this certificate hold under these anchors, then". RFC 5280 section 6. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { fail, SignError } from "../errors.ts";
import type { TrustAnchor } from "./anchor.ts";
import type { CertificateStatus } from "./certificate-status.ts";
import type { Evidence } from "./evidence.ts";
import { pathExtensions } from "./path-extensions.ts";
import { DEFAULT_OPTIONS, type PathOptions } from "./path-options.ts";
import { applyRules, type CandidatePath } from "./path-rules.ts";
import { PathSearch } from "./path-search.ts";
import { type PeerName, speaksFor } from "./peer-name.ts";
import type { PathFault, PathReason } from "./reason.ts";
import { RevocationJudge } from "./revocation.ts";
import { type SharedWork, SignatureLedger } from "./signature-ledger.ts";
import { strictFault } from "./strict-profile.ts";

export interface PathRequest {
  readonly leaf: CertificateFacts;
  /** Where issuers are looked for beside the anchors; any order, any number, loops included. */
  readonly intermediates: readonly CertificateFacts[];
  readonly anchors: readonly TrustAnchor[];
  /** The moment at which everything must hold. */
  readonly at: Date;
  readonly options?: Partial<PathOptions>;
  /** A name that the leaf must speak for; asks for the strict rules, too. */
  readonly peerName?: PeerName | null;
  /** Absent: revocation is not looked at. */
  readonly revocation?: RevocationWish;
  /** Bounds this validation together with others. */
  readonly work?: SharedWork;
}

export interface RevocationWish {
  /** `hard`: every certificate below the anchor needs usable evidence; `soft`: only what evidence there is counts. */
  readonly mode: "hard" | "soft";
  readonly evidence: Evidence;
  /** When the question is asked; absent: `at`. Later where `at` is a proven time of the past. */
  readonly now?: Date;
  /** Since when a CRL or response (DER) is proved to exist; absent: its own word is taken. */
  readonly knownSince?: ((evidence: Uint8Array) => Date) | undefined;
}

export interface PathResult {
  readonly valid: boolean;
  /** null where valid. */
  readonly fault: PathFault | null;
  /** The path that holds, else the one that came farthest; null where none was found. */
  readonly path: CandidatePath | null;
  /** Policies the path stands for; 2.5.29.32.0 for any. */
  readonly policies: readonly string[];
  readonly sha1Leaf: boolean;
  /** One for each certificate below the anchor, leaf first; empty where revocation was not looked at. */
  readonly statuses: readonly CertificateStatus[];
}

/** Complete paths that are judged; real webs of cross-certificates have a handful. */
const MAX_PATHS = 50;

/** Never throws: whatever cannot be right is `valid: false` with its reason. */
export function validatePath(request: PathRequest): PathResult {
  try {
    return search(request, new SignatureLedger(request.work));
  } catch (thrown) {
    if (thrown instanceof SignError) return refused({ reason: reasonOf(thrown), index: 0 }, null);
    throw thrown;
  }
}

function reasonOf({ code }: SignError): PathReason {
  return code === "LIMIT_EXCEEDED" ? "limit" : "input-unreadable";
}

function search(request: PathRequest, ledger: SignatureLedger): PathResult {
  const { leaf, intermediates, anchors, at } = request;
  const paths = new PathSearch({ leaf, intermediates, anchors, at, ledger });
  const revocation = revocationJudge(request, ledger);
  let best: PathResult | null = null;
  let judged = 0;
  for (const path of paths.paths()) {
    judged += 1;
    if (judged > MAX_PATHS) fail("LIMIT_EXCEEDED", { limit: "path" });
    const result = judge(path, request, revocation);
    if (result.valid) return result;
    // A path that lacks only evidence has come farther than one that breaks a rule.
    if (!best || (best.statuses.length === 0 && result.statuses.length > 0)) best = result;
  }
  return best ?? refused({ reason: paths.failure, index: 0 }, null);
}

function revocationJudge(request: PathRequest, ledger: SignatureLedger): RevocationJudge | null {
  const { revocation, intermediates, anchors, at } = request;
  if (!revocation) return null;
  const { evidence, mode, now = at, knownSince } = revocation;
  return new RevocationJudge({
    intermediates,
    anchors,
    evidence,
    mode,
    moments: { at, now, knownSince },
    ledger,
  });
}

function judge(path: CandidatePath, request: PathRequest, revocation: RevocationJudge | null): PathResult {
  const strict = request.peerName !== undefined && request.peerName !== null;
  const options = { ...DEFAULT_OPTIONS, ...request.options };
  const rules = applyRules({ path, at: request.at, options });
  const broken = rules.fault ?? (strict ? profileFault(path, request) : null) ?? peerFault(request);
  if (broken) return refused(broken, path);
  const { fault, statuses } = revocation?.judge(path) ?? { fault: null, statuses: [] };
  const { policies, sha1Leaf } = rules;
  return { valid: fault === null, fault, path, policies: policies ?? [], sha1Leaf, statuses };
}

function refused(fault: PathFault, path: CandidatePath | null): PathResult {
  return { valid: false, fault, path, policies: [], sha1Leaf: false, statuses: [] };
}

function profileFault(path: CandidatePath, { revocation }: PathRequest): PathFault | null {
  const lists = revocation?.evidence.crls ?? [];
  return lists.every(({ isByProfile }) => isByProfile) ? strictFault(path) : { reason: "profile", index: 0 };
}

function peerFault({ leaf, peerName }: PathRequest): PathFault | null {
  if (!peerName) return null;
  const names = pathExtensions(leaf)?.subjectAltNames ?? [];
  return speaksFor(names, peerName) ? null : { reason: "peer-name", index: 0 };
}
