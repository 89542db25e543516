/** Answers of services in the browser's own database; the oldest go beyond a bound. */

import type { EvidenceCache, KeptAnswer } from "#shared/network/evidence-cache.ts";

const NAME = "antin-evidence";
const STORE = "answers";
const BY_TIME = "fetchedAt";
const MAX_ANSWERS = 200;
/** Larger lists are fetched anew. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Where there is no database (a private window), everything is asked anew. */
export function indexedCache(): EvidenceCache {
  let opened: Promise<IDBDatabase> | null = null;
  const store = async (mode: IDBTransactionMode) => {
    opened ??= open();
    return (await opened).transaction(STORE, mode).objectStore(STORE);
  };
  return {
    get: async (key) => {
      try {
        return asAnswer(await done((await store("readonly")).get(key)));
      } catch {
        return null;
      }
    },
    put: async (key, answer) => {
      if (answer.bytes.length > MAX_BYTES) return;
      try {
        await done((await store("readwrite")).put(answer, key));
        await dropOldest(await store("readwrite"));
      } catch {
        // Asked anew next time.
      }
    },
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE).createIndex(BY_TIME, BY_TIME);
  };
  return done(request);
}

async function dropOldest(store: IDBObjectStore): Promise<void> {
  const surplus = (await done(store.count())) - MAX_ANSWERS;
  if (surplus <= 0) return;
  const oldest = await done(store.index(BY_TIME).getAllKeys(undefined, surplus));
  await Promise.all(
    oldest.map((value) =>
      done(store.index(BY_TIME).getKey(value)).then((key) => key && done(store.delete(key))),
    ),
  );
}

function asAnswer(value: unknown): KeptAnswer | null {
  return typeof value === "object" && value !== null ? (value as KeptAnswer) : null;
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
