/** Who signed, out of the readable name of a certificate (RFC 4514). Pure. */

import type { Language } from "#shared/messages/error-text.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";

/** The common name; the whole name where there is none. */
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

/** Everybody who signed, each once, without time-stamps. */
export function signerNames(signatures: readonly SignatureVerdict[], language: Language): string {
  const people = signatures.filter(({ kind }) => kind !== "timestamp");
  return [...new Set(people.map((signature) => signerName(signature, language)))].join(", ");
}

/** The common name of a readable name, where it has one. */
export function commonName(name: string): string {
  return attribute(name, "CN") ?? name;
}

function attribute(name: string, type: string): string | null {
  return attributes(name, type)[0] ?? null;
}

/** Values of one type ("CN=…,O=…", a comma inside a value is "\,"). */
function attributes(name: string, type: string): string[] {
  return name
    .split(/(?<!\\)[,+]/)
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${type}=`))
    .map((part) => part.slice(type.length + 1).replace(/\\(.)/g, "$1"));
}
