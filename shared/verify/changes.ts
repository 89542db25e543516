/** What the bytes after each signature are (ISO 32000-2 12.8.2; design: none, permitted, undetermined, forbidden). */

import { tryCertificate } from "../asn1/certificate.ts";
import { SignError } from "../errors.ts";
import type { PdfDocument } from "../pdf/document.ts";
import type { JudgedSignature } from "./judge.ts";
import { isBlank, type LaterRevision, laterRevisions } from "./later-revisions.ts";
import { change } from "./note.ts";
import { type ReferenceSurvey, surveyReferences } from "./references.ts";
import { sharesAuthority } from "./same-authority.ts";
import { definedNumbers, judgeSignatureRevision, type Objection } from "./signature-revision.ts";
import type { Change, Changes } from "./verdict.ts";

export interface LaterBytes {
  readonly changes: Changes;
  readonly changeList: readonly Change[];
}

/** One answer for each signature, in order. Until a rule allows what follows, it is `undetermined`, never `none`. */
export function judgeChanges(document: PdfDocument, signatures: readonly JudgedSignature[]): LaterBytes[] {
  const judge = new ChangeJudge(document, signatures);
  return signatures.map((own) => judge.after(own));
}

/** From the revision that ends at `start` to the next one, which `later` signs. */
interface Step {
  readonly start: number;
  readonly revision: LaterRevision;
  readonly later: JudgedSignature;
  /** Numbers that this revision and those behind it define. */
  readonly wanted: ReadonlySet<number>;
}

/** Each step from revision to revision is judged once, however many signatures stand before it. */
class ChangeJudge {
  readonly #document: PdfDocument;
  readonly #signatures: readonly JudgedSignature[];
  readonly #steps = new Map<string, Objection | null>();
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
    const last = revisions?.at(-1);
    if (!revisions || !last || !isBlank(this.#document, last.end)) return this.#unexplained(end);
    return worst(this.#judgeRevisions(own, end, revisions));
  }

  /** Bytes that no cross-reference knows, or a revision of a kind that is not judged yet. */
  #unexplained(end: number): LaterBytes {
    const isRevision = this.#document.xref.sections.some((section) => section.at >= end);
    return undetermined(change({ rule: isRevision ? "revision-unjudged" : "bytes-unexplained", what: "" }));
  }

  #judgeRevisions(own: JudgedSignature, end: number, revisions: readonly LaterRevision[]): LaterBytes[] {
    const found: LaterBytes[] = [];
    const wanted = new Set(revisions.flatMap(definedNumbers));
    let start = end;
    for (const revision of revisions) {
      const later = this.#signedBy(revision);
      if (!later) return [...found, undetermined(change({ rule: "revision-unjudged", what: "" }))];
      found.push(this.#judgeLater(own, later), this.#judgeStep({ start, revision, later, wanted }));
      start = endOf(later) ?? start;
    }
    return found;
  }

  /** The signature whose range ends with that revision. */
  #signedBy({ section, end, nextStart }: LaterRevision): JudgedSignature | null {
    const ending = this.#signatures.filter((candidate) => {
      const own = endOf(candidate);
      return own !== null && own > section.at && own >= end && own <= nextStart;
    });
    return ending.length === 1 ? (ending[0] ?? null) : null;
  }

  /** Rule R9: what the later signature itself is worth; rule R12: what the certification allows. */
  #judgeLater(own: JudgedSignature, later: JudgedSignature): LaterBytes {
    const what = later.signature.field;
    if (!later.judgement.integrity) return forbidden(change({ rule: "later-signature-broken", what }));
    const upTo = endOf(own) ?? 0;
    const certified = this.#signatures.some(
      (candidate) => candidate.signature.docMdp === 1 && (endOf(candidate) ?? 0) <= upTo,
    );
    if (certified && later.message.timestamp === null) {
      return forbidden(change({ rule: "certification-forbids", what }));
    }
    if (!standsFor(own, later)) return undetermined(change({ rule: "later-signature-unproven", what }));
    return { changes: "permitted", changeList: [change({ rule: "later-signature", what })] };
  }

  #judgeStep(step: Step): LaterBytes {
    const objection = this.#objection(step);
    if (!objection) return { changes: "permitted", changeList: [] };
    const { rule, object } = objection;
    const number = object && `${object.number} ${object.generation}`;
    const what = rule === "object-changed" ? (number ?? "") : step.later.signature.field;
    return undetermined(change({ rule, what, object: number }));
  }

  #objection(step: Step): Objection | null {
    const key = `${step.start} ${step.revision.section.at}`;
    const known = this.#steps.get(key);
    if (known !== undefined) return known;
    const objection = this.#judgeObjects(step);
    this.#steps.set(key, objection);
    return objection;
  }

  #judgeObjects({ start, revision, later, wanted }: Step): Objection | null {
    try {
      const before = this.#document.at(start);
      const after = this.#document.at(revision.end);
      const survey = this.#surveys.get(start) ?? surveyReferences(before, wanted);
      const { field } = later.signature;
      const objection = judgeSignatureRevision({ before, after, revision, field, survey });
      // What an accepted revision adds refers to nothing that is missing, and changes no array's holders.
      if (!objection && survey) this.#surveys.set(endOf(later) ?? revision.end, survey);
      return objection;
    } catch (thrown) {
      if (thrown instanceof SignError) return { rule: "revision-unjudged", object: null };
      throw thrown;
    }
  }
}

function endOf({ signature }: JudgedSignature): number | null {
  return signature.ranges?.[1].end ?? null;
}

function undetermined(own: Change): LaterBytes {
  return { changes: "undetermined", changeList: [own] };
}

function forbidden(own: Change): LaterBytes {
  return { changes: "forbidden", changeList: [own] };
}

const WORST_FIRST: readonly Changes[] = ["forbidden", "undetermined", "permitted"];

function worst(found: readonly LaterBytes[]): LaterBytes {
  const changes = WORST_FIRST.find((candidate) => found.some((own) => own.changes === candidate));
  return { changes: changes ?? "undetermined", changeList: found.flatMap(({ changeList }) => changeList) };
}

const PENDING: readonly (string | null)[] = [
  "TRY_LATER",
  "OUT_OF_BOUNDS_NO_POE",
  "OUT_OF_BOUNDS_NOT_REVOKED",
];

/**
 * Whether a later signature may count as permitted beside an earlier one: it has its path in the same domain and lacks at
 * most evidence; or it stands and falls with the earlier one, by the same certificate or the same practice CA.
 */
function standsFor(own: JudgedSignature, later: JudgedSignature): boolean {
  const [earlier, other] = [own.judgement, later.judgement];
  if (earlier.certificate && earlier.certificate.sha256 === other.certificate?.sha256) return true;
  const { standing, subIndication } = other;
  const sameDomain = standing?.domain !== null && standing?.domain === earlier.standing?.domain;
  if (!standing || !sameDomain) return false;
  if (standing.path.length > 0) return subIndication === null || PENDING.includes(subIndication);
  const pool = (later.message.data?.certificates ?? []).map(tryCertificate);
  return sharesAuthority([earlier.certificate, other.certificate], pool);
}
