/** The signed file goes back into the page that asked, or stays here to be saved; it is never lost. */

import { deliver, finishJob, saveFile } from "../../source.ts";
import type { Desk } from "../desk.ts";
import { rememberCertificate } from "../last-used.ts";
import type { Delivery, SignedResult } from "../state.ts";

/** Always ends with the entry done; a page that refuses is told, not thrown. */
export async function deliverStep(desk: Desk, id: string, signed: SignedResult): Promise<void> {
  const { job, target } = desk.entry(id);
  void rememberCertificate(job.source, signed.certificate.id);
  if (target === null) {
    desk.phase(id, { kind: "done", result: signed });
    return;
  }
  desk.store.dispatch({ type: "step", id, step: "deliver", took: desk.lap(id) });
  const { delivery, label } = await sendToPage(desk, id, signed);
  desk.phase(id, { kind: "done", result: { ...signed, delivery, label } });
  // The page gets the focus back; the window stays with the result until it was seen.
  if (delivery === "taken") await finishJob(job, "signed").catch(() => undefined);
}

export async function sendToPage(
  desk: Desk,
  id: string,
  { blob, name }: Pick<SignedResult, "blob" | "name">,
): Promise<{ delivery: Delivery; label: string | null }> {
  const { job, target } = desk.entry(id);
  const file = new File([blob], name, { type: "application/pdf" });
  try {
    await desk.custody.delivering(id);
    const { outcome, label } = await deliver(job, file, desk.startTry(id));
    if (outcome === "taken") await desk.custody.delivered(id);
    if (outcome === "refused") await desk.custody.refused(id);
    return { delivery: outcome, label };
  } catch {
    await desk.custody.refused(id);
    return { delivery: "refused", label: target?.label ?? null };
  }
}

/** Once more into the page, for a place that was not there before. */
export async function deliverAgain(desk: Desk, id: string, signed: SignedResult): Promise<void> {
  const { delivery, label } = await sendToPage(desk, id, signed);
  desk.store.dispatch({ type: "result", id, result: { delivery, label } });
  if (delivery === "taken") await finishJob(desk.entry(id).job, "signed").catch(() => undefined);
}

export async function save(desk: Desk, id: string, signed: SignedResult): Promise<void> {
  await saveFile(signed.blob, signed.name);
  await desk.custody.saved(id);
  const { phase, job } = desk.entry(id);
  const isLastPlace = phase.kind === "done" && phase.result.delivery !== "taken" && !phase.result.saved;
  desk.store.dispatch({ type: "result", id, result: { saved: true } });
  if (isLastPlace) await finishJob(job, "signed").catch(() => undefined);
}
