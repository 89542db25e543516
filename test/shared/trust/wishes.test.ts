import { describe, expect, test } from "vitest";
import { encode, explicit, objectIdentifier, octetString, sequence } from "#shared/asn1/encode.ts";
import { builtInAnchors } from "#shared/trust/built-in-anchors.ts";
import {
  anchorWishes,
  crlUrls,
  issuerUrls,
  issuerWishes,
  ocspUrls,
  statusWishes,
} from "#shared/trust/wishes.ts";
import { newRoot, type TestExtension } from "./pki.ts";

const root = newRoot();
const OCSP = "1.3.6.1.5.5.7.48.1";
const CA_ISSUERS = "1.3.6.1.5.5.7.48.2";

function uri(text: string): Uint8Array {
  return encode(0x86, new TextEncoder().encode(text));
}

function access(...entries: readonly (readonly [string, string])[]): TestExtension {
  const list = entries.map(([method, url]) => sequence(objectIdentifier(method), uri(url)));
  return { oid: "1.3.6.1.5.5.7.1.1", value: sequence(...list) };
}

function points(...urls: readonly string[]): TestExtension {
  return {
    oid: "2.5.29.31",
    value: sequence(...urls.map((url) => sequence(explicit(0, explicit(0, uri(url)))))),
  };
}

function leafWith(...extensions: readonly TestExtension[]) {
  return root.issue({ extensions }).facts;
}

describe("the addresses that a certificate names", () => {
  test("each by its purpose, in their order", () => {
    const leaf = leafWith(
      access([OCSP, "http://o.vn/"], [CA_ISSUERS, "http://o.vn/ca.crt"], [OCSP, "https://p.vn"]),
      points("http://o.vn/a.crl", "http://p.vn/a.crl"),
    );
    expect(ocspUrls(leaf)).toEqual(["http://o.vn/", "https://p.vn"]);
    expect(issuerUrls(leaf)).toEqual(["http://o.vn/ca.crt"]);
    expect(crlUrls(leaf)).toEqual(["http://o.vn/a.crl", "http://p.vn/a.crl"]);
    expect(statusWishes(leaf, root.facts).map(({ kind }) => kind)).toEqual(["ocsp", "crl"]);
  });

  test.each([
    "ldap://o.vn/cn=a",
    "file:///etc/passwd",
    "ftp://o.vn/a.crl",
    "http://o.vn/a b",
    `http://${"o".repeat(1000)}`,
  ])("not %.30s, while its neighbour counts", (url) => {
    const leaf = leafWith(access([OCSP, url], [OCSP, "http://o.vn/"]), points(url, "http://o.vn/a.crl"));
    expect(ocspUrls(leaf)).toEqual(["http://o.vn/"]);
    expect(crlUrls(leaf)).toEqual(["http://o.vn/a.crl"]);
  });

  test("at most four of a kind, each once", () => {
    const urls = Array.from({ length: 9 }, (_, index) => `http://o.vn/${Math.floor(index / 2)}`);
    expect(crlUrls(leafWith(points(...urls)))).toEqual([
      "http://o.vn/0",
      "http://o.vn/1",
      "http://o.vn/2",
      "http://o.vn/3",
    ]);
  });

  test("none where the extension cannot be read or is absent", () => {
    const junk = octetString(Uint8Array.of(1, 2, 3));
    const broken = leafWith({ oid: "1.3.6.1.5.5.7.1.1", value: junk }, { oid: "2.5.29.31", value: junk });
    expect(statusWishes(broken, root.facts)).toEqual([]);
    expect(issuerWishes(leafWith())).toEqual([]);
  });
});

describe("the authorities behind built-in anchors", () => {
  test("each anchor that another one issued has a list to ask for, a root has none", () => {
    for (const anchor of builtInAnchors()) {
      const asked = anchorWishes(anchor).map(({ kind }) => kind);
      expect(asked, anchor.text).toEqual(anchor.issued ? ["anchor-crl"] : []);
    }
  });

  test("an authority that is no anchor is looked for by the key identifier that its leaf names", () => {
    const keyId = encode(0x80, Buffer.from("44ef86eedc2f0a982c3f0ea6d9e7ec01ccd0d6b6", "hex"));
    const leaf = leafWith({ oid: "2.5.29.35", value: sequence(keyId) });
    expect(issuerUrls(leaf)).toEqual(["http://ca.gov.vn/pki/pub/crt/sscag2.crt"]);
  });
});
