/** Messages that resemble attacks and are lawful: none may be refused. */

import { contextTag } from "#shared/asn1/der.ts";
import { encode, nullValue, octetString } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import {
  adobeCase,
  ecdsaChanged,
  type MessageCase,
  P256_ORDER,
  padesCase,
  pair,
  withoutReference,
} from "./message-case.ts";
import {
  attribute,
  byPss,
  ECDSA_SHA256,
  identifier,
  inOrder,
  pssIdentifier,
  reference,
  SHA256,
  signerInfo,
  usual,
} from "./message-parts.ts";
import { KEY_ID } from "./message-world.ts";

export const LAWFUL_MESSAGES: Readonly<Record<string, MessageCase>> = {
  "as the product makes it": padesCase(() => ({})),
  "a version of the message that says nothing": padesCase(() => ({ version: 3 })),
  "zero octets behind": padesCase(() => ({ tail: new Uint8Array(40) })),
  "the certificate twice": padesCase(({ signer }) => ({
    certificates: [signer.facts.der, signer.facts.der],
  })),
  "certificates of others beside": padesCase(({ signer, stranger, sameKey }) => ({
    certificates: [stranger.facts.der, sameKey.facts.der, signer.facts.der],
  })),
  "named by its key identifier": padesCase(() => ({ id: encode(contextTag(0, "primitive"), KEY_ID) })),
  "a reference of the first version beside": padesCase(({ signer }, content) => ({
    attributes: inOrder([...usual(content, signer), reference(signer.facts.der, 1)]),
  })),
  "an attribute that nobody knows": padesCase(({ signer }, content) => ({
    attributes: inOrder([
      ...usual(content, signer),
      attribute("1.2.3.4.5", octetString(new Uint8Array(3000))),
    ]),
  })),
  "without attributes where that is lawful": adobeCase(() => ({ attributes: null })),
  "without a reference where that is lawful": adobeCase((_, content) => ({
    attributes: inOrder(withoutReference(content)),
  })),
  "PSS as it is said": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: pssIdentifier({}),
    sign: byPss,
  })),
  "RSA as it is said": padesCase(({ rsa }) => ({
    by: rsa,
    signatureAlgorithm: identifier(OID.sha256WithRsa, nullValue()),
  })),
  "ECDSA with the other s": padesCase(() => ({ sign: ecdsaChanged((r, s) => pair(r, P256_ORDER - s)) })),
  "ECDSA named by the key alone": padesCase(() => ({ signatureAlgorithm: identifier(OID.ecPublicKey) })),
  "a stranger's counter-signature beside": padesCase(({ stranger }) => ({
    unsigned: (signature) => [
      attribute(
        OID.counterSignature,
        signerInfo(signature, { by: stranger, digestAlgorithm: SHA256, signatureAlgorithm: ECDSA_SHA256 }),
      ),
    ],
  })),
};
