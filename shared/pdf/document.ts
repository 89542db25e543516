/** A PDF opened for reading: lazily, through its cross-reference, and as it was at any earlier end of the file. */

import type { ByteSource } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { indexOfBytes, latin1Bytes } from "./characters.ts";
import type { Cipher } from "./cipher.ts";
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
  return openPaged(source, paged);
}

function openPaged(source: ByteSource, paged: PagedSource): PdfDocument {
  try {
    return assemble(source, paged, readXrefChain(paged));
  } catch (thrown) {
    if (thrown instanceof SyntaxFault) fail("PDF_BROKEN", { what: thrown.message }, thrown);
    throw thrown;
  }
}

function assemble(source: ByteSource, paged: PagedSource, xref: XrefChain): PdfDocument {
  const [newest] = xref.sections;
  if (!newest) throw new SyntaxFault("no cross-reference", 0);
  if (newest.trailer.value.entries.has("Encrypt")) fail("ENCRYPTION_UNSUPPORTED");
  const objects = new ObjectReader({
    source: paged,
    find: (number) => findEntry(xref.sections, number),
    cipher: null,
  });
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
    encrypted: false,
    cipher: null,
    warnings: xref.oddities,
    objects,
    xref,
    catalog,
    trailer: newest.trailer,
    at: (end) => openPaged(source, paged.clip(end)),
  };
}

/** Root must be a reference: only what has a number can be rewritten, or compared between revisions. */
function catalogOf(objects: ObjectReader, { trailer }: XrefSection): Place<PdfDict> {
  const root: PdfValue | undefined = trailer.value.entries.get("Root");
  const catalog = root?.kind === "reference" ? objects.placeOf(root) : null;
  if (!isDictPlace(catalog)) throw new SyntaxFault("no catalog", 0);
  return catalog;
}
