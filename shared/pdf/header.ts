/** The header of a PDF: other bytes may stand before it, readers look within the first KiB (ISO 32000-2 7.5.2, note 1). */

import type { ByteSource } from "../bytes.ts";
import { indexOfBytes, latin1Bytes } from "./characters.ts";

const WITHIN = 1024;
const HEADER = latin1Bytes("%PDF-");

/** Where it begins; below 0 where there is none. */
export function headerOffset(source: Pick<ByteSource, "read">): number {
  return indexOfBytes(source.read(0, WITHIN), HEADER);
}
