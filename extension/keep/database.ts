/** The database of what must survive a crash; a change counts once it is on the disk. */

const DATABASE = "antin-keep";
const VERSION = 2;
export const DOCUMENTS = "documents";
/** Documents as they came. */
export const ORIGINALS = "originals";

export type StoreName = typeof DOCUMENTS | typeof ORIGINALS;
export type Stores = (name: StoreName) => IDBObjectStore;

let opening: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      const { result } = request;
      for (const name of [DOCUMENTS, ORIGINALS]) {
        if (!result.objectStoreNames.contains(name)) result.createObjectStore(name, { keyPath: "id" });
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
}

/** Resolves once the change is on the disk; rejects where there is no room or no storage. */
export async function change(names: readonly StoreName[], work: (store: Stores) => void): Promise<void> {
  const transaction = (await database()).transaction([...names], "readwrite", { durability: "strict" });
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work((name) => transaction.objectStore(name));
  });
}

/** Answers of one moment. */
export async function ask<T>(
  names: readonly StoreName[],
  question: (store: Stores) => readonly IDBRequest<T>[],
): Promise<T[]> {
  const transaction = (await database()).transaction([...names]);
  return new Promise((resolve, reject) => {
    const requests = question((name) => transaction.objectStore(name));
    transaction.oncomplete = () => resolve(requests.map(({ result }) => result));
    transaction.onabort = () => reject(transaction.error);
  });
}
