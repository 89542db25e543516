/** DER out of PEM (RFC 7468), with any number of blocks and other text between them. */

import { fromBase64 } from "../bytes.ts";

export type BlockKind = "certificate" | "crl" | "ocsp" | "cms";

/** Labels in use, older ones included. */
const LABELS: Readonly<Record<BlockKind, RegExp>> = {
  certificate: /^(X509 )?CERTIFICATE$/,
  crl: /^(X509 )?CRL$/,
  ocsp: /^OCSP RESPONSE$/,
  cms: /^(PKCS7|CMS)$/,
};

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** All blocks of the kind; the bytes themselves where they are no PEM; null where a block is broken or none is there. */
export function derBlocks(bytes: Uint8Array, kind: BlockKind): Uint8Array[] | null {
  const text = new TextDecoder("latin1").decode(bytes);
  if (!text.includes("-----BEGIN ")) return bytes.length > 0 ? [bytes] : null;
  const own = [...text.matchAll(BLOCK)].filter(([, label = ""]) => LABELS[kind].test(label));
  const ders = own.map(([, , body = ""]) => fromBase64(body.replace(/\s/g, "")));
  const whole = ders.filter((der) => der !== null);
  return whole.length > 0 && whole.length === ders.length ? whole : null;
}
