/** Signed letters, and what is said of their signatures, in a line each. */

import { sourceOf } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { classicLetter } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";

export const list = (bytes: Uint8Array) => listSignatures(openPdf(sourceOf(bytes)));

/** Field, coverage and problems of each signature, in a line. */
export const lines = (bytes: Uint8Array) =>
  list(bytes).map(({ field, coverage, problems }) => [field, coverage, ...problems].join(" "));

export const letter = classicLetter();
export const once = signedWithDummy(letter, {
  reason: "Phê duyệt",
  location: "Hà Nội",
  name: "Lại Xuân Lâm",
});
export const twice = signedWithDummy(once);

/** The file with `from` replaced by `to` of the same length. */
export function altered(
  bytes: Uint8Array,
  from: string | RegExp,
  to: string | ((old: string) => string),
): Uint8Array {
  const text = latin1Text(bytes);
  const changed = text.replace(from, (old) => (typeof to === "string" ? to : to(old)).padEnd(old.length));
  if (changed === text || changed.length !== text.length) throw new Error("the alteration does not fit");
  return latin1Bytes(changed);
}

export const BYTE_RANGE = /\/ByteRange \[[^\]]*\]/;
export const rangeText = (numbers: readonly (number | string)[]) => (old: string) =>
  `/ByteRange [${numbers.join(" ").padEnd(old.length - 13)}]`;
