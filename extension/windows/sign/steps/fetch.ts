/** The document comes into the window: from the clicked frame, from the window, or from the user's own hand. */

import { oneLine } from "../../../jobs.ts";
import { fetchDocument, findTarget } from "../../source.ts";
import type { Desk } from "../desk.ts";
import { type DocumentFacts, PLAIN_OPENING } from "../state.ts";

/** Errors NOT_PDF, LOGIN_PAGE, DOWNLOAD_FAILED, DOCUMENT_TOO_LARGE. */
export async function fetchStep(desk: Desk, id: string, given?: File): Promise<void> {
  const fetched = given ? ownFile(given) : await download(desk, id);
  const unread = { pages: null, sha256: null, verdict: null, notices: [], opening: PLAIN_OPENING };
  desk.store.dispatch({ type: "document", id, document: { ...fetched, ...unread } });
}

type Fetched = Pick<DocumentFacts, "blob" | "name" | "url" | "fetchedAt">;

function ownFile(file: File): Fetched {
  return { blob: file, name: oneLine(file.name), url: null, fetchedAt: new Date() };
}

async function download(desk: Desk, id: string): Promise<Fetched> {
  desk.phase(id, { kind: "fetching", done: 0, total: null });
  const { job } = desk.entry(id);
  const signal = desk.startTry(id);
  const onProgress = (done: number, total: number | null) =>
    desk.store.dispatch({ type: "progress", id, done, total });
  // Neither the place in the page nor the engine waits for the bytes.
  const found = findTarget(job).catch(() => null);
  desk.engine(id);
  const fetched = await fetchDocument(job, { signal, onProgress });
  const target = await found;
  desk.store.dispatch({ type: "target", id, target });
  return fetched;
}
