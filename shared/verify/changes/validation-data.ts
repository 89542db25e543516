/** The document security store (rule R14; ISO 32000-2 12.8.4.3): exactly its grammar, and what stood there stays. */

import { toHex } from "../../bytes.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import {
  isArrayPlace,
  isDictPlace,
  nameOf,
  objectKey,
  type PdfObject,
  type PdfReference,
  type PdfValue,
  type Place,
} from "../../pdf/objects.ts";
import { hashOf } from "../../signature/hash.ts";
import { validationStore } from "../validation-store.ts";
import type { RevisionCase } from "./revision-case.ts";

const LISTS: readonly string[] = ["Certs", "CRLs", "OCSPs"];
const ENTRY_LISTS: readonly string[] = ["Cert", "CRL", "OCSP"];
const STREAM_KEYS: readonly string[] = ["Length", "Filter", "DecodeParms", "Type", "Subtype"];
const MAX_ITEMS = 5000;

const known = new WeakMap<PdfDocument, ReadonlySet<number>>();

/** Objects that the store of a document consists of, without its leaves. */
export function validationNumbers(document: PdfDocument): ReadonlySet<number> {
  const numbers = known.get(document) ?? numbersIn(document);
  known.set(document, numbers);
  return numbers;
}

function numbersIn({ objects, catalog }: PdfDocument): Set<number> {
  const store = objects.entry(catalog, "DSS");
  const entries = objects.entry(store, "VRI");
  const dicts = isDictPlace(entries)
    ? [...entries.value.entries.keys()].map((key) => objects.entry(entries, key))
    : [];
  const parts = [
    store,
    entries,
    ...LISTS.map((key) => objects.entry(store, key)),
    ...dicts,
    ...dicts.flatMap((dict) => ENTRY_LISTS.map((key) => objects.entry(dict, key))),
  ];
  const own = parts.filter((place) => place !== null && place.owner.value === place.value);
  return new Set(own.map((place) => place?.owner.number ?? 0));
}

/** Judges the whole store of the later revision; once, however many of its objects changed. */
export function judgeDss(own: RevisionCase): void {
  if (own.findings.some(({ rule }) => rule.startsWith("validation-data"))) return;
  const store = own.after.objects.entry(own.after.catalog, "DSS");
  const explain = (object: PdfObject) => own.explain(object);
  const explainGraph = (value: PdfValue) => own.explainGraph(value);
  if (!isDictPlace(store) || !isStore(own.before)) own.find("undetermined", "validation-data-unlike");
  else if (!new Store(own.after, { explain, explainGraph }).isLawful(store))
    own.find("forbidden", "validation-data-unlike");
  else own.find(keepsEntries(own, store) ? "always" : "undetermined", "validation-data");
}

/** Some libraries leave older entries behind, with their lists, to which nothing refers any more. */
export function explainSpareEntries(own: RevisionCase, object: PdfObject): void {
  const { value } = object;
  const found: PdfObject[] = [];
  const lengths: PdfValue[] = [];
  const account = {
    explain: (part: PdfObject) => void found.push(part),
    explainGraph: (length: PdfValue) => void lengths.push(length),
  };
  if (!new Store(own.after, account).isSpareEntry({ owner: object, value })) return;
  for (const part of found) own.explain(part);
  for (const length of lengths) own.explainGraph(length);
}

/** What stood there for each signature still does, in whatever order, beside more, or in streams of the same bytes. */
function keepsEntries({ before, after }: RevisionCase, store: Place): boolean {
  const now = new Set(entryReferences(after, store).map(objectKey));
  const gone = entryReferences(before, before.objects.entry(before.catalog, "DSS")).filter(
    (reference) => !now.has(objectKey(reference)),
  );
  if (gone.length === 0) return true;
  const stored = new Set(itemsOf(after).map(hashed));
  return gone.every((reference) => {
    const object = before.objects.load(reference);
    return object !== null && stored.has(hashed(before.objects.streamData(object)));
  });
}

function itemsOf(document: PdfDocument): Uint8Array[] {
  const material = validationStore(document);
  return material ? [...material.certificates, ...material.crls, ...material.ocspResponses] : [];
}

