/** The encryption dictionary of the standard security handler (ISO 32000-2, 7.6.2 and 7.6.4, tables 20, 21 and 25). */

import { fail } from "#shared/errors.ts";
import type { ObjectReader } from "../object-reader.ts";
import { integerOf, nameOf, type PdfDict, type Place } from "../objects.ts";

/** How the strings or streams of a file are encrypted. */
export type Method = "none" | "rc4" | "aes-128" | "aes-256";

export interface EncryptionEntries {
  /** R: 2 to 6. */
  readonly revision: number;
  /** Lengths in bytes that the file key of revisions 2 to 4 may have, the likeliest first. */
  readonly keyLengths: readonly number[];
  readonly ownerEntry: Uint8Array;
  readonly userEntry: Uint8Array;
  readonly ownerKeyEntry: Uint8Array;
  readonly userKeyEntry: Uint8Array;
  /** P, as a signed number of 32 bits. */
  readonly permissions: number;
  readonly encryptMetadata: boolean;
  /** First element of ID in the trailer; empty where there is none. */
  readonly id: Uint8Array;
  readonly strings: Method;
  readonly streams: Method;
}

/** What a password opened. */
export interface FileKey {
  readonly key: Uint8Array;
  /** The password was the owner's, whom no permission binds. */
  readonly owner: boolean;
}

/** ENCRYPTION_UNSUPPORTED for other handlers, versions and crypt filters. */
export function readEntries(objects: ObjectReader, dict: Place<PdfDict>, id: Uint8Array): EncryptionEntries {
  const integer = (key: string, otherwise: number) => integerOf(objects.entry(dict, key)?.value) ?? otherwise;
  const bytes = (key: string) => {
    const value = objects.entry(dict, key)?.value;
    return value?.kind === "string" ? value.value : new Uint8Array(0);
  };
  const filter = nameOf(objects.entry(dict, "Filter")?.value);
  const version = integer("V", 0);
  const revision = integer("R", 0);
  if (filter !== "Standard") fail("ENCRYPTION_UNSUPPORTED", { filter });
  if (![1, 2, 4, 5].includes(version) || revision < 2 || revision > 6) {
    fail("ENCRYPTION_UNSUPPORTED", { version, revision });
  }
  const metadata = objects.entry(dict, "EncryptMetadata")?.value;
  return {
    revision,
    keyLengths: keyLengthsOf(version, integer("Length", 40)),
    ownerEntry: bytes("O"),
    userEntry: bytes("U"),
    ownerKeyEntry: bytes("OE"),
    userKeyEntry: bytes("UE"),
    // Written by some programs as an unsigned number.
    permissions: integer("P", 0) | 0,
    encryptMetadata: !(metadata?.kind === "boolean" && !metadata.value),
    id,
    ...methodsOf(objects, dict, version),
  };
}

/**
 * Length is in bits and a multiple of 8; a few programs write bytes. Version 1 knows only 40 bits; version 4 means 128,
 * but some programs go by its Length.
 */
function keyLengthsOf(version: number, length: number): number[] {
  const bytes = length < 40 ? length : Math.floor(length / 8);
  const lawful = bytes >= 5 && bytes <= 16;
  if (version === 1) return [5];
  if (version >= 4) return lawful && bytes !== 16 ? [16, bytes] : [16];
  return lawful ? [bytes] : fail("ENCRYPTION_UNSUPPORTED", { length });
}

function methodsOf(objects: ObjectReader, dict: Place<PdfDict>, version: number) {
  if (version < 4) return { strings: "rc4" as const, streams: "rc4" as const };
  return { strings: methodOf(objects, dict, "StrF"), streams: methodOf(objects, dict, "StmF") };
}

/** Table 25; a missing name means Identity (table 20). */
function methodOf(objects: ObjectReader, dict: Place<PdfDict>, key: "StrF" | "StmF"): Method {
  const name = nameOf(objects.entry(dict, key)?.value) ?? "Identity";
  if (name === "Identity") return "none";
  const filter = objects.entry(objects.entry(dict, "CF"), name);
  const method = nameOf(objects.entry(filter, "CFM")?.value) ?? "None";
  switch (method) {
    case "None":
      return "none";
    case "V2":
      return "rc4";
    case "AESV2":
      return "aes-128";
    case "AESV3":
      return "aes-256";
    default:
      return fail("ENCRYPTION_UNSUPPORTED", { method });
  }
}
