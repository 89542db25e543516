import { endianness } from "node:os";
import { describe, expect, test } from "vitest";
import { encodeFrame, type Frame, FrameReader } from "../../host/stdio.ts";

const texts = (frames: readonly Frame[]) =>
  frames.map((frame) => (frame.kind === "message" ? Buffer.from(frame.bytes).toString() : frame.length));

function head(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  if (endianness() === "LE") bytes.writeUInt32LE(length);
  else bytes.writeUInt32BE(length);
  return bytes;
}

describe("frames", () => {
  const stream = Buffer.concat([encodeFrame({ a: 1 }), encodeFrame({ text: "chữ ký" }), encodeFrame([])]);
  const expected = ['{"a":1}', '{"text":"chữ ký"}', "[]"];

  test("length counts bytes, in the machine's own order", () => {
    expect(encodeFrame({ text: "ữ" }).subarray(0, 4)).toEqual(head(Buffer.byteLength('{"text":"ữ"}')));
  });

  test("any cut of the stream gives the same frames", () => {
    for (let size = 1; size <= stream.length; size++) {
      const reader = new FrameReader(1000);
      const frames: Frame[] = [];
      for (let at = 0; at < stream.length; at += size)
        frames.push(...reader.push(stream.subarray(at, at + size)));
      expect(texts(frames)).toEqual(expected);
    }
  });

  test("one that is too long is skipped in any cut, and the next is read", () => {
    const long = Buffer.concat([head(50), Buffer.alloc(50, 1), encodeFrame({ a: 1 })]);
    for (let size = 1; size <= long.length; size++) {
      const reader = new FrameReader(49);
      const frames: Frame[] = [];
      for (let at = 0; at < long.length; at += size)
        frames.push(...reader.push(long.subarray(at, at + size)));
      expect(texts(frames)).toEqual([50, '{"a":1}']);
    }
  });

  test("one of 4 GiB is refused by its length alone, and costs no memory", () => {
    const reader = new FrameReader(64);
    expect(reader.push(head(0xffffffff))).toEqual([{ kind: "oversized", length: 0xffffffff }]);
    expect(reader.push(Buffer.alloc(1_000_000))).toEqual([]);
  });

  test("an empty one is a message of no bytes", () => {
    expect(new FrameReader(64).push(head(0))).toEqual([{ kind: "message", bytes: Buffer.alloc(0) }]);
  });
});
