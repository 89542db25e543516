/** How a verdict looks: its tone and its sentences. Pure; green for TOTAL-PASSED alone. */

import type { Language } from "#shared/messages/error-text.ts";
import type { SubIndication } from "#shared/messages/verdicts.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { isOnlyStamped, worstDoubt } from "#shared/verify/headline.ts";
import { isLeftOver, ownSignatures } from "#shared/verify/left-over.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { worstIndication } from "#shared/verify/worst.ts";
import { formatDate } from "../parts/format.ts";
import { signerList } from "./signer-name.ts";
import { signingTime } from "./signing-time.ts";

export type Tone = "good" | "caution" | "bad" | "practice" | "none";

/** Shape of a tone: no state is told by colour alone. */
export function iconOf(tone: Tone): "good" | "caution" | "bad" | "info" | "none" {
  return tone === "practice" ? "info" : tone;
}

export function isPracticeSignature(signature: SignatureVerdict): boolean {
  return (
    signature.signer?.domain === "practice" || signature.reasons.some((reason) => reason.code === "practice")
  );
}

export function toneOf(signature: SignatureVerdict): Exclude<Tone, "none"> {
  // What another file left behind: no signature of this one, so nothing that failed, and nothing that is good.
  if (isLeftOver(signature)) return "caution";
  if (signature.indication === "TOTAL-FAILED") return "bad";
  if (isPracticeSignature(signature)) return "practice";
  return signature.indication === "TOTAL-PASSED" ? "good" : "caution";
}

/** The tone of the file: the worst of its signatures; practice wherever a practice signature decides. */
export function fileTone(verdict: FileVerdict): Tone {
  if (verdict.indication === "NO-SIGNATURE" || isOnlyStamped(verdict)) return "none";
  if (verdict.indication === "TOTAL-FAILED")
    return hasOnlyLeftOversFailed(verdict) ? besideLeftOver(verdict) : "bad";
  const tones = verdict.signatures.map(toneOf);
  if (tones.includes("bad")) return "bad";
  if (tones.includes("caution")) return "caution";
  if (tones.includes("practice")) return "practice";
  return verdict.indication === "TOTAL-PASSED" ? "good" : "caution";
}

function hasOnlyLeftOversFailed({ signatures }: FileVerdict): boolean {
  return signatures.every((entry) => entry.indication !== "TOTAL-FAILED" || isLeftOver(entry));
}

/** The tone of the document's own signatures; never green. */
function besideLeftOver(verdict: FileVerdict): Tone {
  const signatures = ownSignatures(verdict);
  const tone = fileTone({ ...verdict, indication: worstIndication(signatures), signatures });
  return tone === "good" || tone === "none" ? "caution" : tone;
}

export function headlineOf(verdict: FileVerdict, language: Language): string {
  const { first } = spoken(verdict, language);
  return fileTone(verdict) === "practice" ? verifyTexts[language].practice : first;
}

/** A headline of several sentences: the first is the headline of a window, the others say what it means. */
function spoken({ headline }: FileVerdict, language: Language): { first: string; rest: string | null } {
  const [first = "", ...others] = headline[language].split(/(?<=[.]) /);
  if (others.length === 0) return { first, rest: null };
  return { first: first.replace(/[.]$/, ""), rest: `${others.join(" ").replace(/[.]$/, "")}.` };
}

/** The sentence under the headline: what it means, what to do. */
export function meaningOf(verdict: FileVerdict, language: Language): string {
  const texts = verifyTexts[language];
  switch (fileTone(verdict)) {
    case "none":
      return verdict.signatures.length > 0 ? texts.onlyTimestamps : texts.unsigned;
    case "good":
      return goodMeaning(verdict, language);
    case "practice":
      return `${changesText(verdict, language)} ${texts.practiceNext}`.trim();
    case "caution":
      return cautionMeaning(verdict, language);
    case "bad":
      return badMeaning(verdict, language);
  }
}

