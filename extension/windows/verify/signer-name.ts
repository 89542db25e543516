/** Who signed, in words. Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { readSubject, shownName } from "#shared/verify/subject.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";

/** The common name, the whole name where there is none; anybody can write a name into a certificate that nobody stands behind. */
export function signerName({ signer, kind, indication }: SignatureVerdict, language: Language): string {
  const texts = verifyTexts[language];
  if (signer === null) return kind === "timestamp" ? texts.timestampKind : texts.unknownSigner;
  const name = shownName(signer.subject);
  return signer.domain === null && indication !== "TOTAL-PASSED" ? texts.unprovedName(name) : name;
}

/** Organization and units of a name, nearest first, without the common name itself. */
export function signerPlace({ signer }: SignatureVerdict): string {
  if (signer === null) return "";
  const { commonName, organization, organizationalUnits } = readSubject(signer.subject);
  const parts = [...organizationalUnits, organization ?? ""];
  return parts.filter((part) => part !== "" && part !== commonName).join(", ");
}

/** Everybody who signed, each once, without time-stamps. */
export function signerList(signatures: readonly SignatureVerdict[], language: Language): string[] {
  const people = signatures.filter(({ kind }) => kind !== "timestamp");
  return [...new Set(people.map((signature) => signerName(signature, language)))];
}

/** The same in one line. */
export function signerNames(signatures: readonly SignatureVerdict[], language: Language): string {
  return signerList(signatures, language).join(", ");
}
