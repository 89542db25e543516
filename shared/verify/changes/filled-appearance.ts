/** Whether a text field shows its value and nothing else (rule R13). */

import { nameOf, type PdfDict, type Place } from "../../pdf/objects.ts";
import { decodeTextString } from "../../pdf/text-string.ts";
import { writtenText } from "./field-look.ts";
import { isPicture, pictureOf } from "./picture.ts";
import type { RevisionCase } from "./revision-case.ts";

interface Redrawn {
  readonly before: Place<PdfDict>;
  readonly now: Place<PdfDict>;
}

/** `unreadable`: it cannot be told. Errors: PDF_BROKEN, LIMIT_EXCEEDED. */
export function compareAppearance(
  own: RevisionCase,
  { before, now }: Redrawn,
): "shows-value" | "differs" | "unreadable" {
  const picture = pictureOf(own.after, now);
  if (!isPicture(picture)) return "unreadable";
  const isOwn = own.isNew(picture.form.number) || own.redrawn.has(before.owner.number);
  if (!isOwn) return "differs";
  const written = writtenText({ document: own.after, field: before, picture });
  if (typeof written !== "object") return written;
  const isSame = withoutSpace(written.text) === filledValue(own.after, now);
  const isChoice = nameOf(own.after.objects.entry(before, "FT")?.value) === "Ch";
  return isSame ? "shows-value" : isChoice ? "unreadable" : "differs";
}

/** Whether the signed revision already showed the value that stood in it. */
export function showedValue(own: RevisionCase, field: Place<PdfDict>): boolean {
  const picture = pictureOf(own.before, field);
  if (!isPicture(picture)) return false;
  const written = writtenText({ document: own.before, field, picture });
  return typeof written === "object" && withoutSpace(written.text) === filledValue(own.before, field);
}

/** null: there is none. */
function filledValue({ objects }: RevisionCase["before"], field: Place<PdfDict>): string | null {
  const value = objects.stringBytes(objects.entry(field, "V"));
  return value && withoutSpace(decodeTextString(value));
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
