/** What the bytes after each signature are (ISO 32000-2 12.8.2; design: none, permitted, undetermined, forbidden). */

import { tryCertificate } from "../asn1/certificate.ts";
import { SignError } from "../errors.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { SyntaxFault } from "../pdf/lexer.ts";
import { SharedWork } from "../trust/signature-ledger.ts";
import { type Finding, type Permission, weigh } from "./changes/finding.ts";
import { judgeRevision } from "./changes/judge-revision.ts";
import { isBlank, type LaterRevision, laterRevisions } from "./changes/later-revisions.ts";
import { advanceSurvey, type ReferenceSurvey, surveyReferences } from "./changes/references.ts";
import type { JudgedSignature } from "./judge.ts";
import { sharesAuthority } from "./same-authority.ts";
import { sharesDomain } from "./trust-domain.ts";
import type { Change, Changes } from "./verdict.ts";

export interface LaterBytes {
  readonly changes: Changes;
  readonly changeList: readonly Change[];
}

/** One answer for each signature, in order. What no rule knows is never `none` and never `permitted`. */
export function judgeChanges(document: PdfDocument, signatures: readonly JudgedSignature[]): LaterBytes[] {
  const judge = new ChangeJudge(document, signatures);
  return signatures.map((own) => judge.after(own));
}

/** From the revision that ends at `start` to the next one. */
interface Step {
  readonly start: number;
  readonly revision: LaterRevision;
  readonly later: JudgedSignature | null;
  /** Numbers that this revision and those behind it define. */
  readonly wanted: ReadonlySet<number>;
}

/** Each step from revision to revision is judged once, however many signatures stand before it. */
class ChangeJudge {
  readonly #document: PdfDocument;
  readonly #signatures: readonly JudgedSignature[];
  readonly #steps = new Map<string, readonly Finding[]>();
  readonly #work = new SharedWork();
  /** By the end of the revision they describe. */
  readonly #surveys = new Map<number, ReferenceSurvey>();

  constructor(document: PdfDocument, signatures: readonly JudgedSignature[]) {
    this.#document = document;
    this.#signatures = signatures;
  }

  after(own: JudgedSignature): LaterBytes {
    const end = endOf(own);
    if (end === null || own.signature.problems.length > 0) return { changes: "undetermined", changeList: [] };
    if (isBlank(this.#document, end)) return { changes: "none", changeList: [] };
    const revisions = laterRevisions(this.#document, end);
    const permission = this.#permissionAt(end);
    const findings =
      typeof revisions === "string"
        ? [fault(revisions, revisions === "bytes-unexplained" ? "forbidden" : "undetermined")]
        : this.#judgeRevisions(own, end, revisions);
    return sum(findings, permission);
  }

  /** Of the certification that the signed revision holds (12.8.2.2). */
  #permissionAt(end: number): Permission {
    const permissions = this.#signatures
      .filter((candidate) => (endOf(candidate) ?? Number.POSITIVE_INFINITY) <= end)
      .map(({ signature }) => signature.docMdp)
      .filter((permission) => permission !== null);
    return permissions.toSorted()[0] ?? null;
  }

  #judgeRevisions(own: JudgedSignature, end: number, revisions: readonly LaterRevision[]): Finding[] {
    const found: Finding[] = [];
    const wanted = new Set(revisions.flatMap(definedNumbers));
    let start = end;
    for (const revision of revisions) {
      const later = this.#signedBy(revision);
      if (later === "several") return [...found, fault("revision-unjudged", "undetermined")];
      if (later) found.push(worthOf(own, later, this.#work));
      found.push(...this.#findings({ start, revision, later, wanted }));
      start = (later && endOf(later)) ?? revision.end;
    }
    return found;
  }

  /** The signature whose range ends with that revision. */
  #signedBy({ section, end, nextStart }: LaterRevision): JudgedSignature | "several" | null {
    const [ending = null, ...others] = this.#signatures.filter((candidate) => {
      const own = endOf(candidate);
      return own !== null && own > section.at && own >= end && own <= nextStart;
    });
    return others.length > 0 ? "several" : ending;
  }

  #findings(step: Step): readonly Finding[] {
    const key = `${step.start} ${step.revision.section.at}`;
    const known = this.#steps.get(key);
    if (known) return known;
    const findings = this.#judge(step);
    this.#steps.set(key, findings);
    return findings;
  }

