/** Certificates, CRLs and OCSP responses made to order, lawful or not, at fixed dates; independent of what reads them. */

import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { type CertificateFacts, readCertificate } from "#shared/asn1/certificate.ts";
import { contextTag } from "#shared/asn1/der.ts";
import {
  bitString,
  boolean,
  encode,
  explicit,
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  sequence,
} from "#shared/asn1/encode.ts";
import { writeName } from "#shared/asn1/name.ts";
import { writeTime } from "#shared/asn1/time.ts";
import { anchorOf, type TrustAnchor } from "#shared/trust/anchor.ts";

/** Everything is judged then, unless a test says otherwise. */
export const NOW = new Date("2026-06-01T12:00:00Z");

export function daysFromNow(days: number): Date {
  return new Date(NOW.getTime() + days * 86_400_000);
}

const ECDSA_SHA256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));

export interface TestExtension {
  readonly oid: string;
  readonly critical?: boolean;
  readonly value: Uint8Array;
}

export interface Order {
  readonly name?: string;
  readonly subject?: Uint8Array;
  readonly serial?: number;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly ca?: boolean;
  readonly pathLength?: number;
  /** Bits of KeyUsage; absent: no extension. */
  readonly keyUsage?: readonly number[];
  readonly extensions?: readonly TestExtension[];
  readonly key?: KeyPair;
}

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function newKey(): KeyPair {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

let lastSerial = 1000;

/** The holder of a certificate and its key. */
export class Holder {
  readonly facts: CertificateFacts;
  readonly key: KeyPair;

  constructor(der: Uint8Array, key: KeyPair) {
    this.facts = readCertificate(der);
    this.key = key;
  }

  get anchor(): TrustAnchor {
    const anchor = anchorOf(this.facts, "administrator");
    if (!anchor) throw new Error("no anchor");
    return anchor;
  }

  issue(order: Order): Holder {
    return issue(order, { name: this.facts.subject.der, key: this.key });
  }

  /** A CRL or response of its own: `tbs` signed with its key. */
  signed(tbs: Uint8Array, ...more: Uint8Array[]): Uint8Array {
    return sequence(tbs, ECDSA_SHA256, bitString(signature(tbs, this.key)), ...more);
  }
}

/** A self-signed CA. */
export function newRoot(order: Order = {}): Holder {
  const key = order.key ?? newKey();
  const name = order.subject ?? commonName(order.name ?? "Root");
  return issue({ ca: true, ...order, subject: name, key }, { name, key });
}

function commonName(text: string): Uint8Array {
  return writeName([["commonName", text]]);
}

function issue(order: Order, issuer: { readonly name: Uint8Array; readonly key: KeyPair }): Holder {
  const key = order.key ?? newKey();
  lastSerial += 1;
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(order.serial ?? lastSerial),
    ECDSA_SHA256,
    issuer.name,
    sequence(writeTime(order.notBefore ?? daysFromNow(-300)), writeTime(order.notAfter ?? daysFromNow(300))),
    order.subject ?? commonName(order.name ?? "Leaf"),
    new Uint8Array(key.publicKey.export({ type: "spki", format: "der" })),
    explicit(3, sequence(...extensionsOf(order).map(extension))),
  );
  return new Holder(sequence(tbs, ECDSA_SHA256, bitString(signature(tbs, issuer.key))), key);
}

function extensionsOf({ ca, pathLength, keyUsage, extensions = [] }: Order): TestExtension[] {
  const length = pathLength === undefined ? [] : [integer(pathLength)];
  const basic = { oid: "2.5.29.19", critical: true, value: sequence(boolean(true), ...length) };
  const usage = { oid: "2.5.29.15", critical: true, value: namedBits(keyUsage ?? []) };
  return [...(ca ? [basic] : []), ...(keyUsage ? [usage] : []), ...extensions, NEVER_EMPTY];
}

/** A list of extensions must not be empty; this one means nothing. */
const NEVER_EMPTY: TestExtension = { oid: "2.25.1", value: octetString(new Uint8Array()) };

