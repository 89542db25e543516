/** What a file is, by its first bytes; names prove nothing. */

import type { ByteSource } from "#shared/bytes.ts";

/** A PDF may have bytes before its header; readers look within the first KiB (ISO 32000-2 7.5.2, note 1). */
const HEADER_WITHIN = 1024;

export function looksLikePdf(source: ByteSource): boolean {
  return new TextDecoder("latin1").decode(source.read(0, HEADER_WITHIN)).includes("%PDF-");
}
