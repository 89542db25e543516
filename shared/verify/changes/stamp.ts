/** The picture of a later signature (rule R9): what it may cover of the page and of older stamps. */

import type { CertificateFacts } from "../../asn1/certificate.ts";
import { SignError } from "../../errors.ts";
import { SyntaxFault } from "../../pdf/lexer.ts";
import { isDictPlace } from "../../pdf/objects.ts";
import { isSealOver } from "./agency.ts";
import { type OpaquePart, opaqueParts } from "./opaque-parts.ts";
import { type Box, isPicture, type Picture, pictureOf } from "./picture.ts";
import type { RevisionCase } from "./revision-case.ts";
import { coversAny, coversBlock } from "./stamp-cover.ts";

interface Stamp {
  readonly name: string;
  readonly page: number | null;
  readonly picture: Picture;
}

export function judgeStamp(own: RevisionCase, stamp: Stamp): void {
  const parts = stamp.page === null ? null : tryParts(own, stamp);
  const isHarmless =
    parts !== null && !hidesOlderStamp(own, stamp, parts) && !coversBlock(parts, stamp.picture.rect);
  if (!isHarmless) own.find("undetermined", "later-signature-covers", { what: stamp.name, page: stamp.page });
}

function tryParts({ after }: RevisionCase, { picture }: Stamp): OpaquePart[] | null {
  try {
    return opaqueParts(after, picture);
  } catch (thrown) {
    if (thrown instanceof SignError || thrown instanceof SyntaxFault) return null;
    throw thrown;
  }
}

/** Stamps of the same signer, and those a seal of the signer's own agency covers, are how offices stamp. */
function hidesOlderStamp(own: RevisionCase, stamp: Stamp, parts: readonly OpaquePart[]): boolean {
  const signer = own.step.later?.judgement.certificate ?? null;
  return olderStamps(own, stamp.page).some(({ rect, name }) => {
    const older = signerOf(own, name);
    const isOffice =
      signer !== null && older !== null && (signer.sha256 === older.sha256 || isSealOver(signer, older));
    return !isOffice && coversAny(parts, rect);
  });
}

function signerOf({ step }: RevisionCase, field: string): CertificateFacts | null {
  return step.signatures.find(({ signature }) => signature.field === field)?.judgement.certificate ?? null;
}

function olderStamps(own: RevisionCase, page: number | null): { rect: Box; name: string }[] {
  const { before } = own;
  return [...own.oldFields.values()].flatMap(({ place, name, type }) => {
    const named = place.value.entries.get("P");
    const isElsewhere = named?.kind === "reference" && page !== null && own.pageNumber(named.number) !== page;
    const value =
      before.objects.entry(place, "V") ?? before.objects.entry(before.objects.entry(place, "Parent"), "V");
    if (type !== "Sig" || isElsewhere || !isDictPlace(value)) return [];
    const picture = pictureOf(before, place);
    return isPicture(picture) ? [{ rect: picture.rect, name }] : [];
  });
}
