import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPublicKey } from "#shared/asn1/public-key.ts";
import { fromHex } from "#shared/bytes.ts";
import type { SignatureAlgorithm } from "#shared/signature/algorithm.ts";
import type { HashName } from "#shared/signature/hash.ts";
import { verifySignature } from "#shared/signature/verify.ts";

const folder = join(process.env["ANTIN_CORPUS"] ?? "../shared/corpus", "wycheproof");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

interface Vector {
  tcId: number;
  comment: string;
  flags: string[];
  msg: string;
  sig: string;
  result: "valid" | "invalid" | "acceptable";
}

interface Group {
  type: string;
  publicKeyDer: string;
  sha?: string;
  mgfSha?: string;
  sLen?: number;
  tests: Vector[];
}

const hashNames: Record<string, HashName> = {
  "SHA-1": "sha1",
  "SHA-224": "sha224",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
  "SHA-512/224": "sha512-224",
  "SHA-512/256": "sha512-256",
};

function hashName(name: string | undefined): HashName {
  const found = hashNames[name ?? ""];
  if (!found) throw new Error(`hash ${name} has no name here`);
  return found;
}

function algorithmOf(group: Group): SignatureAlgorithm {
  if (group.type === "EddsaVerify") return { kind: "ed25519" };
  if (group.type === "EcdsaVerify") return { kind: "ecdsa", hash: hashName(group.sha) };
  if (group.type === "RsassaPkcs1Verify") return { kind: "rsa-pkcs1", hash: hashName(group.sha) };
  return {
    kind: "rsa-pss",
    hash: hashName(group.sha),
    mgfHash: hashName(group.mgfSha),
    saltLength: group.sLen ?? -1,
  };
}

function bytes(hex: string): Uint8Array {
  return fromHex(hex) ?? new Uint8Array();
}

describe.skipIf(files.length === 0)("Wycheproof vectors (skipped where the corpus is absent)", () => {
  test.each(files)("%s: no invalid signature is accepted, no valid one refused", (name) => {
    const groups: Group[] = JSON.parse(readFileSync(join(folder, name), "utf8")).testGroups;
    const wrong: string[] = [];
    let judged = 0;
    for (const group of groups) {
      const key = readPublicKey(bytes(group.publicKeyDer));
      for (const vector of group.tests) {
        const signed = { message: bytes(vector.msg) };
        const { valid, reason } = verifySignature({
          key,
          algorithm: algorithmOf(group),
          signed,
          signature: bytes(vector.sig),
        });
        judged++;
        if (vector.result !== "acceptable" && valid !== (vector.result === "valid")) {
          wrong.push(`${vector.tcId} ${vector.result} ${reason} ${vector.comment}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(50);
  });
});
