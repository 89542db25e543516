import { describe, expect, test } from "vitest";
import { contextTag } from "#shared/asn1/der.ts";
import { encode, objectIdentifier, octetString, retag, sequence, setOf } from "#shared/asn1/encode.ts";
import { writeName } from "#shared/asn1/name.ts";
import { OID } from "#shared/asn1/oids.ts";
import { checkSigner, looksLikeAttributes, planSigner } from "#shared/cms/check.ts";
import { readSignedData } from "#shared/cms/read.ts";
import {
  attribute,
  certificateOf,
  contentType,
  digestOf,
  type Message,
  messageDigest,
  reference,
  signedMessage,
} from "./signed-message.ts";

const content = new TextEncoder().encode("Kính gửi: Ủy ban nhân dân các xã");
const own = certificateOf({ serial: 1 });
const lawful = setOfOrder([contentType, messageDigest(content), reference(own)]);

/** Attributes in DER order. */
function setOfOrder(attributes: readonly Uint8Array[]): Uint8Array[] {
  return attributes.toSorted((a, b) => Buffer.compare(a, b));
}

interface Wanted {
  readonly needsReference?: boolean;
  readonly needsAttributes?: boolean;
}

function flawOf(message: Partial<Message>, wanted: Wanted = {}): string | null {
  const { data, reason } = readSignedData(
    signedMessage({ content, attributes: lawful, certificates: [own], ...message }),
  );
  const [signer] = data?.signers ?? [];
  if (!data || !signer) return reason ?? "no signer";
  const plan = planSigner({
    signer,
    certificates: data.certificates,
    contentType: data.contentType,
    needsReference: wanted.needsReference ?? true,
    needsAttributes: wanted.needsAttributes ?? true,
  });
  return checkSigner(signer, plan, digestOf(content));
}

test("the lawful message is right, in DER and in a BER frame", () => {
  expect(flawOf({})).toBeNull();
  expect(flawOf({ indefinite: true })).toBeNull();
});

test("unknown unsigned attributes may hold anything, even what is no ASN.1", () => {
  const junk = new TextEncoder().encode("seventy-six octets of plain text that nobody can parse");
  const odd = sequence(objectIdentifier("1.2.840.113549.1.9.16.2.10"), encode(0x31, junk));
  expect(flawOf({ unsigned: [odd] })).toBeNull();
});

describe("signed attributes", () => {
  const withoutType = setOfOrder([messageDigest(content), reference(own)]);
  const otherType = attribute(OID.contentType, objectIdentifier(OID.tstInfo));

  test.each<[string, string, readonly Uint8Array[]]>([
    ["out of order", "attributes-not-der", lawful.toReversed()],
    ["one of them twice", "attribute-twice", setOfOrder([...lawful, contentType])],
    ["without content-type", "content-type-wrong", withoutType],
    ["with another content-type", "content-type-wrong", setOfOrder([otherType, ...withoutType])],
    ["without message-digest", "message-digest-missing", setOfOrder([contentType, reference(own)])],
    [
      "with two values of message-digest",
      "content-type-wrong",
      setOfOrder([
        contentType,
        reference(own),
        attribute(OID.messageDigest, octetString(digestOf(content)), octetString(digestOf(own))),
      ]),
    ],
    [
      "with the digest of other content",
      "digest-wrong",
      setOfOrder([contentType, messageDigest(own), reference(own)]),
    ],
    [
      "without a certificate reference",
      "certificate-reference-missing",
      setOfOrder([contentType, messageDigest(content)]),
    ],
    [
      "with a reference to another certificate",
      "certificate-reference-wrong",
      setOfOrder([contentType, messageDigest(content), reference(certificateOf({ serial: 2 }))]),
    ],
  ])("%s: %s", (_, flaw, attributes) => {
    expect(flawOf({ attributes })).toBe(flaw);
  });

  test("may be absent only where that is lawful, and the content is checked then", () => {
    expect(flawOf({ attributes: null })).toBe("attributes-missing");
    const lenient = { needsAttributes: false, needsReference: false };
    expect(flawOf({ attributes: null }, lenient)).toBeNull();
    expect(flawOf({ attributes: null, content: own }, lenient)).toBe("signature-wrong");
  });

  test("a missing reference is no flaw where none is needed", () => {
    const attributes = setOfOrder([contentType, messageDigest(content)]);
    expect(flawOf({ attributes }, { needsReference: false })).toBeNull();
  });

  test("protected algorithms must be the ones in use", () => {
    const protection = (hash: string) => {
      const signature = retag(contextTag(1), sequence(objectIdentifier(OID.ecdsaWithSha256)));
      return attribute(OID.algorithmProtection, sequence(sequence(objectIdentifier(hash)), signature));
    };
    expect(flawOf({ attributes: setOfOrder([...lawful, protection(OID.sha256)]) })).toBeNull();
    expect(flawOf({ attributes: setOfOrder([...lawful, protection(OID.sha512)]) })).toBe(
      "algorithm-protection-wrong",
    );
  });

  test("a signature over them passes for none over a content that repeats them", () => {
    const attributes = setOf(lawful);
    expect(looksLikeAttributes(attributes)).toBe(true);
    expect(looksLikeAttributes(content)).toBe(false);
    expect(looksLikeAttributes(setOf([octetString(content)]))).toBe(false);
  });
});

describe("algorithms", () => {
  test("a digest that is not the signature's hash is refused", () => {
    expect(flawOf({ digestAlgorithm: sequence(objectIdentifier(OID.sha512)) })).toBe("algorithms-differ");
  });

  test("an unknown digest is refused as unknown", () => {
    expect(flawOf({ digestAlgorithm: sequence(objectIdentifier("1.2.3")) })).toBe("algorithm-unknown");
  });
});

describe("the signer's certificate", () => {
  test("must be there, exactly once; the same one twice is one", () => {
    expect(flawOf({ certificates: [] })).toBe("signer-certificate-missing");
    expect(flawOf({ certificates: [certificateOf({ serial: 2 })] })).toBe("signer-certificate-missing");
    expect(flawOf({ certificates: [own, own] })).toBeNull();
    const twin = certificateOf({ serial: 1 });
    // ECDSA signs with a fresh nonce: the same contents, another certificate.
    expect(flawOf({ certificates: [own, twin] })).toBe("signer-certificate-ambiguous");
  });

  test("of another issuer name is not the signer's", () => {
    const other = certificateOf({ serial: 1, name: writeName([["commonName", "Người khác"]]) });
    expect(flawOf({ certificates: [other] })).toBe("signer-certificate-missing");
  });
});
