/** The picture of a later signature (rule R9): what it may cover of the page and of older stamps. */

import type { CertificateFacts } from "../../asn1/certificate.ts";
import type { PdfDocument } from "../../pdf/document.ts";
import { isDictPlace } from "../../pdf/objects.ts";
import { isSealOver } from "./agency.ts";
import { type OpaquePart, opaqueParts } from "./opaque-parts.ts";
import { type Paint, paintOf, reading } from "./paint.ts";
import { isPicture, type Picture, pictureOf } from "./picture.ts";
import { intersectionOf } from "./plane.ts";
import type { RevisionCase } from "./revision-case.ts";
import { hidesInk, shareCovered } from "./stamp-cover.ts";

interface Stamp {
  readonly name: string;
  readonly page: number | null;
  readonly picture: Picture;
}

export function judgeStamp(own: RevisionCase, stamp: Stamp): void {
  const paint = paintOf(own.after, stamp.picture);
  if (!paint || hidesOlderStamp(own, stamp, paint) || hidesContent(own, stamp, paint)) {
    own.find("undetermined", "later-signature-covers", { what: stamp.name, page: stamp.page });
  }
}

/** More stamps on one spot are no office's work. */
const MAX_OLDER = 20;

/** Stamps of the same signer, and those a seal of the signer's own agency covers, are how offices stamp. */
function hidesOlderStamp(own: RevisionCase, stamp: Stamp, { parts, map }: Paint): boolean {
  const signer = own.step.later?.judgement.certificate ?? null;
  const older = olderStamps(own, stamp.page).filter(({ picture }) =>
    intersectionOf(picture.rect, stamp.picture.rect),
  );
  if (older.length > MAX_OLDER) return true;
  return older.some(({ picture, name }) => {
    const other = signerOf(own, name);
    const isOffice =
      signer !== null && other !== null && (signer.sha256 === other.sha256 || isSealOver(signer, other));
    if (isOffice) return false;
    return hidesInk(parts, picture.rect, inkOf(own.before, picture)) || map.coversBlock(picture.rect);
  });
}

function inkOf(document: PdfDocument, picture: Picture): OpaquePart[] | null {
  return reading(() => opaqueParts(document, picture));
}

function signerOf({ step }: RevisionCase, field: string): CertificateFacts | null {
  return step.signatures.find(({ signature }) => signature.field === field)?.judgement.certificate ?? null;
}

function olderStamps(own: RevisionCase, page: number | null): { picture: Picture; name: string }[] {
  const { before } = own;
  return [...own.oldFields.values()].flatMap(({ place, name, type }) => {
    const named = place.value.entries.get("P");
    const isElsewhere = named?.kind === "reference" && page !== null && own.pageNumber(named.number) !== page;
    const value =
      before.objects.entry(place, "V") ?? before.objects.entry(before.objects.entry(place, "Parent"), "V");
    if (type !== "Sig" || isElsewhere || !isDictPlace(value)) return [];
    const picture = pictureOf(before, place);
    return isPicture(picture) ? [{ picture, name }] : [];
  });
}

/** More than this of a word hides it. */
const HALF = 0.5;

function hidesContent(own: RevisionCase, { page, picture }: Stamp, { parts, letters, map }: Paint): boolean {
  const shown = own.shownOn(page);
  if (!shown) return true;
  const paint = [...parts, ...letters];
  const words = shown.words.filter((word) => intersectionOf(word, picture.rect));
  const boxes = parts.filter(({ solid }) => solid);
  const digits = shown.digits.filter((digit) => intersectionOf(digit, picture.rect));
  return (
    words.some((word) => shareCovered(paint, word) > HALF) ||
    digits.some((digit) => shareCovered(boxes, digit) > HALF) ||
    shown.unknown.some((area) => map.coversBlock(area))
  );
}
