/** Habits of a site: where a stamp was put last, and which preset a certificate used. Nothing is kept of private windows. */

import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import { putNewest, transact } from "./database.ts";

/** A place as seen: millimetres from the left and the top edge of the page. */
export interface Place {
  /** From 1. */
  readonly page: "first" | "last" | number;
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** What has a place of its own: a preset, or one of the parts of `issue`, whose third is the seal. */
export type PlacedPart = PresetName | "number" | "date";

/** `origin` is that of the site, or "local" for the user's own files. */
export interface PlaceKey {
  readonly origin: string;
  readonly preset: PlacedPart;
}

/** What must be known before anything is kept: `job.private`. */
export interface Asked {
  readonly isPrivate: boolean;
}

/** The oldest gives way. */
const MOST = 500;

/** Null where none is remembered. Errors: STORAGE_FAILED. */
export async function recallPlace({ origin, preset }: PlaceKey): Promise<Place | null> {
  const row = await transact({ store: "places", mode: "readonly" }, (table) => table.get([origin, preset]));
  if (!row) return null;
  const { page, leftMm, topMm, widthMm, heightMm } = row;
  return { page, leftMm, topMm, widthMm, heightMm };
}

/** Errors: STORAGE_FAILED. */
export async function rememberPlace(request: PlaceKey & Asked & { readonly place: Place }): Promise<void> {
  const { isPrivate, place, origin, preset } = request;
  if (isPrivate) return;
  await transact({ store: "places", mode: "readwrite" }, (table) =>
    putNewest(table, {
      row: { ...place, origin, preset },
      keyOf: (row) => [row.origin, row.preset],
      most: MOST,
    }),
  );
}

export interface PresetKey {
  readonly origin: string;
  readonly certificate: string;
}

/** The preset this certificate used last on this site; null where none is remembered. Errors: STORAGE_FAILED. */
export async function presetFor({ origin, certificate }: PresetKey): Promise<PresetName | null> {
  const row = await transact({ store: "presets", mode: "readonly" }, (table) =>
    table.get([origin, certificate]),
  );
  return row?.preset ?? null;
}

/** Errors: STORAGE_FAILED. */
export async function rememberPreset(
  request: PresetKey & Asked & { readonly preset: PresetName },
): Promise<void> {
  const { isPrivate, origin, certificate, preset } = request;
  if (isPrivate) return;
  await transact({ store: "presets", mode: "readwrite" }, (table) =>
    putNewest(table, {
      row: { origin, certificate, preset },
      keyOf: (row) => [row.origin, row.certificate],
      most: MOST,
    }),
  );
}
