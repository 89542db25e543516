import { describe, expect, test } from "vitest";
import { contextTag } from "#shared/asn1/der.ts";
import { boolean, encode, namedBits } from "#shared/asn1/encode.ts";
import { type CrlOrder, daysFromNow, generalizedTime, NOW, newCrl, newRoot } from "./pki.ts";
import { ask, crl, reason, retagged, root, scope, serial, UNKNOWN_CRITICAL } from "./revocation-question.ts";

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
