/** The field a signature goes into (ISO 32000-2, 12.7.5.5): an empty one that is there, or a new invisible one. */

import { fail } from "#shared/errors.ts";
import type { PdfDocument } from "./document.ts";
import { type FormNode, formNodes } from "./form.ts";
import { integerOf, isArrayPlace, isDictPlace, type PdfDict, type Place } from "./objects.ts";
import { firstPage } from "./pages.ts";
import type { Revision } from "./revision.ts";
import { encodeTextString } from "./text-string.ts";
import { hexString, referenceText } from "./write-value.ts";

/** 12.7.3: SignaturesExist and AppendOnly. */
const SIG_FLAGS = 3;
/** 12.5.3: Print and Locked. */
const WIDGET_FLAGS = 132;

export interface FieldRequest {
  readonly document: PdfDocument;
  readonly revision: Revision;
  /** Full name of an empty field, or the name for a new one; undefined: the first free "Signature1", "Signature2"… */
  readonly name: string | undefined;
  /** The signature dictionary that becomes the value. */
  readonly value: { readonly number: number; readonly generation: number };
}

/**
 * Puts the signature into its field and the field into the form; answers the full name.
 * INVALID_ARGUMENT {argument: "field", reason} for a field that is signed already, is of another kind, or a name with a
 * full stop for a new one. PDF_BROKEN where there is no page to hang a widget on.
 */
export function placeSignature(request: FieldRequest): string {
  const { document, revision } = request;
  const nodes = formNodes(document.objects, document.catalog).filter((node) => node.named);
  const existing = request.name === undefined ? undefined : nodes.find((node) => node.name === request.name);
  if (existing) {
    fillField(document, revision, existing, request.value);
    return existing.name;
  }
  const name = request.name ?? freeName(nodes);
  if (name === "" || name.includes(".")) fail("INVALID_ARGUMENT", { argument: "field", reason: "name" });
  addField(request, name);
  return name;
}

function freeName(nodes: readonly FormNode[]): string {
  const taken = new Set(nodes.map((node) => node.name));
  for (let index = 1; ; index++) {
    const name = `Signature${index}`;
    if (!taken.has(name)) return name;
  }
}

function fillField(
  document: PdfDocument,
  revision: Revision,
  field: FormNode,
  value: { readonly number: number; readonly generation: number },
): void {
  if (field.type !== "Sig" || field.parent) fail("INVALID_ARGUMENT", { argument: "field", reason: "kind" });
  if (field.value && field.value.kind !== "null") {
    fail("INVALID_ARGUMENT", { argument: "field", reason: "signed" });
  }
  revision.setEntry(field.place, "V", referenceText(value));
  const form = document.objects.entry(document.catalog, "AcroForm");
  if (isDictPlace(form)) setFlags(document, revision, form);
}

function addField({ document, revision, value }: FieldRequest, name: string): void {
  const page = firstPage(document.objects, document.catalog);
  if (!page) fail("PDF_BROKEN", { what: "no page" });
  const number = revision.allocate();
  const title = document.cipher?.encryptString(encodeTextString(name), { number, generation: 0 });
  const reference = referenceText({ number, generation: 0 });
  const body =
    "<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n" +
    `/T ${hexString(title ?? encodeTextString(name))}\n/V ${referenceText(value)}\n` +
    `/Rect [0 0 0 0]\n/F ${WIDGET_FLAGS}\n/P ${referenceText(page.owner)}\n>>`;
  revision.add(
    number,
    Uint8Array.from(body, (letter) => letter.charCodeAt(0)),
  );
  addToArray(document, revision, { holder: page, key: "Annots", text: reference });
  addToForm(document, revision, reference);
}

/** The smallest owner changes: an array of its own alone, else the object that holds it. */
function addToArray(
  document: PdfDocument,
  revision: Revision,
  { holder, key, text }: { holder: Place<PdfDict>; key: string; text: string },
): void {
  const array = document.objects.entry(holder, key);
  if (isArrayPlace(array)) revision.append(array, text);
  else revision.setEntry(holder, key, `[${text}]`);
}

function addToForm(document: PdfDocument, revision: Revision, reference: string): void {
  const form = document.objects.entry(document.catalog, "AcroForm");
  if (!isDictPlace(form)) {
    const number = revision.allocate();
    const body = `<<\n/Fields [${reference}]\n/SigFlags ${SIG_FLAGS}\n>>`;
    revision.add(
      number,
      Uint8Array.from(body, (letter) => letter.charCodeAt(0)),
    );
    revision.setEntry(document.catalog, "AcroForm", referenceText({ number, generation: 0 }));
    return;
  }
  addToArray(document, revision, { holder: form, key: "Fields", text: reference });
  setFlags(document, revision, form);
}

function setFlags(document: PdfDocument, revision: Revision, form: Place<PdfDict>): void {
  const flags = integerOf(document.objects.entry(form, "SigFlags")?.value) ?? 0;
  if ((flags & SIG_FLAGS) !== SIG_FLAGS) revision.setEntry(form, "SigFlags", String(flags | SIG_FLAGS));
}
