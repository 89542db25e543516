/** One act of signing: who, for whom, when by which clock, what it put on the page; the facts behind it closed. */

import type { JSX } from "preact";
import { partsTexts } from "#shared/messages/windows.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { lookTexts } from "#shared/messages/windows-verify-look.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import type { SignaturePlace } from "../engine-look-messages.ts";
import { formatCount } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { type Act, numbersOf } from "./acts.ts";
import { Facts } from "./facts.tsx";
import type { ActPicture } from "./look/act-pictures.ts";
import { Picture } from "./look/picture.tsx";
import { tagOf } from "./report/contents.ts";
import { signerName, signerPlace } from "./signer-name.ts";
import { timeWords } from "./signing-time.ts";
import type { SignedRevision } from "./state.ts";
import { iconOf } from "./tone.ts";

interface ActCardProps {
  readonly act: Act;
  /** The only act of the document: its details are open. */
  readonly open: boolean;
  readonly places: readonly SignaturePlace[];
  /** By field. */
  readonly pictures: ReadonlyMap<string, ActPicture>;
  readonly onSee: (revision: SignedRevision) => void;
}

export function ActCard(props: ActCardProps): JSX.Element {
  const { act, open, places, onSee } = props;
  const { signature } = act.members.at(-1) ?? act.members[0];
  const name = signerName(signature, language());
  const place = places.find(({ field }) => field === signature.field);
  return (
    <li class={`signer ${act.tone}`}>
      <Icon name={iconOf(act.tone)} />
      <Who act={act} name={name} alone={open} />
      <Added {...props} name={name} />
      <details open={open}>
        <summary>
          <Icon name="right" size={16} />
          {partsTexts[language()].details}
        </summary>
        {act.members.map((member) => (
          <Facts key={member.number} signature={member.signature} />
        ))}
        {place !== undefined && (
          <button type="button" class="link" onClick={() => onSee({ end: place.end, name })}>
            {lookTexts[language()].seeSigned}
          </button>
        )}
      </details>
    </li>
  );
}

function Who({ act, name, alone }: { act: Act; name: string; alone: boolean }): JSX.Element {
  const { members } = act;
  const { signature } = members.at(-1) ?? members[0];
  const place = signerPlace(signature);
  const tag = tagOf(act, language());
  // Of a single signature the reasons stand above already.
  const [reason] = alone
    ? []
    : members.flatMap((member) =>
        member.signature.indication === "TOTAL-PASSED" ? [] : member.signature.reasons,
      );
  return (
    <div>
      <div class="name">
        <span class="grow">{`${numbersOf(act)}. ${name}`}</span>
        {tag !== "" && <span class={`tag ${act.tone === "practice" ? "practice" : ""}`}>{tag}</span>}
      </div>
      {place !== "" && <span class="small">{place}</span>}
      <span class="small">{timeText(signature)}</span>
      {members.length > 1 && (
        <span class="small">{verifyTexts[language()].signaturesOf(numbersOf(act))}</span>
      )}
      {reason !== undefined && <span class="small">{reason[language()]}</span>}
    </div>
  );
}

function Added({ act, pictures, name }: ActCardProps & { name: string }): JSX.Element | null {
  const own = act.members.flatMap(({ signature }) => pictures.get(signature.field ?? "") ?? []);
  if (own.length === 0) return null;
  return (
    <div class="added full">
      {own.map(({ field, page, bitmap }) => (
        <Picture
          key={field}
          bitmap={bitmap}
          label={lookTexts[language()].addedPicture(name, formatCount(page))}
        />
      ))}
    </div>
  );
}

function timeText(signature: SignatureVerdict): string {
  const texts = verifyTexts[language()];
  const { time, source } = timeWords(signature, language());
  return time === "" ? texts.noTime : `${texts.signedAt(time)} · ${source}`;
}
