/** One raw signature on a token: mechanism and input for C_Sign, its output in the form CMS wants. */

import { fail } from "#shared/errors.ts";
import type { SignRequest } from "../driver.ts";
import {
  CKG_MGF1_SHA256,
  CKG_MGF1_SHA384,
  CKG_MGF1_SHA512,
  CKM_ECDSA,
  CKM_RSA_PKCS,
  CKM_RSA_PKCS_PSS,
  CKM_SHA256,
  CKM_SHA384,
  CKM_SHA512,
} from "./constants.ts";
import type { Mechanism } from "./cryptoki.ts";
import type { CertifiedKey } from "./objects.ts";

/** DER of DigestInfo up to the digest itself (RFC 8017 section 9.2 note 1), and the numbers of PKCS#11 for the hash. */
const HASHES = {
  sha256: {
    length: 32,
    prefix: Buffer.from("3031300d060960864801650304020105000420", "hex"),
    hash: CKM_SHA256,
    mgf: CKG_MGF1_SHA256,
  },
  sha384: {
    length: 48,
    prefix: Buffer.from("3041300d060960864801650304020205000430", "hex"),
    hash: CKM_SHA384,
    mgf: CKG_MGF1_SHA384,
  },
  sha512: {
    length: 64,
    prefix: Buffer.from("3051300d060960864801650304020305000440", "hex"),
    hash: CKM_SHA512,
    mgf: CKG_MGF1_SHA512,
  },
} as const;

/** pkcs11js: "the parameter is CK_RSA_PKCS_PSS_PARAMS". */
const PARAMETER_IS_PSS = 5;

export interface SigningPlan {
  readonly mechanism: Mechanism;
  /** Input of C_Sign. */
  readonly data: Uint8Array;
  /** The signature value for CMS from the output of C_Sign. TOKEN_FAILED {method: "C_Sign", reason: "MALFORMED"}. */
  readonly finish: (raw: Buffer) => Buffer;
}

function malformed(): never {
  return fail("TOKEN_FAILED", { method: "C_Sign", reason: "MALFORMED" });
}

/** INTEGER of DER from an unsigned big-endian number (X.690 section 8.3). */
function derInteger(unsigned: Buffer): Buffer {
  const start = unsigned.findIndex((byte) => byte !== 0);
  if (start < 0) return malformed();
  const significant = unsigned.subarray(start);
  const padding = (significant[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.concat([Buffer.from([2, significant.length + padding.length, ...padding]), significant]);
}

/** ECDSA-Sig-Value (RFC 3279 section 2.2.3) from r and s, each as long as the field. */
function ecdsaValue(raw: Buffer, fieldBytes: number): Buffer {
  if (raw.length !== 2 * fieldBytes) return malformed();
  const body = Buffer.concat([derInteger(raw.subarray(0, fieldBytes)), derInteger(raw.subarray(fieldBytes))]);
  // P-521 is the only curve whose body passes 127 bytes (X.690 section 8.1.3.5).
  const length = body.length < 0x80 ? [body.length] : [0x81, body.length];
  return Buffer.concat([Buffer.from([0x30, ...length]), body]);
}

/** INVALID_ARGUMENT where digest, scheme and key do not fit together. */
export function planSignature(request: SignRequest, key: CertifiedKey): SigningPlan {
  const hash = HASHES[request.digestAlgorithm];
  const kind = request.scheme === "ecdsa" ? "ec" : "rsa";
  if (request.digest.length !== hash.length || key.kind !== kind) return fail("INVALID_ARGUMENT");
  if (key.kind === "ec") {
    return {
      mechanism: { mechanism: CKM_ECDSA },
      // A digest longer than the field is cut to its leftmost bits (FIPS 186-5 section 6.4.1); not every module does that.
      data: request.digest.subarray(0, key.fieldBytes),
      finish: (raw) => ecdsaValue(raw, key.fieldBytes),
    };
  }
  const size = key.kind === "rsa" ? key.modulus.length : 0;
  const finish = (raw: Buffer) => (raw.length === size ? raw : malformed());
  if (request.scheme === "rsa-pss") {
    const parameter = {
      type: PARAMETER_IS_PSS,
      hashAlg: hash.hash,
      mgf: hash.mgf,
      saltLen: hash.length,
    };
    return { mechanism: { mechanism: CKM_RSA_PKCS_PSS, parameter }, data: request.digest, finish };
  }
  return {
    mechanism: { mechanism: CKM_RSA_PKCS },
    data: Buffer.concat([hash.prefix, request.digest]),
    finish,
  };
}
