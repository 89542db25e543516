/** What may be wrong with a service, one by one: how it behaves, and what is said of it. */

import { contextTag } from "#shared/asn1/der.ts";
import { encode, sequence } from "#shared/asn1/encode.ts";
import type { ServiceFault } from "#shared/protocol/service-faults.ts";
import {
  CRL_PATH,
  DELTA_PATH,
  hoursFromNow,
  OCSP_PATH,
  type TestAuthority,
  times,
  withNonce,
} from "./authority.ts";
import type { Manner } from "./service.ts";

export interface Fault {
  readonly name: string;
  readonly fault: ServiceFault;
  readonly manner: (authority: TestAuthority) => Manner;
}

const JUNK = new TextEncoder().encode("<html>Đăng nhập</html>");

/** Of any service. */
const EVERYWHERE: readonly Fault[] = [
  { name: "never answers", fault: "timeout", manner: () => () => "silence" },
  { name: "breaks off", fault: "unreachable", manner: () => () => "cut" },
  { name: "sends without end", fault: "too-large", manner: () => () => "endless" },
  { name: "answers with an error page", fault: "status", manner: () => () => ({ bytes: JUNK, status: 503 }) },
  { name: "answers with a login page", fault: "malformed", manner: () => () => ({ bytes: JUNK }) },
  { name: "answers with nothing", fault: "malformed", manner: () => () => ({ bytes: new Uint8Array() }) },
];

export const OCSP_FAULTS: readonly Fault[] = [
  ...EVERYWHERE,
  {
    name: "declines (tryLater)",
    fault: "malformed",
    manner: (authority) => (asked) => ({ bytes: authority.ocsp(asked, { outer: 3 }) }),
  },
  {
    name: "signs with a key of its own",
    fault: "signature",
    manner: (authority) => (asked) => ({ bytes: authority.ocsp(asked, {}, authority.stranger) }),
  },
  {
    name: "has a changed signature",
    fault: "signature",
    manner: (authority) => (asked) => ({ bytes: flipped(authority.ocsp(asked, {}, authority.issuing)) }),
  },
  {
    name: "signs by an authority's ordinary certificate",
    fault: "signature",
    manner: (authority) => (asked) => ({
      bytes: authority.ocsp(asked, {}, authority.signer),
    }),
  },
  {
    name: "signs by a delegate whose time is over",
    fault: "signature",
    manner: (authority) => {
      const old = authority.newResponder({ notBefore: hoursFromNow(-900), notAfter: hoursFromNow(-100) });
      return (asked) => ({ bytes: authority.ocsp(asked, {}, old) });
    },
  },
  {
    name: "signs by a delegate of another authority",
    fault: "signature",
    manner: (authority) => (asked) => ({
      bytes: authority.ocsp(asked, { certificates: [authority.responder] }, authority.stranger),
    }),
  },
  {
    name: "speaks about another certificate",
    fault: "other",
    manner: (authority) => (asked) => ({ bytes: authority.ocsp(asked, { subject: authority.responder }) }),
  },
  {
    name: "speaks for another issuer",
    fault: "other",
    manner: (authority) => (asked) => ({ bytes: authority.ocsp(asked, { issuer: authority.stranger }) }),
  },
  {
    name: "repeats an answer to another question",
    fault: "nonce",
    manner: (authority) => (asked) => ({
      bytes: authority.ocsp(asked, { extensions: withNonce(new Uint8Array(16).fill(7)) }),
    }),
  },
  {
    name: "repeats an answer of last month",
    fault: "stale",
    manner: (authority) => (asked) => ({ bytes: authority.ocsp(asked, { ...times(-800, -700) }) }),
  },
  {
    name: "speaks of tomorrow",
    fault: "future",
    manner: (authority) => (asked) => ({
      bytes: authority.ocsp(asked, { ...times(20, 40), producedAt: hoursFromNow(20) }),
    }),
  },
];

export const CRL_FAULTS: readonly Fault[] = [
  ...EVERYWHERE,
  {
    name: "signs with a key of its own",
    fault: "signature",
    manner: (authority) => () => ({ bytes: authority.crl({}, authority.stranger) }),
  },
  {
    name: "has a changed signature",
    fault: "signature",
    manner: (authority) => () => ({ bytes: flipped(authority.crl()) }),
  },
  {
    name: "repeats a list of last month",
    fault: "stale",
    manner: (authority) => () => ({ bytes: authority.crl(times(-800, -700)) }),
  },
  {
    name: "has a list of tomorrow",
    fault: "future",
    manner: (authority) => () => ({ bytes: authority.crl(times(20, 40)) }),
  },
];

/** A delta that would revoke the signer, if it were one: each must be without effect. */
export const DELTA_FAULTS: readonly Fault[] = [
  ...EVERYWHERE,
  {
    name: "signs with a key of its own",
    fault: "signature",
    manner: (authority) => () => ({ bytes: authority.delta(striking(authority), authority.stranger) }),
  },
  {
    name: "has a changed signature",
    fault: "signature",
    manner: (authority) => () => ({ bytes: flipped(authority.delta(striking(authority))) }),
  },
  {
    name: "continues a list that comes later",
    fault: "other",
    manner: (authority) => () => ({
      bytes: authority.delta({ ...striking(authority), number: 9, base: 8 }),
    }),
  },
  {
    name: "is about another distribution point",
    fault: "other",
    manner: (authority) => () => ({
      bytes: authority.delta({ ...striking(authority), extensions: [OTHER_SCOPE] }),
    }),
  },
  {
    name: "repeats a delta of last month",
    fault: "stale",
    manner: (authority) => () => ({ bytes: authority.delta({ ...times(-800, -700) }) }),
  },
  {
    name: "has a delta of tomorrow",
    fault: "future",
    manner: (authority) => () => ({ bytes: authority.delta({ ...striking(authority), ...times(20, 40) }) }),
  },
];

function striking({ signer }: TestAuthority) {
  return { revoked: [{ serial: signer.facts.serial, at: hoursFromNow(-48), reason: 1 }] };
}

/** IssuingDistributionPoint with onlyContainsUserCerts (RFC 5280 5.2.5). */
const OTHER_SCOPE = {
  oid: "2.5.29.28",
  critical: true,
  value: sequence(encode(contextTag(1, "primitive"), Uint8Array.of(0xff))),
};

/** The last bit of a value that ends in its signature. */
function flipped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

const PATHS = { ocsp: OCSP_PATH, crl: CRL_PATH, delta: DELTA_PATH } as const;

export function misbehave(authority: TestAuthority, service: keyof typeof PATHS, { manner }: Fault): void {
  authority.service.serve(PATHS[service], manner(authority));
}
