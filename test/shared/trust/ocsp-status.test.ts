import { describe, expect, test } from "vitest";
import { contextTag } from "#shared/asn1/der.ts";
import { encode, explicit, octetString, sequence } from "#shared/asn1/encode.ts";
import { answersNonce, readEvidence } from "#shared/trust/evidence.ts";
import {
  type CrlOrder,
  daysFromNow,
  type Holder,
  newKey,
  newOcsp,
  newRoot,
  type OcspOrder,
  type TestExtension,
} from "./pki.ts";
import {
  ask,
  crl,
  leaf,
  NO_CHECK,
  OCSP_SIGNING,
  reason,
  root,
  scope,
  serial,
  UNKNOWN_CRITICAL,
} from "./revocation-question.ts";

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
