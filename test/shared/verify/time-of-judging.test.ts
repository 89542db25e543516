/** `--at` replaces now: a time-stamp proves only what lies before it. */

import { describe, expect, test } from "vitest";
import { SignedDocument } from "../../tools/signed/document.ts";
import { signatureStamp } from "../../tools/signed/message.ts";
import { ca, day, judgePdf, outcomes, signerOf, stampAuthority } from "../../tools/signed/world.ts";

const signer = signerOf(ca, { from: day("2019-01-01"), to: day("2023-01-01") });
const stamp = signatureStamp({ by: stampAuthority(), time: day("2020-03-15") });
const signed = SignedDocument.blank().signed({ by: signer, unsigned: [stamp] }, { certificates: [ca] });

function judgedAt(at: string) {
  return judgePdf(signed.bytes, { at: day(at), revocation: "soft" });
}

describe("a signature of 2020 with a time-stamp", () => {
  test.each([
    ["2018-12-01", "OUT_OF_BOUNDS_NO_POE", "before its certificate"],
    ["2019-12-01", "TOTAL-PASSED", "while its certificate is valid, before the time-stamp"],
    ["2020-03-16", "TOTAL-PASSED", "after the time-stamp"],
    ["2026-06-01", "TOTAL-PASSED", "after its certificate"],
  ])("judged at %s: %s, %s", async (at, expected) => {
    expect(await outcomes(judgedAt(at))).toEqual([expected]);
  });

  test("has the earlier of both as its best time", async () => {
    const best = async (at: string) => (await judgedAt(at)).signatures[0]?.bestTime;
    expect(await best("2019-12-01")).toBe("2019-12-01T12:00:00.000Z");
    expect(await best("2026-06-01")).toBe("2020-03-15T12:00:00.000Z");
  });
});
