import { describe, expect, test } from "vitest";
import { contextTag } from "#shared/asn1/der.ts";
import { boolean, encode, explicit, namedBits, octetString, sequence } from "#shared/asn1/encode.ts";
import { answersNonce, readEvidence } from "#shared/trust/evidence.ts";
import { validatePath } from "#shared/trust/validate.ts";
import {
  type CrlOrder,
  daysFromNow,
  generalizedTime,
  type Holder,
  NOW,
  newCrl,
  newKey,
  newOcsp,
  newRoot,
  type OcspOrder,
  type TestExtension,
} from "./pki.ts";

const OCSP_SIGNING: TestExtension = {
  oid: "2.5.29.37",
  value: sequence(Uint8Array.of(6, 8, 0x2b, 6, 1, 5, 5, 7, 3, 9)),
};
const NO_CHECK: TestExtension = { oid: "1.3.6.1.5.5.7.48.1.5", value: Uint8Array.of(5, 0) };
const UNKNOWN_CRITICAL: TestExtension = {
  oid: "2.25.999",
  critical: true,
  value: octetString(new Uint8Array()),
};

const root = newRoot();
const leaf = root.issue({ name: "Signer" });

interface Question {
  readonly subject?: Holder;
  readonly crls?: readonly Uint8Array[];
  readonly ocsps?: readonly Uint8Array[];
  readonly intermediates?: readonly Holder[];
  readonly mode?: "hard" | "soft";
  readonly at?: Date;
  readonly now?: Date;
}

function ask({
  subject = leaf,
  crls = [],
  ocsps = [],
  intermediates = [],
  mode = "hard",
  at = NOW,
  now,
}: Question) {
  return validatePath({
    leaf: subject.facts,
    anchors: [root.anchor],
    intermediates: intermediates.map(({ facts }) => facts),
    at,
    revocation: { mode, evidence: readEvidence({ crls, ocspResponses: ocsps }), ...(now ? { now } : {}) },
  });
}

function reason(question: Question): string {
  return ask(question).fault?.reason ?? "valid";
}

function crl(order: CrlOrder = {}, signer: Holder = root): Uint8Array {
  return newCrl(signer, order);
}

const { serial } = leaf.facts;

