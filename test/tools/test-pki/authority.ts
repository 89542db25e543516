/** A small PKI with its services: root, issuing authority, a signer's certificate that names where to ask; valid now. */

import { contextTag, DerReader, readSingle, TAG } from "#shared/asn1/der.ts";
import { encode, explicit, objectIdentifier, octetString, sequence } from "#shared/asn1/encode.ts";
import {
  type CrlOrder,
  type Holder,
  newCrl,
  newOcsp,
  newRoot,
  type OcspOrder,
  type TestExtension,
} from "../../shared/trust/pki.ts";
import { type Asked, type Manner, openService, type TestService } from "./service.ts";

const OCSP = "1.3.6.1.5.5.7.48.1";
const CA_ISSUERS = "1.3.6.1.5.5.7.48.2";
const NONCE = "1.3.6.1.5.5.7.48.1.2";
const NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";

export const SIGNING_BITS = [0, 1];
const AUTHORITY_BITS = [5, 6];

export interface TestAuthority {
  readonly service: TestService;
  readonly root: Holder;
  readonly issuing: Holder;
  readonly signer: Holder;
  /** May answer for `issuing`; nobody need ask about it. */
  readonly responder: Holder;
  /** Another one; without `noCheck` its own status counts. */
  newResponder(order?: {
    readonly noCheck?: boolean;
    readonly notBefore?: Date;
    readonly notAfter?: Date;
  }): Holder;
  /** Time-stamps, by `issuing`. */
  readonly tsa: Holder;
  /** Another authority that nobody trusts. */
  readonly stranger: Holder;
  /** An honest answer about the signer, nonce included; `change` makes it another one. */
  ocsp(asked: Asked, change?: Partial<OcspOrder>, by?: Holder): Uint8Array;
  crl(change?: CrlOrder, by?: Holder): Uint8Array;
  /** What changed since list number 1. */
  delta(change?: CrlOrder, by?: Holder): Uint8Array;
  /** Every service honest again. */
  reset(): void;
  close(): Promise<void>;
}

export const OCSP_PATH = "/ocsp";
export const CRL_PATH = "/issuing.crl";
export const DELTA_PATH = "/issuing-delta.crl";
const ROOT_CRL_PATH = "/root.crl";
export const ISSUER_PATH = "/issuing.crt";

export function hoursFromNow(hours: number): Date {
  return new Date(Date.now() + hours * 3_600_000);
}

/** A certificate that is good today. */
export const VALID = { notBefore: hoursFromNow(-24 * 100), notAfter: hoursFromNow(24 * 100) };

