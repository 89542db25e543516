/** The stamps of the document on screen: settled as soon as it is checked and its certificate known, shown in the viewer. */

import { useEffect, useMemo, useRef } from "preact/hooks";
import { onTemplatesChanged } from "../../../templates/store.ts";
import type { ShownStamp } from "../../../viewer/messages.ts";
import type { Reveal, StampEvent } from "../../parts/document-pane.tsx";
import { useStore } from "../../parts/store.ts";
import { isPractice, type Offer } from "../choose.ts";
import type { Desk } from "../desk.ts";
import { labelOf } from "../labels.ts";
import type { Entry } from "../state.ts";
import type { StampScene } from "./memory.ts";
import { shownStamp, spokenMove } from "./shown.ts";
import { NO_STAMPS, type StampChoice, type StampWork } from "./state.ts";

interface StampsRequest {
  readonly desk: Desk;
  readonly entry: Entry | null;
  readonly offer: Offer | null;
}

export interface StampsOnScreen {
  readonly work: StampWork;
  readonly stamps: readonly ShownStamp[];
  readonly reveal: Reveal | null;
  readonly onStamp: (event: StampEvent) => void;
  /** The document waits for its signature: kind and places may change. */
  readonly open: boolean;
  /** The certificate is an agency's seal. */
  readonly agency: boolean;
}

export function useStamps({ desk, entry, offer }: StampsRequest): StampsOnScreen {
  const works = useStore(desk.stamps.store);
  const id = entry?.id ?? "";
  const work = works.get(id) ?? NO_STAMPS;
  useSettled({ desk, entry, offer });
  const announce = useAnnounceLater(desk);
  const open = entry?.phase.kind === "ready";
  const shown = entry?.phase.kind === "ready" || entry?.phase.kind === "working";
  useFreshTime(desk, { id, choice: work.choice, open });
  const pages = entry?.document?.pages ?? 1;
  const practice = offer !== null && isPractice(offer);
  const { planned } = work;
  const stamps = useMemo(
    () =>
      shown && planned.kind === "planned"
        ? planned.stamps.map((stamp) =>
            shownStamp(stamp, { pages, practice, fixed: !open, warnings: planned.warnings }),
          )
        : [],
    [planned, pages, practice, open, shown],
  );
  const onStamp = (event: StampEvent) => {
    if (!open) return;
    if (event.type === "stamp") {
      const { index, page, rect } = event;
      void desk.stamps.move(id, index, { page, rect }).then(() => announce(id, index));
    } else if (event.act === "home")
      void desk.stamps.home(id, event.index).then(() => announce(id, event.index));
    else void desk.stamps.choose(id, "none");
  };
  const labels = useStore(desk.labels.store);
  const agency = offer !== null && labelOf(labels, offer.certificate) === "seal";
  return { work, stamps, reveal: work.reveal, onStamp, open, agency };
}

function useSettled({ desk, entry, offer }: StampsRequest): void {
  const labels = useStore(desk.labels.store);
  const id = entry?.id ?? "";
  const scene = entry && offer ? sceneOf(entry, offer, labelOf(labels, offer.certificate)) : null;
  const key = scene === null ? "" : `${id} ${scene.certificate} ${scene.label}`;
  useEffect(() => {
    if (scene !== null) void desk.stamps.settle(id, scene);
  }, [desk, key]);
  useEffect(() => onTemplatesChanged(() => void desk.stamps.refresh(id)), [desk, id]);
}

/** Milliseconds: the time that a stamp of text prints is never older than this when it is signed. */
const FRESH = 15_000;

function useFreshTime(
  desk: Desk,
  { id, choice, open }: { id: string; choice: StampChoice; open: boolean },
): void {
  const tells = open && (choice === "copy" || choice === "appendix");
  useEffect(() => {
    if (!tells) return;
    const timer = setInterval(() => void desk.stamps.refresh(id), FRESH);
    return () => clearInterval(timer);
  }, [desk, id, tells]);
}

/** Null until the document was checked. */
export function sceneOf(
  { document, job }: Entry,
  offer: Offer,
  label: StampScene["label"],
): StampScene | null {
  if (document === null || document.verdict === null || document.pages === null) return null;
  const { id, commonName, organization } = offer.certificate;
  return {
    certificate: id,
    label,
    signer: commonName,
    organization,
    practice: isPractice(offer),
    origin: job.source.kind === "site" ? job.source.origin : "local",
    isPrivate: job.private,
    pages: document.pages,
  };
}

/** Keys come fast: the numbers are said half a second after the last one. */
const QUIET = 500;

function useAnnounceLater(desk: Desk): (id: string, index: number) => void {
  const timer = useRef(0);
  return (id, index) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const { planned } = desk.stamps.of(id);
      const stamp = planned.kind === "planned" ? planned.stamps[index] : undefined;
      if (stamp) desk.store.dispatch({ type: "announce", text: spokenMove(stamp) });
    }, QUIET);
  };
}
