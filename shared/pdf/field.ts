/** The field a signature goes into (ISO 32000-2, 12.7.5.5): an empty one that is there, or a new one, visible or not. */

import { fail } from "#shared/errors.ts";
import { addAnnotation } from "./annotations.ts";
import type { Appearance } from "./appearance/appearance.ts";
import { fillWidget, invisibleWidget, newWidget } from "./appearance/widget.ts";
import { latin1Bytes } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { type FormNode, formNodes } from "./form.ts";
import { isLocked } from "./locks.ts";
import { integerOf, isArrayPlace, isDictPlace, type PdfDict, type Place } from "./objects.ts";
import { firstPage, pageByNumber } from "./pages.ts";
import type { Revision } from "./revision.ts";
import { tagWidget } from "./structure.ts";
import { encodeTextString } from "./text-string.ts";
import { hexString, referenceText } from "./write-value.ts";

/** 12.7.3: SignaturesExist and AppendOnly. */
const SIG_FLAGS = 3;
/** 12.5.3: Print and Locked. */
const WIDGET_FLAGS = 132;

/** Where the signature goes: into an empty field that is there, or into a new one of this name. */
export type FieldPlan =
  | { readonly kind: "existing"; readonly name: string; readonly node: FormNode }
  | { readonly kind: "new"; readonly name: string };

/**
 * The field for a signature. `name` is the full name of an empty field or the name for a new one; undefined means the
 * first free "Signature1", "Signature2"…, unique over all full names of the form.
 * INVALID_ARGUMENT {argument: "field", reason} for a field that is signed already ("signed"), is of another kind
 * ("kind"), or an unlawful name for a new one ("name"); CERTIFICATION_FORBIDS {reason: "field-locked"} for one an earlier
 * signature locked.
 */
export function planField(document: PdfDocument, name: string | undefined): FieldPlan {
  const nodes = formNodes(document.objects, document.catalog).filter((node) => node.named);
  const node = name === undefined ? undefined : nodes.find((other) => other.name === name);
  if (node) return { kind: "existing", name: node.name, node: freeSignatureField(document, node) };
  const chosen = name ?? freeName(nodes);
  // 12.7.4.2: a partial name has no full stop.
  if (chosen === "" || chosen.includes(".")) fail("INVALID_ARGUMENT", { argument: "field", reason: "name" });
  return { kind: "new", name: chosen };
}

function freeSignatureField(document: PdfDocument, node: FormNode): FormNode {
  if (node.type !== "Sig" || node.parent) fail("INVALID_ARGUMENT", { argument: "field", reason: "kind" });
  if (node.value && node.value.kind !== "null")
    fail("INVALID_ARGUMENT", { argument: "field", reason: "signed" });
  if (isLocked(document, node.name)) fail("CERTIFICATION_FORBIDS", { reason: "field-locked" });
  return node;
}

export interface FieldWork {
  readonly document: PdfDocument;
  readonly revision: Revision;
  /** What is to be seen; without it a new field is invisible, and one that is there stays as it looks. */
  readonly appearance?: Appearance | undefined;
  /** The signature dictionary that becomes the value. */
  readonly value: { readonly number: number; readonly generation: number };
}

/** Puts the signature into its field and the field into the form. PDF_BROKEN where no page can take a widget. */
export function placeSignature(work: FieldWork, plan: FieldPlan): void {
  if (plan.kind === "existing") fillField(work, plan.node);
  else addField(work, plan.name);
}

function freeName(nodes: readonly FormNode[]): string {
  const taken = new Set(nodes.map((node) => node.name));
  for (let index = 1; ; index++) {
    const name = `Signature${index}`;
    if (!taken.has(name)) return name;
  }
}

function fillField({ document, revision, value, appearance }: FieldWork, node: FormNode): void {
  revision.setEntry(node.place, "V", referenceText(value));
  if (appearance) fillWidget({ document, revision, appearance }, node.place);
  const form = document.objects.entry(document.catalog, "AcroForm");
  if (isDictPlace(form)) setFlags(document, revision, form);
}

function addField({ document, revision, value, appearance }: FieldWork, name: string): void {
  const page = appearance
    ? pageByNumber(document, appearance.page)
    : firstPage(document.objects, document.catalog);
  if (!page) fail("PDF_BROKEN", { what: "no page" });
  const number = revision.allocate();
  const title = document.cipher?.encryptString(encodeTextString(name), { number, generation: 0 });
  const reference = referenceText({ number, generation: 0 });
  const look = appearance
    ? newWidget({ document, revision, appearance }, page)
    : invisibleWidget({ document, revision });
  const parent = tagWidget({ document, revision, page, reference, title: name });
  const body =
    "<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n" +
    `/T ${hexString(title ?? encodeTextString(name))}\n/V ${referenceText(value)}\n` +
    `${look}/F ${WIDGET_FLAGS}\n${parent}${pageEntry(page)}>>`;
  revision.add(number, latin1Bytes(body));
  addAnnotation({ document, revision, page, reference });
  addToForm(document, revision, reference);
}

/** A page written inside its parent, against 7.7.3.2, has no number to refer to. */
function pageEntry({ owner, value }: Place<PdfDict>): string {
  return value === owner.value ? `/P ${referenceText(owner)}\n` : "";
}

function addToForm(document: PdfDocument, revision: Revision, reference: string): void {
  const form = document.objects.entry(document.catalog, "AcroForm");
  if (!isDictPlace(form)) {
    const number = revision.allocate();
    const body = `<<\n/Fields [${reference}]\n/SigFlags ${SIG_FLAGS}\n>>`;
    revision.add(number, latin1Bytes(body));
    revision.setEntry(document.catalog, "AcroForm", referenceText({ number, generation: 0 }));
    return;
  }
  const fields = document.objects.entry(form, "Fields");
  // The smallest owner changes: an array of its own alone, else the object that holds it.
  if (isArrayPlace(fields)) revision.append(fields, reference);
  else revision.setEntry(form, "Fields", `[${reference}]`);
  setFlags(document, revision, form);
}

function setFlags(document: PdfDocument, revision: Revision, form: Place<PdfDict>): void {
  const flags = integerOf(document.objects.entry(form, "SigFlags")?.value) ?? 0;
  if ((flags & SIG_FLAGS) !== SIG_FLAGS) revision.setEntry(form, "SigFlags", String(flags | SIG_FLAGS));
}
