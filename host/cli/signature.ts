/** `antin signature --cases`: raw signatures, judged by the same code that judges certificates and signed messages. */

import * as v from "valibot";
import { type PublicKey, readPublicKey } from "#shared/asn1/public-key.ts";
import { fromHex } from "#shared/bytes.ts";
import type { SignatureAlgorithm } from "#shared/signature/algorithm.ts";
import { type HashName, hashByOid, hashLength } from "#shared/signature/hash.ts";
import { verifySignature } from "#shared/signature/verify.ts";
import { answerCases, type CaseAnswer, UNREADABLE } from "./case-lines.ts";
import type { ExitCode } from "./exit-code.ts";
import { readOptionsOnly } from "./options.ts";
import { wrongUsage } from "./usage.ts";

export async function signature(args: readonly string[]): Promise<ExitCode> {
  const options = readOptionsOnly(args, { "--cases": "value", "--json": "flag" });
  const cases = options.value("--cases") ?? wrongUsage("missing-option", "--cases");
  return answerCases(cases, answerSignature);
}

const Hex = v.pipe(
  v.string(),
  v.transform((text) => fromHex(text)),
  v.instance(Uint8Array),
);

const Case = v.object({
  key: Hex,
  algorithm: v.string(),
  hash: v.nullish(v.string(), null),
  mgfHash: v.nullish(v.string(), null),
  saltLength: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), null),
  message: Hex,
  signature: Hex,
});
type SignatureCase = v.InferOutput<typeof Case>;

export function answerSignature(line: unknown): CaseAnswer {
  const parsed = v.safeParse(Case, line);
  if (!parsed.success) return UNREADABLE;
  const { key: spki, message, signature: value } = parsed.output;
  const key = readKeyOrNull(spki);
  if (!key) return { valid: false, reason: "key-unreadable" };
  const algorithm = algorithmOf(parsed.output, key);
  if (typeof algorithm === "string") return { valid: false, reason: algorithm };
  return verifySignature({ key, algorithm, signed: { message }, signature: value });
}

function readKeyOrNull(spki: Uint8Array): PublicKey | null {
  try {
    return readPublicKey(spki);
  } catch {
    return null;
  }
}

/** The algorithm, or why policy knows none by that name. */
function algorithmOf(
  asked: SignatureCase,
  key: PublicKey,
): SignatureAlgorithm | "policy:algorithm" | "policy:hash" {
  if (asked.algorithm === "Ed25519") return { kind: "ed25519" };
  const hash = hashNamed(asked.hash);
  if (!hash) return "policy:hash";
  if (asked.algorithm === "RSA-PKCS1") return { kind: "rsa-pkcs1", hash };
  if (asked.algorithm === "ECDSA") return { kind: "ecdsa", hash };
  if (asked.algorithm !== "RSA-PSS") return "policy:algorithm";
  const bound = key.kind === "rsa" ? key.pss : null;
  const mgfHash =
    asked.mgfHash === null ? (bound ? hashByOid(bound.mgfHash) : hash) : hashNamed(asked.mgfHash);
  const saltLength = asked.saltLength ?? bound?.saltLength ?? hashLength(hash);
  return mgfHash ? { kind: "rsa-pss", hash, mgfHash, saltLength } : "policy:hash";
}

const HASHES: Readonly<Record<string, HashName>> = {
  "SHA-1": "sha1",
  "SHA-224": "sha224",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
  "SHA-512/224": "sha512-224",
  "SHA-512/256": "sha512-256",
  "SHA3-224": "sha3-224",
  "SHA3-256": "sha3-256",
  "SHA3-384": "sha3-384",
  "SHA3-512": "sha3-512",
};

function hashNamed(name: string | null): HashName | null {
  return name !== null && Object.hasOwn(HASHES, name) ? (HASHES[name] ?? null) : null;
}
