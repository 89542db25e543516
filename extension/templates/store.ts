/** The templates of stamps: pictures of hand signatures and seals, texts. Several windows may use it at once. */

import * as v from "valibot";
import { fail } from "#shared/errors.ts";
import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import { type Stores, type Table, transact } from "./database.ts";
import { type StampTemplate, sameName, stampTemplate, TEMPLATE_LIMITS } from "./template.ts";

type Row = Stores["templates"];

/** Sorted by name as Vietnamese does. Errors: STORAGE_FAILED. */
export async function listTemplates(): Promise<StampTemplate[]> {
  const rows = await transact({ store: "templates", mode: "readonly" }, (table) => table.all());
  return rows.map(templateOf).toSorted((a, b) => a.name.localeCompare(b.name, "vi"));
}

function templateOf({ changed: _, ...template }: Row): StampTemplate {
  return template;
}

/** "name-taken": another template has the name; "full": there are as many as there may be. Nothing was saved then. */
export type SaveOutcome = "saved" | "name-taken" | "full";

/**
 * Adds the template or puts it in place of the one with its id.
 * Errors: INVALID_ARGUMENT {argument: "template"} where it breaks its schema, STORAGE_FAILED.
 */
export async function saveTemplate(template: StampTemplate): Promise<SaveOutcome> {
  checkTemplate(template);
  const outcome = await transact({ store: "templates", mode: "readwrite" }, (table) =>
    saveInto(table, template),
  );
  if (outcome === "saved") {
    announce();
    keepFromEviction();
  }
  return outcome;
}

function checkTemplate(template: StampTemplate): void {
  if (!v.is(stampTemplate, template)) fail("INVALID_ARGUMENT", { argument: "template" });
}

async function saveInto(table: Table<Row>, template: StampTemplate): Promise<SaveOutcome> {
  const rows = await table.all();
  const others = rows.filter(({ id }) => id !== template.id);
  if (others.some(({ name }) => sameName(name, template.name))) return "name-taken";
  if (others.length >= TEMPLATE_LIMITS.templates) return "full";
  await table.put({ ...template, changed: nextTurn(rows) });
  return "saved";
}

function nextTurn(rows: readonly Row[]): number {
  return rows.reduce((most, { changed }) => Math.max(most, changed), 0) + 1;
}

/** All of them or, where there is no room for all, none. Errors: as `saveTemplate`. */
export async function saveTemplates(templates: readonly StampTemplate[]): Promise<SaveOutcome> {
  for (const template of templates) checkTemplate(template);
  const refused = new Map<"outcome", SaveOutcome>();
  await transact({ store: "templates", mode: "readwrite" }, async (table) => {
    for (const template of templates) {
      const outcome = await saveInto(table, template);
      if (outcome === "saved") continue;
      refused.set("outcome", outcome);
      fail("UNKNOWN_ERROR");
    }
  }).catch((thrown: unknown) => {
    if (!refused.has("outcome")) throw thrown;
  });
  const outcome = refused.get("outcome") ?? "saved";
  if (outcome === "saved" && templates.length > 0) {
    announce();
    keepFromEviction();
  }
  return outcome;
}

/** What there is no longer is no error. Errors: STORAGE_FAILED. */
export async function removeTemplate(id: string): Promise<void> {
  await transact({ store: "templates", mode: "readwrite" }, (table) => table.remove(id));
  announce();
}

/**
 * The template for a stamp: one meant for the certificate before one for any, then the one saved last. The seal of `issue` is the seal:
 * either preset takes the other's where it has none of its own. Null where there is none. Errors: STORAGE_FAILED.
 */
export async function templateFor(request: {
  readonly preset: PresetName;
  readonly certificate: string | null;
}): Promise<StampTemplate | null> {
  const rows = await transact({ store: "templates", mode: "readonly" }, (table) => table.all());
  const best = rows
    .map((row) => ({ row, fitness: fitness(row, request) }))
    .filter(({ fitness: points }) => points > 0)
    .toSorted((a, b) => b.fitness - a.fitness || b.row.changed - a.row.changed)[0];
  return best ? templateOf(best.row) : null;
}

/** 0: does not fit. */
function fitness(
  row: Row,
  { preset, certificate }: { readonly preset: PresetName; readonly certificate: string | null },
): number {
  if (row.certificate !== null && row.certificate !== certificate) return 0;
  const own = row.preset === preset;
  if (!own && !(SEALS.has(row.preset) && SEALS.has(preset))) return 0;
  return 1 + (own ? 1 : 0) + (row.certificate === null ? 0 : 2);
}

const SEALS: ReadonlySet<PresetName> = new Set(["seal", "issue"]);

const CHANNEL = "antin-templates";

function announce(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("changed");
  channel.close();
}

/** Calls when a window, this one too, changed the templates. Returns the function that stops it. */
export function onTemplatesChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = listener;
  return () => channel.close();
}

/** Browsers may drop storage when the disk is full, unless told that it matters. A "no" changes nothing else, and nobody waits for it. */
function keepFromEviction(): void {
  navigator.storage.persist().catch(() => false);
}
