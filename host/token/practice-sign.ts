/** Signatures by software keys from a digest, as a token makes them. For practice only: not hardened against side channels. */

import { constants, createECDH, createHash, type KeyObject, privateEncrypt, randomBytes } from "node:crypto";
import { integer, nullValue, objectIdentifier, octetString, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { concatBytes, fromHex, toHex } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { SignRequest } from "./driver.ts";

/** Errors: TOKEN_UNSUITABLE where the scheme does not fit the key. */
export function signWithKey(key: KeyObject, request: SignRequest): Uint8Array {
  const wanted = request.scheme === "ecdsa" ? "ec" : "rsa";
  if (key.asymmetricKeyType !== wanted) fail("TOKEN_UNSUITABLE", { reason: "ALGORITHM" });
  switch (request.scheme) {
    case "rsa-pkcs1":
      return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo(request));
    case "rsa-pss":
      return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encodePss(key, request));
    case "ecdsa":
      return signEcdsa(key, request.digest);
  }
}

/** DigestInfo (RFC 8017 9.2). */
function digestInfo({ digest, digestAlgorithm }: SignRequest): Uint8Array {
  const algorithm = sequence(objectIdentifier(OID[digestAlgorithm]), nullValue());
  return sequence(algorithm, octetString(digest));
}

/** EMSA-PSS-ENCODE (RFC 8017 9.1.1), salt as long as the digest; step numbers are those of 9.1.1. */
function encodePss(key: KeyObject, { digest, digestAlgorithm }: SignRequest): Uint8Array {
  const bits = (key.asymmetricKeyDetails?.modulusLength ?? 0) - 1;
  const length = Math.ceil(bits / 8);
  const hash = (bytes: Uint8Array) => createHash(digestAlgorithm).update(bytes).digest();
  const salt = randomBytes(digest.length);
  const check = hash(concatBytes([new Uint8Array(8), digest, salt])); // 5, 6
  const zeros = new Uint8Array(length - salt.length - check.length - 2); // 3, 7
  const block = concatBytes([zeros, Uint8Array.of(1), salt]); // 8
  const masked = block.map((octet, index) => octet ^ maskOctet(check, index, hash)); // 9, 10
  masked[0] = (masked[0] ?? 0) & (0xff >> (8 * length - bits)); // 11
  return concatBytes([masked, check, Uint8Array.of(0xbc)]); // 12
}

/** Octet `index` of MGF1 (RFC 8017 B.2.1). */
function maskOctet(seed: Uint8Array, index: number, hash: (bytes: Uint8Array) => Uint8Array): number {
  const counter = new Uint8Array(4);
  const size = seed.length;
  new DataView(counter.buffer).setUint32(0, Math.floor(index / size));
  return hash(concatBytes([seed, counter]))[index % size] ?? 0;
}

const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** FIPS 186-5 6.4.1 over P-256, as DER ECDSA-Sig-Value. node:crypto signs messages only, not digests. */
function signEcdsa(key: KeyObject, digest: Uint8Array): Uint8Array {
  const secret = toBigInt(Buffer.from(key.export({ format: "jwk" }).d ?? "", "base64url"));
  const leftmost = toBigInt(digest.subarray(0, 32));
  for (;;) {
    const nonce = createECDH("prime256v1");
    const point = nonce.generateKeys();
    const k = toBigInt(nonce.getPrivateKey());
    const r = toBigInt(point.subarray(1, 33)) % P256_ORDER;
    const s = (inverse(k, P256_ORDER) * ((leftmost + r * secret) % P256_ORDER)) % P256_ORDER;
    if (r !== 0n && s !== 0n) return sequence(integer(toOctets(r)), integer(toOctets(s)));
  }
}

/** By Fermat: the order is prime. */
function inverse(value: bigint, prime: bigint): bigint {
  let result = 1n;
  let square = value % prime;
  for (let rest = prime - 2n; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x0${toHex(bytes)}`);
}

function toOctets(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(64, "0")) ?? new Uint8Array();
}
