/** What earlier windows left: read once when the window opens, by source, so that each lot is offered as a batch of its own. */

import type { Job } from "../../../jobs.ts";
import { browserLife } from "../../../keep/life.ts";
import { forget, type KeptDocument, listKept } from "../../../keep/store.ts";
import { openTabOf } from "../../source/open-tab.ts";
import { sameSource } from "../state.ts";
import type { Earlier } from "./state.ts";

export interface Unfinished {
  /** Signed and not delivered, or to be signed still. */
  readonly documents: readonly KeptDocument[];
  readonly earlier: Earlier;
}

/** Held as long as the window lives: a second one, such as the browser's own restored, must not sign the same again. */
const LOCK = "antin-unfinished";

/** @param jobs those this window has anyway, as after a reload: their tabs are still there. */
export async function readUnfinished(jobs: Promise<readonly Job[]>): Promise<Unfinished[]> {
  if (!(await isOnlyWindow())) return [];
  const lots: KeptDocument[][] = [];
  for (const document of await listKept()) {
    const lot = lots.find(
      ([first]) => first !== undefined && sameSource(first.job.source, document.job.source),
    );
    if (lot === undefined) lots.push([document]);
    else lot.push(document);
  }
  const live = await jobs;
  const unfinished = await Promise.all(lots.map((lot) => unfinishedOf(lot, live)));
  return unfinished.filter(({ documents }) => documents.length > 0);
}

async function unfinishedOf(lot: readonly KeptDocument[], jobs: readonly Job[]): Promise<Unfinished> {
  const life = await browserLife();
  // What was in a page is still there as long as the browser lived on; after a crash only its copy is left.
  const isSafe = (each: KeptDocument) =>
    each.state === "delivered" && (each.signed === null || each.life === life);
  const [delivered, rest] = split(lot, isSafe);
  const [own, documents] = split(rest, ({ job, signed }) => job.url === null && signed === null);
  const [first] = documents;
  const isOver = first === undefined;
  await forget([...own, ...(isOver ? delivered : [])].map(({ id }) => id));
  const tab = isOver ? null : await openTabOf(first.job.source);
  return {
    documents: documents.map((document) => {
      const live = jobs.find(({ id }) => id === document.id);
      return { ...document, job: { ...document.job, tab: live?.tab ?? tab } };
    }),
    earlier: {
      delivered: delivered.length,
      own: own.length,
      interrupted: documents.filter(({ state }) => state === "signing").map(({ id }) => id),
    },
  };
}

function split<T>(all: readonly T[], match: (one: T) => boolean): [T[], T[]] {
  return [all.filter(match), all.filter((one) => !match(one))];
}

function isOnlyWindow(): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
  });
}
