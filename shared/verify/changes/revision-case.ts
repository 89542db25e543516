/** One later revision on trial: the document before and after it, what was found, and which new objects are accounted for. */

import type { ChangeRule } from "../../messages/changes.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { type FormNode, formNodes } from "../../pdf/form.ts";
import {
  isArrayPlace,
  objectKey,
  type PdfDict,
  type PdfObject,
  type PdfValue,
  type Place,
} from "../../pdf/objects.ts";
import { pagesOf } from "../../pdf/pages.ts";
import { findEntry } from "../../pdf/xref-section.ts";
import type { JudgedSignature } from "../judge.ts";
import type { Finding, Weight } from "./finding.ts";
import type { LaterRevision } from "./later-revisions.ts";
import { type ShownContent, shownContent } from "./page-content.ts";
import { reading } from "./paint.ts";
import { type ReferenceSurvey, referencesIn } from "./references.ts";

export interface RevisionStep {
  readonly before: PdfDocument;
  readonly after: PdfDocument;
  readonly revision: LaterRevision;
  /** References of `before`. */
  readonly survey: ReferenceSurvey;
  /** The signature whose range ends with this revision. */
  readonly later: JudgedSignature | null;
  readonly signatures: readonly JudgedSignature[];
}

/** An annotation that a page has now and had not before. */
export interface NewAnnotation {
  readonly number: number;
  readonly page: Place<PdfDict>;
}

export class RevisionCase {
  readonly step: RevisionStep;
  readonly before: PdfDocument;
  readonly after: PdfDocument;
  readonly findings: Finding[] = [];
  /** New fields at the root of the form, by object number. */
  readonly newFields = new Set<number>();
  readonly newAnnotations: NewAnnotation[] = [];
  /** Numbers of objects that existed and are defined again in a different way. */
  readonly changed = new Set<number>();
  /** Fields with a changed appearance stream of their own, whose object itself may be as it was. */
  readonly redrawn = new Set<number>();
  readonly #explained = new Set<number>();
  readonly #followed = new Set<number>();
  readonly #defined: ReadonlySet<number>;
  #byAppearance: Map<number, FormNode[]> | null = null;
  #pages: Map<number, number> | null = null;
  #fields: Map<number, FormNode> | null = null;
  #pagesOfWidgets: Map<number, number[]> | null = null;
  readonly #shown = new Map<number, ShownContent | null>();

  constructor(step: RevisionStep) {
    this.step = step;
    this.before = step.before;
    this.after = step.after;
    this.#defined = new Set(step.revision.objects.map(({ number }) => number));
  }

  find(weight: Weight, rule: ChangeRule, facts: Partial<Finding> = {}): void {
    this.findings.push({ rule, weight, what: "", object: null, page: null, ...facts });
  }

  /** The same finding once, however many objects it takes. */
  findOnce(weight: Weight, rule: ChangeRule): void {
    if (!this.findings.some((known) => known.rule === rule)) this.find(weight, rule);
  }

  /** Defined by this revision, and no object before. */
  isNew(number: number): boolean {
    return this.#defined.has(number) && !existed(this.before, number);
  }

  isExplained(number: number): boolean {
    return this.#explained.has(number);
  }

  /** A new object is accounted for; what it refers to is not yet. */
  explain(object: { readonly number: number }): void {
    this.#explained.add(object.number);
  }

  /** All new objects that a value leads to are accounted for. */
  explainGraph(value: PdfValue): void {
    const queue: PdfValue[] = [value];
    for (let next = queue.pop(); next; next = queue.pop()) {
      for (const { reference } of referencesIn(next)) {
        if (this.#followed.has(reference.number) || !this.isNew(reference.number)) continue;
        this.#followed.add(reference.number);
        this.#explained.add(reference.number);
        const object = this.after.objects.load(reference);
        if (object) queue.push(object.value);
      }
    }
  }

  /** Whether all the places that knew an object are among these: "12 0 /Annots", "trailer /Info". */
  heldOnlyBy(number: number, isAllowed: (place: string) => boolean): boolean {
    const places = [...(this.step.survey.holders.get(number) ?? [])];
    return places.length > 0 && places.every(isAllowed);
  }

  /** From 1; null for what is no page of the old document. */
  pageNumber(number: number): number | null {
    this.#pages ??= new Map(
      [...pagesOf(this.before.objects, this.before.catalog)]
        .map((page, index) => ({ page, number: index + 1 }))
        .filter(({ page }) => page.owner.value === page.value)
        .map(({ page, number }) => [page.owner.number, number]),
    );
    return this.#pages.get(number) ?? null;
  }

  /** The one old page that has a widget among its annotations, where the widget names no other; else null. */
  pageShowing(widget: number): number | null {
    this.#pagesOfWidgets ??= this.#pagesByWidget();
    const [page, ...others] = this.#pagesOfWidgets.get(widget) ?? [];
    const named = this.oldFields.get(widget)?.place.value.entries.get("P");
    const isNamed = named?.kind !== "reference" || this.pageNumber(named.number) === page;
    return page !== undefined && others.length === 0 && isNamed ? page : null;
  }

  #pagesByWidget(): Map<number, number[]> {
    const { objects, catalog } = this.before;
    const found = new Map<number, number[]>();
    let page = 0;
    for (const place of pagesOf(objects, catalog)) {
      page++;
      const annotations = objects.entry(place, "Annots");
      for (const item of isArrayPlace(annotations) ? annotations.value.items : []) {
        if (item.kind !== "reference" || !this.oldFields.has(item.number)) continue;
        found.set(item.number, [...(found.get(item.number) ?? []), page]);
      }
    }
    return found;
  }

  /** The fields of the old form by the number of the stream that is their normal appearance. */
  get fieldsByAppearance(): ReadonlyMap<number, readonly FormNode[]> {
    this.#byAppearance ??= this.#appearances();
    return this.#byAppearance;
  }

  #appearances(): Map<number, FormNode[]> {
    const { objects } = this.before;
    const found = new Map<number, FormNode[]>();
    for (const node of this.oldFields.values()) {
      const stream = objects.entry(objects.entry(node.place, "AP"), "N");
      if (!stream || stream.owner.streamAt === null) continue;
      const { number } = stream.owner;
      const known = found.get(number);
      if (known) known.push(node);
      else found.set(number, [node]);
    }
    return found;
  }

  /** A page of the old document, by its number from 1. */
  pageAt(number: number): Place<PdfDict> | null {
    let index = 0;
    for (const page of pagesOf(this.before.objects, this.before.catalog)) if (++index === number) return page;
    return null;
  }

  /** What an old page shows, read once however many stamps and fields stand on it; null where it cannot be told. */
  shownOn(page: number | null): ShownContent | null {
    if (page === null) return null;
    const known = this.#shown.get(page);
    if (known !== undefined) return known;
    const place = this.pageAt(page);
    const shown = place && reading(() => shownContent(this.before, place));
    this.#shown.set(page, shown);
    return shown;
  }

  /** The fields and widgets of the old form, by the object they are. */
  get oldFields(): ReadonlyMap<number, FormNode> {
    this.#fields ??= new Map(
      formNodes(this.before.objects, this.before.catalog)
        .filter(({ place }) => place.owner.value === place.value)
        .map((node) => [node.place.owner.number, node]),
    );
    return this.#fields;
  }
}

export function existed({ xref }: PdfDocument, number: number): boolean {
  const entry = findEntry(xref.sections, number);
  return entry !== null && entry.kind !== "free";
}

export function aboutObject(object: PdfObject): { what: string; object: string } {
  const key = objectKey(object);
  return { what: key, object: key };
}
