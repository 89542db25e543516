import { describe, expect, test } from "vitest";
import {
  proposedSize,
  readPicture,
  sizeOfWidth,
  type UsablePicture,
} from "../../../extension/templates/picture.ts";
import { drawnPng, makePng } from "../../fixtures/stamps/png.ts";

const RED = [207, 33, 41, 255] as const;
const CLEAR = [0, 0, 0, 0] as const;
const seal = (dpi?: number) => drawnPng([100, 100], (x) => (x < 50 ? RED : CLEAR), dpi);

function usable(bytes: Uint8Array): UsablePicture {
  const reading = readPicture(bytes);
  if (reading.kind !== "usable") throw new Error(reading.reason);
  return reading;
}

/** SOI, a JFIF header with a density, a frame header; enough for a reader of heads. */
function jpegHead(frame: {
  readonly marker: number;
  readonly components: number;
  readonly dpi?: number;
}): Uint8Array {
  const { marker, components, dpi = 100 } = frame;
  const jfif = [
    0xff,
    0xe0,
    0,
    16,
    0x4a,
    0x46,
    0x49,
    0x46,
    0,
    1,
    1,
    1,
    dpi >> 8,
    dpi & 255,
    dpi >> 8,
    dpi & 255,
    0,
    0,
  ];
  const each = Array.from({ length: components }, (_, index) => [index + 1, 0x11, 0]).flat();
  const sof = [0xff, marker, 0, 8 + each.length, 8, 0, 100, 0, 200, components, ...each];
  return Uint8Array.from([0xff, 0xd8, ...jfif, ...sof, 0xff, 0xd9]);
}

describe("a picture that a stamp can be", () => {
  test("a red seal with transparency: its size from the file, nothing odd about it as a seal", () => {
    expect(usable(seal(70))).toEqual({
      ...{ kind: "usable", type: "image/png", width: 100, height: 100 },
      size: { widthMm: 36.3, heightMm: 36.3 },
      warnings: { seal: [], signature: ["SIGNATURE_NOT_BLUE"] },
    });
  });

  test("without transparency it is usable, and that is said", () => {
    expect(usable(drawnPng([4, 4], () => RED)).warnings.seal).toEqual(["IMAGE_OPAQUE"]);
  });

  test.each([
    ["baseline", 0xc0],
    ["extended", 0xc1],
    ["progressive", 0xc2],
  ])("a %s JPEG, with the size its density tells", (_, marker) => {
    const reading = usable(jpegHead({ marker, components: 3 }));
    expect(reading).toMatchObject({ type: "image/jpeg", size: { widthMm: 50.8, heightMm: 25.4 } });
  });

  test("a density that no stamp can have is no size: a photograph at 72 dots an inch", () => {
    const photo = usable(drawnPng([1000, 500], () => RED, 72));
    expect(photo.size).toBeNull();
    expect(proposedSize(photo, "leader")).toEqual({ widthMm: 55, heightMm: 27.5 });
    expect(proposedSize(photo, "seal")).toEqual({ widthMm: 36, heightMm: 18 });
    expect(proposedSize(photo, "initial")).toEqual({ widthMm: 18, heightMm: 9 });
  });

  test("the height follows the width, within the bounds of a stamp", () => {
    const picture = { width: 200, height: 100 };
    expect(sizeOfWidth(picture, 46)).toEqual({ widthMm: 46, heightMm: 23 });
    expect(sizeOfWidth(picture, 301)).toBeNull();
    expect(sizeOfWidth(picture, 1)).toBeNull();
  });
});

describe("a file that no stamp can be is refused with its reason", () => {
  const animation = makePng({
    ...{ width: 1, height: 1, colourType: 2, depth: 8, rows: [[0, 1, 2, 3]] },
    chunks: [["acTL", [0, 0, 0, 2, 0, 0, 0, 0]]],
  });
  const header = (width: number, height: number) =>
    makePng({ width, height, colourType: 0, depth: 1, rows: [[0, 0]] });
  test.each([
    ["larger than four megabytes", new Uint8Array(4 * 1024 * 1024 + 1), "bytes"],
    ["a GIF named .png", new TextEncoder().encode("GIF89a……"), "kind"],
    ["a PDF named .png", new TextEncoder().encode("%PDF-1.7\n"), "kind"],
    ["empty", new Uint8Array(0), "kind"],
    ["a PNG cut off", seal().subarray(0, 60), "damaged"],
    ["a PNG bomb: a small file of 60,000 by 60,000 pixels", header(60_000, 60_000), "pixels"],
    ["a PNG that promises more rows than it has", header(1000, 1000), "damaged"],
    ["an animated PNG", animation, "animated"],
    [
      "an interlaced PNG",
      makePng({ width: 1, height: 1, colourType: 2, depth: 8, rows: [[0, 1, 2, 3]], interlace: 1 }),
      "interlaced",
    ],
    ["a CMYK JPEG", jpegHead({ marker: 0xc0, components: 4 }), "cmyk"],
    ["a lossless JPEG", jpegHead({ marker: 0xc3, components: 3 }), "jpeg-kind"],
    ["a JPEG without a frame", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9, 0, 0), "damaged"],
  ])("%s", (_, bytes, reason) => {
    expect(readPicture(bytes)).toEqual({ kind: "refused", reason });
  });
});
