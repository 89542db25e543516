/** A PDF opened for reading: lazily, through its cross-reference, and as it was at any earlier end of the file. */

import { type ByteSource, toHex } from "#shared/bytes.ts";
import { fail, SignError } from "#shared/errors.ts";
import { latin1Text } from "./characters.ts";
import type { Cipher } from "./encryption/cipher.ts";
import { openCipher } from "./encryption/standard-handler.ts";
import { formNodes } from "./form.ts";
import { headerOffset } from "./header.ts";
import { SyntaxFault } from "./lexer.ts";
import { ObjectReader } from "./object-reader.ts";
import { isDictPlace, type PdfDict, type Place, sourceText } from "./objects.ts";
import { PagedSource } from "./paged-source.ts";
import { countPages, firstPage } from "./pages.ts";
import { addMembers, rebuiltChain, trailerCandidates } from "./repair.ts";
import { type FoundObjects, findObjects } from "./repair-scan.ts";
import { type KnownSections, readXrefChain, type XrefChain } from "./xref-chain.ts";
import { findEntry, type Oddity, type XrefEntry } from "./xref-section.ts";

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
  /** What is odd but readable, as far as the file was read. */
  readonly warnings: readonly Oddity[];
  readonly objects: ObjectReader;
  readonly xref: XrefChain;
  /** The document catalog (ISO 32000-2, 7.7.2). */
  readonly catalog: Place<PdfDict>;
  /** Entries of the newest trailer (7.5.5). */
  readonly trailer: Place<PdfDict>;
  /** The same file as it ended at `end`; shares what was read. Errors as `openPdf`, repair off. */
  at(end: number): PdfDocument;
}

/**
 * Opens a PDF. Errors: NOT_PDF (no header in the first KiB), PDF_BROKEN (structure unreadable, `detail.what`),
 * PASSWORD_NEEDED, ENCRYPTION_UNSUPPORTED, LIMIT_EXCEEDED (`detail.limit`).
 */
export function openPdf(source: ByteSource, options: OpenOptions = {}): PdfDocument {
  const paged = new PagedSource(source, options.end ?? source.size);
  const header = headerOffset(paged);
  if (header < 0) fail("NOT_PDF");
  const { password, repair } = options;
  const opening = { source, paged, password, ciphers: new Map() };
  let fault: unknown;
  for (const base of basesOf(header)) {
    try {
      const document = open({ ...opening, base, sections: new Map() });
      return repair === "allow" ? usable(document) : document;
    } catch (thrown) {
      if (!isBroken(thrown)) throw thrown;
      fault ??= thrown;
    }
  }
  const repaired =
    repair === "allow" ? openRepaired({ ...opening, base: header, sections: new Map() }) : null;
  return repaired ?? rethrow(fault);
}

/**
 * Offsets count from the header (ISO 32000-2, 7.5.4), also where a mail gateway or a shell put bytes before it; viewers read such a file
 * so, and what they show is what is signed. Some writers count from the first byte all the same.
 */
function basesOf(header: number): readonly number[] {
  return header > 0 ? [header, 0] : [0];
}

function rethrow(thrown: unknown): never {
  throw thrown;
}

interface Opening {
  readonly source: ByteSource;
  readonly paged: PagedSource;
  readonly password: string | undefined;
  /** What offsets count from. */
  readonly base: number;
  readonly sections: KnownSections;
  /** Of this password, by dictionary and ID: revisions share them, and a key costs thousands of hashes. */
  readonly ciphers: Map<string, Cipher>;
}

function open(opening: Opening): PdfDocument {
  const xref = readXrefChain(opening.paged, { known: opening.sections, base: opening.base });
  const [newest] = xref.sections;
  if (!newest) throw new SyntaxFault("no cross-reference", 0);
  const find = (number: number) => findEntry(xref.sections, number);
  const cipher = cipherOf(opening, find, newest.trailer);
  return documentOf({ opening, xref, trailer: newest.trailer, cipher, repaired: false });
}

