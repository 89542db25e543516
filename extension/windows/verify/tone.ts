/** How a verdict looks: its tone, its sentence, what is said of each signature. Pure; green for TOTAL-PASSED alone. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { Change, FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";

export type Tone = "good" | "caution" | "bad" | "practice" | "none";

export function isPracticeSignature(signature: SignatureVerdict): boolean {
  return (
    signature.signer?.domain === "practice" || signature.reasons.some((reason) => reason.code === "practice")
  );
}

export function toneOf(signature: SignatureVerdict): Exclude<Tone, "none"> {
  if (signature.indication === "TOTAL-FAILED") return "bad";
  if (isPracticeSignature(signature)) return "practice";
  return signature.indication === "TOTAL-PASSED" ? "good" : "caution";
}

/** The tone of the file: the worst of its signatures; practice wherever a practice signature decides. */
export function fileTone(verdict: FileVerdict): Tone {
  if (verdict.indication === "NO-SIGNATURE") return "none";
  if (verdict.indication === "TOTAL-FAILED") return "bad";
  const tones = verdict.signatures.map(toneOf);
  if (tones.includes("bad")) return "bad";
  if (tones.includes("caution")) return "caution";
  if (tones.includes("practice")) return "practice";
  return verdict.indication === "TOTAL-PASSED" ? "good" : "caution";
}

export function headlineOf(verdict: FileVerdict, language: Language): string {
  return fileTone(verdict) === "practice" ? verifyTexts[language].practice : verdict.headline[language];
}

/** The sentence under the headline: what it means, what to do. */
export function meaningOf(verdict: FileVerdict, language: Language): string {
  const texts = verifyTexts[language];
  switch (fileTone(verdict)) {
    case "none":
      return texts.unsigned;
    case "good":
      return `${texts.signedBy(signerNames(verdict, language))} ${changesText(verdict, language)}`;
    case "practice":
      return texts.practiceNext;
    case "caution":
      return `${changesText(verdict, language)} ${texts.notReturn}`;
    case "bad":
      return isChanged(verdict) ? texts.changedForbidden : texts.brokenSignature;
  }
}

function isChanged({ signatures }: FileVerdict): boolean {
  return signatures.some(
    ({ changes, subIndication }) => changes === "forbidden" || subIndication === "HASH_FAILURE",
  );
}

function changesText({ signatures }: FileVerdict, language: Language): string {
  const texts = verifyTexts[language];
  const changes = new Set(signatures.map((signature) => signature.changes));
  if (changes.has("forbidden") || signatures.some(({ integrity }) => !integrity)) return "";
  if (changes.has("undetermined")) return texts.changedUnknown;
  return changes.has("permitted") ? texts.changedPermitted : texts.unchanged;
}

function signerNames({ signatures }: FileVerdict, language: Language): string {
  const people = signatures.filter(({ kind }) => kind !== "timestamp");
  return people.map((signature) => signerName(signature, language)).join(", ");
}

/** The common name of the signer: the last part of a readable name that says CN=. */
export function signerName({ signer, kind }: SignatureVerdict, language: Language): string {
  const texts = verifyTexts[language];
  if (signer === null) return kind === "timestamp" ? texts.timestampKind : texts.unknownSigner;
  return attribute(signer.subject, "CN") ?? signer.subject;
}

/** Organization and units of a name, nearest first, without the common name itself. */
export function signerPlace({ signer }: SignatureVerdict): string {
  if (signer === null) return "";
  const name = attribute(signer.subject, "CN");
  const parts = [...attributes(signer.subject, "OU"), ...attributes(signer.subject, "O")];
  return parts.filter((part) => part !== name).join(", ");
}

/** An agency by the same rule as for certificates on a token: UID "MST:…", or CN equals O. */
export function isAgencySigner({ signer }: SignatureVerdict): boolean {
  if (signer === null) return false;
  const { subject } = signer;
  const isTaxNumber = attribute(subject, "UID")?.startsWith("MST:") === true;
  const name = attribute(subject, "CN");
  return isTaxNumber || (name !== null && name === attribute(subject, "O"));
}

function attribute(name: string, type: string): string | null {
  return attributes(name, type)[0] ?? null;
}

/** Values of one type in a readable name (RFC 4514: "CN=…,O=…", a comma inside a value is "\,"). */
function attributes(name: string, type: string): string[] {
  return name
    .split(/(?<!\\)[,+]/)
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${type}=`))
    .map((part) => part.slice(type.length + 1).replace(/\\(.)/g, "$1"));
}

export interface ReasonLine {
  readonly tone: "good" | "caution" | "bad" | "practice";
  readonly text: string;
}

/** Why the verdict is not plain green: reasons of each signature, then warnings; each once, with the signature it is of. */
export function reasonLines(verdict: FileVerdict, language: Language): ReasonLine[] {
  const many = verdict.signatures.length > 1;
  const lines = new Map<string, ReasonLine>();
  verdict.signatures.forEach((signature, index) => {
    const tone = toneOf(signature);
    const suffix = many ? ` ${verifyTexts[language].ofSignature(String(index + 1))}` : "";
    for (const reason of signature.reasons)
      add(lines, { tone: reasonTone(tone), text: reason[language] + suffix });
    for (const warning of signature.warnings)
      add(lines, { tone: "caution", text: warning[language] + suffix });
  });
  if (isUnchanged(verdict)) add(lines, { tone: "good", text: verifyTexts[language].unchanged });
  return [...lines.values()];
}

function isUnchanged({ signatures }: FileVerdict): boolean {
  return signatures.every(({ integrity, changes }) => integrity && changes === "none");
}

function add(lines: Map<string, ReasonLine>, line: ReasonLine): void {
  if (!lines.has(line.text)) lines.set(line.text, line);
}

/** A reason beside a green verdict is information to be careful with, not a fault. */
function reasonTone(tone: ReasonLine["tone"]): ReasonLine["tone"] {
  return tone === "good" ? "caution" : tone;
}

/** Changes that are not plainly permitted, over all signatures, each once. */
export function changeLines({ signatures }: FileVerdict): Change[] {
  const doubtful = signatures.filter(({ changes }) => changes === "forbidden" || changes === "undetermined");
  const seen = new Map(
    doubtful.flatMap(({ changeList }) => changeList).map((item) => [JSON.stringify(item), item]),
  );
  return [...seen.values()];
}
