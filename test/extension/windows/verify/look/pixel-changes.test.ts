import { describe, expect, test } from "vitest";
import { type Pixels, pixelChanges } from "../../../../../extension/windows/verify/look/pixel-changes.ts";

const [WIDTH, HEIGHT] = [200, 160];

function paper(...dots: readonly (readonly [x: number, y: number])[]): Pixels {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT).fill(255);
  for (const [x, y] of dots) data.fill(0, 4 * (y * WIDTH + x), 4 * (y * WIDTH + x) + 3);
  return { width: WIDTH, height: HEIGHT, data };
}

describe("what an eye sees differ", () => {
  test("nothing on equal pages, nor in the last shades of a colour", () => {
    expect(pixelChanges(paper([5, 5]), paper([5, 5]))).toEqual([]);
    const pale = paper();
    pale.data[0] = 240;
    expect(pixelChanges(paper(), pale)).toEqual([]);
  });

  test("one box around what lies together, another for what lies apart", () => {
    const boxes = pixelChanges(paper(), paper([40, 40], [52, 44], [180, 150]));
    expect(boxes).toHaveLength(2);
    const [first] = boxes;
    expect(first).toEqual({ left: 0.2, top: 0.25, width: 16 / WIDTH, height: 8 / HEIGHT });
  });

  test("what was taken away counts like what was added", () => {
    expect(pixelChanges(paper([40, 40]), paper())).toHaveLength(1);
  });

  test("a page of another size has changed as a whole", () => {
    const other = { ...paper(), width: HEIGHT, height: WIDTH };
    expect(pixelChanges(paper(), other)).toEqual([{ left: 0, top: 0, width: 1, height: 1 }]);
  });

  test("a page that changed everywhere is one box", () => {
    const black = { ...paper(), data: new Uint8ClampedArray(4 * WIDTH * HEIGHT) };
    expect(pixelChanges(paper(), black)).toEqual([{ left: 0, top: 0, width: 1, height: 1 }]);
  });
});