describe("CRLs", () => {
  test("a certificate that no current list names is good", () => {
    expect(reason({ crls: [crl()] })).toBe("valid");
    expect(ask({ crls: [crl()] }).statuses).toMatchObject([{ status: "good", source: "crl" }]);
  });

  test("no evidence fails where it is demanded, and only there", () => {
    expect(reason({})).toBe("revocation-unknown");
    expect(reason({ mode: "soft" })).toBe("valid");
  });

  test("a revoked certificate fails in both modes", () => {
    const crls = [crl({ revoked: [{ serial, reason: 1 }] })];
    expect(reason({ crls })).toBe("revoked");
    expect(reason({ crls, mode: "soft" })).toBe("revoked");
  });

  test("a suspended certificate is told apart, and is good again by a newer list", () => {
    const held = crl({ revoked: [{ serial, reason: 6 }], thisUpdate: daysFromNow(-2) });
    expect(reason({ crls: [held] })).toBe("on-hold");
    expect(reason({ crls: [held, crl({ number: 2 })] })).toBe("valid");
  });

  test("a newer list does not lift a revocation that was final", () => {
    const revoked = crl({ revoked: [{ serial, reason: 4 }], thisUpdate: daysFromNow(-2) });
    expect(reason({ crls: [crl({ number: 2 }), revoked] })).toBe("revoked");
  });

  test.each([
    ["expired", { thisUpdate: daysFromNow(-30), nextUpdate: daysFromNow(-20) }],
    ["issued in the future", { thisUpdate: daysFromNow(2), nextUpdate: daysFromNow(9) }],
    ["old and without an end", { thisUpdate: daysFromNow(-3), nextUpdate: null }],
  ])("a list that is %s proves nothing good", (_, order) => {
    expect(reason({ crls: [crl(order)] })).toBe("revocation-unknown");
  });

  test("an old list still revokes what it revoked", () => {
    const old = { thisUpdate: daysFromNow(-30), nextUpdate: daysFromNow(-20) };
    expect(reason({ crls: [crl({ ...old, revoked: [{ serial, reason: 1, at: daysFromNow(-31) }] })] })).toBe(
      "revoked",
    );
  });

  test("a list by another key under the issuer's name is nobody's", () => {
    const impostor = newRoot();
    expect(reason({ crls: [crl({}, impostor)] })).toBe("revocation-unknown");
    expect(reason({ crls: [crl({ revoked: [{ serial }] }, impostor), crl()] })).toBe("valid");
  });

  test("an unknown critical extension makes a list unusable, in the list as in any entry", () => {
    expect(reason({ crls: [crl({ extensions: [UNKNOWN_CRITICAL] })] })).toBe("revocation-unknown");
    const entry = { serial: Uint8Array.of(5), extensions: [UNKNOWN_CRITICAL] };
    expect(reason({ crls: [crl({ revoked: [entry] })] })).toBe("revocation-unknown");
    expect(reason({ crls: [crl({ revoked: [{ serial: Uint8Array.of(5) }] })] })).toBe("valid");
  });

  test("an issuer without cRLSign cannot revoke nor clear", () => {
    const silent = root.issue({ name: "Silent", ca: true, keyUsage: [5] });
    const loud = root.issue({ name: "Loud", ca: true, keyUsage: [5, 6] });
    for (const [authority, expected] of [
      [silent, "revocation-unknown"],
      [loud, "valid"],
    ] as const) {
      const subject = authority.issue({});
      const crls = [crl(), newCrl(authority)];
      expect(reason({ subject, crls, intermediates: [authority] })).toBe(expected);
    }
  });

  test("lists for some reasons only must together cover all of them", () => {
    const some = (bits: number[], number: number) =>
      crl({
        number,
        extensions: [scope(encode(contextTag(3, "primitive"), namedBits(bits).subarray(2)))],
      });
    expect(reason({ crls: [some([1, 2], 1)] })).toBe("revocation-unknown");
    expect(reason({ crls: [some([1, 2], 1), some([3, 4, 5, 6, 7, 8], 2)] })).toBe("valid");
  });

  test("a list for authorities says nothing of an end entity", () => {
    const flag = (number: number) => retagged(contextTag(number, "primitive"), boolean(true));
    expect(reason({ crls: [crl({ extensions: [scope(flag(2))] })] })).toBe("revocation-unknown");
    expect(reason({ crls: [crl({ extensions: [scope(flag(1))] })] })).toBe("valid");
  });

  test("a delta revokes, and lifts a hold; one made for a later base does not count", () => {
    const base = (order: CrlOrder = {}) => crl({ number: 5, ...order });
    const held = { serial, reason: 6 };
    expect(reason({ crls: [base(), crl({ number: 6, base: 5, revoked: [{ serial, reason: 1 }] })] })).toBe(
      "revoked",
    );
    expect(reason({ crls: [base(), crl({ number: 9, base: 8, revoked: [{ serial, reason: 1 }] })] })).toBe(
      "valid",
    );
    expect(reason({ crls: [base({ revoked: [held] })] })).toBe("on-hold");
    const lifting = crl({ number: 6, base: 5, revoked: [{ serial, reason: 8 }] });
    expect(reason({ crls: [base({ revoked: [held] }), lifting] })).toBe("valid");
  });

  test("a delta alone is no list", () => {
    expect(reason({ crls: [crl({ number: 6, base: 5 })] })).toBe("revocation-unknown");
  });

  test("a signer of lists that was revoked itself is not heard", () => {
    const authority = root.issue({ name: "Authority", ca: true, keyUsage: [5] });
    const signer = root.issue({ name: "Authority", keyUsage: [6] });
    const subject = authority.issue({});
    const question = { subject, intermediates: [authority, signer] };
    const own = newCrl(signer);
    expect(reason({ ...question, crls: [crl(), own] })).toBe("valid");
    const struck = crl({ revoked: [{ serial: signer.facts.serial, reason: 1 }] });
    expect(reason({ ...question, crls: [struck, own] })).toBe("revocation-unknown");
  });

  test("a stranger under the same anchor that took the authority's name is not heard", () => {
    const authority = root.issue({ name: "Authority", ca: true, keyUsage: [5] });
    const other = root.issue({ name: "Other", ca: true, keyUsage: [5, 6] });
    const impostor = other.issue({ name: "Authority", keyUsage: [6] });
    const subject = authority.issue({});
    const intermediates = [authority, other, impostor];
    const crls = [crl(), newCrl(other), newCrl(impostor)];
    expect(reason({ subject, intermediates, crls })).toBe("revocation-unknown");
    const second = authority.issue({ name: "Authority", keyUsage: [6] });
    const own = root.issue({ name: "Authority", keyUsage: [6] });
    expect(reason({ subject, intermediates: [authority, own], crls: [crl(), newCrl(own)] })).toBe("valid");
    // Its own second key lists itself only, and nobody else lists it.
    expect(reason({ subject, intermediates: [authority, second], crls: [crl(), newCrl(second)] })).toBe(
      "revocation-unknown",
    );
  });

  test("a signer that took office after the proven time may speak about it", () => {
    const authority = root.issue({ name: "Authority", ca: true, keyUsage: [5] });
    const successor = root.issue({ name: "Authority", keyUsage: [6], notBefore: daysFromNow(-3) });
    const subject = authority.issue({});
    const question = { subject, intermediates: [authority, successor], crls: [crl(), newCrl(successor)] };
    expect(reason({ ...question, at: daysFromNow(-10), now: NOW })).toBe("valid");
    const early = newCrl(successor, { thisUpdate: daysFromNow(-5) });
    expect(reason({ ...question, crls: [crl(), early], at: daysFromNow(-10), now: NOW })).toBe(
      "revocation-unknown",
    );
  });

  test("a signer of lists under another anchor is not heard", () => {
    const authority = root.issue({ name: "Authority", ca: true, keyUsage: [5] });
    const subject = authority.issue({});
    const stranger = newRoot({ name: "Authority" });
    const crls = [crl(), newCrl(stranger)];
    expect(reason({ subject, intermediates: [authority, stranger], crls })).toBe("revocation-unknown");
  });

  test("a revocation after the proven time leaves the certificate good at that time", () => {
    const revoked = [{ serial, reason: 4, at: daysFromNow(-2) }];
    const crls = [crl({ revoked })];
    expect(reason({ crls, at: daysFromNow(-5), now: NOW })).toBe("valid");
    expect(ask({ crls, at: daysFromNow(-5), now: NOW }).statuses).toMatchObject([
      { status: "good", revokedLater: daysFromNow(-2) },
    ]);
    expect(reason({ crls, at: daysFromNow(-1.5), now: NOW })).toBe("revoked");
  });

  test("a key known to be in wrong hands before that time is revoked from then on", () => {
    const since = { oid: "2.5.29.24", value: generalizedTime(daysFromNow(-20)) };
    const crls = [crl({ revoked: [{ serial, reason: 1, at: daysFromNow(-2), extensions: [since] }] })];
    expect(reason({ crls, at: daysFromNow(-5), now: NOW })).toBe("revoked");
  });

  test("a list made after the certificate expired may have dropped it", () => {
    const subject = root.issue({ notAfter: daysFromNow(-3) });
    const at = daysFromNow(-10);
    expect(reason({ subject, crls: [crl()], at, now: NOW })).toBe("revocation-unknown");
    const keeps = { oid: "2.5.29.60", value: generalizedTime(daysFromNow(-400)) };
    expect(reason({ subject, crls: [crl({ extensions: [keeps] })], at, now: NOW })).toBe("valid");
  });
});

