/** The trailer of a later revision: it names the same document (rule R6; ISO 32000-2 7.5.5). */

import type { PdfDocument } from "../../pdf/document.ts";
import type { PdfDict, PdfObject } from "../../pdf/objects.ts";
import type { RevisionCase } from "./revision-case.ts";
import { differingKeys, type Seen, sameValue } from "./same-value.ts";

/** What describes the section itself is its own. */
const OWN_KEYS: readonly string[] = [
  "Size",
  "Prev",
  "XRefStm",
  "Type",
  "W",
  "Index",
  "Filter",
  "DecodeParms",
  "Length",
];

export function judgeTrailer(own: RevisionCase): void {
  const [old, now] = [trailerOf(own.before), trailerOf(own.after)];
  const different = differingKeys(old, now);
  if (!different) {
    own.find("undetermined", "document-replaced", { what: "trailer" });
    return;
  }
  for (const key of different) {
    if (OWN_KEYS.includes(key) || (key === "ID" && isNextId(old, now))) continue;
    if (key === "Info") judgeInfo(own, now);
    else own.find(key === "Root" ? "forbidden" : "undetermined", "document-replaced", { what: key });
  }
}

function trailerOf({ trailer }: PdfDocument): Seen<PdfDict> {
  return { document: null, owner: trailer.owner, value: trailer.value };
}

/** 14.4: two strings that tell files apart. They show nothing; of an encrypted file the first opens it, and stays (7.6.4). */
function isNextId(old: Seen<PdfDict>, now: Seen<PdfDict>): boolean {
  const [one, other] = [old.value.entries.get("ID"), now.value.entries.get("ID")];
  if (other && (other.kind !== "array" || other.items.some(({ kind }) => kind !== "string"))) return false;
  if (!old.value.entries.has("Encrypt")) return true;
  const first = one?.kind === "array" ? one.items[0] : undefined;
  const second = other?.items[0];
  return Boolean(first && second && sameValue({ ...old, value: first }, { ...now, value: second }));
}

/** Table 349. */
const INFO_KEYS = "Title Author Subject Keywords Creator Producer CreationDate ModDate Trapped".split(" ");

/** Some libraries write an information dictionary that no trailer names: a description that nobody reads. */
export function isSpareInfo({ streamAt, value }: PdfObject): boolean {
  if (streamAt !== null || value.kind !== "dict" || value.entries.size === 0) return false;
  return [...value.entries].every(
    ([key, { kind }]) => INFO_KEYS.includes(key) && (kind === "string" || kind === "name"),
  );
}

/** A new information dictionary (14.3.3), or none any more: it describes the file and shows on no page. */
function judgeInfo(own: RevisionCase, now: Seen<PdfDict>): void {
  const info = now.value.entries.get("Info");
  const isLawful = !info || (info.kind === "reference" && own.isNew(info.number));
  if (!isLawful) {
    own.find("undetermined", "document-properties-unlike");
    return;
  }
  if (info) own.explainGraph(info);
  own.findOnce("always", "document-properties");
}
