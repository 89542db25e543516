/** What the document is and what was signed in it before: said before the PIN. */

import type { Desk } from "../desk.ts";
import type { DocumentFacts } from "../state.ts";

/** Errors of `openPdf`, CERTIFICATION_FORBIDS, LIMIT_EXCEEDED, DOCUMENT_CHANGED when the file on disk changed. */
export async function checkStep(desk: Desk, id: string): Promise<void> {
  desk.phase(id, { kind: "checking" });
  const document = documentOf(desk, id);
  const { pages } = await desk.engine(id).call("open", { blob: document.blob });
  const opened = { ...document, pages };
  desk.store.dispatch({ type: "document", id, document: opened });
  const { sha256, verdict } = await desk.engine(id).call("check", {});
  desk.store.dispatch({ type: "document", id, document: { ...opened, sha256, verdict } });
}

export function documentOf(desk: Desk, id: string): DocumentFacts {
  const { document } = desk.entry(id);
  if (document === null) throw new Error("no document");
  return document;
}
