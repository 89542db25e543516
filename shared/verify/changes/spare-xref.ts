/** One library writes its cross-reference as a stream too, which nothing leads to, beside the table that counts. */

import { nameOf, type PdfObject } from "../../pdf/objects.ts";

export function isSpareXref({ streamAt, value }: PdfObject): boolean {
  return streamAt !== null && value.kind === "dict" && nameOf(value.entries.get("Type")) === "XRef";
}
