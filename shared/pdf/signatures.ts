/** The signatures of a document, each with what is wrong with its form (ISO 32000-2, 12.8; EN 319 142-1). */

import type { ByteRange } from "#shared/bytes.ts";
import type { PdfDocument } from "./document.ts";
import { type FormNode, formNodes } from "./form.ts";
import { isLeftOver } from "./left-over.ts";
import { exceed, PDF_LIMITS } from "./limits.ts";
import { isDictPlace, objectKey, type PdfDict, type Place } from "./objects.ts";
import { mentionsByteRange, orphanSignatures } from "./orphans.ts";
import {
  byteRangeOf,
  contentsOf,
  permissionOf,
  type SignatureFacts,
  signatureFacts,
} from "./signature-facts.ts";
import { checkByteRange, checkGap, checkRevision, type RangeProblem } from "./signed-ranges.ts";

/** Closed list: why a signature has not the lawful form (rules R1 to R4, R11). */
export type SignatureProblem =
  | RangeProblem
  /** The field has a value that is no dictionary. */
  | "value-unreadable"
  /** A key that decides something stands twice in the dictionary, or what is no key in the place of one. */
  | "dictionary-flawed"
  | "byte-range-missing"
  | "contents-missing"
  | "contents-empty"
  /** The ranges cut into those of another signature instead of containing them. */
  | "ranges-overlap"
  /** Two fields show the same signature. */
  | "value-shared"
  /** Found by its bytes only; no field leads to it. */
  | "not-in-field"
  /** In no field, and never a signature of this file: the rest of another file's. */
  | "left-over"
  /** The cross-reference had to be rebuilt: nothing signed can be relied on. */
  | "repaired";

export interface PdfSignature extends SignatureFacts {
  /** Full name; empty where no field leads to the signature. */
  readonly field: string;
  readonly byteRange: readonly number[] | null;
  /** Trailing zeros kept. */
  readonly contents: Uint8Array | null;
  /** What is signed; null where ByteRange is unlawful. */
  readonly ranges: readonly [ByteRange, ByteRange] | null;
  readonly coverage: "whole-file" | "revision" | "partial" | "none";
  /** Empty for the lawful form. */
  readonly problems: readonly SignatureProblem[];
}

const NO_FACTS: SignatureFacts = {
  kind: "approval",
  subFilter: null,
  reason: null,
  location: null,
  name: null,
  claimedTime: null,
  docMdp: null,
};

/** Problems that leave nothing to check: coverage "none". */
const UNREADABLE: ReadonlySet<SignatureProblem> = new Set([
  "value-unreadable",
  "byte-range-missing",
  "byte-range-form",
  "byte-range-bounds",
  "contents-missing",
  "contents-empty",
  "not-in-field",
  "left-over",
  "repaired",
]);

/** A field value, or a dictionary without a field, before it is judged. */
interface Candidate {
  readonly field: string | null;
  readonly dictionary: Place<PdfDict> | null;
}

/** Every field value and every signature dictionary without a field, in the order in which their ranges end. */
export function listSignatures(document: PdfDocument): PdfSignature[] {
  const inFields = fieldCandidates(document);
  const known = inFields.flatMap(({ dictionary }) => extentOf(dictionary));
  const orphans = orphanSignatures(document, known).map(({ dictionary }) => ({ field: null, dictionary }));
  const candidates: Candidate[] = [...inFields, ...orphans];
  if (candidates.length > PDF_LIMITS.signatures) exceed("signatures");
  const fields = formNodes(document.objects, document.catalog).length;
  if (candidates.length * fields > PDF_LIMITS.signedFields) exceed("signedFields");
  const shared = sharedValues(candidates);
  const signatures = candidates.map((candidate) => judge(document, candidate, shared));
  return withOverlaps(signatures.sort(byEnd));
}

/** True where a field is signed or `/ByteRange` stands anywhere in the file. */
export function hasSignatures(document: PdfDocument): boolean {
  return fieldCandidates(document).length > 0 || mentionsByteRange(document);
}

/** The strictest DocMDP permission of the document; null where nothing certifies it. */
export function certificationOf(document: PdfDocument): 1 | 2 | 3 | null {
  const { objects, catalog } = document;
  const permissions = fieldCandidates(document)
    .flatMap(({ dictionary }) => (dictionary ? [signatureFacts(objects, dictionary).docMdp] : []))
    .concat(permissionOf(objects, catalog))
    .filter((permission) => permission !== null);
  return permissions.sort()[0] ?? null;
}

function fieldCandidates(document: PdfDocument): Candidate[] {
  return formNodes(document.objects, document.catalog)
    .filter((node) => isSigned(document, node))
    .map((node) => {
      const place = document.objects.entry(node.place, "V");
      return { field: node.name, dictionary: isDictPlace(place) ? place : null };
    });
}

/** A value in a signature field, or anything that looks like a signature in any other. */
function isSigned(document: PdfDocument, node: FormNode): boolean {
  if (!node.value || node.value.kind === "null") return false;
  if (node.type === "Sig") return true;
  const place = document.objects.entry(node.place, "V");
  return isDictPlace(place) && place.value.entries.has("ByteRange");
}

