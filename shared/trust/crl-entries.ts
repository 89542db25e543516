/** The revoked certificates of a CRL (RFC 5280 5.1.2.6, 5.3), found by issuer and serial number. */

import { DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { type Extension, readExtensions } from "../asn1/extensions.ts";
import { readTime } from "../asn1/time.ts";
import type { ComparableName } from "./comparable-name.ts";
import { readGeneralNames } from "./general-name.ts";
import { TRUST_OID } from "./oids.ts";

/** CRLReason by number (5.3.1); 7 is not used. */
const REASONS = [
  "unspecified",
  "keyCompromise",
  "cACompromise",
  "affiliationChanged",
  "superseded",
  "cessationOfOperation",
  "certificateHold",
  "unspecified",
  "removeFromCRL",
  "privilegeWithdrawn",
  "aACompromise",
] as const;
export type RevocationReason = (typeof REASONS)[number];

export interface CrlEntry {
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
  /** Since when the key is known or suspected to be in wrong hands (5.3.2); may lie before `revokedAt`. */
  readonly invalidSince: Date | null;
}

/** Octets; the standard has 20, the longest in public test suites 21. */
const MAX_SERIAL = 1000;
const HOLD_INSTRUCTION = "2.5.29.23";
const PROCESSED: readonly string[] = [
  TRUST_OID.reasonCode,
  TRUST_OID.invalidityDate,
  TRUST_OID.certificateIssuer,
  HOLD_INSTRUCTION,
];

export class CrlEntries {
  /** Entry contents by issuer, then by the octets of the serial number. */
  readonly #byIssuer = new Map<string, Map<string, DerValue>>();
  /** False: an entry carries an unknown critical extension (5.3: then the whole list must not be used). */
  readonly usable: boolean;

  /** Errors: INVALID_ARGUMENT {what: "asn1"}. */
  constructor(revoked: DerValue | null, crlIssuer: ComparableName) {
    let usable = true;
    // 5.3.3: an entry without certificateIssuer belongs to the issuer of the entry before it.
    let issuer = crlIssuer.key;
    const list = new DerReader(revoked?.content ?? new Uint8Array());
    while (!list.done) {
      const entry = list.read(TAG.sequence);
      const { serial, extensions } = readHead(entry);
      usable &&= extensions.every(({ oid, critical }) => !critical || PROCESSED.includes(oid));
      issuer = issuerOf(extensions) ?? issuer;
      this.#add(issuer, textOf(serial), entry);
    }
    this.usable = usable;
  }

  /** @param serial content octets as in the certificate. Errors: INVALID_ARGUMENT {what: "asn1"}. */
  find(issuer: ComparableName, serial: Uint8Array): CrlEntry | null {
    const entry = this.#byIssuer.get(issuer.key)?.get(textOf(serial));
    return entry ? readEntry(entry) : null;
  }

  #add(issuer: string, serial: string, entry: DerValue): void {
    const ofIssuer = this.#byIssuer.get(issuer) ?? new Map<string, DerValue>();
    this.#byIssuer.set(issuer, ofIssuer);
    if (!ofIssuer.has(serial)) ofIssuer.set(serial, entry);
  }
}

function readHead(entry: DerValue): { serial: Uint8Array; extensions: readonly Extension[] } {
  const reader = new DerReader(entry.content);
  const serial = reader.read(TAG.integer).content;
  reader.readAny();
  const list = reader.readIf(TAG.sequence);
  reader.finish();
  return { serial, extensions: list ? readExtensions(list) : [] };
}

function readEntry(entry: DerValue): CrlEntry {
  const reader = new DerReader(entry.content);
  reader.readAny();
  const revokedAt = readTime(reader.readAny());
  const list = reader.readIf(TAG.sequence);
  const extensions = list ? readExtensions(list) : [];
  const value = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;
  const reason = value(TRUST_OID.reasonCode);
  const since = value(TRUST_OID.invalidityDate);
  return {
    revokedAt,
    reason: reason ? readReason(readSingle(reason)) : "unspecified",
    invalidSince: since ? readTime(readSingle(since)) : null,
  };
}

/** CRLReason is ENUMERATED; a number the standard does not have is no reason to overlook the entry. */
export function readReason(value: DerValue): RevocationReason {
  if (value.tag !== TAG.enumerated) malformed("crl reason");
  return REASONS[value.content[0] ?? 0] ?? "unspecified";
}

/** The first directory name; null where the extension is absent. */
function issuerOf(extensions: readonly Extension[]): string | null {
  const value = extensions.find(({ oid }) => oid === TRUST_OID.certificateIssuer)?.value;
  if (!value) return null;
  const names = readGeneralNames(readSingle(value).content);
  const directory = names.find((name) => name.kind === "directory");
  return directory?.kind === "directory" ? directory.name.key : malformed("certificate issuer");
}

/** Octets as characters: a key for a map, one to one. */
function textOf(octets: Uint8Array): string {
  if (octets.length > MAX_SERIAL) malformed("serial number");
  return String.fromCharCode(...octets);
}
