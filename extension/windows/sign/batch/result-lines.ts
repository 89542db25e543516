/** The result of a batch as lines for a letter: name and what became of it. Pure. */

import { batchTexts } from "#shared/messages/windows-batch.ts";
import { language } from "../../parts/language.ts";
import { explain } from "../../parts/support.ts";
import type { Entry } from "../state.ts";
import { type Batch, rowOf } from "./state.ts";

export function resultLines(entries: readonly Entry[], batch: Batch): string[] {
  return entries.map(
    (entry) => `${entry.document?.name ?? entry.job.name ?? ""}: ${outcomeOf(entry, batch)}`,
  );
}

function outcomeOf(entry: Entry, batch: Batch): string {
  const { states, reasons } = batchTexts[language()];
  const { phase } = entry;
  const { declined } = rowOf(batch, entry.id);
  if (phase.kind === "failed") return `${states.failed}. ${explain(phase.error).said}`;
  if (phase.kind !== "done") return declined === null ? states.unticked : states.declined(reasons[declined]);
  const { delivery, saved } = phase.result;
  if (delivery === "taken") return states.delivered;
  return saved ? states.saved : states.signed;
}
