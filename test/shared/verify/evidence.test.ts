/** Where the certificates and the evidence of a verdict come from, and what is asked where they are missing. */

import { describe, expect, test } from "vitest";
import { contextTag } from "#shared/asn1/der.ts";
import { explicit, objectIdentifier, retag, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { attribute, signedMessage } from "../../tools/signed/message.ts";
import { judgeMessage } from "../../tools/signed/world.ts";
import { daysFromNow, type Holder, NOW, newCrl, newOcsp, newRoot } from "../trust/pki.ts";
import { authority, content, judged, lists, message, revoking, root, signer } from "./named-services.ts";

const valuesOf = (crls: readonly Uint8Array[], answers: readonly Uint8Array[] = []) =>
  sequence(
    explicit(0, sequence(...crls)),
    ...(answers.length > 0 ? [explicit(1, sequence(...answers))] : []),
  );

describe("evidence inside a message", () => {
  test("the control: without it, the status is open; with the caller's, it is not", async () => {
    expect(await judged(message())).toEqual(["TRY_LATER"]);
    expect(await judged(message(), { crls: lists })).toEqual(["TOTAL-PASSED"]);
    expect(await judged(message(), { crls: [...lists, revoking] })).toEqual(["REVOKED_NO_POE"]);
  });

  const answer = newOcsp(authority, { subject: signer, issuer: authority });
  const places: [string, (crls: readonly Uint8Array[]) => Uint8Array][] = [
    ["crls of SignedData", (crls) => message({}, { revocationInfo: crls })],
    [
      "Adobe's signed attribute",
      (crls) => message({ signed: [attribute(OID.adobeRevocationInfo, valuesOf(crls))] }),
    ],
    [
      "revocation-values",
      (crls) => message({ unsigned: [() => attribute(OID.revocationValues, valuesOf(crls))] }),
    ],
  ];

  test.each(places)("%s: clears, and revokes", async (_, make) => {
    expect(await judged(make(lists))).toEqual(["TOTAL-PASSED"]);
    expect(await judged(make([newCrl(root), revoking]))).toEqual(["REVOKED_NO_POE"]);
    expect(await judged(make(lists), { crls: [revoking] })).toEqual(["REVOKED_NO_POE"]);
  });

  test("OCSP answers in revocation-values, and as RFC 5940 puts them beside the CRLs", async () => {
    const values = attribute(OID.revocationValues, valuesOf([newCrl(root)], [answer]));
    expect(await judged(message({ unsigned: [() => values] }))).toEqual(["TOTAL-PASSED"]);
    const other = retag(contextTag(1), sequence(objectIdentifier(OID.ocspRevocationInfo), answer));
    const beside = message({}, { revocationInfo: [newCrl(root), other] });
    expect(await judged(beside)).toEqual(["TOTAL-PASSED"]);
  });

  test("what is no list there says nothing, and breaks nothing", async () => {
    const junk = attribute(OID.revocationValues, objectIdentifier("1.2.3"));
    expect(await judged(message({ unsigned: [() => junk] }))).toEqual(["TRY_LATER"]);
    expect(await judged(message({ unsigned: [() => junk] }), { crls: lists })).toEqual(["TOTAL-PASSED"]);
    const forged = [newCrl(newRoot({ name: "Gốc" })), newCrl(newRoot({ name: "CA" }))];
    expect(await judged(message({}, { revocationInfo: forged }))).toEqual(["TRY_LATER"]);
  });

  test("an issuer in certificate-values completes the path", async () => {
    const crls = { crls: lists };
    const values = attribute(OID.certificateValues, sequence(authority.facts.der));
    const alone = { certificates: [] };
    expect(await judged(message({}, alone), crls)).toEqual(["NO_CERTIFICATE_CHAIN_FOUND"]);
    expect(await judged(message({ unsigned: [() => values] }, alone), crls)).toEqual(["TOTAL-PASSED"]);
    expect(await judged(message({}, alone), { ...crls, intermediates: [authority] })).toEqual([
      "TOTAL-PASSED",
    ]);
  });
});

describe("what keeps a path from holding", () => {
  const under = (ca: Holder, more = {}) => ca.issue({ name: "Người ký", ...more });
  const by = (own: Holder, certificates: readonly Holder[] = []) =>
    signedMessage({ content, certificates, signers: [{ by: own }] });
  const question = { revocation: "soft" } as const;

  test("the control: a path by the rules holds", async () => {
    expect(await judged(by(under(authority), [authority]), question)).toEqual(["TOTAL-PASSED"]);
  });

  test.each<[string, () => Uint8Array, string]>([
    [
      "an issuer that is no CA",
      () => by(under(signer), [signer, authority]),
      "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    ],
    [
      "a path longer than its CA allows",
      () => {
        const short = root.issue({ name: "Ngắn", ca: true, pathLength: 0 });
        const below = short.issue({ name: "Dưới", ca: true });
        return by(under(below), [below, short]);
      },
      "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    ],
    [
      "a critical extension that nobody knows",
      () => {
        const value = sequence();
        return by(under(authority, { extensions: [{ oid: "1.2.3.4", critical: true, value }] }), [authority]);
      },
      "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    ],
    [
      "a key for encryption only",
      () => by(under(authority, { keyUsage: [2] }), [authority]),
      "CHAIN_CONSTRAINTS_FAILURE",
    ],
    [
      "an expired CA",
      () => {
        const old = root.issue({ name: "Cũ", ca: true, notAfter: daysFromNow(-1) });
        return by(under(old), [old]);
      },
      "OUT_OF_BOUNDS_NO_POE",
    ],
    [
      "an expired signer",
      () => by(under(authority, { notAfter: daysFromNow(-1) }), [authority]),
      "OUT_OF_BOUNDS_NO_POE",
    ],
    ["a missing issuer", () => by(under(authority)), "NO_CERTIFICATE_CHAIN_FOUND"],
    [
      "an issuer of the same name with another key",
      () => by(under(newRoot({ name: "Gốc" }))),
      "NO_CERTIFICATE_CHAIN_FOUND",
    ],
  ])("%s", async (_, make, expected) => {
    expect(await judged(make(), question)).toEqual([expected]);
  });

  test("an expired signer that the authority still knows to be good is OUT_OF_BOUNDS_NOT_REVOKED", async () => {
    const old = under(authority, { notAfter: daysFromNow(-1) });
    const cutoff = { oid: "1.3.6.1.5.5.7.48.1.6", value: archiveCutoff(daysFromNow(-400)) };
    const good = newOcsp(authority, { subject: old, issuer: authority, singleExtensions: [cutoff] });
    expect(await judged(by(old, [authority]), { crls: [newCrl(root)], ocsps: [good] })).toEqual([
      "OUT_OF_BOUNDS_NOT_REVOKED",
    ]);
  });

  test.each([
    ["the signer, on hold", authority, signer, 6, "REVOKED_NO_POE", "certificate-on-hold"],
    ["the signer", authority, signer, 1, "REVOKED_NO_POE", "certificate-revoked"],
    ["its authority", root, authority, 1, "REVOKED_CA_NO_POE", "authority-revoked"],
  ])("revoked: %s", async (_, issuer, revoked, reason, subIndication, code) => {
    const list = newCrl(issuer, { revoked: [{ serial: revoked.facts.serial, reason }] });
    const { signatures } = await judgeMessage(message(), {
      anchors: [root],
      at: NOW,
      content,
      crls: [...lists, list],
    });
    expect(signatures).toMatchObject([
      { subIndication, revocation: { status: "revoked" }, reasons: [{ code }, {}] },
    ]);
  });
});

function archiveCutoff(moment: Date): Uint8Array {
  const digits = moment.toISOString().replaceAll(/[-:T]|\.\d+Z$/g, "");
  return Uint8Array.of(0x18, digits.length + 1, ...new TextEncoder().encode(`${digits}Z`));
}
