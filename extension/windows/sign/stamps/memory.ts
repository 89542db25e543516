/** What is remembered between documents: the kind a certificate uses on a site, places of stamps without anchors, numbers issued. */

import { POINTS_PER_MM } from "#shared/pdf/appearance/visual-page.ts";
import type { CertificateLabel } from "../../../templates/labels.ts";
import { rememberNumber } from "../../../templates/numbers.ts";
import { presetFor, recallPlace, rememberPlace, rememberPreset } from "../../../templates/places.ts";
import { templateFor } from "../../../templates/store.ts";
import type { Place } from "../../engine-messages.ts";
import {
  type PlacedStamp,
  readDate,
  type StampChoice,
  type StampWork,
  wantsDate,
  wantsPicture,
} from "./state.ts";

/** Who will sign, for whom. */
export interface StampScene {
  /** SHA-256 of the certificate. */
  readonly certificate: string;
  readonly label: CertificateLabel;
  /** Names in the certificate. */
  readonly signer: string;
  readonly organization: string | null;
  /** A practice signature says so on its stamp. */
  readonly practice: boolean;
  /** Of the site, or "local". */
  readonly origin: string;
  /** Nothing is kept of private windows. */
  readonly isPrivate: boolean;
  readonly pages: number;
}

/** What this certificate used last on this site; else a leader's signature or an issue, where there is a picture for it. */
export async function proposedChoice({ certificate, label, origin }: StampScene): Promise<StampChoice> {
  try {
    const used = await presetFor({ origin, certificate });
    const preset = used ?? (label === "seal" ? "issue" : "leader");
    if (!wantsPicture(preset)) return preset;
    const template = await templateFor({ preset, certificate });
    return template?.image ? preset : "none";
  } catch {
    return "none";
  }
}

/** Where a stamp of this role was put last; `rect.y` counts from the top edge of the page to the top of the stamp. */
export async function recalledPlace(
  { role, proposed }: PlacedStamp,
  { origin, pages }: StampScene,
): Promise<Place | null> {
  const place = await recallPlace({ origin, preset: role }).catch(() => null);
  if (place === null) return null;
  const page = place.page === "first" ? 1 : place.page === "last" ? pages : place.page;
  const width = role === "leader" || role === "initial" ? place.widthMm * POINTS_PER_MM : proposed.rect.width;
  const height = (proposed.rect.height * width) / proposed.rect.width;
  return { page, rect: { x: place.leftMm * POINTS_PER_MM, y: place.topMm * POINTS_PER_MM, width, height } };
}

export async function rememberSigned(work: StampWork, scene: StampScene): Promise<void> {
  const { certificate, origin, isPrivate, pages } = scene;
  const { choice, inputs, planned } = work;
  if (choice === "none" || planned.kind !== "planned") return;
  await rememberPreset({ origin, certificate, preset: choice, isPrivate });
  for (const stamp of planned.stamps) {
    // A place by an anchor is found again in the next document.
    if (stamp.by !== "hand" || stamp.anchored) continue;
    await rememberPlace({ origin, preset: stamp.role, isPrivate, place: keptPlace(stamp, pages) });
  }
  const year = readDate(inputs.date)?.year;
  if (choice !== "issue" || !wantsDate(choice) || year === undefined) return;
  await rememberNumber({ certificate, number: inputs.number.trim() + planned.symbol, year, isPrivate });
}

function keptPlace({ place: { page, rect }, size }: PlacedStamp, pages: number) {
  const mm = (points: number) => points / POINTS_PER_MM;
  return {
    page: page === pages ? ("last" as const) : page === 1 ? ("first" as const) : page,
    leftMm: mm(rect.x),
    topMm: mm(size.height - rect.y - rect.height),
    widthMm: mm(rect.width),
    heightMm: mm(rect.height),
  };
}