/** The headline of several signers names them already. */
function goodMeaning(verdict: FileVerdict, language: Language): string {
  const texts = verifyTexts[language];
  const { signatures } = verdict;
  const names = signerList(signatures, language);
  const on = lastDay(signatures, language);
  if (names.every((name) => verdict.headline[language].includes(name))) {
    return on === null ? changesText(verdict, language) : texts.signedOn(on);
  }
  const signed = texts.signedBy(names.join(", "), on ?? "");
  const isChanged = signatures.some(({ changes }) => changes !== "none");
  return isChanged ? `${signed} ${changesText(verdict, language)}` : signed;
}

/** Day of the last signature with a time, with its clock where it proves nothing; null where none has one. */
function lastDay(signatures: readonly SignatureVerdict[], language: Language): string | null {
  const people = signatures.filter(({ kind }) => kind !== "timestamp");
  const times = people.flatMap((signature) => signingTime(signature) ?? []);
  const [last] = times.toSorted((a, b) => Date.parse(b.moment) - Date.parse(a.moment));
  return last ? verifyTexts[language].on[last.clock](formatDate(new Date(last.moment))) : null;
}

function cautionMeaning(verdict: FileVerdict, language: Language): string {
  const { rest } = spoken(verdict, language);
  return rest ?? `${changesText(verdict, language)} ${cautionNext(verdict, language)}`.trim();
}

/** What is asked for by what the headline says; no missing evidence is a reason to return a document. */
function cautionNext(verdict: FileVerdict, language: Language): string {
  const { cautionNext: next, notReturn } = verifyTexts[language];
  const own = ownSignatures(verdict);
  if (own.length === 0) return next.leftOver;
  const open = own.filter(({ indication }) => indication === "INDETERMINATE");
  if (open.some(({ changes }) => changes === "undetermined")) return `${next.changes} ${notReturn}`;
  const first = worstDoubt(open);
  if (first === undefined && own.length < verdict.signatures.length)
    return `${next.leftOverBeside} ${notReturn}`;
  const cause = first?.subIndication ? CAUSES[first.subIndication] : undefined;
  // Nothing to return yet, but no missing evidence either.
  if (cause === "revoked") return next.revoked;
  return `${next[cause ?? "other"]} ${notReturn}`;
}

type CautionCause = Exclude<
  keyof (typeof verifyTexts)["vi"]["cautionNext"],
  "other" | "changes" | "leftOver" | "leftOverBeside"
>;

const CAUSES: Partial<Record<SubIndication, CautionCause>> = {
  TRY_LATER: "network",
  NO_CERTIFICATE_CHAIN_FOUND: "authority",
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: "authority",
  NO_SIGNING_CERTIFICATE_FOUND: "sender",
  REVOKED_NO_POE: "revoked",
  REVOKED_CA_NO_POE: "revoked",
  OUT_OF_BOUNDS_NO_POE: "confirm",
  OUT_OF_BOUNDS_NOT_REVOKED: "confirm",
  REVOCATION_OUT_OF_BOUNDS_NO_POE: "confirm",
  CRYPTO_CONSTRAINTS_FAILURE: "sender",
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "sender",
  SIGNED_DATA_NOT_FOUND: "content",
};

function badMeaning(verdict: FileVerdict, language: Language): string {
  const texts = verifyTexts[language];
  const failed = verdict.signatures.filter(({ indication }) => indication === "TOTAL-FAILED");
  if (isChanged(verdict)) return texts.changedForbidden;
  if (failed.some(({ subIndication }) => subIndication === "REVOKED")) return texts.revokedBefore;
  return texts.brokenSignature;
}

function isChanged({ signatures }: FileVerdict): boolean {
  return signatures.some(
    ({ changes, subIndication }) => changes === "forbidden" || subIndication === "HASH_FAILURE",
  );
}

/** Empty where it cannot be said: a signature that does not fit proves nothing of the content. */
function changesText(verdict: FileVerdict, language: Language): string {
  const texts = verifyTexts[language];
  const signatures = ownSignatures(verdict);
  if (signatures.length === 0) return "";
  const changes = new Set(signatures.map((signature) => signature.changes));
  if (changes.has("forbidden") || signatures.some(({ integrity }) => !integrity)) return "";
  if (changes.has("undetermined")) return texts.changedUnknown;
  return changes.has("permitted") ? texts.changedPermitted : texts.unchanged;
}
