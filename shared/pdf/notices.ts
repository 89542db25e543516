/**
 * What a signer should know of a document before signing it: what may run by itself, what does not show, and what can change the look
 * of a signed page without touching a signed byte. Data, never a refusal.
 */

import type { PdfDocument } from "./document.ts";
import { type FormNode, formNodes } from "./form.ts";
import { actionTypes, namedEntries } from "./notice-sources.ts";
import { integerOf, isDictPlace, nameOf, objectKey, type PdfDict, type Place } from "./objects.ts";
import { pagesOf } from "./pages.ts";
import { decodeTextString } from "./text-string.ts";

/** Closed list, append-only. */
export const NOTICE_CODES = [
  /** JavaScript stands in the document (12.6.4.17). */
  "javascript",
  /** Something else than showing a page happens on opening: a program, an address, a form sent off (12.6.4). */
  "open-action",
  /** Layers that are not shown, or are shown only on screen or only on paper (8.11.4). */
  "hidden-layers",
  /** Form fields that can still be filled in (12.7). */
  "open-fields",
  /** Readers draw the fields anew instead of showing what was signed (12.7.3, NeedAppearances). */
  "fields-redrawn",
  /** The form is XFA beside its pages (12.7.8); readers that know it may show another content. */
  "xfa",
  /** XFA without pages of its own: what a reader shows is not in the pages that are signed. */
  "xfa-dynamic",
  /** Files are attached: signed with the document, seen only when opened (7.11.4). */
  "attached-files",
  /** The document is a cover of a collection of files (12.3.5). */
  "portfolio",
  /** Adobe usage rights (12.8.2.3): an old Adobe Reader may complain of the new revision. */
  "usage-rights",
  /** More pages than are looked at for actions. */
  "not-searched",
  /** The rest of another file's signature (`left-over.ts`); told by whoever judged the signatures. */
  "left-over-field",
] as const;

type NoticeCode = (typeof NOTICE_CODES)[number];

export interface DocumentNotice {
  readonly code: NoticeCode;
  /** How many layers, fields, files…; 1 where nothing is counted. */
  readonly count: number;
  /** Names of the first of them as the document has them, at most 20, each at most 100 characters. */
  readonly names: readonly string[];
}

const MAX_NAMES = 20;
const NAME_LENGTH = 100;
/** Pages whose actions are looked at. */
const SEARCHED_PAGES = 2000;

/** In the order of `NOTICE_CODES`; empty for a plain document. Errors: PDF_BROKEN, LIMIT_EXCEEDED, as reading on would have them. */
export function documentNotices(document: PdfDocument): DocumentNotice[] {
  const { objects, catalog } = document;
  const nodes = formNodes(objects, catalog);
  const actions = actionsOf(document, nodes);
  const form = objects.entry(catalog, "AcroForm");
  const isXfa = hasValue(objects.entry(form, "XFA"));
  const dynamic = isXfa && needsRendering(document);
  const files = namedEntries(objects, objects.entry(objects.entry(catalog, "Names"), "EmbeddedFiles"));
  return [
    counted("javascript", scriptsOf(document, actions.types)),
    flag("open-action", opensMore(document)),
    counted("hidden-layers", hiddenLayers(document)),
    counted(
      "open-fields",
      nodes.filter((node) => isOpen(document, node)).map(({ name }) => name),
    ),
    flag("fields-redrawn", isTrue(objects.entry(form, "NeedAppearances"))),
    flag("xfa", isXfa && !dynamic),
    flag("xfa-dynamic", dynamic),
    counted("attached-files", files),
    flag("portfolio", isDictPlace(objects.entry(catalog, "Collection"))),
    flag("usage-rights", hasUsageRights(document)),
    flag("not-searched", !actions.complete),
  ].filter((notice) => notice !== null);
}

function flag(code: NoticeCode, present: boolean): DocumentNotice | null {
  return present ? { code, count: 1, names: [] } : null;
}

function counted(code: NoticeCode, names: readonly string[]): DocumentNotice | null {
  if (names.length === 0) return null;
  const first = names.slice(0, MAX_NAMES).map((name) => name.slice(0, NAME_LENGTH));
  return { code, count: names.length, names: first.filter((name) => name !== "") };
}

function hasValue(place: Place | null): boolean {
  return place !== null && place.value.kind !== "null";
}

function isTrue(place: Place | null): boolean {
  return place?.value.kind === "boolean" && place.value.value;
}

interface Actions {
  /** S of every action that pages, fields and annotations have. */
  readonly types: readonly string[];
  readonly complete: boolean;
}

