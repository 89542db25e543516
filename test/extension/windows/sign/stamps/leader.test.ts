import { describe, expect, test } from "vitest";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { isLeaderMissing } from "../../../../../extension/windows/sign/stamps/leader.ts";

const SEAL = "a".repeat(64);
const verdict = (change: Partial<SignatureVerdict>): FileVerdict =>
  ({
    signatures: [
      {
        ...{ integrity: true, changes: "none", indication: "INDETERMINATE" },
        signer: { sha256: "b".repeat(64) },
        ...change,
      },
    ],
  }) as unknown as FileVerdict;

describe("an agency seals what its leader has signed", () => {
  test("an intact signature by another certificate is enough", () => {
    expect(isLeaderMissing(verdict({}), SEAL)).toBe(false);
  });

  test.each([
    ["no verdict", null],
    ["no signature", { signatures: [] } as unknown as FileVerdict],
    ["a broken one", verdict({ integrity: false })],
    ["one whose document was changed", verdict({ changes: "forbidden" })],
    ["one that failed", verdict({ indication: "TOTAL-FAILED" })],
    ["the seal's own", verdict({ signer: { sha256: SEAL } as never })],
  ])("%s is not", (_, before) => {
    expect(isLeaderMissing(before, SEAL)).toBe(true);
  });
});