/** @param services which the signer's certificate names, all but `delta` where absent; `host`: the name that stands in their addresses, `tls`: they are on https */
export async function testAuthority({
  ocsp = true,
  crl = true,
  issuer = true,
  delta = false,
  host,
  tls,
}: {
  readonly ocsp?: boolean;
  readonly crl?: boolean;
  readonly issuer?: boolean;
  readonly delta?: boolean;
  readonly host?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
} = {}): Promise<TestAuthority> {
  const service = await openService(host, tls);
  const root = newRoot({ ...VALID, name: "Test Root", keyUsage: AUTHORITY_BITS });
  const issuing = root.issue({
    ...VALID,
    name: "Test Issuing CA",
    ca: true,
    keyUsage: AUTHORITY_BITS,
    extensions: [points(service.url(ROOT_CRL_PATH))],
  });
  const named = [
    ...(ocsp ? [[OCSP, service.url(OCSP_PATH)] as const] : []),
    ...(issuer ? [[CA_ISSUERS, service.url(ISSUER_PATH)] as const] : []),
  ];
  const signer = issuing.issue({
    ...VALID,
    name: "Nguyễn Văn A",
    keyUsage: SIGNING_BITS,
    extensions: [
      ...(named.length > 0 ? [access(named)] : []),
      ...(crl ? [points(service.url(CRL_PATH))] : []),
      ...(delta ? [freshest(service.url(DELTA_PATH))] : []),
    ],
  });
  const newResponder: TestAuthority["newResponder"] = ({ noCheck = true, ...validity } = {}) =>
    issuing.issue({
      ...VALID,
      ...validity,
      name: "Test OCSP",
      keyUsage: [0],
      extensions: [
        { oid: "2.5.29.37", value: sequence(objectIdentifier(OCSP_SIGNING)) },
        ...(noCheck ? [{ oid: NO_CHECK, value: encode(TAG.null) }] : []),
      ],
    });
  const responder = newResponder();
  const tsa = issuing.issue({
    ...VALID,
    name: "Test TSA",
    keyUsage: [0],
    extensions: [
      { oid: "2.5.29.37", critical: true, value: sequence(objectIdentifier(TIME_STAMPING)) },
      points(service.url(CRL_PATH)),
    ],
  });
  const stranger = newRoot({ ...VALID, name: "Test Issuing CA", keyUsage: AUTHORITY_BITS });
  const authority: TestAuthority = {
    service,
    root,
    issuing,
    signer,
    responder,
    newResponder,
    tsa,
    stranger,
    ocsp: (asked, change = {}, by = responder) =>
      newOcsp(by, {
        subject: signer,
        issuer: issuing,
        ...times(-0.5, 24),
        producedAt: hoursFromNow(-0.4),
        certificates: by === issuing || by === stranger ? [] : [by],
        extensions: echoed(asked),
        ...change,
      }),
    crl: (change = {}, by = issuing) => newCrl(by, { ...times(-1, 24), ...change }),
    delta: (change = {}, by = issuing) => newCrl(by, { ...times(-0.5, 4), number: 2, base: 1, ...change }),
    reset: () => {
      service.serve(
        OCSP_PATH,
        honest((asked) => authority.ocsp(asked)),
      );
      service.serve(
        CRL_PATH,
        honest(() => authority.crl()),
      );
      service.serve(
        DELTA_PATH,
        honest(() => authority.delta()),
      );
      service.serve(
        ROOT_CRL_PATH,
        honest(() => authority.crl({}, root)),
      );
      service.serve(
        ISSUER_PATH,
        honest(() => issuing.facts.der),
      );
    },
    close: () => service.close(),
  };
  authority.reset();
  return authority;
}

function honest(answer: (asked: Asked) => Uint8Array): Manner {
  return (asked) => ({ bytes: answer(asked) });
}

export function times(from: number, to: number) {
  return { thisUpdate: hoursFromNow(from), nextUpdate: hoursFromNow(to) };
}

function uri(text: string): Uint8Array {
  return encode(contextTag(6, "primitive"), new TextEncoder().encode(text));
}

function access(named: readonly (readonly [string, string])[]): TestExtension {
  const list = named.map(([method, url]) => sequence(objectIdentifier(method), uri(url)));
  return { oid: "1.3.6.1.5.5.7.1.1", value: sequence(...list) };
}

/** Where the list of the issuer lies (RFC 5280 4.2.1.13). */
export function points(url: string): TestExtension {
  return { oid: "2.5.29.31", value: sequence(sequence(explicit(0, explicit(0, uri(url))))) };
}

/** Where its deltas lie: in a certificate (4.2.1.15), or in the list itself (5.2.6). */
export function freshest(url: string): TestExtension {
  return { ...points(url), oid: "2.5.29.46" };
}

/** The nonce of the request, as a service gives it back (RFC 8954 2.1). */
function echoed({ body }: Asked): TestExtension[] {
  const nonce = nonceIn(body);
  return nonce ? [{ oid: NONCE, value: nonce }] : [];
}

export function withNonce(nonce: Uint8Array): TestExtension[] {
  return [{ oid: NONCE, value: octetString(nonce) }];
}

export function asksForNonce({ body }: Asked): boolean {
  return nonceIn(body) !== null;
}

function nonceIn(request: Uint8Array): Uint8Array | null {
  const tbs = new DerReader(readSingle(request).content).enter(TAG.sequence);
  tbs.read(TAG.sequence);
  const extension = tbs.enterIf(contextTag(2))?.enter(TAG.sequence).enter(TAG.sequence);
  extension?.read(TAG.oid);
  return extension?.read(TAG.octetString).content ?? null;
}
