import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { PdfBuilder } from "../../fixtures/pdf/builder.ts";
import { letterObjects, TRAILER } from "../../fixtures/pdf/letter.ts";

/** The letter with further objects written by `add`. */
function opened(add: (builder: PdfBuilder) => PdfBuilder) {
  return openPdf(sourceOf(add(letterObjects(new PdfBuilder())).table(TRAILER).bytes())).objects;
}

const at = (number: number, generation = 0) => ({ number, generation });

describe("objects by number", () => {
  test("an object is found with its generation only", () => {
    const objects = opened((builder) => builder.object(10, "(x)", 2));
    expect(objects.load(at(10, 2))?.value.kind).toBe("string");
    expect(objects.load(at(10, 0))).toBeNull();
    expect(objects.load(at(99))).toBeNull();
  });

  test("an object far larger than the first window is read whole", () => {
    const items = Array.from({ length: 20_000 }, (_, index) => `${index} 0 R`).join(" ");
    const value = opened((builder) => builder.object(10, `[${items}]`)).load(at(10))?.value;
    expect(value?.kind === "array" && value.items.length).toBe(20_000);
  });

  test("a cross-reference that points to another object is PDF_BROKEN", () => {
    const bytes = letterObjects(new PdfBuilder()).object(10, "(x)").table(TRAILER).bytes();
    const moved = latin1Bytes(latin1Text(bytes).replace("10 0 obj", "11 0 obj"));
    const { objects } = openPdf(sourceOf(moved));
    expect(() => objects.load(at(10))).toThrow(expect.objectContaining({ code: "PDF_BROKEN" }));
    expect(objects.load(at(5))?.value.kind).toBe("dict");
  });

  test("references to references end at the value; a loop of them is LIMIT_EXCEEDED", () => {
    const objects = opened((builder) =>
      builder.object(10, "11 0 R").object(11, "7").object(12, "13 0 R").object(13, "12 0 R"),
    );
    expect(objects.placeOf(at(10))?.value).toMatchObject({ kind: "number", value: 7 });
    expect(objects.placeOf(at(10))?.owner.number).toBe(11);
    expect(() => objects.placeOf(at(12))).toThrow(expect.objectContaining({ code: "LIMIT_EXCEEDED" }));
  });
});

describe("streams", () => {
  test("a wrong or missing Length is made good by endstream, and said", () => {
    const objects = opened((builder) =>
      builder.stream(10, "/Length 3", "stream data").stream(11, "/Length 8 0 R", "more data"),
    );
    for (const [number, text] of [
      [10, "stream data"],
      [11, "more data"],
    ] as const) {
      const object = objects.load(at(number));
      expect(object && latin1Text(objects.streamData(object))).toBe(text);
    }
    expect([...objects.oddities]).toEqual(["stream-length"]);
  });

  test("an indirect Length is followed", () => {
    const objects = opened((builder) =>
      builder.stream(10, "/Length 11 0 R", "data endstream x").object(11, "16"),
    );
    const object = objects.load(at(10));
    expect(object && latin1Text(objects.streamData(object))).toBe("data endstream x");
  });

  test("an object stream whose Length lies in itself is PDF_BROKEN", () => {
    const members = [
      [1, "<< /Type /Catalog /Pages 2 0 R >>"],
      [11, "5"],
    ] as const;
    const bytes = new PdfBuilder().objectStream(10, members).xrefStream(12, TRAILER).bytes();
    const text = latin1Text(bytes);
    const looped = text.replace(/\/Filter \/FlateDecode \/Length \d+/, (old) =>
      "/Length 11 0 R".padEnd(old.length),
    );
    expect(looped).not.toBe(text);
    expect(() => openPdf(sourceOf(latin1Bytes(looped)))).toThrow(
      expect.objectContaining({ code: "PDF_BROKEN" }),
    );
    expect(openPdf(sourceOf(bytes)).objects.load(at(11))?.value.kind).toBe("number");
  });

  test("members of an object stream are found by their own number where the index is wrong", () => {
    const bytes = new PdfBuilder()
      .objectStream(10, [
        [1, "<< /Type /Catalog /Pages 2 0 R >>"],
        [2, "<< /Type /Pages /Kids [] /Count 0 >>"],
        [3, "(third)"],
      ])
      .xrefStream(12, TRAILER)
      .bytes();
    const { objects } = openPdf(sourceOf(bytes));
    expect(objects.load(at(3))?.value.kind).toBe("string");
    expect(objects.load(at(3, 1))).toBeNull();
  });
});