  #judge({ start, revision, later, wanted }: Step): readonly Finding[] {
    try {
      const before = this.#document.at(start);
      const after = this.#document.at(revision.end);
      const survey = this.#surveys.get(start) ?? surveyReferences(before, wanted);
      if (!survey) return [fault("revision-unjudged", "undetermined")];
      const findings = judgeRevision({
        before,
        after,
        revision,
        survey,
        later,
        signatures: this.#signatures,
      });
      // What is damaged there, another reader may read in another way (rule R6).
      const isOdd = after.warnings.some((oddity) => !before.warnings.includes(oddity));
      if (isOdd || isDamaged(revision)) findings.push(fault("revision-unjudged", "undetermined"));
      const next = (later && endOf(later)) ?? revision.end;
      this.#surveys.set(next, advanceSurvey(survey, after, revision.objects));
      return findings;
    } catch (thrown) {
      if (thrown instanceof SignError || thrown instanceof SyntaxFault) {
        return [fault("revision-unjudged", "undetermined")];
      }
      throw thrown;
    }
  }
}

function isDamaged({ section }: LaterRevision): boolean {
  return [...section.oddities, ...(section.hidden?.oddities ?? [])].length > 0;
}

function endOf({ signature }: JudgedSignature): number | null {
  return signature.ranges?.[1].end ?? null;
}

function definedNumbers({ objects, structure }: LaterRevision): number[] {
  return [...objects.map(({ number }) => number), ...structure];
}

function fault(
  rule: "bytes-unexplained" | "revision-unjudged",
  weight: "undetermined" | "forbidden",
): Finding {
  return { rule, weight, what: "", object: null, page: null };
}

const WORST_FIRST: readonly Changes[] = ["forbidden", "undetermined", "permitted"];

function sum(findings: readonly Finding[], permission: Permission): LaterBytes {
  const weighed = findings.map((finding) => weigh(finding, permission));
  const changes = WORST_FIRST.find((candidate) => weighed.some((own) => own.changes === candidate));
  // A revision that changes nothing at all is permitted, and said so.
  const changeList = weighed.length > 0 ? weighed : [weigh(fault("revision-unjudged", "undetermined"), null)];
  return { changes: changes ?? "undetermined", changeList: changeList.map(({ change }) => change) };
}

/** Rule R9: what a later signature is worth beside an earlier one. */
function worthOf(own: JudgedSignature, later: JudgedSignature, work: SharedWork): Finding {
  const about = { what: later.signature.field, object: null, page: null };
  if (!later.judgement.integrity) return { rule: "later-signature-broken", weight: "forbidden", ...about };
  // A time-stamp adds no content, whoever issued it; what it proves is said in its own entry.
  if (later.message.timestamp) return { rule: "later-timestamp", weight: "always", ...about };
  return standsFor(own, later, work)
    ? { rule: "later-signature", weight: "sign", ...about }
    : { rule: "later-signature-unproven", weight: "undetermined", ...about };
}

/** Its path is there; only evidence is missing or old, or something of the path has expired. */
const PENDING: readonly (string | null)[] = [
  "TRY_LATER",
  "OUT_OF_BOUNDS_NO_POE",
  "OUT_OF_BOUNDS_NOT_REVOKED",
  "REVOCATION_OUT_OF_BOUNDS_NO_POE",
  "NO_CERTIFICATE_CHAIN_FOUND_NO_POE",
];

/**
 * Whether a later signature may count as permitted beside an earlier one: it has its path in the same domain and lacks at
 * most evidence; or it stands and falls with the earlier one, by the same certificate or the same practice CA.
 */
function standsFor(own: JudgedSignature, later: JudgedSignature, work: SharedWork): boolean {
  const [earlier, other] = [own.judgement, later.judgement];
  if (earlier.certificate && earlier.certificate.sha256 === other.certificate?.sha256) return true;
  const { standing, subIndication } = other;
  if (!standing || !sharesDomain(earlier.standing, standing)) return false;
  if (standing.path) return subIndication === null || PENDING.includes(subIndication);
  const pool = (later.message.data?.certificates ?? []).map(tryCertificate);
  return sharesAuthority({ leaves: [earlier.certificate, other.certificate], pool, work });
}
