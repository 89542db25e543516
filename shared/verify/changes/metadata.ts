/** The metadata stream of the catalog (ISO 32000-2 14.3.2): well-formed XMP without a document type, hence without entities. */

import { nameOf, type PdfDict, type PdfValue } from "../../pdf/objects.ts";
import type { RevisionCase } from "./revision-case.ts";
import type { Seen } from "./same-value.ts";

const KEYS: readonly string[] = ["Type", "Subtype", "Length", "Filter", "DecodeParms"];
const MAX_METADATA = 4 * 1024 * 1024;

export function judgeMetadata(own: RevisionCase, { owner, value }: Seen): void {
  const { objects } = own.after;
  const isStream = value.kind === "dict" && owner.streamAt !== null && isPlain(value);
  if (isStream && isWellFormed(objects.streamData(owner))) {
    own.explain(owner);
    // An indirect Length of the stream.
    own.explainGraph(value);
    own.findOnce("always", "document-properties");
  } else own.find("undetermined", "document-properties-unlike");
}

/** What calls itself a picture may be drawn as one. */
function isPlain({ entries, flawed }: PdfDict): boolean {
  const [type, subtype] = ["Type", "Subtype"].map((key) => entries.get(key));
  const isCalled = (value: PdfValue | undefined, name: string) => !value || nameOf(value) === name;
  return (
    !flawed &&
    isCalled(type, "Metadata") &&
    isCalled(subtype, "XML") &&
    [...entries.keys()].every((key) => KEYS.includes(key))
  );
}

const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)([A-Za-z_][\w:.-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(\/?)>/g;

/** Tags that close in order, and no declaration. */
function isWellFormed(bytes: Uint8Array): boolean {
  if (bytes.length > MAX_METADATA) return false;
  const text = textOf(bytes);
  if (text === null || /<!(?!--|\[CDATA\[)/.test(text)) return false;
  const open: string[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (text.slice(at, match.index).includes("<")) return false;
    at = match.index + match[0].length;
    const [, closing, name, , empty] = match;
    if (!name || empty) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0 && !text.slice(at).includes("<");
}

function textOf(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding =
    first === 0xfe && second === 0xff ? "utf-16be" : first === 0xff && second === 0xfe ? "utf-16le" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
