/** What is asked where a certificate or an answer is missing. */

import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { ValidationMaterial } from "#shared/trust/evidence.ts";
import type { EvidenceWish } from "#shared/trust/wishes.ts";
import type { TrustOptions } from "#shared/verify/ground.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { verifyCms } from "#shared/verify/verify.ts";
import { NOW, newCrl, newRoot } from "../trust/pki.ts";
import { authority, content, lists, message, places, revoking, root, signer } from "./named-services.ts";
import { digestRanges } from "./signing.ts";

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
    expect(rounds).toHaveLength(3);
    expect(entry.subIndication).toBe("NO_CERTIFICATE_CHAIN_FOUND");
  });
});
