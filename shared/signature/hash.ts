/**
 * Hash functions by name, for small inputs (attributes, certificates, key material) and for what the injected `DigestRanges`
 * does not know. MD5 is not among them: anybody can make two documents with one digest.
 */

import { sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_224, sha512_256 } from "@noble/hashes/sha2.js";
import { sha3_224, sha3_256, sha3_384, sha3_512 } from "@noble/hashes/sha3.js";
import { OID } from "../asn1/oids.ts";

/** A digest over bytes that come in pieces. */
export interface HashStream {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

interface HashFunction {
  readonly oid: string;
  /** Octets of a digest. */
  readonly length: number;
  readonly hash: { (bytes: Uint8Array): Uint8Array; create(): HashStream };
}

const HASHES = {
  sha1: { oid: OID.sha1, length: 20, hash: sha1 },
  sha224: { oid: OID.sha224, length: 28, hash: sha224 },
  sha256: { oid: OID.sha256, length: 32, hash: sha256 },
  sha384: { oid: OID.sha384, length: 48, hash: sha384 },
  sha512: { oid: OID.sha512, length: 64, hash: sha512 },
  "sha512-224": { oid: OID.sha512_224, length: 28, hash: sha512_224 },
  "sha512-256": { oid: OID.sha512_256, length: 32, hash: sha512_256 },
  "sha3-224": { oid: OID.sha3_224, length: 28, hash: sha3_224 },
  "sha3-256": { oid: OID.sha3_256, length: 32, hash: sha3_256 },
  "sha3-384": { oid: OID.sha3_384, length: 48, hash: sha3_384 },
  "sha3-512": { oid: OID.sha3_512, length: 64, hash: sha3_512 },
} as const satisfies Record<string, HashFunction>;

export type HashName = keyof typeof HASHES;

export function hashOf(name: HashName, bytes: Uint8Array): Uint8Array {
  return HASHES[name].hash(bytes);
}

export function hashStream(name: HashName): HashStream {
  return HASHES[name].hash.create();
}

/** Octets of a digest by `name`. */
export function hashLength(name: HashName): number {
  return HASHES[name].length;
}

export function hashOid(name: HashName): string {
  return HASHES[name].oid;
}

/** null for an identifier that names none of ours. */
export function hashByOid(oid: string): HashName | null {
  const names = Object.keys(HASHES) as HashName[];
  return names.find((name) => HASHES[name].oid === oid) ?? null;
}
