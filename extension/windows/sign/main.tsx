/** Entry of the sign window: takes the waiting jobs, then each new one, until it is closed. */

import { render } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { language } from "../parts/language.ts";
import { recallSupport } from "../parts/support.ts";
import { nextJobs, onJobsAdded } from "../source.ts";
import { readUnfinished } from "./batch/unfinished.ts";
import { Desk } from "./desk.ts";
import { hasUnsaved } from "./state.ts";
import { SignWindow } from "./window.tsx";

const desk = new Desk();

document.documentElement.lang = language();
document.title = `${partsTexts[language()].product} · ${signTexts[language()].title}`;
desk.guard.appeared(performance.now());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") desk.guard.appeared(performance.now());
});
addEventListener("beforeunload", (event) => {
  const working = desk.store.state.entries.some(({ phase }) => phase.kind === "working");
  if (working || hasUnsaved(desk.store.state)) event.preventDefault();
});

const root = document.getElementById("root");
if (root !== null) render(<SignWindow desk={desk} />, root);
desk.host.connect();
void desk.labels.load();
desk.timeStamps.load();
void recallSupport();
onJobsAdded((jobs) => desk.add(jobs));
void start();

/** What was asked for now comes first; what an earlier window left waits behind it. Both are read side by side. */
async function start(): Promise<void> {
  const asked = nextJobs();
  const unfinished = await readUnfinished(asked).catch(() => []);
  const jobs = await asked;
  const taken = new Set(unfinished.flatMap(({ documents }) => documents.map(({ id }) => id)));
  desk.add(jobs.filter(({ id }) => !taken.has(id)));
  for (const lot of unfinished) desk.batches.restore(lot);
}
