/** Whom an enemy of messages meets: a signer under a trusted root, and certificates that resemble it. */

import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { objectIdentifier, octetString, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { type Holder, type KeyPair, newRoot, type TestExtension } from "../../shared/trust/pki.ts";

const OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
const SKI = "2.5.29.14";
export const KEY_ID = Uint8Array.of(1, 2, 3, 4);

export interface MessageWorld {
  readonly root: Holder;
  /** EC P-256; has a subject key identifier. */
  readonly signer: Holder;
  readonly rsa: Holder;
  /** The signer's key under the same root, by another name. */
  readonly sameKey: Holder;
  /** Another key under the root's name and the signer's serial number, but by another authority. */
  readonly twin: Holder;
  /** Nobody trusts it. */
  readonly stranger: Holder;
  /** Of the trusted root, but for another purpose. */
  readonly responder: Holder;
  readonly tsa: Holder;
  /** Time-stamping, but not critical. */
  readonly laxTsa: Holder;
  readonly authority: Holder;
  readonly encipherer: Holder;
}

const SIGNING = [0, 1];

function purpose(oid: string, critical: boolean): TestExtension {
  return { oid: OID.extendedKeyUsage, critical, value: sequence(objectIdentifier(oid)) };
}

function rsaKey(modulusLength = 2048, publicExponent = 65_537): KeyPair {
  return generateKeyPairSync("rsa", { modulusLength, publicExponent });
}

export function messageWorld(): MessageWorld {
  const root = newRoot({ name: "Root of messages", keyUsage: [5, 6] });
  const foreign = newRoot({ subject: root.facts.subject.der, keyUsage: [5, 6] });
  const keyId: TestExtension = { oid: SKI, value: octetString(KEY_ID) };
  const signer = root.issue({ name: "Nguyễn Văn A", serial: 7001, keyUsage: SIGNING, extensions: [keyId] });
  const of = (name: string, extension: TestExtension) =>
    root.issue({ name, keyUsage: SIGNING, extensions: [extension] });
  return {
    root,
    signer,
    rsa: root.issue({ name: "Trần Thị B", keyUsage: SIGNING, key: rsaKey() }),
    sameKey: root.issue({ name: "Lê Văn C", keyUsage: SIGNING, key: signer.key }),
    twin: foreign.issue({ name: "Nguyễn Văn A", serial: 7001, keyUsage: SIGNING, extensions: [keyId] }),
    stranger: newRoot({ name: "Người lạ" }).issue({ name: "Nguyễn Văn A", keyUsage: SIGNING }),
    responder: of("OCSP", purpose(OCSP_SIGNING, false)),
    tsa: of("TSA", purpose(OID.timeStamping, true)),
    laxTsa: of("TSA", purpose(OID.timeStamping, false)),
    authority: root.issue({ name: "CA", ca: true, keyUsage: [5, 6] }),
    encipherer: root.issue({ name: "Mã hóa", keyUsage: [2] }),
  };
}

/** RSA keys that need no private part to sign with, or too small a one, under the root. */
export function weakSigners(root: Holder): Readonly<Record<string, Holder>> {
  const { privateKey } = rsaKey();
  const jwk = privateKey.export({ format: "jwk" });
  const withExponent = (octets: Uint8Array): KeyPair => ({
    publicKey: createPublicKey({
      key: { kty: "RSA", n: jwk.n ?? "", e: Buffer.from(octets).toString("base64url") },
      format: "jwk",
    }),
    privateKey: createPrivateKey({ key: jwk, format: "jwk" }),
  });
  const of = (key: KeyPair) => root.issue({ name: "Khóa yếu", keyUsage: SIGNING, key });
  return {
    "a control of 2048 bits": of(rsaKey()),
    "an exponent of 1": of(withExponent(Uint8Array.of(1))),
    "an even exponent": of(withExponent(Uint8Array.of(2))),
    "512 bits": of(rsaKey(512)),
  };
}
