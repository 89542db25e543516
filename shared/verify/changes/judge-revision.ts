/** One later revision, object by object (rule R8): each is new and accounted for, the same as before, or changed in a way some rule knows. */

import { equalBytes } from "../../bytes.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { objectKey, type PdfObject } from "../../pdf/objects.ts";
import { judgeChangedObject } from "./changed-object.ts";
import { judgeFilledFields } from "./filled-field.ts";
import type { Finding } from "./finding.ts";
import { judgeNewAnnotations } from "./new-annotation.ts";
import { aboutObject, existed, RevisionCase, type RevisionStep } from "./revision-case.ts";
import { sameValue } from "./same-value.ts";
import { isSpareXref } from "./spare-xref.ts";
import { isSpareInfo, judgeTrailer } from "./trailer.ts";
import { explainSpareEntries } from "./validation-data.ts";

/** Errors: PDF_BROKEN, LIMIT_EXCEEDED where an object cannot be read. */
export function judgeRevision(step: RevisionStep): Finding[] {
  const own = new RevisionCase(step);
  judgeTrailer(own);
  judgeNumbers(own);
  const objects = step.revision.objects.filter((object) => !own.isNew(object.number));
  const changed = objects.filter((object) => !isSame(own, object));
  for (const { number } of changed) own.changed.add(number);
  for (const object of changed) judgeChangedObject(own, object);
  judgeFilledFields(own);
  judgeNewAnnotations(own);
  judgeUnexplained(own);
  return own.findings;
}

/** No object is freed, no hole of the old document filled, and no number of an old object taken by structure. */
function judgeNumbers(own: RevisionCase): void {
  const { before, step } = own;
  const { revision, survey } = step;
  for (const number of revision.freed) {
    if (existed(before, number)) own.find("forbidden", "object-freed", aboutNumber(number));
  }
  for (const number of revision.structure) {
    const taken = existed(before, number) || survey.dangling.has(number);
    if (taken) own.find("forbidden", "object-changed", aboutNumber(number));
  }
  for (const object of revision.objects) {
    if (survey.dangling.has(object.number)) own.find("undetermined", "object-supplied", aboutObject(object));
  }
}

function aboutNumber(number: number): Partial<Finding> {
  return { what: String(number), object: `${number} 0` };
}

function judgeUnexplained(own: RevisionCase): void {
  const isLeft = ({ number }: PdfObject) => own.isNew(number) && !own.isExplained(number);
  const { objects } = own.step.revision;
  for (const object of objects.filter(isLeft)) explainSpareEntries(own, object);
  const left = objects.find((object) => isLeft(object) && !isSpareXref(object) && !isSpareInfo(object));
  if (left) own.find("undetermined", "object-unexplained", aboutObject(left));
}

function isSame({ before, after }: RevisionCase, { number, generation }: PdfObject): boolean {
  const old = before.objects.load({ number, generation });
  const now = after.objects.load({ number, generation });
  if (!old || !now) return false;
  const same = sameValue(
    { document: before, owner: old, value: old.value },
    { document: after, owner: now, value: now.value },
  );
  return same && sameData(before, old, after, now);
}

const MAX_COMPARED = 16 * 1024 * 1024;

function sameData(before: PdfDocument, old: PdfObject, after: PdfDocument, now: PdfObject): boolean {
  if (old.streamAt === null || now.streamAt === null) return old.streamAt === now.streamAt;
  const [one, other] = [before.objects.streamExtent(old), after.objects.streamExtent(now)];
  const length = one.end - one.start;
  if (length !== other.end - other.start || length > MAX_COMPARED || objectKey(old) !== objectKey(now))
    return false;
  return equalBytes(before.source.read(one.start, length), after.source.read(other.start, length));
}
