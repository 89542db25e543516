/**
 * What must survive a crash: which documents are being signed, and each signed file until it is in the page or on the disk. IndexedDB
 * of the extension: state and bytes change in one transaction, which is on the disk before it counts (`durability: "strict"`); a
 * Blob in it is a file of the browser, so that large documents never lie in memory. A large original is there before it is signed
 * (`originals.ts`): then only what signing appended is written, and the two are read as one file.
 */

import * as v from "valibot";
import { type Certificate, COMMANDS } from "#shared/protocol/messages.ts";
import { job } from "../jobs.ts";
import { ask, change, DOCUMENTS, ORIGINALS } from "./database.ts";
import { browserLife } from "./life.ts";
import { joined, type Original, sweepOriginals } from "./originals.ts";

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
type SignedCopy = NonNullable<KeptDocument["signed"]>;

/** Documents at most; beyond that nothing more is kept, and the window says so. */
const MOST = 1000;
const DAY = 24 * 60 * 60 * 1000;
/** What is unsigned or was in its page is forgotten after this time; a signed file that nobody has is never. */
const FORGET_AFTER = 7 * DAY;

/** New ones, or in place of what was kept under the same id, whose order they keep. Rejects with QuotaExceededError where there is no room. */
export async function keep(documents: readonly KeptDocument[]): Promise<void> {
  const [count = 0] = await ask([DOCUMENTS], (store) => [store(DOCUMENTS).count()]);
  if (count + documents.length > MOST) throw new DOMException("", "QuotaExceededError");
  await change([DOCUMENTS], (store) => {
    for (const document of documents) put(store(DOCUMENTS), document);
  });
}

/** A signed file. Where its first `original` bytes are kept already (0: none), only what stands behind them is written. */
export async function keepSigned(
  document: KeptDocument & { readonly signed: SignedCopy },
  original: number,
): Promise<void> {
  const { blob, ...facts } = document.signed;
  if (original === 0) return keep([document]);
  const appended = new Uint8Array(await blob.slice(original).arrayBuffer());
  await change([DOCUMENTS, ORIGINALS], (store) => {
    const request = store(ORIGINALS).get(document.id);
    request.onsuccess = () => {
      // Where another window's end swept it away, the whole file is written.
      const isThere = (request.result as Original | undefined)?.blob.size === original;
      const short = { ...document, signed: { ...facts, appended } };
      put(store(DOCUMENTS), isThere ? short : document);
    };
  });
}

function put(store: IDBObjectStore, record: Pick<KeptDocument, "id" | "keptAt">): void {
  const request = store.get(record.id);
  request.onsuccess = () => {
    const { keptAt = record.keptAt } = (request.result ?? {}) as Partial<KeptDocument>;
    store.put({ ...record, keptAt });
  };
}

/** Nothing happens where nothing is kept under that id. */
export function changeKept(id: string, part: Partial<Omit<KeptDocument, "id">>): Promise<void> {
  return change([DOCUMENTS], (store) => changeIn(store(DOCUMENTS), id, part));
}

/** Somebody has the signed file: its bytes go, that it was signed stays. */
export function keepWithoutBytes(id: string): Promise<void> {
  return change([DOCUMENTS, ORIGINALS], (store) => {
    changeIn(store(DOCUMENTS), id, { state: "delivered", signed: null });
    store(ORIGINALS).delete(id);
  });
}

function changeIn(store: IDBObjectStore, id: string, part: Partial<KeptDocument>): void {
  const request = store.get(id);
  request.onsuccess = () => {
    const known: unknown = request.result;
    if (known !== undefined) store.put({ ...(known as KeptDocument), ...part });
  };
}

export function forget(ids: readonly string[]): Promise<void> {
  return change([DOCUMENTS, ORIGINALS], (store) => {
    for (const id of ids) {
      store(DOCUMENTS).delete(id);
      store(ORIGINALS).delete(id);
    }
  });
}

/** Everything kept, oldest first; what is no record of this version is left alone. */
export async function listKept(): Promise<KeptDocument[]> {
  const all = await readAll();
  const old = all.filter((document) => isForgotten(document, Date.now()));
  if (old.length > 0) await forget(old.map(({ id }) => id));
  return all
    .filter((each) => !old.includes(each))
    .toSorted((a, b) => a.keptAt.getTime() - b.keptAt.getTime());
}

async function readAll(): Promise<KeptDocument[]> {
  const [records = [], originals = []] = await ask<unknown[]>([DOCUMENTS, ORIGINALS], (store) => [
    store(DOCUMENTS).getAll(),
    store(ORIGINALS).getAll(),
  ]);
  const life = await browserLife();
  const isLeft = (original: Original) => original.life !== life;
  if ((originals as Original[]).some(isLeft)) await sweepOriginals(isLeft);
  return records.flatMap((raw) => {
    const checked = v.safeParse(keptDocument, joined(raw, originals as Original[]));
    return checked.success ? [checked.output] : [];
  });
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
  await sweepOriginals(() => true);
}
