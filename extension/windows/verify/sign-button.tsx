/** "Ký số văn bản này": what has no signature yet goes to the sign window, which fetches or takes the file and shows it anew. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { explainError } from "#shared/messages/errors.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { Job } from "../../jobs.ts";
import { handOver } from "../parts/handover.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { startJob } from "../source.ts";
import type { CheckedFile } from "./state.ts";

interface SignButtonProps {
  readonly job: Job;
  readonly file: CheckedFile;
}

export function SignButton({ job, file }: SignButtonProps): JSX.Element {
  const [refusal, setRefusal] = useState("");
  const sign = async () => {
    const code = await startSigning({ job, file });
    setRefusal(code === null ? "" : explainError({ code }, language()).said);
  };
  return (
    <>
      <button type="button" class="btn main" onClick={() => void sign()}>
        <Icon name="pen" />
        {verifyTexts[language()].signThis}
      </button>
      <span class={refusal === "" ? "vh" : "small"} role="status">
        {refusal}
      </span>
    </>
  );
}

/** The page that the document was clicked in asks for the signature too, so that the signed file can go back there. */
function startSigning({ job, file }: SignButtonProps) {
  const id = crypto.randomUUID();
  const isOwn = job.url === null;
  if (isOwn) handOver(id, new File([file.blob], file.name, { type: file.blob.type }));
  const name = isOwn ? file.name : job.name;
  return startJob({ ...job, id, name, action: "sign", batch: null, createdAt: Date.now(), state: "waiting" });
}
