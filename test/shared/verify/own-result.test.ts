import { describe, expect, test } from "vitest";
import { assertOwnResult } from "#shared/verify/own-result.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";

const text = { vi: "", en: "" };

function signature(change: Partial<SignatureVerdict>): SignatureVerdict {
  return {
    field: "Signature2",
    kind: "approval",
    subFilter: "ETSI.CAdES.detached",
    indication: "INDETERMINATE",
    subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
    integrity: true,
    coverage: "whole-file",
    changes: "none",
    changeList: [],
    signer: { subject: "", issuer: "", serial: "", sha256: "ab", domain: null },
    path: [],
    claimedTime: null,
    bestTime: "",
    timestamp: null,
    level: "B-B",
    algorithms: null,
    revocation: { status: "not-checked", source: null, time: null },
    warnings: [],
    reasons: [],
    ...change,
  };
}

const verdict = (...signatures: SignatureVerdict[]): FileVerdict => ({
  indication: "INDETERMINATE",
  headline: text,
  signatures,
});

const earlier = signature({ field: "Signature1", coverage: "revision", changes: "permitted" });

function findingOf(after: FileVerdict, before = verdict(earlier)): unknown {
  try {
    assertOwnResult({ before, after, field: "Signature2", certificate: "ab" });
    return null;
  } catch (thrown) {
    return (thrown as { detail: { finding: string } }).detail.finding;
  }
}

describe("our own result", () => {
  test("passes where the new signature covers all and the earlier one still holds", () => {
    expect(findingOf(verdict(earlier, signature({})))).toBeNull();
  });

  test.each([
    ["missing", verdict(earlier)],
    ["integrity", verdict(earlier, signature({ integrity: false }))],
    ["coverage", verdict(earlier, signature({ coverage: "revision" }))],
    ["coverage", verdict(earlier, signature({ changes: "permitted" }))],
    ["signer", verdict(earlier, signature({ signer: null }))],
    ["earlier", verdict(signature({}))],
    ["earlier", verdict({ ...earlier, integrity: false }, signature({}))],
    ["earlier", verdict({ ...earlier, changes: "forbidden" }, signature({}))],
  ])("is refused: %s", (finding, after) => {
    expect(findingOf(after)).toBe(finding);
  });

  test("passes with companions of the same act, and not where one of them is another's", () => {
    const companion = signature({ field: "Number", coverage: "revision", changes: "permitted" });
    const judged = (own: SignatureVerdict) => () =>
      assertOwnResult({
        before: null,
        after: verdict(own, signature({})),
        field: "Signature2",
        companions: ["Number"],
        certificate: "ab",
      });
    expect(judged(companion)).not.toThrow();
    expect(judged({ ...companion, signer: null })).toThrow();
    expect(judged({ ...companion, changes: "forbidden" })).toThrow();
  });

  test("an earlier signature must not get worse in anything, though it did not hold before", () => {
    const changed = { ...earlier, changes: "forbidden" } as const;
    expect(findingOf(verdict(changed, signature({})), verdict(changed))).toBeNull();
    const broken = { ...changed, integrity: false };
    expect(findingOf(verdict(broken, signature({})), verdict(changed))).toBe("earlier");
  });

  test("does not ask of an earlier signature what it had not before", () => {
    const broken = { ...earlier, integrity: false };
    expect(findingOf(verdict(broken, signature({})), verdict(broken))).toBeNull();
  });
});
