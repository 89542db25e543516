/** Certificates that name services of their own, and messages signed under them. */

import { contextTag } from "#shared/asn1/der.ts";
import { explicit, objectIdentifier, retag, sequence } from "#shared/asn1/encode.ts";
import { type MessageOrder, type SignerOrder, signedMessage } from "../../tools/signed/message.ts";
import { judgeMessage, outcomes, type Question } from "../../tools/signed/world.ts";
import { NOW, newCrl, newRoot, type TestExtension } from "../trust/pki.ts";

export const content = new TextEncoder().encode("Nội dung");

function uri(text: string): Uint8Array {
  const octets = new TextEncoder().encode(text);
  return retag(contextTag(6, "primitive"), Uint8Array.of(0x16, octets.length, ...octets));
}

/** AuthorityInfoAccess and CRLDistributionPoints. */
export function places(name: string): TestExtension[] {
  const access = (method: string, path: string) =>
    sequence(objectIdentifier(`1.3.6.1.5.5.7.48.${method}`), uri(`http://${name}.example/${path}`));
  const names = retag(contextTag(0), sequence(uri(`http://${name}.example/crl`)));
  return [
    { oid: "1.3.6.1.5.5.7.1.1", value: sequence(access("1", "ocsp"), access("2", "issuer")) },
    { oid: "2.5.29.31", value: sequence(sequence(explicit(0, names))) },
  ];
}

export const root = newRoot({ name: "Gốc" });
export const authority = root.issue({ name: "CA", ca: true, extensions: places("root") });
export const signer = authority.issue({ name: "Người ký", extensions: places("authority") });
export const lists = [newCrl(root), newCrl(authority)];
export const revoking = newCrl(authority, { revoked: [{ serial: signer.facts.serial, reason: 1 }] });

export function message(own: Partial<SignerOrder> = {}, more: Partial<MessageOrder> = {}): Uint8Array {
  return signedMessage({ content, certificates: [authority], ...more, signers: [{ by: signer, ...own }] });
}

export function judged(bytes: Uint8Array, question: Question = {}) {
  return outcomes(judgeMessage(bytes, { anchors: [root], at: NOW, content, ...question }));
}
