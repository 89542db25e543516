/**
 * The structure tree of a tagged file (ISO 32000-2, 14.7): a new widget becomes a Form element of it. Only while the file is
 * unsigned: afterwards such a change would count against the signatures that are there.
 */

import { latin1Bytes } from "./characters.ts";
import type { PdfDocument } from "./document.ts";
import { integerOf, isArrayPlace, isDictPlace, nameOf, type PdfDict, type Place } from "./objects.ts";
import type { Revision } from "./revision.ts";
import { hasSignatures } from "./signatures.ts";
import { encodeTextString } from "./text-string.ts";
import { hexString, referenceText } from "./write-value.ts";

export interface TagWork {
  readonly document: PdfDocument;
  readonly revision: Revision;
  readonly page: Place<PdfDict>;
  /** To the widget. */
  readonly reference: string;
  /** Said by screen readers. */
  readonly title: string;
}

/** Adds the element; answers the widget's StructParent entry, or nothing where it stays out of the tree. */
export function tagWidget(work: TagWork): string {
  const { document, revision } = work;
  const root = document.objects.entry(document.catalog, "StructTreeRoot");
  if (!isDictPlace(root) || root.value !== root.owner.value || hasSignatures(document)) return "";
  const tree = document.objects.entry(root, "ParentTree");
  const key = freeKey(document, root, tree);
  if (!isDictPlace(tree) || key === null) return "";
  const element = addElement(work, root);
  if (!addToTree({ document, revision, tree, key, element })) return "";
  revision.setEntry(root, "ParentTreeNextKey", String(key + 1));
  return `/StructParent ${key}\n`;
}

/** Deeper than any producer makes a number tree. */
const TREE_DEPTH = 8;

/** The next key of the number tree; null where the tree is not as it should be. */
function freeKey({ objects }: PdfDocument, root: Place<PdfDict>, tree: Place | null): number | null {
  const said = integerOf(objects.entry(root, "ParentTreeNextKey")?.value) ?? 0;
  let node: Place | null = tree;
  for (let depth = 0; depth < TREE_DEPTH; depth++) {
    const kids = objects.items(objects.entry(node, "Kids"));
    if (kids.length === 0) break;
    node = kids.at(-1) ?? null;
  }
  const numbers = objects.entry(node, "Nums");
  if (!isArrayPlace(numbers)) return null;
  const last = numbers.value.items.at(-2);
  const highest = last === undefined ? -1 : integerOf(objects.resolve(last));
  return highest === null ? null : Math.max(said, highest + 1);
}

/** 14.8.4.8.2: a Form element with the widget as its content, under the Document element where there is one. */
function addElement({ document, revision, page, reference, title }: TagWork, root: Place<PdfDict>): string {
  const parent = parentOf(document, root);
  const object = { number: revision.allocate(), generation: 0 };
  const said = encodeTextString(title);
  const text = hexString(document.cipher?.encryptString(said, object) ?? said);
  const pageText = page.value === page.owner.value ? ` /Pg ${referenceText(page.owner)}` : "";
  revision.add(
    object.number,
    latin1Bytes(
      `<<\n/Type /StructElem\n/S /Form\n/P ${referenceText(parent.owner)}${pageText}\n/Alt ${text}\n` +
        `/K <</Type /OBJR /Obj ${reference}${pageText}>>\n>>`,
    ),
  );
  addKid(document, revision, parent, referenceText(object));
  return referenceText(object);
}

function parentOf({ objects }: PdfDocument, root: Place<PdfDict>): Place<PdfDict> {
  const kids = objects.entry(root, "K");
  const all = isArrayPlace(kids) ? objects.items(kids) : [kids];
  const found = all.find(
    (kid) =>
      isDictPlace(kid) &&
      kid.value === kid.owner.value &&
      nameOf(objects.entry(kid, "S")?.value) === "Document",
  );
  return isDictPlace(found ?? null) ? (found as Place<PdfDict>) : root;
}

function addKid(document: PdfDocument, revision: Revision, parent: Place<PdfDict>, kid: string): void {
  const kids = document.objects.entry(parent, "K");
  const own = parent.value.entries.get("K");
  if (isArrayPlace(kids)) revision.append(kids, kid);
  else if (own?.kind === "reference") revision.setEntry(parent, "K", `[${referenceText(own)} ${kid}]`);
  else if (own === undefined || own.kind === "null") revision.setEntry(parent, "K", kid);
  else {
    const only = revision.copied({ owner: parent.owner, value: own }, parent.owner);
    revision.setEntry(parent, "K", `[${only} ${kid}]`);
  }
}

interface TreeWork {
  readonly document: PdfDocument;
  readonly revision: Revision;
  readonly tree: Place<PdfDict>;
  readonly key: number;
  readonly element: string;
}

/** 7.9.7: the root holds the numbers itself, or kids with their limits, of which a new one is the last. */
function addToTree({ document, revision, tree, key, element }: TreeWork): boolean {
  const kids = document.objects.entry(tree, "Kids");
  if (isArrayPlace(kids)) {
    const number = revision.allocate();
    revision.add(number, latin1Bytes(`<<\n/Limits [${key} ${key}]\n/Nums [${key} ${element}]\n>>`));
    revision.append(kids, referenceText({ number, generation: 0 }));
    return true;
  }
  const numbers = document.objects.entry(tree, "Nums");
  if (!isArrayPlace(numbers)) return false;
  revision.append(numbers, `${key} ${element}`);
  return true;
}
