/** The extension's own database of stamps and habits (IndexedDB): typed stores, one promise a transaction, failures as STORAGE_FAILED. */

import { fail, SignError } from "#shared/errors.ts";
import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import type { Place, PlacedPart } from "./places.ts";
import type { StampTemplate } from "./template.ts";

/** Rows by store; each key is part of its row. */
export interface Stores {
  /** `changed` counts saves, so that the newest is known without a clock. */
  readonly templates: StampTemplate & { readonly changed: number };
  readonly labels: { readonly certificate: string; readonly label: "person" | "seal" };
  readonly places: Place & { readonly origin: string; readonly preset: PlacedPart; readonly turn: number };
  readonly presets: {
    readonly origin: string;
    readonly certificate: string;
    readonly preset: PresetName;
    readonly turn: number;
  };
  readonly numbers: { readonly mark: string; readonly turn: number };
  readonly keys: { readonly name: "numbers"; readonly key: CryptoKey };
}

export type StoreName = keyof Stores;

const NAME = "antin-templates";
const VERSION = 1;

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= open().catch((thrown: unknown) => {
    opened = null;
    throw thrown;
  });
  return opened;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => createStores(request.result);
    request.onerror = () => reject(storageFailure(request.error));
    request.onsuccess = () => {
      const { result } = request;
      const forget = () => {
        opened = null;
      };
      // Another window brings a newer version: it must not wait for this one.
      result.onversionchange = () => {
        result.close();
        forget();
      };
      result.onclose = forget;
      resolve(result);
    };
  });
}

function createStores(created: IDBDatabase): void {
  created.createObjectStore("templates", { keyPath: "id" });
  created.createObjectStore("labels", { keyPath: "certificate" });
  created.createObjectStore("places", { keyPath: ["origin", "preset"] }).createIndex("turn", "turn");
  created.createObjectStore("presets", { keyPath: ["origin", "certificate"] }).createIndex("turn", "turn");
  created.createObjectStore("numbers", { keyPath: "mark" }).createIndex("turn", "turn");
  created.createObjectStore("keys", { keyPath: "name" });
}

function storageFailure(cause: unknown): SignError {
  if (cause instanceof SignError) return cause;
  const reason = cause instanceof DOMException ? cause.name : "unknown";
  return new SignError("STORAGE_FAILED", { reason }, cause);
}

/** One store inside a transaction. */
export interface Table<Row> {
  get(key: IDBValidKey): Promise<Row | undefined>;
  all(): Promise<Row[]>;
  count(): Promise<number>;
  put(row: Row): Promise<void>;
  remove(key: IDBValidKey): Promise<void>;
  /** The row that comes first, or last, in the index `turn`. */
  edge(end: "oldest" | "newest"): Promise<Row | undefined>;
}

interface Transaction<Name extends StoreName> {
  readonly store: Name;
  readonly mode: "readonly" | "readwrite";
}

/**
 * Runs `work` in one transaction: all of it is kept, or nothing. `work` awaits nothing but the table.
 * STORAGE_FAILED {reason}: the name of the browser's error, such as "QuotaExceededError".
 */
export async function transact<Name extends StoreName, Result>(
  { store, mode }: Transaction<Name>,
  work: (table: Table<Stores[Name]>) => Promise<Result>,
): Promise<Result> {
  try {
    // Strict: a crash right after "saved" loses nothing.
    const transaction = (await database()).transaction(store, mode, { durability: "strict" });
    const kept = completion(transaction);
    const result = await work(tableOf(transaction.objectStore(store))).catch((thrown: unknown) => {
      kept.catch(() => undefined);
      abort(transaction);
      throw thrown;
    });
    await kept;
    return result;
  } catch (thrown) {
    throw storageFailure(thrown);
  }
}

function completion(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
  });
}

/** A request that failed has ended it already. */
function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // Ended before.
  }
}

function tableOf<Row>(store: IDBObjectStore): Table<Row> {
  return {
    get: (key) => answer<Row | undefined>(store.get(key)),
    all: () => answer<Row[]>(store.getAll()),
    count: () => answer(store.count()),
    put: (row) => answer(store.put(row)).then(() => undefined),
    remove: (key) => answer(store.delete(key)).then(() => undefined),
    edge: async (end) => {
      const cursor = store.index("turn").openCursor(null, end === "oldest" ? "next" : "prev");
      return (await answer(cursor))?.value as Row | undefined;
    },
  };
}

function answer<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Puts a row as the newest and lets the oldest go where the store is full. */
export async function putNewest<Row extends { readonly turn: number }>(
  table: Table<Row>,
  { row, keyOf, most }: { row: Omit<Row, "turn">; keyOf: (row: Row) => IDBValidKey; most: number },
): Promise<void> {
  const last = await table.edge("newest");
  await table.put({ ...row, turn: (last?.turn ?? 0) + 1 } as Row);
  if ((await table.count()) <= most) return;
  const oldest = (await table.edge("oldest")) ?? fail("STORAGE_FAILED", { reason: "empty" });
  await table.remove(keyOf(oldest));
}
