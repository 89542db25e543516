import { describe, expect, test } from "vitest";
import type { SignError } from "#shared/errors.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { assertOwnResult } from "../../../extension/windows/engine-self-check.ts";
import { signatureOf, verdictOf } from "./sign/examples.ts";

const certificate = "a".repeat(64);
const earlier = signatureOf({ field: "Signature1", coverage: "revision", changes: "permitted" });
const own = signatureOf({ field: "Signature2", indication: "INDETERMINATE" });

function finding(
  changes: { own?: Partial<SignatureVerdict>; earlier?: Partial<SignatureVerdict> | null } = {},
) {
  const before = verdictOf("TOTAL-PASSED", { ...earlier, coverage: "whole-file", changes: "none" });
  const kept = changes.earlier === null ? [] : [{ ...earlier, ...changes.earlier }];
  const after = verdictOf("INDETERMINATE", ...kept, { ...own, ...changes.own });
  try {
    assertOwnResult({ before, after, field: "Signature2", certificate });
    return null;
  } catch (error) {
    const { code, detail } = error as SignError;
    expect(code).toBe("SELF_CHECK_FAILED");
    return detail?.["finding"];
  }
}

describe("our own result before it leaves", () => {
  test("passes when it is intact, whole and ours, though nobody here knows the signer's authority", () => {
    expect(finding()).toBeNull();
  });

  test.each<[string, Parameters<typeof finding>[0], string]>([
    ["the new signature is not there", { own: { field: "Other" } }, "missing"],
    ["its value does not fit", { own: { integrity: false } }, "integrity"],
    ["it does not cover the whole file", { own: { coverage: "revision" } }, "coverage"],
    ["something follows it", { own: { changes: "undetermined" } }, "coverage"],
    ["another certificate signed", { own: { signer: null } }, "signer"],
    ["an earlier signature is gone", { earlier: null }, "earlier"],
    ["an earlier signature broke", { earlier: { integrity: false } }, "earlier"],
    ["an earlier signature sees a forbidden change", { earlier: { changes: "forbidden" } }, "earlier"],
  ])("is refused when %s", (_, changes, expected) => {
    expect(finding(changes)).toBe(expected);
  });

  test("an earlier signature that was broken before does not stop a confirmed one", () => {
    const broken = signatureOf({ field: "Signature1", integrity: false, changes: "forbidden" });
    const after = verdictOf("TOTAL-FAILED", broken, own);
    expect(() =>
      assertOwnResult({ before: verdictOf("TOTAL-FAILED", broken), after, field: "Signature2", certificate }),
    ).not.toThrow();
  });
});
