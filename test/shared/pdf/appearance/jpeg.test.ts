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

  test("a camera held sideways: the size as it is seen, and how to turn what is stored", () => {
    const exif = (order: "II" | "MM", value: number) => {
      const short = (number: number) => (order === "II" ? [number, 0] : [0, number]);
      const long = (number: number) => (order === "II" ? [number, 0, 0, 0] : [0, 0, 0, number]);
      const tag = order === "II" ? [0x12, 1] : [1, 0x12];
      const entry = [...tag, ...short(3), ...long(1), ...short(value), 0, 0];
      return segment(
        0xe1,
        ...Buffer.from(`Exif\0\0${order}`),
        ...short(42),
        ...long(8),
        ...short(1),
        ...entry,
      );
    };
    const facts = (order: "II" | "MM", value: number) => readJpeg(jpeg(exif(order, value), frame(0xc0, 3)));
    for (const order of ["II", "MM"] as const) {
      expect(facts(order, 6)).toMatchObject({ width: 20, height: 260, turn: [0, -1, 1, 0, 0, 1] });
      expect(facts(order, 3)).toMatchObject({ width: 260, height: 20, turn: [-1, 0, 0, -1, 1, 1] });
      expect(facts(order, 1)).toMatchObject({ width: 260, height: 20, turn: [1, 0, 0, 1, 0, 0] });
      expect(facts(order, 99)).toMatchObject({ width: 260, turn: [1, 0, 0, 1, 0, 0] });
    }
    expect(readJpeg(jpeg(segment(0xe1, ...Buffer.from("Exif\0\0MM")), frame(0xc0, 3))).width).toBe(260);
  });

  test("a file that breaks off is damaged; one with something behind its end is not", () => {
    const whole = jpeg(JFIF, frame(0xc0, 3));
    expect(() => readJpeg(whole.subarray(0, -2))).toThrow(refused("damaged"));
    expect(readJpeg(Uint8Array.from([...whole, 0, 0, 0])).width).toBe(260);
  });

  test("kinds that DCTDecode does not take, and damage, are refused by name", () => {
    expect(() => readJpeg(jpeg(frame(0xc3, 3)))).toThrow(refused("jpeg-kind"));
    expect(() => readJpeg(jpeg(frame(0xc0, 3, 12)))).toThrow(refused("jpeg-kind"));
    expect(() => readJpeg(jpeg(frame(0xc0, 2)))).toThrow(refused("jpeg-kind"));
    expect(() => readJpeg(jpeg(JFIF))).toThrow(refused("damaged"));
    expect(() => readJpeg(Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0xff, 0xff))).toThrow(refused("damaged"));
  });
});
