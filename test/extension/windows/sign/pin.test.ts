import { describe, expect, test } from "vitest";
import { isPhrase, pinProblem, TypingGuard } from "../../../../extension/windows/sign/pin.ts";
import { realToken } from "./examples.ts";

describe("keys meant for the page", () => {
  test("nothing is taken before the window appeared, nor within 600 ms after", () => {
    const guard = new TypingGuard();
    expect(guard.takes(0)).toBe(false);
    guard.appeared(1000);
    expect(guard.takes(1599)).toBe(false);
  });

  test("a key after a quiet 600 ms is taken", () => {
    const guard = new TypingGuard();
    guard.appeared(1000);
    expect(guard.takes(1600)).toBe(true);
  });

  test("a burst that began too early is refused whole: half a PIN would be a wrong PIN", () => {
    const guard = new TypingGuard();
    guard.appeared(1000);
    expect([1500, 1650, 1800, 1950].map((at) => guard.takes(at))).toEqual([false, false, false, false]);
    expect(guard.remaining(1950)).toBe(600);
    expect(guard.takes(2550)).toBe(true);
  });

  test("another document on screen starts the guard anew", () => {
    const guard = new TypingGuard();
    guard.appeared(0);
    expect(guard.takes(5000)).toBe(true);
    guard.appeared(6000);
    expect(guard.takes(6100)).toBe(false);
  });
});

describe("a PIN that is not sent", () => {
  const token = realToken();

  test.each(["Đặng123", "12345â6", "1234\u{1F600}56", "123\t456"])(
    "%j has a letter no token takes",
    (pin) => {
      expect(pinProblem(pin, token)).toBe("PIN_NOT_ASCII");
    },
  );

  test.each(["", "123", "1".repeat(17)])("%j has the wrong length", (pin) => {
    expect(pinProblem(pin, token)).toBe("PIN_LENGTH");
  });

  test("a PIN within the token's lengths is sent, spaces and signs too", () => {
    expect(pinProblem("24681357", token)).toBeNull();
    expect(pinProblem("a B~!", token)).toBeNull();
  });

  test("a token that tells no lengths wants one character at least", () => {
    const silent = realToken({ minLength: 0, maxLength: 0 });
    expect(pinProblem("", silent)).toBe("PIN_LENGTH");
    expect(pinProblem("1".repeat(40), silent)).toBeNull();
  });
});

describe("the typed confirmation of the last try", () => {
  test.each(["LẦN CUỐI", "lần cuối", "lan cuoi", "LANCUOI", "Lần  cuối "])("%j opens the field", (typed) => {
    expect(isPhrase(typed, "LẦN CUỐI")).toBe(true);
  });

  test.each(["", "lan", "lan cuo", "lan cuoi roi"])("%j does not", (typed) => {
    expect(isPhrase(typed, "LẦN CUỐI")).toBe(false);
  });
});
