/** Bytes changed at random places: an answer every time, and never "valid" for anything that was signed. */

import { describe, expect, test } from "vitest";
import { tryCertificate } from "#shared/asn1/certificate.ts";
import { encode, sequence } from "#shared/asn1/encode.ts";
import { readEvidence } from "#shared/trust/evidence.ts";
import { validatePath } from "#shared/trust/validate.ts";
import { type Holder, NOW, newCrl, newOcsp, newRoot } from "./pki.ts";

const ROUNDS = 300;

/** Small linear congruential generator: the same bytes in every run. */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

/** One to three octets changed, dropped or doubled. */
function mutate(bytes: Uint8Array, random: Generator<number, never>): Uint8Array {
  const copy = Array.from(bytes);
  for (let left = 1 + (random.next().value % 3); left > 0; left--) {
    const at = random.next().value % copy.length;
    const how = random.next().value % 8;
    if (how === 0) copy.splice(at, 1);
    else if (how === 1) copy.splice(at, 0, copy[at] ?? 0);
    else copy[at] = (copy[at] ?? 0) ^ (1 << ((random.next().value >>> 8) % 8));
  }
  return Uint8Array.from(copy);
}

const names = sequence(encode(0x82, new TextEncoder().encode("a.gov.vn")));
const limits = sequence(encode(0xa0, sequence(encode(0x82, new TextEncoder().encode("gov.vn")))));
const root = newRoot();
const authority = root.issue({
  name: "Authority",
  ca: true,
  pathLength: 0,
  keyUsage: [5, 6],
  extensions: [{ oid: "2.5.29.30", critical: true, value: limits }],
});
const leaf = authority.issue({ keyUsage: [0], extensions: [{ oid: "2.5.29.17", value: names }] });
const rootCrl = newCrl(root, { revoked: [{ serial: Uint8Array.of(9), reason: 1 }] });
const leafCrl = newCrl(authority, { revoked: [{ serial: Uint8Array.of(9), reason: 6 }] });

interface Parts {
  readonly leaf?: Uint8Array;
  readonly authority?: Uint8Array;
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
}

function isValid(parts: Parts): boolean {
  const own = (der: Uint8Array | undefined, holder: Holder) => tryCertificate(der ?? holder.facts.der);
  const subject = own(parts.leaf, leaf);
  const issuer = own(parts.authority, authority);
  if (!subject || !issuer) return false;
  const evidence = readEvidence({ crls: parts.crls ?? [rootCrl, leafCrl], ocspResponses: parts.ocsps ?? [] });
  return validatePath({
    leaf: subject,
    intermediates: [issuer],
    anchors: [root.anchor],
    at: NOW,
    revocation: { mode: "hard", evidence },
  }).valid;
}

describe("mutated bytes", () => {
  test("unchanged they hold", () => {
    expect(isValid({})).toBe(true);
    expect(
      isValid({ crls: [rootCrl], ocsps: [newOcsp(authority, { subject: leaf, issuer: authority })] }),
    ).toBe(true);
  });

  test.each<[string, Uint8Array, (der: Uint8Array) => Parts]>([
    ["leaf", leaf.facts.der, (der) => ({ leaf: der })],
    ["authority", authority.facts.der, (der) => ({ authority: der })],
    ["list", leafCrl, (der) => ({ crls: [rootCrl, der] })],
  ])("a changed %s is refused", (_, der, parts) => {
    const random = numbers(7);
    const accepted = Array.from({ length: ROUNDS }, () => mutate(der, random))
      .filter((changed) => Buffer.compare(changed, der) !== 0)
      .filter((changed) => isValid(parts(changed)));
    expect(accepted).toEqual([]);
  });

  test("a changed answer says nothing false: where it is believed, its signed part is unchanged", () => {
    const random = numbers(11);
    const answer = newOcsp(authority, { subject: leaf, issuer: authority });
    const signed = Buffer.from(
      readEvidence({ crls: [], ocspResponses: [answer] }).ocspResponses[0]?.tbs ?? [],
    );
    for (let round = 0; round < ROUNDS; round++) {
      const changed = mutate(answer, random);
      if (!isValid({ crls: [rootCrl], ocsps: [changed] })) continue;
      expect(Buffer.from(changed).includes(signed)).toBe(true);
    }
  });
});
