/** What a file is, by its bytes; names prove nothing. */

import { DerReader, TAG } from "../asn1/der.ts";
import type { ByteSource } from "../bytes.ts";
import { indexOfBytes, latin1Bytes } from "../pdf/characters.ts";
import { headerOffset } from "../pdf/header.ts";
import { MAX_MESSAGE_BYTES, NAME_BYTES, namesSignedData } from "./message-file.ts";

export type FileKind = "pdf" | "cms";

/**
 * A signed message whose content is a PDF has the header of that PDF among its first bytes: it is a message where nothing beside its content
 * could make a reader of PDFs show another document than the one that is signed, and is judged as a PDF otherwise.
 */
export function kindOfFile(source: ByteSource): FileKind {
  if (headerOffset(source) < 0) return "cms";
  return namesSignedData(source.read(0, NAME_BYTES)) && isPlainMessage(source) ? "cms" : "pdf";
}

function isPlainMessage(source: ByteSource): boolean {
  if (source.size > MAX_MESSAGE_BYTES) return false;
  const bytes = source.read(0, source.size);
  return besideContent(bytes)?.every((part) => !speaksToPdfReaders(part)) ?? false;
}

/** What a reader of PDFs looks for in a file: its header, its end, and objects where neither helps (ISO 32000-2 7.5). */
const PDF_WORDS = ["%PDF-", "startxref", "trailer", "xref", " obj", "/ByteRange"].map(latin1Bytes);

function speaksToPdfReaders(part: Uint8Array): boolean {
  return PDF_WORDS.some((word) => indexOfBytes(part, word) >= 0);
}

/** The octets before and behind encapContentInfo (RFC 5652 5.1); null where that is not found. */
function besideContent(bytes: Uint8Array): readonly Uint8Array[] | null {
  try {
    const info = new DerReader(bytes, "ber").enter(TAG.sequence);
    info.read(TAG.oid);
    const data = info.readAny().content;
    const reader = new DerReader(data, "ber").enter(TAG.sequence);
    reader.read(TAG.integer);
    reader.read(TAG.set);
    const encapsulated = reader.read(TAG.sequence).full;
    const start = encapsulated.byteOffset - bytes.byteOffset;
    return [bytes.subarray(0, start), bytes.subarray(start + encapsulated.length)];
  } catch {
    return null;
  }
}
