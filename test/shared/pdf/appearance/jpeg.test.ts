import { describe, expect, test } from "vitest";
import { readJpeg } from "#shared/pdf/appearance/jpeg.ts";

const segment = (marker: number, ...data: number[]) => [0xff, marker, 0, data.length + 2, ...data];
const frame = (marker: number, components: number, precision = 8) =>
  segment(marker, precision, 0, 20, 1, 4, components, ...Array<number>(3 * components).fill(1));
const jpeg = (...segments: number[][]) => Uint8Array.from([0xff, 0xd8, ...segments.flat(), 0xff, 0xd9]);
const JFIF = segment(0xe0, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 2, 0, 118, 0, 118);
const ADOBE = segment(0xee, ...Buffer.from("Adobe"), 0, 100, 0, 0, 0, 0, 2);
const refused = (reason: string) =>
  expect.objectContaining({ code: "IMAGE_UNSUPPORTED", detail: { reason } });

describe("readJpeg", () => {
  test("size, components and resolution", () => {
    const facts = readJpeg(jpeg(JFIF, frame(0xc0, 3)));
    expect(facts).toMatchObject({ width: 260, height: 20, components: 3, inverted: false });
    expect(facts.dpi).toBeCloseTo(300, 0);
  });

  test("CMYK by Adobe is upside down, other CMYK is not", () => {
    expect(readJpeg(jpeg(ADOBE, frame(0xc2, 4))).inverted).toBe(true);
    expect(readJpeg(jpeg(frame(0xc0, 4))).inverted).toBe(false);
    expect(readJpeg(jpeg(ADOBE, frame(0xc0, 3))).inverted).toBe(false);
  });

  test("kinds that DCTDecode does not take, and damage, are refused by name", () => {
    expect(() => readJpeg(jpeg(frame(0xc3, 3)))).toThrow(refused("jpeg-kind"));
    expect(() => readJpeg(jpeg(frame(0xc0, 3, 12)))).toThrow(refused("jpeg-kind"));
    expect(() => readJpeg(jpeg(frame(0xc0, 2)))).toThrow(refused("jpeg-kind"));
    expect(() => readJpeg(jpeg(JFIF))).toThrow(refused("damaged"));
    expect(() => readJpeg(Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0xff, 0xff))).toThrow(refused("damaged"));
  });
});
