/** The document security store (ISO 32000-2 12.8.4.3): certificates and revocation data that a PDF carries for its signatures. */

import { SignError } from "../errors.ts";
import type { PdfDocument } from "../pdf/document.ts";
import { SyntaxFault } from "../pdf/lexer.ts";
import { isDictPlace, objectKey, type Place } from "../pdf/objects.ts";
import type { ValidationMaterial } from "../trust/evidence.ts";

/** Streams of one store; real ones have some dozens. */
const MAX_ITEMS = 500;
const MAX_BYTES = 48 * 1024 * 1024;

/** Lists of the store itself, and of the VRI entry of one signature (tables 261, 262). */
const LISTS = [
  { kind: "certificates", keys: ["Certs", "Cert"] },
  { kind: "crls", keys: ["CRLs", "CRL"] },
  { kind: "ocspResponses", keys: ["OCSPs", "OCSP"] },
] as const;

const known = new WeakMap<PdfDocument, ValidationMaterial | null>();

/** null where the document has none. What cannot be read is left out: it proves nothing. Never throws for a hostile store. */
export function validationStore(document: PdfDocument): ValidationMaterial | null {
  const store = known.get(document) ?? readStore(document);
  known.set(document, store);
  return store;
}

function readStore(document: PdfDocument): ValidationMaterial | null {
  try {
    const store = document.objects.entry(document.catalog, "DSS");
    return isDictPlace(store) ? new StoreReader(document).read(store) : null;
  } catch (thrown) {
    if (isUnreadable(thrown)) return null;
    throw thrown;
  }
}

function isUnreadable(thrown: unknown): boolean {
  return thrown instanceof SignError || thrown instanceof SyntaxFault;
}

class StoreReader {
  readonly #document: PdfDocument;
  /** The same stream is named by the store and by VRI entries. */
  readonly #seen = new Set<string>();
  #bytes = 0;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  read(store: Place): ValidationMaterial {
    const places = [store, ...this.#entries(store)];
    const material: Record<(typeof LISTS)[number]["kind"], Uint8Array[]> = {
      certificates: [],
      crls: [],
      ocspResponses: [],
    };
    for (const place of places) {
      for (const { kind, keys } of LISTS) {
        for (const key of keys) material[kind].push(...this.#list(place, key));
      }
    }
    return material;
  }

  /** The VRI entries; their keys name signatures, which decides nothing here: all material is tried for every signature. */
  #entries(store: Place): Place[] {
    const { objects } = this.#document;
    const entries = objects.entry(store, "VRI");
    if (!isDictPlace(entries)) return [];
    const keys = [...entries.value.entries.keys()].slice(0, MAX_ITEMS);
    return keys.map((key) => objects.entry(entries, key)).filter(isDictPlace);
  }

  #list(place: Place, key: string): Uint8Array[] {
    const { objects } = this.#document;
    const items = objects.items(objects.entry(place, key)).slice(0, MAX_ITEMS);
    return items.map((item) => this.#stream(item)).filter((bytes) => bytes !== null);
  }

  #stream(place: Place | null): Uint8Array | null {
    if (!place || place.owner.streamAt === null || place.owner.value !== place.value) return null;
    const key = objectKey(place.owner);
    if (this.#seen.has(key) || this.#seen.size >= MAX_ITEMS || this.#bytes > MAX_BYTES) return null;
    this.#seen.add(key);
    try {
      const bytes = this.#document.objects.streamData(place.owner);
      this.#bytes += bytes.length;
      return bytes;
    } catch (thrown) {
      if (isUnreadable(thrown)) return null;
      throw thrown;
    }
  }
}
