import { describe, expect, test } from "vitest";
import { objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { SignedDocument, type Store } from "../../tools/signed/document.ts";
import { attribute, type StampOrder, signatureStamp, stampOver } from "../../tools/signed/message.ts";
import {
  authority,
  ca,
  day,
  freshListOf,
  judgePdf,
  LIFE,
  listOf,
  NO_CHECK,
  OCSP_SIGNING,
  outcomes,
  root,
  signerOf,
  stampAuthority,
  TIME_STAMPING,
  TODAY,
} from "../../tools/signed/world.ts";
import { type Holder, newOcsp, newRoot } from "../trust/pki.ts";

const signer = signerOf(ca);
const tsa = stampAuthority();
const signedOn = day("2020-03-10");
const lists = [listOf(root), listOf(ca)];
const kept: Store = { certificates: [ca], crls: lists };

/** Signed in 2020 by `by`, with a time-stamp of that day by `stamp`. */
function stamped(by: Holder = signer, stamp: Partial<StampOrder> = {}): SignedDocument {
  const unsigned = [signatureStamp({ by: tsa, time: signedOn, ...stamp })];
  return SignedDocument.blank().signed({ by, unsigned });
}

const practicePolicy = {
  oid: OID.certificatePolicies,
  value: sequence(sequence(objectIdentifier(OID.practicePolicy))),
};
const practiceRoot = newRoot({ name: "Practice", keyUsage: [5, 6], ...LIFE, extensions: [practicePolicy] });
const practiceTsa = practiceRoot.issue({ name: "TSA", ...LIFE, extensions: [TIME_STAMPING, practicePolicy] });

/** A document time-stamp of 2022 by an authority that lives on. */
const archived = (document: SignedDocument, by: Holder = stampAuthority()) =>
  document.stamped({ by, time: day("2022-02-01") });
const later = freshListOf(root, { number: 9 });

describe("a signature whose certificate has expired since", () => {
  test("passes by a time-stamp and lists of its time", async () => {
    const verdict = await judgePdf(stamped().stored(kept).bytes);
    expect(verdict.signatures).toMatchObject([
      {
        indication: "TOTAL-PASSED",
        bestTime: signedOn.toISOString(),
        timestamp: { indication: "TOTAL-PASSED" },
      },
    ]);
  });

  test("does not pass without the time-stamp", async () => {
    const bare = SignedDocument.blank().signed({ by: signer }).stored(kept);
    expect(await outcomes(judgePdf(bare.bytes))).toEqual(["OUT_OF_BOUNDS_NO_POE"]);
  });

  test("does not pass without the lists: what only the stamp's evidence is missing for is asked later", async () => {
    const bare = stamped().stored({ certificates: [ca] });
    expect(await outcomes(judgePdf(bare.bytes))).toEqual(["TRY_LATER"]);
    const { signatures } = await judgePdf(bare.bytes);
    expect(signatures[0]?.reasons.map(({ code }) => code)).toContain("timestamp-not-checked");
  });

  test("passes by a document time-stamp alone", async () => {
    const document = SignedDocument.blank().signed({ by: signer }).stored(kept);
    const [own, stamp] = (await judgePdf(archived(document).bytes, { crls: [later] })).signatures;
    expect(stamp).toMatchObject({ kind: "timestamp", indication: "TOTAL-PASSED" });
    // The lists are of 2020, good for a month: they say nothing about 2022.
    expect(own).toMatchObject({ subIndication: "TRY_LATER", bestTime: day("2022-02-01").toISOString() });
    const fresh = {
      crls: [later, listOf(ca, { thisUpdate: day("2022-03-01"), nextUpdate: day("2022-04-01") })],
    };
    expect(await outcomes(judgePdf(archived(document).bytes, fresh))).toEqual([
      "TOTAL-PASSED",
      "TOTAL-PASSED",
    ]);
  });
});

describe("a token without certificates", () => {
  const complete = { ...kept, certificates: [ca, tsa] };

  test("proves its time by the authority's certificate in the store, not without", async () => {
    const document = stamped(signer, { bare: true });
    expect(await outcomes(judgePdf(document.stored(complete).bytes))).toEqual(["TOTAL-PASSED"]);
    expect(await outcomes(judgePdf(document.stored(kept).bytes))).toEqual(["OUT_OF_BOUNDS_NO_POE"]);
  });

  test("over the document likewise; a certificate of the same name and number does not fit", async () => {
    const document = stamped().stored(complete);
    const [, stamp] = await outcomes(
      judgePdf(document.stamped({ by: tsa, time: day("2022-02-01"), bare: true }).bytes, { crls: [later] }),
    );
    expect(stamp).toBe("TOTAL-PASSED");
    const serial = Number(`0x${Buffer.from(tsa.facts.serial).toString("hex")}`);
    const twin = root.issue({ name: "TSA", serial, ...LIFE, extensions: [TIME_STAMPING] });
    const foreign = stamped().stored({ ...kept, certificates: [ca, twin] });
    const [, other] = await outcomes(
      judgePdf(foreign.stamped({ by: stampAuthority(), time: day("2022-02-01"), bare: true }).bytes),
    );
    expect(other).toBe("NO_SIGNING_CERTIFICATE_FOUND");
    const named = foreign.stamped({ by: tsa, time: day("2022-02-01"), bare: true });
    expect((await outcomes(judgePdf(named.bytes)))[1]).toMatch(/^TOTAL-FAILED|^NO_SIGNING|^SIG_CONSTRAINTS/);
  });
});

describe("a time-stamp that proves nothing", () => {
  test.each<[string, UnsignedStamp]>([
    ["over another signature", () => stampOver(Uint8Array.of(1, 2, 3), { by: tsa, time: signedOn })],
    [
      "by an authority that nobody trusts",
      (value) => stampOver(value, { by: stampAuthority(newRoot()), time: signedOn }),
    ],
    ["with a SHA-1 imprint", (value) => stampOver(value, { by: tsa, time: signedOn, hash: "sha1" })],
    ["by a practice key", (value) => stampOver(value, { by: practiceTsa, time: signedOn })],
    ["by a certificate for other purposes", (value) => stampOver(value, { by: signer, time: signedOn })],
    [
      "of a time before its authority was certified",
      (value) => stampOver(value, { by: tsa, time: day("2004-01-01") }),
    ],
  ])("%s", async (_, make) => {
    const unsigned = [
      ({ signature }: { signature: Uint8Array }) => attribute(OID.signatureTimeStamp, make(signature)),
    ];
    const document = SignedDocument.blank().signed({ by: signer, unsigned }).stored(kept);
    const [own] = (await judgePdf(document.bytes, { anchors: [root, practiceRoot], practice: true }))
      .signatures;
    expect(own).toMatchObject({ subIndication: "OUT_OF_BOUNDS_NO_POE", bestTime: TODAY.toISOString() });
  });

  test("the same stamp over its own signature by a trusted authority does", async () => {
    expect(await outcomes(judgePdf(stamped().stored(kept).bytes))).toEqual(["TOTAL-PASSED"]);
  });
});

type UnsignedStamp = (signature: Uint8Array) => Uint8Array;

describe("time-stamps that contradict each other", () => {
  const stampOn = (document: SignedDocument, text: string) => document.stamped({ by: tsa, time: day(text) });
  const question = { crls: [later] };
  const signed = stamped().stored(kept);

  test("a document time-stamp that names an earlier time than what it covers", async () => {
    const swapped = stampOn(stampOn(signed, "2022-06-01"), "2022-05-01");
    expect(await outcomes(judgePdf(swapped.bytes, question))).toEqual([
      "TOTAL-PASSED",
      "TIMESTAMP_ORDER_FAILURE",
      "TOTAL-PASSED",
    ]);
    const before = stampOn(signed, "2020-03-01");
    expect(await outcomes(judgePdf(before.bytes, question))).toEqual([
      "TIMESTAMP_ORDER_FAILURE",
      "TOTAL-PASSED",
    ]);
  });

  test("a signature that covers a newer time-stamp than its own", async () => {
    const first = stampOn(SignedDocument.blank(), "2021-01-01");
    const unsigned = [signatureStamp({ by: tsa, time: signedOn })];
    const document = first.signed({ by: signer, unsigned }).stored(kept);
    const [, own] = await outcomes(judgePdf(document.bytes, question));
    expect(own).toBe("TIMESTAMP_ORDER_FAILURE");
  });

  test("in order, or a few seconds apart by clocks that differ, they all hold", async () => {
    const document = stampOn(stampOn(signed, "2022-05-01"), "2022-06-01");
    expect(await outcomes(judgePdf(document.bytes, question))).toEqual(Array(3).fill("TOTAL-PASSED"));
    const seconds = signed.stamped({ by: tsa, time: new Date(signedOn.getTime() - 5000) });
    expect(await outcomes(judgePdf(seconds.bytes, question))).toEqual(["TOTAL-PASSED", "TOTAL-PASSED"]);
  });
});

describe("revocation beside a proof of time", () => {
  const revoked = (at: Date) =>
    freshListOf(ca, { revoked: [{ serial: signer.facts.serial, at }], number: 7 });

  test("after it: the signature stands, and the revocation is said", async () => {
    const verdict = await judgePdf(stamped().stored(kept).bytes, { crls: [revoked(day("2021-01-01"))] });
    const [own] = verdict.signatures;
    expect(own?.indication).toBe("TOTAL-PASSED");
    expect(own?.reasons.map(({ code }) => code)).toContain("revoked-after-signing");
  });

  test("before it: not", async () => {
    const crls = [revoked(day("2020-02-01"))];
    expect(await outcomes(judgePdf(stamped().stored(kept).bytes, { crls }))).toEqual(["REVOKED_NO_POE"]);
  });
});

describe("keys above the signature that ended before today", () => {
  const shortCa = authority("CA short", day("2024-01-01"));
  const shortSigner = signerOf(shortCa);
  const shortLists = [listOf(root), listOf(shortCa)];
  const shortStore = { certificates: [shortCa], crls: shortLists };
  const shortTsa = stampAuthority(root, { to: day("2024-01-01") });

  test("an expired authority: a document time-stamp over certificate and list is needed", async () => {
    const document = stamped(shortSigner).stored(shortStore);
    expect(await outcomes(judgePdf(document.bytes))).toEqual(["NO_POE"]);
    expect(await outcomes(judgePdf(archived(document).bytes, { crls: [later] }))).toEqual([
      "TOTAL-PASSED",
      "TOTAL-PASSED",
    ]);
  });

  test("an expired authority: a list that came after the document time-stamp proves nothing", async () => {
    const document = stamped(shortSigner).stored({ certificates: [shortCa], crls: [listOf(root)] });
    const late = archived(document).stored(shortStore);
    expect(await outcomes(judgePdf(late.bytes, { crls: [later] }))).toEqual(["NO_POE", "TOTAL-PASSED"]);
  });

  test("an expired time-stamping authority: its stamp needs a newer one", async () => {
    const document = stamped(signer, { by: shortTsa }).stored(kept);
    const [alone] = (await judgePdf(document.bytes)).signatures;
    expect(alone).toMatchObject({
      subIndication: "OUT_OF_BOUNDS_NO_POE",
      timestamp: { subIndication: "OUT_OF_BOUNDS_NO_POE", time: signedOn.toISOString() },
    });
    expect(await outcomes(judgePdf(archived(document).bytes, { crls: [later] }))).toEqual([
      "TOTAL-PASSED",
      "TOTAL-PASSED",
    ]);
  });

  test("a chain of document time-stamps holds as long as each is renewed in time", async () => {
    const first = stamped(signer, { by: stampAuthority(root, { to: day("2021-06-01") }) }).stored(kept);
    const renewal = { thisUpdate: day("2021-01-10"), nextUpdate: day("2021-02-10") };
    const second = first
      .stamped({ by: shortTsa, time: day("2021-01-01") })
      .stored({ ...kept, crls: [...lists, listOf(root, renewal)] });
    const third = archived(second);
    const question = { crls: [later] };
    expect(await outcomes(judgePdf(third.bytes, question))).toEqual(Array(3).fill("TOTAL-PASSED"));
    expect(await outcomes(judgePdf(second.bytes, question))).toEqual([
      "OUT_OF_BOUNDS_NO_POE",
      "OUT_OF_BOUNDS_NO_POE",
    ]);
    // The first authority had expired when the renewal came.
    const tooLate = archived(first);
    expect(await outcomes(judgePdf(tooLate.bytes, question))).toEqual(["TRY_LATER", "TOTAL-PASSED"]);
  });

  test("a revoked authority: proofs from before the revocation are needed", async () => {
    const revoked = freshListOf(root, {
      revoked: [{ serial: ca.facts.serial, at: day("2024-01-01") }],
      number: 8,
    });
    const document = stamped().stored(kept);
    const question = { crls: [revoked] };
    expect(await outcomes(judgePdf(document.bytes, question))).toEqual(["REVOKED_CA_NO_POE"]);
    expect(await outcomes(judgePdf(archived(document).bytes, question))).toEqual([
      "TOTAL-PASSED",
      "TOTAL-PASSED",
    ]);
    expect(await outcomes(judgePdf(document.bytes, { crls: [later] }))).toEqual(["TOTAL-PASSED"]);
  });

  test("a revoked time-stamping authority: only one that ended in good order keeps its stamps", async () => {
    const document = stamped().stored(kept);
    const revokedFor = (reason: number) => {
      const serial = tsa.facts.serial;
      return {
        crls: [freshListOf(root, { revoked: [{ serial, at: day("2024-01-01"), reason }], number: 8 })],
      };
    };
    const [keyCompromise, superseded] = [1, 4];
    expect(await outcomes(judgePdf(document.bytes, revokedFor(keyCompromise)))).toEqual([
      "OUT_OF_BOUNDS_NO_POE",
    ]);
    expect(await outcomes(judgePdf(document.bytes, revokedFor(superseded)))).toEqual(["TOTAL-PASSED"]);
    expect(await outcomes(judgePdf(archived(document).bytes, revokedFor(keyCompromise)))).toEqual([
      "TOTAL-PASSED",
      "TOTAL-PASSED",
    ]);
  });

  test("an expired responder: its answer needs a proof from before", async () => {
    const responder = ca.issue({
      name: "OCSP",
      notBefore: day("2020-01-01"),
      notAfter: day("2021-01-01"),
      extensions: [OCSP_SIGNING, NO_CHECK],
    });
    const times = {
      thisUpdate: day("2020-03-20"),
      nextUpdate: day("2020-03-27"),
      producedAt: day("2020-03-20"),
    };
    const answer = newOcsp(responder, { subject: signer, issuer: ca, certificates: [responder], ...times });
    const store = { certificates: [ca], crls: [listOf(root)], ocsps: [answer] };
    const early = (document: SignedDocument) => document.stamped({ by: tsa, time: day("2020-06-01") });
    const document = stamped().stored(store);
    expect(await outcomes(judgePdf(document.bytes))).toEqual(["REVOCATION_OUT_OF_BOUNDS_NO_POE"]);
    const question = { crls: [later] };
    expect(await outcomes(judgePdf(early(document).bytes, question))).toEqual([
      "TOTAL-PASSED",
      "TOTAL-PASSED",
    ]);
    expect(await outcomes(judgePdf(archived(document).bytes, question))).toEqual([
      "REVOCATION_OUT_OF_BOUNDS_NO_POE",
      "TOTAL-PASSED",
    ]);
  });

  test("an expired root: proofs from before are needed", async () => {
    const old = newRoot({ name: "Old root", notBefore: day("2010-01-01"), notAfter: day("2024-01-01") });
    const own = signerOf(old);
    const document = stamped(own).stored({ crls: [listOf(old), listOf(root)] });
    const question = { anchors: [root, old], crls: [later] };
    expect(await outcomes(judgePdf(document.bytes, question))).toEqual(["NO_CERTIFICATE_CHAIN_FOUND_NO_POE"]);
    expect(await outcomes(judgePdf(archived(document).bytes, question))).toEqual([
      "TOTAL-PASSED",
      "TOTAL-PASSED",
    ]);
  });
});

describe("signatures of one document, the time-stamp on the last", () => {
  const living = signerOf(ca, { to: day("2040-01-01") });
  const unsigned = [signatureStamp({ by: tsa, time: signedOn })];
  const both = SignedDocument.blank().signed({ by: signer }).signed({ by: living, unsigned }).stored(kept);
  const crls = [later, freshListOf(ca)];
  const ofItsTime = listOf(ca, { thisUpdate: day("2022-02-10"), nextUpdate: day("2022-03-10") });
  const codes = async (bytes: Uint8Array) =>
    (await judgePdf(bytes, { crls: [...crls, ofItsTime] })).signatures.map(({ reasons }) =>
      reasons.map(({ code }) => code),
    );

  test("is over that signature's value, and proves nothing of those before it", async () => {
    expect(await outcomes(judgePdf(both.bytes, { crls }))).toEqual(["OUT_OF_BOUNDS_NO_POE", "TOTAL-PASSED"]);
    expect((await codes(both.bytes))[0]).toContain("no-timestamp");
  });

  test("a document time-stamp over all proves the time of each, and is named by its day where there is no other", async () => {
    const { signatures } = await judgePdf(archived(both).bytes, { crls: [...crls, ofItsTime] });
    expect(signatures.map(({ indication }) => indication)).toEqual(Array(3).fill("TOTAL-PASSED"));
    expect(signatures[0]?.bestTime).toBe(day("2022-02-01").toISOString());
    expect(await codes(archived(both).bytes)).toEqual([["time-proved-later"], [], []]);
    expect(signatures[0]?.reasons[0]?.vi).toContain("01/02/2022");
  });

  test("a time-stamp that proves nothing is said beside the later one that does", async () => {
    const stranger = [signatureStamp({ by: stampAuthority(newRoot()), time: signedOn })];
    const document = SignedDocument.blank().signed({ by: signer, unsigned: stranger }).stored(kept);
    expect((await codes(document.bytes))[0]).not.toContain("time-proved-later");
    const [own] = await codes(archived(document).bytes);
    expect(own).toEqual(expect.arrayContaining(["timestamp-unproven", "time-proved-later"]));
  });
});
