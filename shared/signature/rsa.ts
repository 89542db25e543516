/** RSA verification by RFC 8017: RSASSA-PKCS1-v1_5 (8.2.2) and RSASSA-PSS (8.1.2), from a digest. */

import { nullValue, objectIdentifier, octetString, sequence } from "../asn1/encode.ts";
import { concatBytes, equalBytes } from "../bytes.ts";
import { type HashName, hashLength, hashOf, hashOid } from "./hash.ts";

interface RsaKey {
  /** Big-endian. */
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

export interface Pkcs1Check {
  readonly key: RsaKey;
  readonly hash: HashName;
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
}

/** RFC 8017 8.2.2: the encoded message is built anew and compared whole, so nothing in it is parsed. */
export function verifyPkcs1({ key, hash, digest, signature }: Pkcs1Check): boolean {
  const message = rsaPublic(key, signature);
  if (!message) return false;
  // 9.2 note 1: parameters NULL; some signers leave them out, and both forms are accepted there.
  return [[nullValue()], []].some((parameters) => {
    const algorithm = sequence(objectIdentifier(hashOid(hash)), ...parameters);
    const expected = encodePkcs1(sequence(algorithm, octetString(digest)), message.length);
    return expected !== null && equalBytes(expected, message);
  });
}

/** EMSA-PKCS1-v1_5 (9.2); null where the modulus is too short. */
function encodePkcs1(digestInfo: Uint8Array, length: number): Uint8Array | null {
  const padding = length - digestInfo.length - 3;
  if (padding < 8) return null;
  return concatBytes([Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), digestInfo]);
}

export interface PssCheck extends Pkcs1Check {
  readonly mgfHash: HashName;
  readonly saltLength: number;
}

/** RFC 8017 8.1.2 with EMSA-PSS-VERIFY (9.1.2); step numbers are those of 9.1.2. */
export function verifyPss({ key, hash, mgfHash, saltLength, digest, signature }: PssCheck): boolean {
  const raw = rsaPublic(key, signature);
  if (!raw) return false;
  const bits = bitLength(toBigInt(key.modulus)) - 1;
  const length = Math.ceil(bits / 8);
  // 8.1.2 step 2c: emBits = modBits - 1 may need one octet less than the modulus.
  if (raw.length > length && raw[0] !== 0) return false;
  const message = raw.subarray(raw.length - length);
  const hashOctets = hashLength(hash);
  if (length < hashOctets + saltLength + 2 || message.at(-1) !== 0xbc) return false; // 3, 4
  const masked = message.subarray(0, length - hashOctets - 1);
  const check = message.subarray(length - hashOctets - 1, -1);
  const spare = 8 * length - bits;
  if (((masked[0] ?? 0) & (0xff00 >> spare) & 0xff) !== 0) return false; // 6
  const mask = maskGeneration({ seed: check, length: masked.length, hash: mgfHash });
  const block = masked.map((octet, index) => octet ^ (mask[index] ?? 0)); // 8
  block[0] = (block[0] ?? 0) & (0xff >> spare); // 9
  const zeros = block.length - saltLength - 1;
  if (block.subarray(0, zeros).some((octet) => octet !== 0) || block[zeros] !== 1) return false; // 10
  const salt = block.subarray(zeros + 1);
  return equalBytes(hashOf(hash, concatBytes([new Uint8Array(8), digest, salt])), check); // 12-14
}

/** MGF1 (B.2.1). */
function maskGeneration(request: { seed: Uint8Array; length: number; hash: HashName }): Uint8Array {
  const blocks: Uint8Array[] = [];
  const count = Math.ceil(request.length / hashLength(request.hash));
  for (let counter = 0; counter < count; counter++) {
    const octets = Uint8Array.of(counter >>> 24, counter >>> 16, counter >>> 8, counter);
    blocks.push(hashOf(request.hash, concatBytes([request.seed, octets])));
  }
  return concatBytes(blocks).subarray(0, request.length);
}

/** RSAVP1 (5.2.2) to octets of the modulus' length; null where length or range is wrong (8.2.2 steps 1, 2b). */
function rsaPublic(key: RsaKey, signature: Uint8Array): Uint8Array | null {
  const modulus = toBigInt(key.modulus);
  const value = toBigInt(signature);
  if (signature.length !== key.modulus.length || value >= modulus) return null;
  const hex = modularPower(value, toBigInt(key.exponent), modulus).toString(16);
  const padded = hex.padStart(2 * key.modulus.length, "0");
  return Uint8Array.from(key.modulus, (_, index) =>
    Number.parseInt(padded.slice(2 * index, 2 * index + 2), 16),
  );
}

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function toBigInt(bytes: Uint8Array): bigint {
  let hex = "0x0";
  for (const octet of bytes) hex += octet.toString(16).padStart(2, "0");
  return BigInt(hex);
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}