describe("OCSP responses", () => {
  const responder = root.issue({ name: "Responder", extensions: [OCSP_SIGNING, NO_CHECK] });

  function ocsp(order: Partial<OcspOrder> = {}, signer: Holder = root): Uint8Array {
    return newOcsp(signer, { subject: leaf, issuer: root, ...order });
  }

  test("the issuer itself may answer, named by name or by key", () => {
    expect(reason({ ocsps: [ocsp()] })).toBe("valid");
    expect(reason({ ocsps: [ocsp({ by: "key" })] })).toBe("valid");
    expect(ask({ ocsps: [ocsp()] }).statuses).toMatchObject([{ status: "good", source: "ocsp" }]);
  });

  test("one to whom the issuer gave that purpose may answer", () => {
    expect(reason({ ocsps: [ocsp({ certificates: [responder] }, responder)] })).toBe("valid");
  });

  test.each([
    ["without the purpose", root.issue({ name: "R", extensions: [NO_CHECK] })],
    [
      "that expired",
      root.issue({ name: "R", extensions: [OCSP_SIGNING, NO_CHECK], notAfter: daysFromNow(-1) }),
    ],
    ["of another authority", newRoot({ name: "Other" }).issue({ extensions: [OCSP_SIGNING, NO_CHECK] })],
    ["of an impostor with the issuer's name", newRoot().issue({ extensions: [OCSP_SIGNING, NO_CHECK] })],
  ])("a responder %s is not heard, whatever it says", (_, stranger) => {
    expect(reason({ ocsps: [ocsp({ certificates: [stranger] }, stranger)] })).toBe("revocation-unknown");
    const revoked = { revokedAt: daysFromNow(-9), reason: 1 };
    const lie = ocsp({ certificates: [stranger], status: revoked }, stranger);
    expect(reason({ ocsps: [lie, ocsp()] })).toBe("valid");
  });

  test("a responder without nocheck needs a list that clears it", () => {
    const place = explicit(0, explicit(0, encode(contextTag(6, "primitive"), Uint8Array.of(0x78))));
    const points: TestExtension = { oid: "2.5.29.31", value: sequence(sequence(place)) };
    const checked = root.issue({ name: "Checked", extensions: [OCSP_SIGNING, points] });
    const ocsps = [ocsp({ certificates: [checked] }, checked)];
    expect(reason({ ocsps })).toBe("revocation-unknown");
    // A list of that place only: it says nothing of the leaf.
    const list = (order: CrlOrder = {}) => crl({ extensions: [scope(place)], ...order });
    expect(reason({ crls: [list()] })).toBe("revocation-unknown");
    expect(reason({ ocsps, crls: [list()] })).toBe("valid");
    const struck = list({ revoked: [{ serial: checked.facts.serial, reason: 1 }] });
    expect(reason({ ocsps, crls: [struck] })).toBe("revocation-unknown");
  });

  test("revoked, suspended and unknown are what they say", () => {
    const revokedAt = daysFromNow(-9);
    expect(reason({ ocsps: [ocsp({ status: { revokedAt, reason: 1 } })] })).toBe("revoked");
    expect(reason({ ocsps: [ocsp({ status: { revokedAt, reason: 6 } })] })).toBe("on-hold");
    expect(reason({ ocsps: [ocsp({ status: "unknown" })] })).toBe("revocation-unknown");
    expect(ask({ ocsps: [ocsp({ status: "unknown" })] }).statuses).toMatchObject([{ why: "not-known" }]);
  });

  test("a revocation from either source beats good from the other", () => {
    const revoked = ocsp({ status: { revokedAt: daysFromNow(-9) } });
    expect(reason({ ocsps: [revoked], crls: [crl()] })).toBe("revoked");
    expect(reason({ ocsps: [ocsp(), revoked] })).toBe("revoked");
    expect(reason({ ocsps: [ocsp()], crls: [crl({ revoked: [{ serial, reason: 1 }] })] })).toBe("revoked");
  });

  test.each([
    ["expired", { thisUpdate: daysFromNow(-9), nextUpdate: daysFromNow(-2), producedAt: daysFromNow(-9) }],
    [
      "from the future",
      { thisUpdate: daysFromNow(1), nextUpdate: daysFromNow(2), producedAt: daysFromNow(1) },
    ],
    ["produced in the future", { producedAt: daysFromNow(1) }],
    [
      "old and without an end",
      { thisUpdate: daysFromNow(-2), nextUpdate: null, producedAt: daysFromNow(-2) },
    ],
  ])("an answer that is %s proves nothing good", (_, order) => {
    expect(reason({ ocsps: [ocsp(order)] })).toBe("revocation-unknown");
  });

  test("an answer about another certificate or another issuer's is no answer", () => {
    const other = root.issue({});
    expect(reason({ ocsps: [ocsp({ subject: other })] })).toBe("revocation-unknown");
    expect(reason({ ocsps: [ocsp({ issuer: newRoot() })] })).toBe("revocation-unknown");
  });

  test("a refusal by the service and bytes that are none say nothing", () => {
    const { unreadable } = readEvidence({
      crls: [],
      ocspResponses: [ocsp({ outer: 6 }), Uint8Array.of(1, 2)],
    });
    expect(unreadable).toBe(2);
  });

  test("an unknown critical extension makes an answer unusable", () => {
    expect(reason({ ocsps: [ocsp({ extensions: [UNKNOWN_CRITICAL] })] })).toBe("revocation-unknown");
    expect(reason({ ocsps: [ocsp({ singleExtensions: [UNKNOWN_CRITICAL] })] })).toBe("revocation-unknown");
  });

  test("an answer to another question is told by its nonce", () => {
    const nonce = Uint8Array.of(1, 2, 3, 4);
    const read = (value: Uint8Array | null) => {
      const extensions = value ? [{ oid: "1.3.6.1.5.5.7.48.1.2", value }] : [];
      const [answer] = readEvidence({ crls: [], ocspResponses: [ocsp({ extensions })] }).ocspResponses;
      return answer && answersNonce(answer, nonce);
    };
    expect(read(octetString(nonce))).toBe(true);
    expect(read(nonce)).toBe(true);
    expect(read(null)).toBe(true);
    expect(read(octetString(Uint8Array.of(1, 2, 3, 5)))).toBe(false);
  });

  test("an altered answer is not believed", () => {
    const bytes = ocsp();
    // Inside the signed part: a digit of producedAt.
    const at = Buffer.from(bytes).indexOf("20260531");
    bytes[at + 7] = (bytes[at + 7] ?? 0) ^ 1;
    expect(reason({ ocsps: [bytes] })).toBe("revocation-unknown");
  });

  test("an issuer with two keys answers only for the one that issued", () => {
    const again = newRoot({ key: newKey() });
    expect(reason({ ocsps: [newOcsp(again, { subject: leaf, issuer: again })] })).toBe("revocation-unknown");
  });
});

/** IssuingDistributionPoint of these fields. */
function scope(...fields: Uint8Array[]): TestExtension {
  return { oid: "2.5.29.28", critical: true, value: sequence(...fields) };
}

function retagged(tag: number, value: Uint8Array): Uint8Array {
  const copy = value.slice();
  copy[0] = tag;
  return copy;
}
