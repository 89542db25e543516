import { describe, expect, test } from "vitest";
import { SyntaxFault } from "#shared/pdf/lexer.ts";
import { undoPredictor } from "#shared/pdf/predictor.ts";

const plain = Uint8Array.from({ length: 60 }, (_, index) => (index * 37 + 11) & 255);

/** PNG filtering done the long way round, from the definition. */
function pngFiltered(data: Uint8Array, rowBytes: number, pixel: number, filter: number): Uint8Array {
  const output: number[] = [];
  const at = (row: number, column: number) =>
    row < 0 || column < 0 ? 0 : (data[row * rowBytes + column] ?? 0);
  for (let row = 0; row < data.length / rowBytes; row++) {
    output.push(filter);
    for (let column = 0; column < rowBytes; column++) {
      const [a, b, c] = [at(row, column - pixel), at(row - 1, column), at(row - 1, column - pixel)];
      const p = a + b - c;
      const nearest = [a, b, c].reduce((best, value) =>
        Math.abs(p - value) < Math.abs(p - best) ? value : best,
      );
      const guess = [0, a, b, Math.floor((a + b) / 2), nearest][filter] ?? 0;
      output.push((at(row, column) - guess) & 255);
    }
  }
  return Uint8Array.from(output);
}

describe("PNG predictors", () => {
  test.each([
    ["None", 0],
    ["Sub", 1],
    ["Up", 2],
    ["Average", 3],
    ["Paeth", 4],
  ])("%s is undone, for pixels of one and three bytes", (_, filter) => {
    for (const colors of [1, 3]) {
      const filtered = pngFiltered(plain, 12, colors, filter);
      const parameters = { predictor: 15, colors, bitsPerComponent: 8, columns: 12 / colors };
      expect(undoPredictor(filtered, parameters)).toEqual(plain);
    }
  });

  test("a short last row counts as far as it goes", () => {
    const cut = pngFiltered(plain, 12, 1, 2).subarray(0, -5);
    const parameters = { predictor: 12, colors: 1, bitsPerComponent: 8, columns: 12 };
    expect(undoPredictor(cut, parameters)).toEqual(plain.subarray(0, -5));
  });

  test("an unknown filter is refused", () => {
    const parameters = { predictor: 15, colors: 1, bitsPerComponent: 8, columns: 2 };
    expect(() => undoPredictor(Uint8Array.of(5, 1, 1), parameters)).toThrow(SyntaxFault);
  });
});

describe("TIFF predictor 2", () => {
  test.each([
    [1, [0b1011_0010], [0b1101_1100]],
    [2, [0b01_01_11_10], [0b01_10_01_11]],
    [4, [0x12, 0xf3], [0x13, 0x25]],
    [8, [1, 2, 3, 250], [1, 3, 6, 0]],
    [16, [0x01, 0x00, 0x00, 0xff, 0xff, 0x01], [0x01, 0x00, 0x01, 0xff, 0x01, 0x00]],
  ])("differences of %d bits become values", (bitsPerComponent, data, values) => {
    const columns = (data.length * 8) / bitsPerComponent;
    const parameters = { predictor: 2, colors: 1, bitsPerComponent, columns };
    expect([...undoPredictor(Uint8Array.from(data), parameters)]).toEqual(values);
  });

  test("each component has its own difference, each row begins anew", () => {
    const parameters = { predictor: 2, colors: 2, bitsPerComponent: 8, columns: 2 };
    const data = Uint8Array.of(1, 10, 2, 20, 5, 50, 1, 1);
    expect([...undoPredictor(data, parameters)]).toEqual([1, 10, 3, 30, 5, 50, 6, 51]);
  });
});

test("without a predictor data stays as it is; unlawful parameters are refused", () => {
  const parameters = { predictor: 1, colors: 1, bitsPerComponent: 8, columns: 1 };
  expect(undoPredictor(plain, parameters)).toBe(plain);
  for (const wrong of [
    { predictor: 3 },
    { predictor: 2, bitsPerComponent: 3 },
    { predictor: 12, columns: 0 },
  ]) {
    expect(() => undoPredictor(plain, { ...parameters, ...wrong })).toThrow(SyntaxFault);
  }
});
