/** Project Wycheproof's signature vectors, through the command line. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, askCases, corpus } from "./cases.ts";

const folder = join(corpus, "wycheproof");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

interface Group {
  readonly type: string;
  readonly publicKeyDer: string;
  readonly sha?: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  readonly tests: readonly {
    readonly tcId: number;
    readonly msg: string;
    readonly sig: string;
    readonly result: "valid" | "invalid" | "acceptable";
  }[];
}

const ALGORITHMS: Readonly<Record<string, string>> = {
  EcdsaVerify: "ECDSA",
  EddsaVerify: "Ed25519",
  RsassaPkcs1Verify: "RSA-PKCS1",
  RsassaPssVerify: "RSA-PSS",
  RsassaPssWithParametersVerify: "RSA-PSS",
};

interface Vector {
  readonly question: { readonly id: string };
  readonly result: "valid" | "invalid" | "acceptable";
}

function vectorsOf(file: string): Vector[] {
  const groups: Group[] = JSON.parse(readFileSync(join(folder, file), "utf8")).testGroups;
  return groups.flatMap(({ type, publicKeyDer, sha = null, mgfSha = null, sLen = null, tests }) =>
    tests.map(({ tcId, msg, sig, result }) => ({
      question: {
        id: `${file} ${tcId}`,
        key: publicKeyDer,
        algorithm: ALGORITHMS[type],
        hash: type === "EddsaVerify" ? null : sha,
        mgfHash: mgfSha,
        saltLength: sLen,
        message: msg,
        signature: sig,
      },
      result,
    })),
  );
}

describe.skipIf(files.length === 0)("Wycheproof (skipped where the corpus is absent)", () => {
  const vectors = files.flatMap(vectorsOf);
  let answers: readonly Answer[] = [];
  beforeAll(async () => {
    answers = (
      await askCases(
        "signature",
        vectors.map(({ question }) => question),
      )
    ).answers;
  });

  test("every vector is answered, in order", () => {
    expect(answers.map(({ id }) => id)).toEqual(vectors.map(({ question }) => question.id));
  });

  test("no invalid signature is accepted, and a valid one is refused by a named policy at most", () => {
    const judged = vectors.map(({ result, question }, index) => ({
      result,
      id: question.id,
      ...answers[index],
    }));
    const accepted = judged.filter(({ result, valid }) => result === "invalid" && valid);
    const refused = judged.filter(({ result, valid }) => result === "valid" && !valid);
    const unnamed = refused.filter(({ reason }) => !reason?.startsWith("policy:"));
    console.log(
      `Wycheproof: ${judged.length} vectors in ${files.length} files, ${accepted.length} invalid accepted, ` +
        `${refused.length} valid refused (${refused.length - unnamed.length} by policy)`,
    );
    expect(accepted).toEqual([]);
    expect(unnamed).toEqual([]);
  });
});
