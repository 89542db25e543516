import { afterAll, describe, expect, test } from "vitest";
import { type WishData, wishData, wishOf } from "#shared/network/wish-data.ts";
import { builtInAnchors } from "#shared/trust/built-in-anchors.ts";
import { anchorWishes, issuerWishes, statusWishes } from "#shared/trust/wishes.ts";
import { testAuthority } from "../../tools/test-pki/authority.ts";

const authority = await testAuthority();
afterAll(() => authority.close());
const { signer, issuing, root } = authority;

describe("a wish on its way", () => {
  const anchors = builtInAnchors().flatMap(anchorWishes);
  const wishes = [...statusWishes(signer.facts, issuing.facts), ...issuerWishes(signer.facts), ...anchors];

  test.each(wishes.map((wish) => [wish.kind, wish] as const))("%s arrives with its addresses", (_, wish) => {
    const arrived = wishOf(structuredClone(wishData(wish)));
    expect(arrived?.kind).toBe(wish.kind);
    expect(arrived?.urls).toEqual(wish.urls);
  });

  const certificate = signer.facts.der;
  const issuer = issuing.facts.spki;
  test.each<[string, WishData]>([
    ["no certificate", { kind: "ocsp", certificate: Uint8Array.of(1), issuer }],
    ["no key", { kind: "crl", certificate, issuer: certificate }],
    ["a certificate that names nobody", { kind: "ocsp", certificate: root.facts.der, issuer }],
    ["no anchor", { kind: "anchor-crl", anchor: root.facts.sha256 }],
  ])("what is about %s is none", (_, data) => {
    expect(wishOf(data)).toBeNull();
  });
});
