/**
 * What must survive a crash: which documents are being signed, and each signed file until it is in the page or on the disk. IndexedDB
 * of the extension: state and bytes change in one transaction, which is on the disk before it counts (`durability: "strict"`); a
 * Blob in it is a file of the browser, so that large documents never lie in memory.
 */

import * as v from "valibot";
import { type Certificate, COMMANDS } from "#shared/protocol/messages.ts";
import { job } from "../jobs.ts";

const DATABASE = "antin-keep";
const DOCUMENTS = "documents";

/**
 * listed: agreed to, not signed. signing: the token was asked; without bytes afterwards nobody has the signature. signed: the bytes are
 * here. delivering: the page was given them and has not shown them yet. delivered: the page has shown them, or they were saved (then
 * without bytes); it is not signed again. What a page holds is lost with the browser, so that its copy stays until the window is left.
 */
const STATES = ["listed", "signing", "signed", "delivering", "delivered"] as const;

const certificate = v.custom<Certificate>((value) =>
  v.is(COMMANDS["certificates.list"].result, { certificates: [value] }),
);

const keptDocument = v.object({
  /** Of the job. */
  id: v.string(),
  batch: v.nullable(v.string()),
  job,
  /** Of the original. */
  name: v.string(),
  state: v.picklist(STATES),
  /** null until signed, and once saved. */
  signed: v.nullable(
    v.object({
      blob: v.instance(Blob),
      name: v.string(),
      signedAt: v.date(),
      certificate,
    }),
  ),
  /** Life of the browser in which it was kept. */
  life: v.string(),
  keptAt: v.date(),
});
export type KeptDocument = v.InferOutput<typeof keptDocument>;

/** Documents at most; beyond that nothing more is kept, and the window says so. */
const MOST = 1000;
const DAY = 24 * 60 * 60 * 1000;
/** What is unsigned or was in its page is forgotten after this time; a signed file that nobody has is never. */
const FORGET_AFTER = 7 * DAY;

let opening: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(DOCUMENTS, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
}

/** Resolves once the change is on the disk; rejects where there is no room or no storage. */
async function change(work: (documents: IDBObjectStore) => void): Promise<void> {
  const transaction = (await database()).transaction(DOCUMENTS, "readwrite", { durability: "strict" });
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(DOCUMENTS));
  });
}

async function ask<T>(question: (documents: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const documents = (await database()).transaction(DOCUMENTS).objectStore(DOCUMENTS);
  return new Promise((resolve, reject) => {
    const request = question(documents);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** New ones, or in place of what was kept under the same id, whose order they keep. Rejects with QuotaExceededError where there is no room. */
export async function keep(documents: readonly KeptDocument[]): Promise<void> {
  const count = await ask((store) => store.count());
  if (count + documents.length > MOST) throw new DOMException("", "QuotaExceededError");
  await change((store) => {
    for (const document of documents) {
      const request = store.get(document.id);
      request.onsuccess = () => {
        const { keptAt = document.keptAt } = (request.result ?? {}) as Partial<KeptDocument>;
        store.put({ ...document, keptAt });
      };
    }
  });
}

/** Nothing happens where nothing is kept under that id. */
export function changeKept(id: string, part: Partial<Omit<KeptDocument, "id">>): Promise<void> {
  return change((store) => {
    const request = store.get(id);
    request.onsuccess = () => {
      const known: unknown = request.result;
      if (known !== undefined) store.put({ ...(known as KeptDocument), ...part });
    };
  });
}

export function forget(ids: readonly string[]): Promise<void> {
  return change((store) => {
    for (const id of ids) store.delete(id);
  });
}

/** Everything kept, oldest first; what is no record of this version is left alone. */
export async function listKept(): Promise<KeptDocument[]> {
  const all = (await ask((store) => store.getAll())).flatMap((raw: unknown) => {
    const checked = v.safeParse(keptDocument, raw);
    return checked.success ? [checked.output] : [];
  });
  const old = all.filter((document) => isForgotten(document, Date.now()));
  if (old.length > 0) await forget(old.map(({ id }) => id));
  return all
    .filter((each) => !old.includes(each))
    .toSorted((a, b) => a.keptAt.getTime() - b.keptAt.getTime());
}

function isForgotten({ state, signed, keptAt }: KeptDocument, now: number): boolean {
  return (signed === null || state === "delivered") && now - keptAt.getTime() > FORGET_AFTER;
}

export interface UnfinishedCount {
  /** Signed files that may be neither in a page nor on the disk. */
  readonly undelivered: number;
  readonly unsigned: number;
}

export async function countUnfinished(): Promise<UnfinishedCount> {
  const all = await listKept();
  return {
    undelivered: all.filter(({ signed }) => signed !== null).length,
    unsigned: all.filter(({ signed, state }) => signed === null && state !== "delivered").length,
  };
}

/** The window was closed by its user: what was not signed is not offered again. */
export async function forgetUnsigned(): Promise<void> {
  const unsigned = (await listKept()).filter(({ state }) => state === "listed" || state === "delivered");
  await forget(unsigned.map(({ id }) => id));
}
