import { describe, expect, test } from "vitest";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { timeWords } from "../../../../extension/windows/verify/signing-time.ts";
import { meaningOf } from "../../../../extension/windows/verify/tone.ts";
import { signatureOf, verdictOf } from "../sign/examples.ts";

const stampedAt = "2026-11-24T02:15:30Z";
const claimedTime = "2026-11-20T02:15:30Z";
const stamp = {
  time: stampedAt,
  tsa: "CN=TSA",
  indication: "TOTAL-PASSED",
  subIndication: null,
  imprint: "sha256",
} as const;
const stamped = signatureOf({ claimedTime, timestamp: stamp });
const claimed = signatureOf({ claimedTime, timestamp: null });
const proved = { code: "time-proved-later", vi: "Có sau.", en: "Later." } as const;
const later = signatureOf({ claimedTime, timestamp: null, bestTime: stampedAt, reasons: [proved] });
const { clocks } = verifyTexts.vi;

describe("the time of a signature names its clock", () => {
  test("a time-stamp that holds outweighs what the signer's computer wrote", () => {
    expect(timeWords(stamped, "vi")).toMatchObject({
      time: expect.stringContaining("24/11"),
      source: clocks.stamp,
    });
  });

  test("a time-stamp that is not verified is shown as such; one that is wrong is not", () => {
    const as = (indication: "INDETERMINATE" | "TOTAL-FAILED") =>
      timeWords(signatureOf({ claimedTime, timestamp: { ...stamp, indication } }), "vi");
    expect(as("INDETERMINATE")).toMatchObject({
      time: expect.stringContaining("24/11"),
      source: clocks.open,
    });
    expect(as("TOTAL-FAILED")).toMatchObject({
      time: expect.stringContaining("20/11"),
      source: clocks.computer,
    });
  });

  test("a later time-stamp of the document says by when, not when", () => {
    expect(timeWords(later, "vi")).toMatchObject({
      time: expect.stringContaining("24/11"),
      source: clocks.later,
    });
  });

  test("nothing is said where nothing says when", () => {
    expect(timeWords(signatureOf({ claimedTime: null, timestamp: null }), "vi").time).toBe("");
    expect(timeWords(undefined, "vi").time).toBe("");
  });
});

describe("the sentence of a valid file", () => {
  const sentence = (signature: typeof stamped) => meaningOf(verdictOf("TOTAL-PASSED", signature), "vi");

  test("names the day plainly where it is proved, with its clock where it is not", () => {
    expect(sentence(stamped)).toContain("ký ngày 24/11/2026.");
    expect(sentence(claimed)).toContain("ký ngày 20/11/2026 (theo giờ máy người ký).");
    expect(sentence(later)).toContain("ký chậm nhất ngày 24/11/2026.");
  });

  test("the time of a document time-stamp is nobody's signing", () => {
    const own = {
      ...stamped,
      kind: "timestamp",
      timestamp: { ...stamped.timestamp, time: "2030-01-01T00:00:00Z" },
    };
    const verdict = verdictOf("TOTAL-PASSED", stamped, own as typeof stamped);
    expect(meaningOf(verdict, "vi")).toContain("ký ngày 24/11/2026.");
  });
});
