/** Whether a text field shows its value and nothing else (rule R13). */

import { latin1Text } from "../../pdf/characters.ts";
import { SyntaxFault } from "../../pdf/lexer.ts";
import { isDictPlace, nameOf, naturalOf, type PdfDict, type Place } from "../../pdf/objects.ts";
import { decodeTextString } from "../../pdf/text-string.ts";
import { nameOperand, numbersOf, type Operation, operationsOf } from "./content-operators.ts";
import type { RevisionCase } from "./revision-case.ts";

interface Redrawn {
  readonly before: Place<PdfDict>;
  readonly now: Place<PdfDict>;
}

/** `unreadable`: it cannot be told. */
export function compareAppearance(
  own: RevisionCase,
  field: Redrawn,
): "shows-value" | "differs" | "unreadable" {
  const { objects } = own.after;
  const appearance = objects.entry(field.now, "AP");
  const normal = objects.entry(appearance, "N");
  const value = objects.stringBytes(objects.entry(field.now, "V"));
  if (!isDictPlace(normal) || normal.owner.streamAt === null || !isDictPlace(appearance)) return "unreadable";
  const isOwn = own.isNew(normal.owner.number) || own.redrawn.has(field.before.owner.number);
  if (!isOwn) return "differs";
  if (appearance.value.entries.size !== 1 || value === null) return "unreadable";
  const shown = shownText(own, normal, field);
  if (typeof shown !== "object") return shown;
  const isSame = withoutSpace(shown.text) === withoutSpace(decodeTextString(value));
  const isChoice = nameOf(objects.entry(field.before, "FT")?.value) === "Ch";
  return isSame ? "shows-value" : isChoice ? "unreadable" : "differs";
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

const PLAIN: ReadonlySet<string> = new Set(
  "q Q cm BT ET Td TD Tm T* Tc Tw Tz TL Ts g rg k G RG K cs CS sc scn SC SCN BMC BDC EMC MP DP re W W* n w J j d M i ri m l h".split(
    " ",
  ),
);
const PAINTING: ReadonlySet<string> = new Set("f F f* b b* B B* s S".split(" "));
const FOREIGN: ReadonlySet<string> = new Set(["Do", "sh", "BI"]);
const SHOWING: ReadonlySet<string> = new Set(["Tj", "TJ", "'", '"']);

function shownText(own: RevisionCase, form: Place<PdfDict>, field: Redrawn) {
  const operations = tryOperations(own.after.objects.streamData(form.owner));
  if (!operations) return "unreadable";
  const hasFrame = isDictPlace(own.before.objects.entry(field.before, "MK"));
  let text = "";
  let isReadable = false;
  for (const operation of operations) {
    const { operator } = operation;
    if (FOREIGN.has(operator)) return "differs";
    if (operator === "Tf") isReadable = hasPlainCodes(own, form, nameOperand(operation));
    else if (SHOWING.has(operator) && isReadable) text += stringsOf(operation);
    else if (operator === "Tr" && numbersOf(operation)[0] === 0) continue;
    else if (!PLAIN.has(operator) && !(PAINTING.has(operator) && hasFrame)) return "unreadable";
  }
  return { text };
}

function tryOperations(content: Uint8Array): Operation[] | null {
  try {
    return operationsOf(content);
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

function stringsOf({ operands }: Operation): string {
  return operands.map((token) => (token.kind === "string" ? latin1Text(token.value) : "")).join("");
}

const ENCODINGS: readonly string[] = [
  "WinAnsiEncoding",
  "MacRomanEncoding",
  "StandardEncoding",
  "PDFDocEncoding",
];

/** A simple font (9.6) whose codes from space to tilde are ASCII; embedded only where the old document had it. */
function hasPlainCodes(own: RevisionCase, form: Place<PdfDict>, name: string | null): boolean {
  const { objects } = own.after;
  const resources = objects.entry(objects.entry(form, "Resources"), "Font");
  const font = name === null ? null : objects.entry(resources, name);
  if (!isDictPlace(font)) return false;
  const subtype = nameOf(font.value.entries.get("Subtype"));
  if (subtype !== "Type1" && subtype !== "TrueType") return false;
  if (font.value.entries.has("FontDescriptor") && own.isNew(font.owner.number)) return false;
  const encoding = objects.entry(font, "Encoding");
  if (!encoding) return subtype === "Type1";
  if (encoding.value.kind === "name") return ENCODINGS.includes(encoding.value.value);
  const base = nameOf(objects.entry(encoding, "BaseEncoding")?.value);
  if (!isDictPlace(encoding) || (base !== null && !ENCODINGS.includes(base))) return false;
  return areOutsideAscii(objects.items(objects.entry(encoding, "Differences")).map((item) => item?.value));
}

/** 9.6.5.1: a number, then the names of it and the codes behind it. */
function areOutsideAscii(items: readonly (Place["value"] | undefined)[]): boolean {
  let code = 0;
  return items.every((item) => {
    const start = naturalOf(item);
    if (start !== null) code = start;
    else if (code >= 0x20 && code++ <= 0x7e) return false;
    else if (code < 0x20) code++;
    return true;
  });
}
