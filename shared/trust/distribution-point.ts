/** Where a CRL is and what it is about: CRLDistributionPoints (RFC 5280 4.2.1.13), IssuingDistributionPoint (5.2.5). */

import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { readBoolean, readNamedBits } from "../asn1/primitive.ts";
import { type ComparableName, comparableRdn, nameOf } from "./comparable-name.ts";
import { directoryKey, type GeneralName, nameKey, readGeneralNames } from "./general-name.ts";

/** Keys of full names, or a part that continues the name of the CRL issuer. */
export type PointName =
  | { readonly kind: "full"; readonly keys: readonly string[] }
  | { readonly kind: "relative"; readonly rdn: string };

export interface DistributionPoint {
  readonly name: PointName | null;
  /** Bits of ReasonFlags, bit n as 1 << n; null: all. */
  readonly reasons: number | null;
  /** Names of the CRL issuer where it is not the certificate's. */
  readonly crlIssuers: readonly ComparableName[] | null;
  /** URIs of the full name, for whoever fetches. */
  readonly uris: readonly string[];
}

export interface IssuingDistributionPoint {
  readonly name: PointName | null;
  readonly onlyUserCertificates: boolean;
  readonly onlyAuthorityCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly onlySomeReasons: number | null;
  readonly indirect: boolean;
}

const MAX_POINTS = 50;
/** Names of one point. */
const MAX_NAMES = 50;

/** keyCompromise to aACompromise; bit 0 is unused (RFC 5280 4.2.1.13). */
export const ALL_REASONS = 0x1fe;

/** @param value content of extnValue. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readDistributionPoints(value: Uint8Array): DistributionPoint[] {
  const points = sequenceIn(value).rest();
  if (points.length === 0 || points.length > MAX_POINTS) malformed("distribution points");
  return points.map(readPoint);
}

function readPoint(value: DerValue): DistributionPoint {
  if (value.tag !== TAG.sequence) malformed("distribution point");
  const reader = new DerReader(value.content);
  const name = reader.readIf(contextTag(0));
  const reasons = reader.readIf(contextTag(1, "primitive"));
  const issuers = reader.readIf(contextTag(2));
  reader.finish();
  const full = name && fullNames(name);
  return {
    name: name && readPointName(name),
    reasons: reasons && readReasons(reasons),
    crlIssuers: issuers && directoryNames(namesIn(issuers)),
    uris: (full ?? []).flatMap((each) => (each.kind === "uri" ? [each.text] : [])),
  };
}

/** @param value content of extnValue. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readIssuingDistributionPoint(value: Uint8Array): IssuingDistributionPoint {
  const reader = sequenceIn(value);
  const name = reader.readIf(contextTag(0));
  const onlyUserCertificates = readFlag(reader, 1);
  const onlyAuthorityCertificates = readFlag(reader, 2);
  const reasons = reader.readIf(contextTag(3, "primitive"));
  const indirect = readFlag(reader, 4);
  const onlyAttributeCertificates = readFlag(reader, 5);
  reader.finish();
  const kinds = [onlyUserCertificates, onlyAuthorityCertificates, onlyAttributeCertificates];
  // RFC 5280 5.2.5: at most one of them.
  if (kinds.filter((only) => only).length > 1) malformed("issuing distribution point");
  return {
    name: name && readPointName(name),
    onlyUserCertificates,
    onlyAuthorityCertificates,
    onlyAttributeCertificates,
    onlySomeReasons: reasons && readReasons(reasons),
    indirect,
  };
}

/** Keys of the names that a point stands for. `issuer`: who signs its CRL, for a relative name. */
export function pointKeys(name: PointName, issuer: ComparableName): readonly string[] {
  return name.kind === "full" ? name.keys : [directoryKey(nameOf([...issuer.rdns, name.rdn]))];
}

/** DistributionPointName is a CHOICE: the tag around it is explicit. */
function readPointName(wrapper: DerValue): PointName {
  const full = fullNames(wrapper);
  if (full) return { kind: "full", keys: full.map(nameKey) };
  const inner = readSingle(wrapper.content);
  if (inner.tag !== contextTag(1)) malformed("distribution point name");
  return { kind: "relative", rdn: comparableRdn(inner) };
}

function fullNames(wrapper: DerValue): GeneralName[] | null {
  const inner = readSingle(wrapper.content);
  return inner.tag === contextTag(0) ? namesIn(inner) : null;
}

function namesIn(list: DerValue): GeneralName[] {
  const names = readGeneralNames(list.content);
  if (names.length > MAX_NAMES) malformed("distribution point names");
  return names;
}

function directoryNames(names: readonly GeneralName[]): ComparableName[] {
  return names.flatMap((each) => (each.kind === "directory" ? [each.name] : []));
}

function readFlag(reader: DerReader, number: number): boolean {
  const value = reader.readIf(contextTag(number, "primitive"));
  return value !== null && readBoolean({ ...value, tag: TAG.boolean });
}

function readReasons(value: DerValue): number {
  const bits = readNamedBits({ ...value, tag: TAG.bitString });
  return bits.filter((bit) => bit <= 8).reduce((mask, bit) => mask | (1 << bit), 0) & ALL_REASONS;
}

function sequenceIn(value: Uint8Array): DerReader {
  const outer = readSingle(value);
  if (outer.tag !== TAG.sequence) malformed("extension");
  return new DerReader(outer.content);
}