function extentOf(dictionary: Place<PdfDict> | null): ByteRange[] {
  const at = dictionary?.owner.at;
  if (!dictionary || at === null || at === undefined) return [];
  return [{ start: at + dictionary.value.start, end: at + dictionary.value.end }];
}

function dictionaryKey({ owner, value }: Place<PdfDict>): string {
  return `${objectKey(owner)} ${owner.at} ${value.start}`;
}

/** Rule R11: each signature dictionary belongs to exactly one field. */
function sharedValues(candidates: readonly Candidate[]): Set<string> {
  const keys = candidates.flatMap(({ dictionary }) => (dictionary ? [dictionaryKey(dictionary)] : []));
  return new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
}

function judge(
  document: PdfDocument,
  { field, dictionary }: Candidate,
  shared: ReadonlySet<string>,
): PdfSignature {
  if (!dictionary) {
    const problem = field === null ? "not-in-field" : "value-unreadable";
    return {
      ...NO_FACTS,
      field: field ?? "",
      byteRange: null,
      contents: null,
      ranges: null,
      coverage: "none",
      problems: [problem],
    };
  }
  const form = formOf(document, field, dictionary);
  const leftOver = field === null && isLeftOver(document, { dictionary, ...form });
  const problems = [
    ...form.problems,
    ...(leftOver ? ["left-over" as const] : []),
    ...(shared.has(dictionaryKey(dictionary)) ? ["value-shared" as const] : []),
    ...(document.repaired ? ["repaired" as const] : []),
  ];
  return {
    ...signatureFacts(document.objects, dictionary),
    field: field ?? "",
    byteRange: form.byteRange,
    contents: form.contents,
    ranges: form.ranges,
    coverage: coverageOf(document, form.ranges, problems),
    problems,
  };
}

interface Form {
  readonly byteRange: readonly number[] | null;
  readonly contents: Uint8Array | null;
  readonly ranges: readonly [ByteRange, ByteRange] | null;
  readonly problems: readonly SignatureProblem[];
}

function formOf(document: PdfDocument, field: string | null, dictionary: Place<PdfDict>): Form {
  const problems: SignatureProblem[] = [];
  if (field === null) problems.push("not-in-field");
  if (isFlawed(dictionary.value)) problems.push("dictionary-flawed");
  const contents = contentsOf(document.objects, dictionary);
  if (!contents) problems.push("contents-missing");
  else if (contents.every((byte) => byte === 0)) problems.push("contents-empty");
  const byteRange = byteRangeOf(dictionary);
  if (!byteRange) {
    problems.push(dictionary.value.entries.has("ByteRange") ? "byte-range-form" : "byte-range-missing");
    return { byteRange: null, contents, ranges: null, problems };
  }
  const checked = checkByteRange(byteRange, document.end);
  if ("problem" in checked) {
    return { byteRange, contents, ranges: null, problems: [...problems, checked.problem] };
  }
  const [first, second] = checked.ranges;
  const gap = contents && checkGap(document.source, { start: first.end, end: second.start }, contents);
  if (gap) problems.push(gap);
  const revision = field === null ? null : checkRevision(document, second.end, { name: field, dictionary });
  if (revision) problems.push(revision);
  return { byteRange, contents, ranges: checked.ranges, problems };
}

/** Keys that decide what is signed and how; a second Type or Name, as some programs write it, decides nothing. */
const DECISIVE = ["ByteRange", "Contents", "SubFilter", "Filter", "Reference"];

function isFlawed({ misplaced, repeated }: PdfDict): boolean {
  return misplaced || repeated.some((key) => DECISIVE.includes(key));
}

function coverageOf(
  document: PdfDocument,
  ranges: readonly [ByteRange, ByteRange] | null,
  problems: readonly SignatureProblem[],
): PdfSignature["coverage"] {
  if (!ranges || problems.some((problem) => UNREADABLE.has(problem))) return "none";
  if (problems.length > 0) return "partial";
  return ranges[1].end === document.end ? "whole-file" : "revision";
}

function endOf(signature: PdfSignature): number {
  return signature.ranges?.[1].end ?? Number.POSITIVE_INFINITY;
}

/** Unreadable ranges last. */
function byEnd(a: PdfSignature, b: PdfSignature): number {
  return Math.min(endOf(a), Number.MAX_SAFE_INTEGER) - Math.min(endOf(b), Number.MAX_SAFE_INTEGER);
}

/** Rule R2: of two signatures the later contains all that the earlier signed, gap included. */
function withOverlaps(ordered: readonly PdfSignature[]): PdfSignature[] {
  return ordered.map((signature, index) => {
    const { ranges } = signature;
    const cut = ordered.slice(0, index).some((earlier) => ranges && endOf(earlier) > ranges[0].end);
    if (!cut) return signature;
    const problems: SignatureProblem[] = [...signature.problems, "ranges-overlap"];
    return { ...signature, problems, coverage: signature.coverage === "none" ? "none" : "partial" };
  });
}
