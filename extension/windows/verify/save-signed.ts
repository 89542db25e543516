/** What was signed, onto the disk: the file up to the end of a signature's range. */

import { signedName } from "../parts/format.ts";
import { saveFile } from "../source.ts";
import { type Entry, type SignedRevision, signedPart } from "./state.ts";

export function saveSigned(file: NonNullable<Entry["file"]>, { end }: SignedRevision): Promise<void> {
  return saveFile(signedPart(file.blob, end), signedName(file.name));
}
