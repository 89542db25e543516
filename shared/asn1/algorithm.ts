/** AlgorithmIdentifier (RFC 5280 4.1.1.2) and the parameters of RSASSA-PSS (RFC 8017 A.2.3), by their identifiers. */

import { contextTag, DerReader, type DerValue, type Encoding, malformed, TAG } from "./der.ts";
import { OID } from "./oids.ts";
import { readNumber, readOid } from "./primitive.ts";

export interface AlgorithmIdentifier {
  readonly oid: string;
  /** The whole parameters value; null where absent. */
  readonly parameters: DerValue | null;
  readonly der: Uint8Array;
}

export interface PssParameters {
  readonly hash: string;
  readonly mgfHash: string;
  readonly saltLength: number;
  readonly trailer: number;
}

/** Takes the content of any tag, as IMPLICIT ones occur. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readAlgorithm(value: DerValue, encoding: Encoding = "der"): AlgorithmIdentifier {
  const reader = new DerReader(value.content, encoding);
  const oid = readOid(reader.read(TAG.oid));
  const parameters = reader.done ? null : reader.readAny();
  reader.finish();
  return { oid, parameters, der: value.full };
}

/** True where parameters are absent or NULL, as hash and RSA algorithms want them. */
export function isPlain(algorithm: AlgorithmIdentifier): boolean {
  const { parameters } = algorithm;
  return parameters === null || (parameters.tag === TAG.null && parameters.content.length === 0);
}

/** RSASSA-PSS-params with the defaults of RFC 8017 A.2.3. Errors: INVALID_ARGUMENT {what: "asn1"}. */
export function readPssParameters(value: DerValue): PssParameters {
  if (value.tag !== TAG.sequence) malformed("pss parameters");
  const reader = new DerReader(value.content);
  const hash = reader.enterIf(contextTag(0));
  const mgf = reader.enterIf(contextTag(1));
  const salt = reader.enterIf(contextTag(2));
  const trailer = reader.enterIf(contextTag(3));
  reader.finish();
  return {
    hash: hash ? plainOid(readAlgorithm(hash.read(TAG.sequence))) : OID.sha1,
    mgfHash: mgf ? mgfHashOf(readAlgorithm(mgf.read(TAG.sequence))) : OID.sha1,
    saltLength: salt ? readNumber(salt.read(TAG.integer)) : 20,
    trailer: trailer ? readNumber(trailer.read(TAG.integer)) : 1,
  };
}

function mgfHashOf(mgf: AlgorithmIdentifier): string {
  if (mgf.oid !== OID.mgf1 || mgf.parameters?.tag !== TAG.sequence) return malformed("mask generation");
  return plainOid(readAlgorithm(mgf.parameters));
}

function plainOid(algorithm: AlgorithmIdentifier): string {
  if (!isPlain(algorithm)) malformed("hash parameters");
  return algorithm.oid;
}
