/** The right column about the stamps: a picture that is missing, whose the certificate is, what is odd. */

import type { JSX } from "preact";
import { ChoosePicture } from "../../parts/choose-picture.tsx";
import { LabelQuestion } from "../../parts/label-question.tsx";
import { useStore } from "../../parts/store.ts";
import { chosenOffer, isPractice } from "../choose.ts";
import type { Desk } from "../desk.ts";
import { labelOf } from "../labels.ts";
import type { Entry, SignState } from "../state.ts";
import { needsLeader } from "./leader.ts";
import { StampNotes } from "./notes.tsx";
import { NO_STAMPS } from "./state.ts";

interface FactsProps {
  readonly desk: Desk;
  readonly state: SignState;
  readonly entry: Entry;
}

export function StampFacts({ desk, state, entry }: FactsProps): JSX.Element | null {
  const work = useStore(desk.stamps.store).get(entry.id) ?? NO_STAMPS;
  const offer = chosenOffer(state, entry);
  if (offer === null || entry.phase.kind !== "ready") return null;
  const { choice, planned } = work;
  return (
    <>
      {planned.kind === "no-picture" && choice !== "none" && (
        <div class="full">
          <ChoosePicture
            preset={choice}
            certificate={offer.certificate.id}
            owner={offer.certificate.commonName}
            onSaved={() => void desk.stamps.refresh(entry.id)}
          />
        </div>
      )}
      <StampNotes
        work={work}
        leaderMissing={needsLeader(work, entry, offer)}
        onWaive={(waived) => desk.stamps.waiveLeader(entry.id, waived)}
      />
    </>
  );
}

/** Whose the certificate is: asked once, where it matters, for a signature that is seen. */
export function Whose({ desk, state, entry }: FactsProps): JSX.Element | null {
  const labels = useStore(desk.labels.store);
  const { planned } = useStore(desk.stamps.store).get(entry.id) ?? NO_STAMPS;
  const offer = chosenOffer(state, entry);
  if (offer === null || planned.kind !== "planned" || entry.phase.kind !== "ready") return null;
  const { certificate } = offer;
  if (isPractice(offer) || labels.has(certificate.id)) return null;
  return (
    <div class="full">
      <LabelQuestion
        certificate={certificate.id}
        suggested={labelOf(labels, certificate)}
        onAnswer={(label) => desk.labels.heard(certificate.id, label)}
      />
    </div>
  );
}
