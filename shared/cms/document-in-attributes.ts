/** Attributes that are a signed document themselves: the ambiguity of RFC 5652 5.4, used the other way round. */

import type { SignedAttributeSet } from "./attributes.ts";

/** What stands in every PDF that was signed (ISO 32000-2 7.5.2, 12.8.1), and in no attribute. */
const WORDS = ["%PDF-", "/ByteRange"].map((word) => new TextEncoder().encode(word));

/**
 * A PDF may have bytes before its header. Whoever prepares one that is, as a whole, a set of attributes with the digest of another document,
 * and has it signed without attributes, has a signature over those attributes: over the other document.
 */
export function holdsDocument({ der }: Pick<SignedAttributeSet, "der">): boolean {
  return WORDS.some((word) => contains(der, word));
}

function contains(bytes: Uint8Array, word: Uint8Array): boolean {
  const [first = 0] = word;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (word.every((octet, index) => bytes[at + index] === octet)) return true;
  }
  return false;
}
