/** A PDF opened for reading: lazily, through its cross-reference, and as it was at any earlier end of the file. */

import type { ByteSource } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { indexOfBytes, latin1Bytes } from "./characters.ts";
import type { Cipher } from "./encryption/cipher.ts";
import { openCipher } from "./encryption/standard-handler.ts";
import { SyntaxFault } from "./lexer.ts";
import { ObjectReader } from "./object-reader.ts";
import { isDictPlace, type PdfDict, type PdfValue, type Place } from "./objects.ts";
import { PagedSource } from "./paged-source.ts";
import { countPages } from "./pages.ts";
import { readXrefChain, type XrefChain } from "./xref-chain.ts";
import { findEntry, type XrefSection } from "./xref-section.ts";

export interface OpenOptions {
  /** The file stops here: the revision that ends there is what is opened. Default: the whole source. */
  readonly end?: number;
  readonly password?: string;
  /** Whether a broken cross-reference may be rebuilt by searching for objects; never for a verdict. Default "refuse". */
  readonly repair?: "refuse" | "allow";
}

export interface PdfDocument {
  readonly source: ByteSource;
  readonly end: number;
  readonly pageCount: number;
  /** True where the cross-reference was rebuilt. */
  readonly repaired: boolean;
  readonly encrypted: boolean;
  /** Encrypts what is written into an encrypted file; null where it is not encrypted. */
  readonly cipher: Cipher | null;
  /** Codes of what is odd but readable: `xref-loop`, `xref-entries`, `stream-length`… */
  readonly warnings: readonly string[];
  readonly objects: ObjectReader;
  readonly xref: XrefChain;
  /** The document catalog (ISO 32000-2, 7.7.2). */
  readonly catalog: Place<PdfDict>;
  /** Entries of the newest trailer (7.5.5). */
  readonly trailer: Place<PdfDict>;
  /** The same file as it ended at `end`; shares what was read. Errors as `openPdf`, repair off. */
  at(end: number): PdfDocument;
}

const HEADER_BYTES = 1024;
const HEADER = latin1Bytes("%PDF-");

/**
 * Opens a PDF. Errors: NOT_PDF (no header in the first KiB), PDF_BROKEN (structure unreadable, `detail.what`),
 * PASSWORD_NEEDED, ENCRYPTION_UNSUPPORTED, LIMIT_EXCEEDED (`detail.limit`).
 */
export function openPdf(source: ByteSource, options: OpenOptions = {}): PdfDocument {
  const paged = new PagedSource(source, options.end ?? source.size);
  if (indexOfBytes(paged.read(0, HEADER_BYTES), HEADER) < 0) fail("NOT_PDF");
  return open({ source, paged, password: options.password });
}

interface Opening {
  readonly source: ByteSource;
  readonly paged: PagedSource;
  readonly password: string | undefined;
}

function open(opening: Opening): PdfDocument {
  try {
    return assemble(opening, readXrefChain(opening.paged));
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) fail("PDF_BROKEN", { what: thrown.message }, thrown);
    throw thrown;
  }
}

function assemble(opening: Opening, xref: XrefChain): PdfDocument {
  const { source, paged } = opening;
  const [newest] = xref.sections;
  if (!newest) throw new SyntaxFault("no cross-reference", 0);
  const find = (number: number) => findEntry(xref.sections, number);
  const cipher = cipherOf(new ObjectReader({ source: paged, find, cipher: null }), newest, opening.password);
  const objects = new ObjectReader({ source: paged, find, cipher });
  const catalog = catalogOf(objects, newest);
  let pages: number | null = null;
  return {
    source,
    end: paged.size,
    get pageCount() {
      pages ??= countPages(objects, catalog);
      return pages;
    },
    repaired: false,
    encrypted: cipher !== null,
    cipher,
    warnings: xref.oddities,
    objects,
    xref,
    catalog,
    trailer: newest.trailer,
    at: (end) => open({ ...opening, paged: paged.clip(end) }),
  };
}

/** Null where the file is not encrypted (ISO 32000-2, 7.6.1). */
function cipherOf(
  objects: ObjectReader,
  { trailer }: XrefSection,
  password: string | undefined,
): Cipher | null {
  if (!trailer.value.entries.has("Encrypt")) return null;
  const dict = objects.entry(trailer, "Encrypt");
  if (!isDictPlace(dict)) throw new SyntaxFault("no encryption dictionary", 0);
  const [first] = objects.items(objects.entry(trailer, "ID"));
  const id = first?.value.kind === "string" ? first.value.value : new Uint8Array(0);
  return openCipher({ objects, dict, id, password });
}

/** Root must be a reference: only what has a number can be rewritten, or compared between revisions. */
function catalogOf(objects: ObjectReader, { trailer }: XrefSection): Place<PdfDict> {
  const root: PdfValue | undefined = trailer.value.entries.get("Root");
  const catalog = root?.kind === "reference" ? objects.placeOf(root) : null;
  if (!isDictPlace(catalog)) throw new SyntaxFault("no catalog", 0);
  return catalog;
}
