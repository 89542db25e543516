/** Each of the 25 sub-indications of EN 319 102-1, reached by a signature that differs in one point from one that passes. */

import { describe, expect, test } from "vitest";
import { objectIdentifier, octetString, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { concatBytes } from "#shared/bytes.ts";
import { SUB_INDICATIONS, type SubIndication } from "#shared/messages/verdicts.ts";
import { SignedDocument } from "../../tools/signed/document.ts";
import {
  archiveStamp,
  attribute,
  contentStamp,
  digestOf,
  type MessageOrder,
  type SignerOrder,
  signatureStamp,
  signedMessage,
} from "../../tools/signed/message.ts";
import {
  authority,
  ca,
  day,
  freshListOf,
  judgeMessage,
  judgePdf,
  listOf,
  NO_CHECK,
  OCSP_SIGNING,
  outcomes,
  type Question,
  root,
  signerOf,
  stampAuthority,
} from "../../tools/signed/world.ts";
import { generalizedTime, type Holder, newOcsp, newRoot } from "../trust/pki.ts";
import { append } from "./signing.ts";

const content = new TextEncoder().encode("Công văn số 125");
const signer = signerOf(ca, { to: day("2040-01-01") });
const mortal = signerOf(ca);
const tsa = stampAuthority();
const fresh = [freshListOf(root), freshListOf(ca)];
const old = [listOf(root), listOf(ca)];

/** Signed by `order`, its content inside; judged today with lists of today. */
function cms(order: Partial<SignerOrder> = {}, more: Partial<MessageOrder> = {}): Uint8Array {
  const signers = [{ by: signer, ...order }];
  return signedMessage({ content, embed: true, certificates: [ca], signers, ...more });
}

const judged = (message: Uint8Array, question: Question = {}) =>
  outcomes(judgeMessage(message, { crls: fresh, ...question }));
const stampOn = (text: string, by: Holder = tsa) => signatureStamp({ by, time: day(text) });
const contentOn = (text: string) => contentStamp(content, { by: tsa, time: day(text) });
const archiveOn = (text: string) => archiveStamp({ by: tsa, time: day(text) });

const POLICY = new TextEncoder().encode("Chính sách chữ ký");
const sha256 = sequence(objectIdentifier(OID.sha256));
const policyId = (document: Uint8Array) =>
  attribute(
    OID.signaturePolicy,
    sequence(objectIdentifier("1.2.3"), sequence(sha256, octetString(digestOf(document)))),
  );
const policyStore = () =>
  attribute(OID.signaturePolicyStore, sequence(objectIdentifier("1.2.3"), octetString(POLICY)));

function flippedAtEnd(message: Uint8Array): Uint8Array {
  const copy = message.slice();
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

const revoked = (subject: Holder, issuer: Holder, on: string) =>
  freshListOf(issuer, { revoked: [{ serial: subject.facts.serial, at: day(on) }], number: 5 });

const shortCa = authority("CA short", day("2024-01-01"));
const underShort = signerOf(shortCa, { to: day("2023-06-01") });
const shortLists = [listOf(root), listOf(shortCa)];
const oldRoot = newRoot({ name: "Old root", notBefore: day("2010-01-01"), notAfter: day("2024-01-01") });
const underOldRoot = signerOf(oldRoot, { to: day("2023-06-01") });
const bothRoots = { anchors: [root, oldRoot] };

/** Stamped in 2020, then archived in 2022 with certificates and lists. */
const kept = (by: Holder, crls: readonly Uint8Array[], certificates: readonly Holder[]) => ({
  alone: cms({ by, unsigned: [stampOn("2020-03-10")] }, { certificates, revocationInfo: crls }),
  archived: cms(
    { by, unsigned: [stampOn("2020-03-10"), archiveOn("2022-02-01")] },
    { certificates, revocationInfo: crls },
  ),
});

function answerBy(end: string): Uint8Array {
  const life = { notBefore: day("2020-01-01"), notAfter: day(end) };
  const responder = ca.issue({ name: "OCSP", ...life, extensions: [OCSP_SIGNING, NO_CHECK] });
  const times = {
    thisUpdate: day("2020-03-20"),
    nextUpdate: day("2020-03-27"),
    producedAt: day("2020-03-20"),
  };
  return newOcsp(responder, { subject: signer, issuer: ca, certificates: [responder], ...times });
}

/** ITU-T X.509 9.5.2.8: the list still names whoever expired since then. */
const keepsExpired = { oid: "2.5.29.60", value: generalizedTime(day("2010-01-01")) };

interface Pair {
  /** What is wrong. */
  readonly because: string;
  readonly indication: "TOTAL-FAILED" | "INDETERMINATE";
  readonly bad: () => Promise<string[]>;
  /** The same but for that one point. */
  readonly good: () => Promise<string[]>;
}

const failed = { indication: "TOTAL-FAILED" } as const;
const open = { indication: "INDETERMINATE" } as const;
const signedPdf = SignedDocument.blank().signed({ by: signer });
const pdf = (bytes: Uint8Array) => outcomes(judgePdf(bytes, { crls: fresh, intermediates: [ca] }));

const PAIRS: Record<SubIndication, Pair> = {
  FORMAT_FAILURE: {
    ...failed,
    because: "bytes follow the message",
    bad: () => judged(concatBytes([cms(), Uint8Array.of(1)])),
    good: () => judged(concatBytes([cms(), Uint8Array.of(0)])),
  },
  HASH_FAILURE: {
    ...failed,
    because: "the content is another one",
    bad: () => judged(cms({}, { embed: false }), { content: Uint8Array.of(1) }),
    good: () => judged(cms({}, { embed: false }), { content }),
  },
  SIG_CRYPTO_FAILURE: {
    ...failed,
    because: "one bit of the signature value is another",
    bad: () => judged(flippedAtEnd(cms())),
    good: () => judged(cms()),
  },
  REVOKED: {
    ...failed,
    because: "a content-time-stamp proves that it was signed after the revocation",
    bad: () =>
      judged(cms({ signed: [contentOn("2021-01-01")] }), {
        crls: [...fresh, revoked(signer, ca, "2020-06-01")],
      }),
    good: () =>
      judged(cms({ signed: [contentOn("2020-01-01")], unsigned: [stampOn("2020-03-10")] }), {
        crls: [...fresh, revoked(signer, ca, "2020-06-01")],
      }),
  },
  EXPIRED: {
    ...failed,
    because: "a content-time-stamp proves that it was signed after the certificate's end",
    bad: () => judged(cms({ by: mortal, signed: [contentOn("2024-01-01")] })),
    good: () =>
      judged(cms({ by: mortal, signed: [contentOn("2020-03-01")], unsigned: [stampOn("2020-03-10")] }), {
        crls: [...fresh, ...old],
      }),
  },
  NOT_YET_VALID: {
    ...failed,
    because: "a time-stamp proves that it was signed before the certificate began",
    bad: () => judged(cms({ unsigned: [stampOn("2018-06-01")] })),
    good: () => judged(cms({ unsigned: [stampOn("2019-06-01")] })),
  },
  SIG_CONSTRAINTS_FAILURE: {
    ...open,
    because: "a later revision adds an object that nothing explains",
    bad: () => pdf(append(signedPdf.bytes, { objects: { 60: "<</Type /Unknown>>" } })),
    good: () =>
      pdf(append(signedPdf.bytes, { objects: { 60: "<</ModDate (D:2026)>>" }, trailer: "/Info 60 0 R" })),
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    ...open,
    because: "the certificate is for encryption only",
    bad: () => judged(cms({ by: ca.issue({ name: "A", keyUsage: [2] }) })),
    good: () => judged(cms({ by: ca.issue({ name: "A", keyUsage: [0] }) })),
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    ...open,
    because: "the issuer is no authority",
    bad: () => {
      const person = root.issue({ name: "Person" });
      return judged(cms({ by: person.issue({ name: "B" }) }, { certificates: [person] }), {
        crls: [...fresh, freshListOf(person)],
      });
    },
    good: () => {
      const other = authority("Other");
      return judged(cms({ by: other.issue({ name: "B" }) }, { certificates: [other] }), {
        crls: [...fresh, freshListOf(other)],
      });
    },
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    ...open,
    because: "SHA-1 was used, proved for a time when it was weak",
    bad: () => judged(cms({ by: veteran, hash: "sha1", unsigned: [stampOn("2020-03-10")] })),
    good: () => judged(cms({ by: veteran, hash: "sha1", unsigned: [stampOn("2011-03-10")] })),
  },
  POLICY_PROCESSING_ERROR: {
    ...open,
    because: "the policy document that comes along is another one",
    bad: () => judged(cms({ signed: [policyId(content)], unsigned: [policyStore] })),
    good: () => judged(cms({ signed: [policyId(POLICY)], unsigned: [policyStore] })),
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    ...open,
    because: "the policy is named only",
    bad: () => judged(cms({ signed: [policyId(POLICY)] })),
    good: () => judged(cms({ signed: [policyId(POLICY)], unsigned: [policyStore] })),
  },
  TIMESTAMP_ORDER_FAILURE: {
    ...open,
    because: "the content is stamped after the signature over it",
    bad: () => judged(cms({ signed: [contentOn("2020-03-11")], unsigned: [stampOn("2020-03-10")] })),
    good: () => judged(cms({ signed: [contentOn("2020-03-09")], unsigned: [stampOn("2020-03-10")] })),
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    ...open,
    because: "the signer named another certificate",
    bad: () => judged(cms({ names: mortal })),
    good: () => judged(cms({ names: signer })),
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    ...open,
    because: "another root is trusted",
    bad: () => judged(cms(), { anchors: [newRoot({ name: "Other" })] }),
    good: () => judged(cms()),
  },
  NO_CERTIFICATE_CHAIN_FOUND_NO_POE: {
    ...open,
    because: "the root has expired, and nothing proves what is older",
    bad: () => judged(kept(underOldRoot, [listOf(oldRoot), listOf(root)], [oldRoot]).alone, bothRoots),
    good: () => judged(kept(underOldRoot, [listOf(oldRoot), listOf(root)], [oldRoot]).archived, bothRoots),
  },
  SIGNED_DATA_NOT_FOUND: {
    ...open,
    because: "the content was not given",
    bad: () => judged(cms({}, { embed: false })),
    good: () => judged(cms({}, { embed: false }), { content }),
  },
  TRY_LATER: {
    ...open,
    because: "there is no revocation data",
    bad: () => judged(cms(), { crls: [freshListOf(root)] }),
    good: () => judged(cms()),
  },
  NO_POE: {
    ...open,
    because: "nothing proves that the list is older than the authority's end",
    bad: () => judged(kept(underShort, shortLists, [shortCa]).alone),
    good: () => judged(kept(underShort, shortLists, [shortCa]).archived),
  },
  REVOKED_NO_POE: {
    ...open,
    because: "nothing proves that it was signed before the revocation",
    bad: () => judged(cms(), { crls: [...fresh, revoked(signer, ca, "2020-06-01")] }),
    good: () =>
      judged(cms({ unsigned: [stampOn("2020-03-10")] }), {
        crls: [...fresh, revoked(signer, ca, "2020-06-01")],
      }),
  },
  REVOKED_CA_NO_POE: {
    ...open,
    because: "nothing proves that all is older than the authority's revocation",
    bad: () => judged(kept(mortal, old, [ca]).alone, { crls: [revoked(ca, root, "2024-01-01")] }),
    good: () => judged(kept(mortal, old, [ca]).archived, { crls: [revoked(ca, root, "2024-01-01")] }),
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    ...open,
    because: "the certificate has expired, and its authority says that it was never revoked",
    bad: () =>
      judged(cms({ by: mortal }), {
        crls: [fresh[0], freshListOf(ca, { extensions: [keepsExpired] })].flatMap((each) => each ?? []),
      }),
    good: () =>
      judged(cms({ by: mortal, unsigned: [stampOn("2020-03-10")] }), {
        crls: [freshListOf(root), freshListOf(ca, { extensions: [keepsExpired] })],
      }),
  },
  OUT_OF_BOUNDS_NO_POE: {
    ...open,
    because: "the certificate has expired, and nothing proves when it was used",
    bad: () => judged(cms({ by: mortal }), { crls: [...fresh, ...old] }),
    good: () => judged(cms({ by: mortal, unsigned: [stampOn("2020-03-10")] }), { crls: [...fresh, ...old] }),
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    ...open,
    because: "whoever answered has expired, and nothing proves that the answer is older",
    bad: () =>
      judged(cms({ unsigned: [stampOn("2020-03-10")] }), {
        crls: [freshListOf(root)],
        ocsps: [answerBy("2021-01-01")],
      }),
    good: () =>
      judged(cms({ unsigned: [stampOn("2020-03-10")] }), {
        crls: [freshListOf(root)],
        ocsps: [answerBy("2030-01-01")],
      }),
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    ...open,
    because: "SHA-1 was used, and nothing proves when",
    bad: () => judged(cms({ by: veteran, hash: "sha1" })),
    good: () => judged(cms({ by: veteran, hash: "sha1", unsigned: [stampOn("2011-03-10")] })),
  },
};

const veteran = signerOf(ca, { from: day("2010-01-01"), to: day("2040-01-01") });

describe("each sub-indication, beside a signature that passes", () => {
  const pairs = Object.entries(PAIRS).map(([subIndication, pair]) => ({ subIndication, ...pair }));

  test.each(pairs)("$subIndication: $because", async ({ subIndication, indication, bad, good }) => {
    const expected = indication === "TOTAL-FAILED" ? `${indication} ${subIndication}` : subIndication;
    expect(await bad()).toEqual([expected]);
    expect(await good()).toEqual(["TOTAL-PASSED"]);
  });

  test("they are all 25", () => {
    expect(Object.keys(PAIRS).toSorted()).toEqual(Object.keys(SUB_INDICATIONS).toSorted());
    expect(Object.keys(PAIRS)).toHaveLength(25);
  });
});

test("a kind of signature that is not checked any more is no damage, and never passes", async () => {
  const of = (subFilter: string) =>
    SignedDocument.blank().signed({ by: signer }, { certificates: [ca] }, subFilter).bytes;
  const old = await judgePdf(of("adbe.x509.rsa_sha1"), { crls: fresh });
  expect(old.signatures).toMatchObject([
    {
      indication: "INDETERMINATE",
      subIndication: "CRYPTO_CONSTRAINTS_FAILURE",
      integrity: false,
      reasons: [{ code: "sub-filter-old" }],
    },
  ]);
  const unknown = await judgePdf(of("Vendor.Own"), { crls: fresh });
  expect(unknown.signatures).toMatchObject([{ indication: "TOTAL-FAILED", integrity: false }]);
  expect(await outcomes(judgePdf(of("adbe.pkcs7.detached"), { crls: fresh }))).toEqual(["TOTAL-PASSED"]);
});
