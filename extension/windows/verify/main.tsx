/** Entry of the verify window: takes the waiting jobs, then each new one. */

import { render } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { language } from "../parts/language.ts";
import { nextJobs, onJobsAdded } from "../source.ts";
import { VerifyDesk } from "./flow.ts";
import { VerifyWindow } from "./window.tsx";

const desk = new VerifyDesk();

document.documentElement.lang = language();
document.title = `${partsTexts[language()].product} · ${verifyTexts[language()].title}`;

const root = document.getElementById("root");
if (root !== null) render(<VerifyWindow desk={desk} />, root);
void desk.recallLabels();
onJobsAdded((jobs) => {
  for (const job of jobs) desk.add(job);
});
void nextJobs().then((jobs) => {
  for (const job of jobs) desk.add(job);
  // Loaded anew: what was here is done, and the window is as good as ever.
  if (desk.store.state.entries.length === 0) desk.another();
});
