import { expect, test } from "vitest";
import { encodeFrame, FrameReader } from "../../../../host/token/pkcs11/frames.ts";

const MESSAGES = [{ type: "ready" }, { text: "Chữ ký số" }, [1, 2, 3], null];
const stream = Buffer.concat(MESSAGES.map(encodeFrame));

test.each([1, 2, 3, 5, 7, 1000])("messages survive a stream cut into pieces of %i bytes", (size) => {
  const reader = new FrameReader(1000);
  const got: unknown[] = [];
  for (let at = 0; at < stream.length; at += size) got.push(...reader.push(stream.subarray(at, at + size)));
  expect(got).toEqual(MESSAGES);
});

test("a frame at the limit passes, one byte more does not", () => {
  const text = "x".repeat(98);
  expect(new FrameReader(100).push(encodeFrame(text))).toEqual([text]);
  expect(() => new FrameReader(99).push(encodeFrame(text))).toThrow(RangeError);
});

test("a promise of 4 GiB is refused at its first four bytes", () => {
  expect(() => new FrameReader(100).push(Buffer.from([0xff, 0xff, 0xff, 0xff]))).toThrow(RangeError);
});

test("what is no JSON is refused", () => {
  const frame = Buffer.concat([Buffer.from([3, 0, 0, 0]), Buffer.from("abc")]);
  expect(() => new FrameReader(100).push(frame)).toThrow(SyntaxError);
});
