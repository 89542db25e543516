/**
 * Large documents as they came, on the disk while the user looks: what signing appends is little, and a signature waits for that alone.
 * An original goes with its document; one that nobody signed, when the window closes or the next life of the browser begins.
 */

import * as v from "valibot";
import { change, DOCUMENTS, ORIGINALS } from "./database.ts";

export interface Original {
  /** Of the job. */
  readonly id: string;
  readonly blob: Blob;
  /** Life of the browser in which it was kept. */
  readonly life: string;
}

/** A record that holds only what stands behind its original. */
const appended = v.looseObject({
  id: v.string(),
  signed: v.looseObject({ appended: v.instance(Uint8Array) }),
});

/** In place of an earlier one under the same id. Rejects with QuotaExceededError where there is no room. */
export function keepOriginal(original: Original): Promise<void> {
  return change([ORIGINALS], (store) => store(ORIGINALS).put(original));
}

/** The record with the whole signed file; as it is where it holds that already, or its original is gone. */
export function joined(record: unknown, originals: readonly Original[]): unknown {
  if (!v.is(appended, record)) return record;
  const original = originals.find(({ id }) => id === record.id);
  if (original === undefined) return record;
  const parts = [original.blob, new Uint8Array(record.signed.appended)];
  return { ...record, signed: { ...record.signed, blob: new Blob(parts, { type: "application/pdf" }) } };
}

/** Those that match and stand before no signed copy; looked at in the transaction that deletes them. */
export function sweepOriginals(match: (original: Original) => boolean): Promise<void> {
  return change([DOCUMENTS, ORIGINALS], (store) => {
    const records = store(DOCUMENTS).getAll();
    const originals = store(ORIGINALS).getAll();
    // Requests of one transaction are answered in their order.
    originals.onsuccess = () => {
      const needed = new Set(records.result.filter((each) => v.is(appended, each)).map(({ id }) => id));
      for (const original of originals.result as Original[]) {
        if (match(original) && !needed.has(original.id)) store(ORIGINALS).delete(original.id);
      }
    };
  });
}
