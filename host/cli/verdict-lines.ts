/** A verdict for a person at a terminal: the one sentence, then a line a signature. */

import type { Language } from "#shared/messages/error-text.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";

export function verdictLines(
  file: string,
  { headline, signatures }: FileVerdict,
  language: Language,
): string[] {
  return [`${file}: ${headline[language]}`, ...signatures.flatMap((each) => signatureLines(each, language))];
}

function signatureLines(signature: SignatureVerdict, language: Language): string[] {
  const { field, kind, indication, subIndication, signer, claimedTime } = signature;
  const verdict = subIndication === null ? indication : `${indication} (${subIndication})`;
  const facts = [oneLine(field ?? kind), verdict, signer?.subject, claimedTime].filter((fact) => fact);
  const notes = [...signature.reasons, ...signature.warnings].map((note) => `    ${note[language]}`);
  return [`  ${facts.join("  ")}`, ...notes];
}

/** A field may be named anything, a line that looks like a verdict included. */
function oneLine(name: string): string {
  return JSON.stringify(name).slice(1, -1);
}
