import { describe, expect, test } from "vitest";
import type { TimeStampTerms } from "#shared/protocol/messages.ts";
import type { Offer } from "../../../../../extension/windows/sign/choose.ts";
import type { Clock } from "../../../../../extension/windows/sign/state.ts";
import {
  maySignWithout,
  stampedTime,
  wantsTimeStamp,
} from "../../../../../extension/windows/sign/time-stamp/wanted.ts";
import { certificateOf, PRACTICE_TOKEN, realToken, signatureOf, verdictOf } from "../examples.ts";

const real = { token: realToken(), certificate: certificateOf("a") } as Offer;
const practice = { token: PRACTICE_TOKEN, certificate: certificateOf("d", { token: "practice" }) } as Offer;

const terms = (part: Partial<TimeStampTerms> = {}): TimeStampTerms => ({
  ...{ authority: "tsa.ca.gov.vn", named: false, rule: null },
  ...part,
});

function wanted(offer: Offer, known: TimeStampTerms | null, choice: Clock["choice"] = "usual"): boolean {
  return wantsTimeStamp({ clock: { terms: known, choice } }, offer);
}

describe("a time-stamp is wanted", () => {
  test("usually where the administrator named an authority", () => {
    expect(wanted(real, terms())).toBe(false);
    expect(wanted(real, terms({ named: true }))).toBe(true);
  });

  test("where the user says so, also from the Government's authority; not where the user says no", () => {
    expect(wanted(real, terms(), "always")).toBe(true);
    expect(wanted(real, terms({ named: true }), "never")).toBe(false);
  });

  test("by the machine policy, whatever the user says", () => {
    expect(wanted(real, terms({ rule: "always" }), "never")).toBe(true);
    expect(wanted(real, terms({ rule: "never", named: true }), "always")).toBe(false);
  });

  test("for the practice key only from an authority that was named: it works without a network", () => {
    expect(wanted(practice, terms({ rule: "always" }), "always")).toBe(false);
    expect(wanted(practice, terms({ named: true }))).toBe(true);
  });

  test("never where the host says nothing of it", () => {
    expect(wanted(real, null, "always")).toBe(false);
  });
});

test("going without is the user's choice, but not against the policy", () => {
  const clock = (known: TimeStampTerms | null): { clock: Clock } => ({
    clock: { terms: known, choice: "always" },
  });
  expect(maySignWithout(clock(terms()))).toBe(true);
  expect(maySignWithout(clock(terms({ rule: "always" })))).toBe(false);
});

describe("a signed file has a time-stamp", () => {
  const timestamp = {
    time: "2026-11-26T02:00:00.000Z",
    indication: "INDETERMINATE",
    subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
    imprint: "sha256",
    tsa: "CN=TSA",
  } as const;

  test("where its last signature carries one that is right over it", () => {
    expect(stampedTime(verdictOf("INDETERMINATE", signatureOf({ timestamp })))).toBe(timestamp.time);
    expect(stampedTime(verdictOf("INDETERMINATE", signatureOf()))).toBeNull();
  });

  test("not where that one belongs to other data, nor where only an earlier signature has one", () => {
    const wrong = { ...timestamp, indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE" } as const;
    expect(stampedTime(verdictOf("INDETERMINATE", signatureOf({ timestamp: wrong })))).toBeNull();
    const earlier = signatureOf({ coverage: "revision", timestamp });
    expect(stampedTime(verdictOf("INDETERMINATE", earlier, signatureOf()))).toBeNull();
  });
});
