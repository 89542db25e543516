/** Distinguished names (RFC 5280 4.1.2.4): the original bytes for comparison, a readable form for people. */

import { toHex } from "../bytes.ts";
import { DerReader, type DerValue, malformed, TAG } from "./der.ts";
import { objectIdentifier, printableString, sequence, setOf, utf8String } from "./encode.ts";
import { OID } from "./oids.ts";
import { readOid, readText } from "./primitive.ts";

export interface Name {
  /** The Name as it stands in the certificate. */
  readonly der: Uint8Array;
  /** Like RFC 4514, last part first: "CN=…, O=…, C=VN". */
  readonly text: string;
  readonly commonName: string | null;
  readonly organization: string | null;
  readonly organizationalUnits: readonly string[];
  /** First UID (0.9.2342.19200300.100.1.1), such as "MST:0301519977". */
  readonly userId: string | null;
}

const SHORT: Readonly<Record<string, string>> = {
  [OID.commonName]: "CN",
  [OID.country]: "C",
  [OID.organization]: "O",
  [OID.organizationalUnit]: "OU",
  [OID.userId]: "UID",
  "2.5.4.4": "SN",
  "2.5.4.5": "SERIALNUMBER",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.9": "STREET",
  "2.5.4.12": "T",
  "2.5.4.42": "GIVENNAME",
  "0.9.2342.19200300.100.1.25": "DC",
  "1.2.840.113549.1.9.1": "E",
};

interface Part {
  readonly oid: string;
  readonly text: string;
}

const MAX_PARTS = 100;

/** Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readName(value: DerValue): Name {
  const sets = new DerReader(value.content);
  const groups: Part[][] = [];
  while (!sets.done) {
    if (groups.length === MAX_PARTS) malformed("name too long");
    groups.push(readGroup(sets.enter(TAG.set)));
  }
  const parts = groups.flat();
  const of = (oid: string) => parts.filter((part) => part.oid === oid).map((part) => part.text);
  return {
    der: value.full,
    text: groups.toReversed().map(groupText).join(", "),
    commonName: of(OID.commonName).at(-1) ?? null,
    organization: of(OID.organization)[0] ?? null,
    organizationalUnits: of(OID.organizationalUnit),
    userId: of(OID.userId)[0] ?? null,
  };
}

function readGroup(group: DerReader): Part[] {
  const parts: Part[] = [];
  while (!group.done && parts.length < MAX_PARTS) {
    const pair = group.enter(TAG.sequence);
    const oid = readOid(pair.read(TAG.oid));
    const value = pair.readAny();
    pair.finish();
    parts.push({ oid, text: readText(value) ?? `#${toHex(value.full)}` });
  }
  group.finish();
  return parts;
}

function groupText(group: readonly Part[]): string {
  return group.map(({ oid, text }) => `${SHORT[oid] ?? oid}=${escapeValue(text)}`).join("+");
}

/** RFC 4514 2.4, and control characters that could forge a second line on a screen. */
function escapeValue(text: string): string {
  return text
    .replaceAll(/[\\",+<>;]/g, (special) => `\\${special}`)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (control) => toEscapes(control));
}

function toEscapes(control: string): string {
  return Array.from(new TextEncoder().encode(control), (octet) => `\\${toHex(Uint8Array.of(octet))}`).join(
    "",
  );
}

/** A Name from parts, most general first: `[["country", "VN"], ["commonName", "…"]]`. */
export function writeName(parts: readonly (readonly [NamePart, string])[]): Uint8Array {
  return sequence(
    ...parts.map(([part, text]) => {
      // RFC 5280 appendix A: countryName is a PrintableString.
      const value = part === "country" ? printableString(text) : utf8String(text);
      return setOf([sequence(objectIdentifier(OID[part]), value)]);
    }),
  );
}

export type NamePart = "country" | "organization" | "organizationalUnit" | "commonName" | "userId";
