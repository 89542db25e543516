/** Where the certificates and the evidence of a verdict come from, and what is asked where they are missing. */

import { describe, expect, test } from "vitest";
import { contextTag } from "#shared/asn1/der.ts";
import { explicit, objectIdentifier, retag, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { sourceOf } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { ValidationMaterial } from "#shared/trust/evidence.ts";
import type { EvidenceWish } from "#shared/trust/wishes.ts";
import type { TrustOptions } from "#shared/verify/ground.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { verifyCms } from "#shared/verify/verify.ts";
import { attribute, type MessageOrder, type SignerOrder, signedMessage } from "../../tools/signed/message.ts";
import { judgeMessage, outcomes, type Question } from "../../tools/signed/world.ts";
import { daysFromNow, type Holder, NOW, newCrl, newOcsp, newRoot, type TestExtension } from "../trust/pki.ts";
import { digestRanges } from "./signing.ts";

const content = new TextEncoder().encode("Nội dung");

function uri(text: string): Uint8Array {
  const octets = new TextEncoder().encode(text);
  return retag(contextTag(6, "primitive"), Uint8Array.of(0x16, octets.length, ...octets));
}

/** AuthorityInfoAccess and CRLDistributionPoints. */
function places(name: string): TestExtension[] {
  const access = (method: string, path: string) =>
    sequence(objectIdentifier(`1.3.6.1.5.5.7.48.${method}`), uri(`http://${name}.example/${path}`));
  const names = retag(contextTag(0), sequence(uri(`http://${name}.example/crl`)));
  return [
    { oid: "1.3.6.1.5.5.7.1.1", value: sequence(access("1", "ocsp"), access("2", "issuer")) },
    { oid: "2.5.29.31", value: sequence(sequence(explicit(0, names))) },
  ];
}

const root = newRoot({ name: "Gốc" });
const authority = root.issue({ name: "CA", ca: true, extensions: places("root") });
const signer = authority.issue({ name: "Người ký", extensions: places("authority") });
const lists = [newCrl(root), newCrl(authority)];
const revoking = newCrl(authority, { revoked: [{ serial: signer.facts.serial, reason: 1 }] });

function message(own: Partial<SignerOrder> = {}, more: Partial<MessageOrder> = {}): Uint8Array {
  return signedMessage({ content, certificates: [authority], ...more, signers: [{ by: signer, ...own }] });
}

function judged(bytes: Uint8Array, question: Question = {}) {
  return outcomes(judgeMessage(bytes, { anchors: [root], at: NOW, content, ...question }));
}

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

describe("asking", () => {
  const NOTHING: ValidationMaterial = { certificates: [], crls: [], ocspResponses: [] };

  /** Judges with services that answer by `serve`; tells each round's wishes. */
  async function asked(
    serve: (wish: EvidenceWish) => Partial<ValidationMaterial>,
    trust: Partial<TrustOptions> = {},
    bytes = message({}, { certificates: [] }),
  ) {
    const rounds: string[][] = [];
    const options = { anchors: [root.facts.der], practice: false, builtIn: false, ...trust };
    const verdict = await verifyCms({
      source: sourceOf(bytes),
      content: sourceOf(content),
      digestRanges,
      at: NOW,
      trust: options,
      ask: async (wishes) => {
        rounds.push(wishes.map(nameOf));
        const answers = wishes.map(serve);
        const all = (kind: keyof ValidationMaterial) => answers.flatMap((each) => each[kind] ?? []);
        return { certificates: all("certificates"), crls: all("crls"), ocspResponses: all("ocspResponses") };
      },
    });
    return { rounds, entry: verdict.signatures[0] as SignatureVerdict };
  }

  function nameOf(wish: EvidenceWish): string {
    const about = wish.kind === "anchor-crl" ? wish.anchor.text : wish.certificate.subject.commonName;
    return `${wish.kind} ${about} ${wish.urls.join()}`;
  }

  function honest(wish: EvidenceWish): Partial<ValidationMaterial> {
    if (wish.kind === "certificate") return { certificates: [authority.facts.der] };
    return wish.kind === "crl" ? { crls: lists } : NOTHING;
  }

  test("a missing issuer is asked for, then the status of both, then the signature passes", async () => {
    const { rounds, entry } = await asked(honest);
    expect(rounds).toEqual([
      ["certificate Người ký http://authority.example/issuer"],
      [
        "ocsp Người ký http://authority.example/ocsp",
        "crl Người ký http://authority.example/crl",
        "ocsp CA http://root.example/ocsp",
        "crl CA http://root.example/crl",
      ],
    ]);
    expect(entry.subIndication).toBeNull();
  });

  test("silence leaves it open, and nothing is asked twice", async () => {
    const { rounds, entry } = await asked(() => NOTHING);
    expect(rounds).toHaveLength(1);
    expect(entry.subIndication).toBe("NO_CERTIFICATE_CHAIN_FOUND");
    const open = await asked((wish) => (wish.kind === "certificate" ? honest(wish) : NOTHING));
    expect(open.rounds).toHaveLength(2);
    expect(open.entry.subIndication).toBe("TRY_LATER");
  });

  test("a lie is judged like any other evidence", async () => {
    const liar = newRoot({ name: "CA" });
    const { entry } = await asked((wish) =>
      wish.kind === "certificate" ? honest(wish) : { crls: [newCrl(liar), newCrl(newRoot({ name: "Gốc" }))] },
    );
    expect(entry.subIndication).toBe("TRY_LATER");
    const stranger = await asked(() => ({ certificates: [liar.facts.der] }));
    expect(stranger.entry.subIndication).toBe("NO_CERTIFICATE_CHAIN_FOUND");
  });

  test("a revocation from a service counts, soft or hard", async () => {
    for (const revocation of ["hard", "soft"] as const) {
      const { entry } = await asked(
        (wish) => (wish.kind === "crl" ? { crls: [newCrl(root), revoking] } : honest(wish)),
        { revocation },
      );
      expect(entry.subIndication).toBe("REVOKED_NO_POE");
    }
  });

  test("nothing is asked where nothing is missing, nor where a signer is trusted by itself", async () => {
    const evidence = { crls: lists, ocspResponses: [] };
    expect((await asked(honest, { evidence }, message())).rounds).toEqual([]);
    expect((await asked(honest, { anchors: [signer.facts.der] })).rounds).toEqual([]);
  });

  test("a way to the network that breaks leaves the verdict without it; the user's own stop ends it", async () => {
    const broken = () => {
      throw new Error("no cache");
    };
    expect((await asked(broken)).entry.subIndication).toBe("NO_CERTIFICATE_CHAIN_FOUND");
    const stopped = () => fail("USER_CANCELLED");
    await expect(asked(stopped)).rejects.toMatchObject({ code: "USER_CANCELLED" });
  });

  test("a chain without end ends after three rounds", async () => {
    let name = 0;
    const endless = () => {
      const next = newRoot({ name: "x" }).issue({
        name: "CA",
        ca: true,
        extensions: places(`more${name++}`),
      });
      return { certificates: [next.facts.der] };
    };
    const { rounds, entry } = await asked(endless);
    expect(rounds.length).toBeLessThanOrEqual(3);
    expect(entry.subIndication).toBe("NO_CERTIFICATE_CHAIN_FOUND");
  });
});
