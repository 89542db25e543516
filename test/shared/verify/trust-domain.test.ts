import { describe, expect, test } from "vitest";
import type { CandidatePath } from "#shared/trust/path-rules.ts";
import { sharesDomain } from "#shared/verify/trust-domain.ts";
import type { Domain } from "#shared/verify/verdict.ts";
import { newRoot } from "../trust/pki.ts";

const root = newRoot();
const { anchor } = root;
const long: CandidatePath = { certificates: [root.issue({}).facts], anchor };
const itself: CandidatePath = { certificates: [], anchor };

const of = (domain: Domain | null, path: CandidatePath | null = long) => ({ domain, path });

describe("one trust", () => {
  test.each([
    ["the same domain", of("government"), of("government"), true],
    ["another domain", of("government"), of("public"), false],
    [
      "an authority of the administrator beside the Government's",
      of("government"),
      of("administrator"),
      false,
    ],
    [
      "a signer trusted by himself beside the Government's",
      of("government"),
      of("administrator", itself),
      true,
    ],
    ["a signer trusted by himself beside a practice one", of("practice"), of("administrator", itself), false],
    ["two practice signers", of("practice"), of("practice"), true],
    ["a signer without a path", of("government"), of(null, null), false],
    ["two signers without a path", of(null, null), of(null, null), false],
  ])("%s", (_, a, b, shares) => {
    expect([sharesDomain(a, b), sharesDomain(b, a)]).toEqual([shares, shares]);
    expect(sharesDomain(a, null)).toBe(false);
  });
});
