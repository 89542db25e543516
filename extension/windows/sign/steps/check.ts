/** What the document is and what was signed in it before: said before the PIN. */

import type { Desk } from "../desk.ts";
import type { DocumentFacts } from "../state.ts";

/** Errors of `openPdf`, CERTIFICATION_FORBIDS, LIMIT_EXCEEDED, DOCUMENT_CHANGED when the file on disk changed. */
export async function checkStep(desk: Desk, id: string): Promise<void> {
  desk.phase(id, { kind: "checking" });
  const document = documentOf(desk, id);
  const { blob, opening } = document;
  const { pages } = await desk.engine(id).call("open", { blob, ...opening });
  const opened = { ...document, pages };
  desk.store.dispatch({ type: "document", id, document: opened });
  const { verdict, notices } = await desk.engine(id).call("check", {});
  desk.store.dispatch({ type: "document", id, document: { ...opened, verdict, notices } });
  void hashInBackground(desk, id);
}

/** While the user looks. A failure shows where the hash is wanted: before anything is signed. */
async function hashInBackground(desk: Desk, id: string): Promise<void> {
  try {
    const { sha256 } = await desk.engine(id).call("hash", {});
    desk.store.dispatch({ type: "document", id, document: { ...documentOf(desk, id), sha256 } });
  } catch {
    // The document has left the window, or `prepare` will say what is wrong with it.
  }
}

export function documentOf(desk: Desk, id: string): DocumentFacts {
  const { document } = desk.entry(id);
  if (document === null) throw new Error("no document");
  return document;
}