function extension({ oid, critical, value }: TestExtension): Uint8Array {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

function signature(tbs: Uint8Array, { privateKey }: KeyPair): Uint8Array {
  return new Uint8Array(sign("sha256", tbs, privateKey));
}

interface RevokedEntry {
  readonly serial: Uint8Array;
  readonly at?: Date;
  /** CRLReason. */
  readonly reason?: number;
  readonly extensions?: readonly TestExtension[];
}

export interface CrlOrder {
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date | null;
  readonly number?: number;
  /** BaseCRLNumber: makes it a delta. */
  readonly base?: number;
  readonly issuer?: Uint8Array;
  readonly revoked?: readonly RevokedEntry[];
  readonly extensions?: readonly TestExtension[];
}

/** A version 2 CRL signed by `holder`. */
export function newCrl(holder: Holder, order: CrlOrder = {}): Uint8Array {
  const { number = 1, base, nextUpdate = daysFromNow(5) } = order;
  const numbers: TestExtension[] = [
    { oid: "2.5.29.20", value: integer(number) },
    ...(base === undefined ? [] : [{ oid: "2.5.29.27", critical: true, value: integer(base) }]),
  ];
  const revoked = order.revoked ?? [];
  const tbs = sequence(
    integer(1),
    ECDSA_SHA256,
    order.issuer ?? holder.facts.subject.der,
    writeTime(order.thisUpdate ?? daysFromNow(-1)),
    ...(nextUpdate ? [writeTime(nextUpdate)] : []),
    ...(revoked.length > 0 ? [sequence(...revoked.map(crlEntry))] : []),
    explicit(0, sequence(...[...numbers, ...(order.extensions ?? [])].map(extension))),
  );
  return holder.signed(tbs);
}

function crlEntry({ serial, at, reason, extensions = [] }: RevokedEntry): Uint8Array {
  const why = reason === undefined ? [] : [{ oid: "2.5.29.21", value: encode(0x0a, Uint8Array.of(reason)) }];
  const all = [...why, ...extensions];
  const list = all.length > 0 ? [sequence(...all.map(extension))] : [];
  return sequence(encode(0x02, serial), writeTime(at ?? daysFromNow(-10)), ...list);
}

export interface OcspOrder {
  /** Whose status; its issuer's certificate gives name and key. */
  readonly subject: Holder;
  readonly issuer: Holder;
  readonly status?: "good" | "unknown" | { readonly revokedAt: Date; readonly reason?: number };
  readonly thisUpdate?: Date;
  readonly nextUpdate?: Date | null;
  readonly producedAt?: Date;
  readonly by?: "name" | "key";
  readonly certificates?: readonly Holder[];
  readonly extensions?: readonly TestExtension[];
  readonly singleExtensions?: readonly TestExtension[];
  /** responseStatus; anything but 0 carries no answer. */
  readonly outer?: number;
}

/** An OCSPResponse signed by `responder`. */
export function newOcsp(responder: Holder, order: OcspOrder): Uint8Array {
  const { outer = 0 } = order;
  if (outer !== 0) return sequence(encode(0x0a, Uint8Array.of(outer)));
  const certificates = (order.certificates ?? []).map(({ facts }) => facts.der);
  const list = certificates.length > 0 ? [explicit(0, sequence(...certificates))] : [];
  const basic = responder.signed(responseData(responder, order), ...list);
  const bytes = sequence(objectIdentifier("1.3.6.1.5.5.7.48.1.1"), octetString(basic));
  return sequence(encode(0x0a, Uint8Array.of(0)), explicit(0, bytes));
}

function responseData(responder: Holder, order: OcspOrder): Uint8Array {
  const byKey = explicit(2, octetString(keyHash(responder)));
  const extensions = order.extensions ?? [];
  return sequence(
    order.by === "key" ? byKey : explicit(1, responder.facts.subject.der),
    generalizedTime(order.producedAt ?? daysFromNow(-1)),
    sequence(singleResponse(order)),
    ...(extensions.length > 0 ? [explicit(1, sequence(...extensions.map(extension)))] : []),
  );
}

function singleResponse(order: OcspOrder): Uint8Array {
  const { subject, issuer, nextUpdate = daysFromNow(3), singleExtensions = [] } = order;
  const id = sequence(
    sequence(objectIdentifier("1.3.14.3.2.26")),
    octetString(sha1(issuer.facts.subject.der)),
    octetString(keyHash(issuer)),
    encode(0x02, subject.facts.serial),
  );
  return sequence(
    id,
    certificateStatus(order.status ?? "good"),
    generalizedTime(order.thisUpdate ?? daysFromNow(-1)),
    ...(nextUpdate ? [explicit(0, generalizedTime(nextUpdate))] : []),
    ...(singleExtensions.length > 0 ? [explicit(1, sequence(...singleExtensions.map(extension)))] : []),
  );
}

function certificateStatus(status: NonNullable<OcspOrder["status"]>): Uint8Array {
  if (status === "good") return encode(contextTag(0, "primitive"));
  if (status === "unknown") return encode(contextTag(2, "primitive"));
  const { revokedAt, reason } = status;
  const why = reason === undefined ? [] : [explicit(0, encode(0x0a, Uint8Array.of(reason)))];
  return encode(contextTag(1), generalizedTime(revokedAt), ...why);
}

export function generalizedTime(moment: Date): Uint8Array {
  const digits = moment.toISOString().replaceAll(/[-:T]|\.\d+Z$/g, "");
  return encode(0x18, new TextEncoder().encode(`${digits}Z`));
}

function keyHash({ key }: Holder): Uint8Array {
  const point = key.publicKey.export({ format: "jwk" });
  const octets = (text: string | undefined) => Buffer.from(text ?? "", "base64url");
  return sha1(Buffer.concat([Uint8Array.of(4), octets(point.x), octets(point.y)]));
}

function sha1(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha1").update(bytes).digest());
}