function isBroken(thrown: unknown): boolean {
  return thrown instanceof SignError && thrown.code === "PDF_BROKEN";
}

/** What signing needs can be reached: a page and the whole form. */
function usable(document: PdfDocument): PdfDocument {
  if (!firstPage(document.objects, document.catalog)) fail("PDF_BROKEN", { what: "no page" });
  formNodes(document.objects, document.catalog);
  return document;
}

/** By the first trailer that leads to a usable document; null where none does. */
function openRepaired(opening: Opening): PdfDocument | null {
  const found = findObjects(opening.paged);
  for (const trailer of trailerCandidates(found)) {
    try {
      return usable(repairedBy(opening, found, trailer));
    } catch (thrown) {
      if (!isBroken(thrown)) throw thrown;
    }
  }
  return null;
}

function repairedBy(opening: Opening, found: FoundObjects, trailer: Place<PdfDict>): PdfDocument {
  const entries = new Map<number, XrefEntry>(found.entries);
  const find = (number: number) => entries.get(number) ?? null;
  const cipher = cipherOf(opening, find, trailer);
  addMembers(new ObjectReader({ source: opening.paged, find, cipher }), found.containers, entries);
  return documentOf({
    opening,
    xref: rebuiltChain(entries, trailer, opening.base),
    trailer,
    cipher,
    repaired: true,
  });
}

interface Assembly {
  readonly opening: Opening;
  readonly xref: XrefChain;
  readonly trailer: Place<PdfDict>;
  readonly cipher: Cipher | null;
  readonly repaired: boolean;
}

function documentOf({ opening, xref, trailer, cipher, repaired }: Assembly): PdfDocument {
  const { source, paged } = opening;
  const find = (number: number) => findEntry(xref.sections, number);
  const objects = new ObjectReader({ source: paged, find, cipher });
  const catalog = catalogOf(objects, trailer);
  let pages: number | null = null;
  return {
    source,
    end: paged.size,
    get pageCount() {
      pages ??= countPages(objects, catalog);
      return pages;
    },
    repaired,
    encrypted: cipher !== null,
    cipher,
    get warnings() {
      return [...new Set([...xref.oddities, ...objects.oddities])];
    },
    objects,
    xref,
    catalog,
    trailer,
    at: (end) => open({ ...opening, paged: paged.clip(end) }),
  };
}

/** Null where the file is not encrypted (ISO 32000-2, 7.6.1). */
function cipherOf(
  { paged, password, ciphers }: Opening,
  find: (number: number) => XrefEntry | null,
  trailer: Place<PdfDict>,
): Cipher | null {
  if ((trailer.value.entries.get("Encrypt")?.kind ?? "null") === "null") return null;
  const objects = new ObjectReader({ source: paged, find, cipher: null });
  const dict = objects.entry(trailer, "Encrypt");
  if (!isDictPlace(dict)) throw new SyntaxFault("no encryption dictionary", 0);
  const [first] = objects.items(objects.entry(trailer, "ID"));
  const id = first?.value.kind === "string" ? first.value.value : new Uint8Array(0);
  const text = latin1Text(sourceText(dict));
  const key = `${toHex(id)} ${text}`;
  const cipher = ciphers.get(key) ?? openCipher({ objects, dict, id, password });
  // What it refers to may be another thing in another revision.
  if (!/\dR|\sR/.test(text)) ciphers.set(key, cipher);
  return cipher;
}

/** Root must be a reference: only what has a number can be rewritten, or compared between revisions. */
function catalogOf(objects: ObjectReader, trailer: Place<PdfDict>): Place<PdfDict> {
  const isReference = trailer.value.entries.get("Root")?.kind === "reference";
  const catalog = isReference ? objects.entry(trailer, "Root") : null;
  if (!isDictPlace(catalog)) throw new SyntaxFault("no catalog", 0);
  return catalog;
}
