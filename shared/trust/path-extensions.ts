/** The extensions of a certificate that bind a path (RFC 5280 4.2.1), read once. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import { contextTag, DerReader, type DerValue, malformed, readSingle, TAG } from "../asn1/der.ts";
import { OID } from "../asn1/oids.ts";
import { readNumber, readOid } from "../asn1/primitive.ts";
import { SignError } from "../errors.ts";
import { comparableName } from "./comparable-name.ts";
import { type DistributionPoint, readDistributionPoints } from "./distribution-point.ts";
import { type GeneralName, readGeneralNames } from "./general-name.ts";
import { isLawfulName, type NameConstraints, readNameConstraints } from "./name-constraints.ts";
import { TRUST_OID } from "./oids.ts";

export interface PolicyMapping {
  readonly issuerPolicy: string;
  readonly subjectPolicy: string;
}

export interface PathExtensions {
  readonly subjectAltNames: readonly GeneralName[] | null;
  readonly nameConstraints: NameConstraints | null;
  /** null: the extension is absent, which is not the same as none fitting. */
  readonly policies: readonly string[] | null;
  readonly mappings: readonly PolicyMapping[];
  readonly requireExplicitPolicy: number | null;
  readonly inhibitPolicyMapping: number | null;
  readonly inhibitAnyPolicy: number | null;
  readonly distributionPoints: readonly DistributionPoint[] | null;
  /** A critical extension, or a part of one, that is not processed here (6.1.4 (o), 6.1.5 (f)). */
  readonly unprocessed: boolean;
}

const PROCESSED: readonly string[] = [
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectAltName,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
  OID.nameConstraints,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  TRUST_OID.issuerAltName,
  TRUST_OID.crlDistributionPoints,
  TRUST_OID.freshestCrl,
  TRUST_OID.ocspNoCheck,
];

const KNOWN_QUALIFIERS: readonly string[] = [TRUST_OID.cpsQualifier, TRUST_OID.userNoticeQualifier];
const MAX_POLICIES = 100;

const read = new WeakMap<CertificateFacts, PathExtensions | null>();

/** null: one of them is malformed, which makes the certificate useless in any path. */
export function pathExtensions(certificate: CertificateFacts): PathExtensions | null {
  const earlier = read.get(certificate);
  if (earlier !== undefined) return earlier;
  const extensions = readOrNull(certificate);
  read.set(certificate, extensions);
  return extensions;
}

function readOrNull(certificate: CertificateFacts): PathExtensions | null {
  try {
    comparableName(certificate.subject.der);
    comparableName(certificate.issuer.der);
    return readAll(certificate);
  } catch (thrown) {
    if (thrown instanceof SignError) return null;
    throw thrown;
  }
}

function readAll({ extensions }: CertificateFacts): PathExtensions {
  const find = (oid: string) => extensions.find((extension) => extension.oid === oid);
  const value = (oid: string) => find(oid)?.value;
  const policies = readPolicies(value(OID.certificatePolicies));
  const policiesCritical = find(OID.certificatePolicies)?.critical === true;
  const unknown = extensions.some(({ oid, critical }) => critical && !PROCESSED.includes(oid));
  const constraints = value(OID.nameConstraints);
  const points = value(TRUST_OID.crlDistributionPoints);
  return {
    subjectAltNames: readAltNames(value(OID.subjectAltName)),
    nameConstraints: constraints ? readNameConstraints(constraints) : null,
    policies: policies?.map(({ policy }) => policy) ?? null,
    mappings: readMappings(value(OID.policyMappings)),
    ...readPolicyConstraints(value(OID.policyConstraints)),
    inhibitAnyPolicy: readSkip(value(OID.inhibitAnyPolicy)),
    distributionPoints: points ? readDistributionPoints(points) : null,
    // 4.2.1.4: a critical policy must be understood with its qualifiers.
    unprocessed: unknown || (policiesCritical && policies?.some(({ understood }) => !understood) === true),
  };
}

function readAltNames(value: Uint8Array | undefined): GeneralName[] | null {
  if (!value) return null;
  const names = readGeneralNames(sequence(value).content);
  if (!names.every(isLawfulName)) malformed("subject alternative name");
  return names;
}

interface Policy {
  readonly policy: string;
  readonly understood: boolean;
}

function readPolicies(value: Uint8Array | undefined): Policy[] | null {
  if (!value) return null;
  const policies = itemsOf(value).map(readPolicy);
  // 4.2.1.4: a policy must not appear more than once.
  if (new Set(policies.map(({ policy }) => policy)).size !== policies.length) malformed("policy twice");
  return policies;
}

function readPolicy(value: DerValue): Policy {
  const reader = new DerReader(value.content);
  const policy = readOid(reader.read(TAG.oid));
  const qualifiers = reader.enterIf(TAG.sequence)?.rest() ?? [];
  reader.finish();
  const ids = qualifiers.map((qualifier) => readOid(new DerReader(qualifier.content).read(TAG.oid)));
  return { policy, understood: ids.every((id) => KNOWN_QUALIFIERS.includes(id)) };
}

function readMappings(value: Uint8Array | undefined): PolicyMapping[] {
  if (!value) return [];
  return itemsOf(value).map((item) => {
    const reader = new DerReader(item.content);
    const issuerPolicy = readOid(reader.read(TAG.oid));
    const subjectPolicy = readOid(reader.read(TAG.oid));
    reader.finish();
    return { issuerPolicy, subjectPolicy };
  });
}

function readPolicyConstraints(value: Uint8Array | undefined) {
  if (!value) return { requireExplicitPolicy: null, inhibitPolicyMapping: null };
  const reader = new DerReader(sequence(value).content);
  const explicit = reader.readIf(contextTag(0, "primitive"));
  const mapping = reader.readIf(contextTag(1, "primitive"));
  reader.finish();
  return {
    requireExplicitPolicy: explicit && readNumber({ ...explicit, tag: TAG.integer }),
    inhibitPolicyMapping: mapping && readNumber({ ...mapping, tag: TAG.integer }),
  };
}

function readSkip(value: Uint8Array | undefined): number | null {
  return value ? readNumber(readSingle(value)) : null;
}

function itemsOf(value: Uint8Array): DerValue[] {
  const items = new DerReader(sequence(value).content).rest();
  if (items.length === 0 || items.length > MAX_POLICIES) malformed("policies");
  return items;
}

function sequence(value: Uint8Array): DerValue {
  const outer = readSingle(value);
  if (outer.tag !== TAG.sequence) malformed("extension");
  return outer;
}