function hashed(bytes: Uint8Array): string {
  return toHex(hashOf("sha256", bytes));
}

/** To all that the entries of signatures list. */
function entryReferences({ objects }: PdfDocument, store: Place | null): PdfReference[] {
  const entries = objects.entry(store, "VRI");
  if (!isDictPlace(entries)) return [];
  return [...entries.value.entries.keys()].flatMap((key) =>
    ENTRY_LISTS.flatMap((list) => referencesOf(objects.entry(objects.entry(entries, key), list))),
  );
}

function referencesOf(place: Place | null): PdfReference[] {
  const items = isArrayPlace(place) ? place.value.items : [];
  return items.filter((item) => item.kind === "reference");
}

/** Whether what a document has in the place of a store is one, or nothing: what is something else may be drawn. */
export function isStore(document: PdfDocument): boolean {
  const store = document.objects.entry(document.catalog, "DSS");
  return store === null || new Store(document, SILENT).isLawful(store);
}

/** Takes note of the objects that belong to a store. */
interface Account {
  explain(object: PdfObject): void;
  explainGraph(value: PdfValue): void;
}

const SILENT: Account = { explain: () => undefined, explainGraph: () => undefined };

class Store {
  readonly #document: PdfDocument;
  readonly #account: Account;
  #items = 0;

  constructor(document: PdfDocument, account: Account) {
    this.#document = document;
    this.#account = account;
  }

  isLawful(store: Place): boolean {
    return this.#isDict(store, (key, place) => {
      if (key === "Type") return place.value.kind === "name";
      return key === "VRI" ? this.#isVri(place) : LISTS.includes(key) && this.#isList(place);
    });
  }

  /** All entries, the one of a signature that says so, or one of its lists. */
  isSpareEntry(place: Place): boolean {
    if (place.value.kind === "array") return this.#isList(place) && place.value.items.length > 0;
    const isNamed = place.value.kind === "dict" && nameOf(place.value.entries.get("Type")) === "VRI";
    return isNamed && (this.#isVri(place) || this.#isVriEntry(place));
  }

  #isDict(place: Place, isEntry: (key: string, place: Place) => boolean): boolean {
    if (place.value.kind !== "dict" || place.value.flawed || place.owner.streamAt !== null) return false;
    this.#account.explain(place.owner);
    return [...place.value.entries.keys()].every((key) => {
      const entry = this.#document.objects.entry(place, key);
      return entry !== null && isEntry(key, entry);
    });
  }

  /** A reference to an array of references to streams. */
  #isList(place: Place): boolean {
    if (!isArrayPlace(place)) return false;
    this.#account.explain(place.owner);
    this.#items += place.value.items.length;
    return this.#items <= MAX_ITEMS && place.value.items.every((item) => this.#isLeaf(item));
  }

  #isLeaf(item: PdfValue): boolean {
    if (item.kind !== "reference") return false;
    const object = this.#document.objects.load(item);
    if (object?.value.kind !== "dict" || object.streamAt === null) return false;
    const { entries, flawed } = object.value;
    this.#account.explain(object);
    const length = entries.get("Length");
    if (length) this.#account.explainGraph(length);
    return !flawed && [...entries.keys()].every((key) => STREAM_KEYS.includes(key));
  }

  /** Keys are SHA-1 digests of signatures, in hexadecimal. */
  #isVri(place: Place): boolean {
    return this.#isDict(place, (key, entry) =>
      key === "Type" ? entry.value.kind === "name" : /^[0-9A-Fa-f]{40}$/.test(key) && this.#isVriEntry(entry),
    );
  }

  #isVriEntry(place: Place): boolean {
    return this.#isDict(place, (key, entry) => {
      if (key === "Type") return entry.value.kind === "name";
      if (key === "TU") return entry.value.kind === "string";
      if (key !== "TS") return ENTRY_LISTS.includes(key) && this.#isList(entry);
      const stamp = place.value.kind === "dict" ? place.value.entries.get(key) : undefined;
      return stamp !== undefined && this.#isLeaf(stamp);
    });
  }
}
