import { describe, expect, test } from "vitest";
import { freeStamp } from "#shared/pdf/stamps/free-stamp.ts";
import { tinos as font } from "../../../fixtures/stamps/font.ts";

const rect = { x: 100, y: 300, width: 200, height: 40 };
const texts = (text: string) => freeStamp({ page: 1, rect, text, font }).marks;

describe("a stamp of text in a rectangle", () => {
  test("shrinks until all of it is inside", () => {
    const [short] = texts("Sở Nội vụ");
    const long = texts(
      "Ủy ban nhân dân tỉnh Kon Tum, Sở Nông nghiệp và Phát triển nông thôn ".repeat(4).trim(),
    );
    expect(short).toMatchObject({ size: 10 });
    expect(long.length).toBeGreaterThan(3);
    for (const mark of long) expect(mark.kind === "text" && mark.y).toBeGreaterThanOrEqual(0);
  });

  test("what does not fit is refused, not cut off", () => {
    const refused = expect.objectContaining({ code: "LIMIT_EXCEEDED", detail: { limit: "stampText" } });
    expect(() => texts("dài quá ".repeat(240))).toThrow(refused);
    expect(() => texts("x".repeat(2001))).toThrow(refused);
    expect(texts("x".repeat(300)).length).toBeGreaterThan(1);
  });
});