function actionsOf({ objects, catalog }: PdfDocument, nodes: readonly FormNode[]): Actions {
  const types: string[] = [];
  const note = (place: Place | null) => types.push(...actionTypes(objects, place));
  note(catalog);
  for (const { place } of nodes) note(place);
  const seen = new Set<string>();
  let pages = 0;
  for (const page of pagesOf(objects, catalog)) {
    if (++pages > SEARCHED_PAGES) return { types, complete: false };
    note(page);
    for (const annotation of objects.items(objects.entry(page, "Annots"))) {
      const key = annotation === null ? "" : `${objectKey(annotation.owner)} ${annotation.value.start}`;
      if (annotation === null || seen.has(key)) continue;
      seen.add(key);
      note(annotation);
    }
  }
  return { types, complete: true };
}

/** Names of the scripts of the document, and one nameless entry for those of pages, fields and annotations. */
function scriptsOf({ objects, catalog }: PdfDocument, types: readonly string[]): string[] {
  const named = namedEntries(objects, objects.entry(objects.entry(catalog, "Names"), "JavaScript"));
  return [...named, ...types.filter((type) => type === "JavaScript").map(() => "")];
}

/** What an opened document may do without being asked more about than its view. */
const HARMLESS: ReadonlySet<string> = new Set(["GoTo", "Named", "JavaScript"]);

function opensMore({ objects, catalog }: PdfDocument): boolean {
  const opening = objects.entry(catalog, "OpenAction");
  const types = isDictPlace(opening) ? actionTypes(objects, opening) : [];
  return types.some((type) => !HARMLESS.has(type));
}

/** 8.11.4.3: layers that the default configuration switches off, or by itself for screen or paper (table 100). */
function hiddenLayers({ objects, catalog }: PdfDocument): string[] {
  const properties = objects.entry(catalog, "OCProperties");
  const configuration = objects.entry(properties, "D");
  const all = objects.items(objects.entry(properties, "OCGs"));
  const listed = (key: string) => keysOf(objects.items(objects.entry(configuration, key)));
  const isOff = nameOf(objects.entry(configuration, "BaseState")?.value) === "OFF";
  const [on, off] = [listed("ON"), listed("OFF")];
  const automatic = keysOf(
    objects
      .items(objects.entry(configuration, "AS"))
      .flatMap((usage) => objects.items(objects.entry(usage, "OCGs"))),
  );
  return all.filter(isDictPlace).flatMap((layer) => {
    const key = placeKey(layer);
    const hidden = off.has(key) || (isOff && !on.has(key));
    return hidden || (automatic.has(key) && changesByItself(objects, layer))
      ? [textOf(objects, layer, "Name")]
      : [];
  });
}

/** Table 100: shown only on screen, only on paper, or only in some magnifications. */
function changesByItself(objects: PdfDocument["objects"], layer: Place<PdfDict>): boolean {
  const usage = objects.entry(layer, "Usage");
  const states = ["View", "Print"].map((key) =>
    nameOf(objects.entry(objects.entry(usage, key), `${key}State`)?.value),
  );
  return states.includes("OFF") || hasValue(objects.entry(usage, "Zoom"));
}

function placeKey({ owner, value }: Place): string {
  return `${objectKey(owner)} ${value.start}`;
}

function keysOf(places: readonly (Place | null)[]): Set<string> {
  return new Set(places.filter((place) => place !== null).map(placeKey));
}

function textOf(objects: PdfDocument["objects"], place: Place<PdfDict>, key: string): string {
  const bytes = objects.stringBytes(objects.entry(place, key));
  return bytes === null ? "" : decodeTextString(bytes);
}

/** 12.7.4.1: the first bit of Ff is ReadOnly. A push button has no value (12.7.5.2.1, bit 17). */
const READ_ONLY = 1;
const PUSH_BUTTON = 1 << 16;

function isOpen({ objects }: PdfDocument, node: FormNode): boolean {
  if (!node.named || node.parent || node.type === null || node.type === "Sig") return false;
  const flags = integerOf(objects.entry(node.place, "Ff")?.value) ?? 0;
  return (flags & READ_ONLY) === 0 && !(node.type === "Btn" && (flags & PUSH_BUTTON) !== 0);
}

/** 7.7.2: NeedsRendering says that the pages are made by the XFA processor. */
function needsRendering({ objects, catalog }: PdfDocument): boolean {
  return isTrue(objects.entry(catalog, "NeedsRendering"));
}

function hasUsageRights({ objects, catalog }: PdfDocument): boolean {
  const permissions = objects.entry(catalog, "Perms");
  return ["UR3", "UR"].some((key) => isDictPlace(objects.entry(permissions, key)));
}
