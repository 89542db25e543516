/** At the end of the results: what can be saved, copied or looked at besides. */

import type { JSX } from "preact";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import { reportTexts } from "#shared/messages/windows-verify-report.ts";
import { language } from "../parts/language.ts";
import { CopyButton } from "./copy-button.tsx";
import type { VerifyDesk } from "./flow.ts";
import type { ReportRequest } from "./report/contents.ts";
import { returnLetter, returnReason } from "./report/return-letter.ts";
import { Report } from "./report.tsx";
import { saveSigned } from "./save-signed.ts";
import {
  type Entry,
  firstRevision,
  isHopeless,
  reportOf,
  type SignedRevision,
  type VerifyState,
} from "./state.ts";

interface LinksProps {
  readonly desk: VerifyDesk;
  readonly state: VerifyState;
  readonly entry: Entry;
}

export function Links({ desk, state, entry }: LinksProps): JSX.Element | null {
  const texts = verifyTexts[language()];
  const report = reportOf(entry, { language: language(), labels: state.labels });
  const revision = firstRevision(entry);
  // Its one way on stands in the banner.
  if (isHopeless(entry)) return null;
  return (
    <section class="ends">
      <div class="row wraps">
        {report !== null && <ReturnLetter report={report} />}
        {entry.file !== null && revision !== null && <SaveSigned file={entry.file} revision={revision} />}
        <button type="button" class="link" onClick={() => desk.another()}>
          {texts.another}
        </button>
      </div>
      {report !== null && <Report request={report} />}
    </section>
  );
}

function SaveSigned({
  file,
  revision,
}: {
  file: NonNullable<Entry["file"]>;
  revision: SignedRevision;
}): JSX.Element {
  return (
    <button type="button" class="link" onClick={() => void saveSigned(file, revision)}>
      {lookTexts[language()].saveSigned}
    </button>
  );
}

/** Only where the document is to be returned, or its signed copy asked for. */
function ReturnLetter({ report }: { report: ReportRequest }): JSX.Element | null {
  const texts = reportTexts[language()];
  const { sha256, file, checkedAt } = report;
  const { verdict } = report.result;
  const text = returnLetter({ verdict, file: file.name, sha256, checkedAt, language: language() });
  if (text === null) return null;
  const label = returnReason(verdict) === "unsigned" ? texts.copyRequest : texts.copyReturn;
  return <CopyButton label={label} text={text} />;
}
