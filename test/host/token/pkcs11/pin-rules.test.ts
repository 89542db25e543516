import { describe, expect, test } from "vitest";
import { pinRefusal, RefusedPins } from "../../../../host/token/pkcs11/pin-rules.ts";

const STATE = {
  countLow: false,
  finalTry: false,
  locked: false,
  onReader: false,
  wanted: true,
  minLength: 4,
  maxLength: 8,
};
const QUESTION = { pin: "123456", state: STATE, allowLastTry: false, repeated: false };
const refusal = (change: Partial<typeof QUESTION>, state: Partial<typeof STATE> = {}) =>
  pinRefusal({ ...QUESTION, ...change, state: { ...STATE, ...state } })?.code ?? null;

describe("a PIN may be sent", () => {
  test.each([
    ["in the plain case", {}, {}],
    ["at the shortest", { pin: "1234" }, {}],
    ["at the longest", { pin: "12345678" }, {}],
    ["with blanks and signs of ASCII", { pin: " ~!aZ9" }, {}],
    ["after wrong ones", {}, { countLow: true }],
    ["at the last try, where that was allowed", { allowLastTry: true }, { finalTry: true }],
  ])("%s", (_, change, state) => {
    expect(refusal(change, state)).toBeNull();
  });
});

describe("a PIN must not be sent", () => {
  test.each([
    ["PIN_LENGTH", { pin: "" }, { minLength: 0 }],
    ["PIN_LENGTH", { pin: "123" }, {}],
    ["PIN_LENGTH", { pin: "123456789" }, {}],
    ["PIN_NOT_ASCII", { pin: "mật12" }, {}],
    ["PIN_NOT_ASCII", { pin: "12345\t" }, {}],
    ["PIN_NOT_ASCII", { pin: "12345\u007f" }, {}],
    ["PIN_REPEATED", { repeated: true }, {}],
    ["PIN_LAST_TRY", {}, { finalTry: true }],
    ["PIN_LOCKED", { allowLastTry: true }, { locked: true }],
    ["TOKEN_UNSUITABLE", {}, { onReader: true }],
  ])("%s %j %j", (code, change, state) => {
    expect(refusal(change, state)).toBe(code);
  });

  test("what the user can mend by typing is told before the last try is asked for", () => {
    for (const change of [{ pin: "ă23456" }, { pin: "1" }, { repeated: true }]) {
      expect(refusal(change, { finalTry: true })).not.toBe("PIN_LAST_TRY");
    }
  });
});

describe("refused PINs", () => {
  test("are known again for their token only", () => {
    const pins = new RefusedPins();
    pins.add("serial-1", "123456");
    expect(pins.has("serial-1", "123456")).toBe(true);
    expect(pins.has("serial-2", "123456")).toBe(false);
    expect(pins.has("serial-1", "123457")).toBe(false);
  });

  test("are not readable in memory dumps of the object", () => {
    const pins = new RefusedPins();
    pins.add("serial-1", "123456");
    expect(JSON.stringify(pins)).not.toContain("123456");
  });
});
