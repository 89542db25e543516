import { describe, expect, test } from "vitest";
import {
  type Box,
  boxOf,
  placeAtFrame,
  placeAtLink,
  UNCHECKED,
} from "../../../extension/content/badge/place.ts";

const box = (left: number, top: number, right: number, bottom: number): Box => ({ left, top, right, bottom });

const overlaps = (a: Box, b: Box) =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** A window of 1000 × 600 with things in it. */
const free = (things: readonly Box[]) => (candidate: Box) =>
  candidate.left >= 0 &&
  candidate.top >= 0 &&
  candidate.right <= 1000 &&
  candidate.bottom <= 600 &&
  !things.some((thing) => overlaps(thing, candidate));

describe("beside a link", () => {
  const link = box(100, 100, 220, 120);
  const at = (rowEnd: number, lineEnd: number, things: readonly Box[]) =>
    placeAtLink({ first: link, last: link, rowEnd, lineEnd, isFree: free([link, ...things]) });

  test("with words where there is room, in the middle of the line", () => {
    expect(at(900, 1000, [])).toEqual({ form: "words", left: 226, top: 98 });
  });

  test("past the size of the file that stands behind it", () => {
    const size = box(226, 100, 290, 120);
    const { form, left } = at(900, 1000, [size]);
    expect(form).toBe("words");
    expect(left).toBeGreaterThanOrEqual(290);
    expect(left).toBeLessThan(300);
  });

  test("as signs in a narrow row", () => {
    expect(at(285, 285, []).form).toBe("signs");
    expect(at(252, 252, []).form).toBe("one");
  });

  test("right after a row that is as wide as its words", () => {
    const menu = box(222, 100, 236, 120);
    expect(at(236, 800, [menu])).toEqual({ form: "words", left: 242, top: 98 });
  });

  test("over the file picture before the words where files stand close together", () => {
    const withPicture = { ...link, right: 236 };
    const words = box(124, 100, 220, 120);
    const next = box(240, 100, 500, 120);
    const { form, left } = placeAtLink({
      ...{ first: withPicture, last: withPicture, rowEnd: 236, lineEnd: 240, isFree: free([words, next]) },
    });
    expect(form).toBe("one");
    expect(overlaps(boxOf(UNCHECKED[form], left, 98), words)).toBe(false);
  });

  test("of two lines, after the end of the second", () => {
    const last = box(100, 124, 160, 144);
    const place = placeAtLink({
      ...{ first: link, last, rowEnd: 900, lineEnd: 900, isFree: free([link, last]) },
    });
    expect(place).toEqual({ form: "words", left: 166, top: 122 });
  });

  test("where nothing is free it still has a place, inside the line", () => {
    const place = placeAtLink({ first: link, last: link, rowEnd: 225, lineEnd: 225, isFree: () => false });
    expect(place.form).toBe("one");
    expect(place.left + 24).toBeLessThanOrEqual(225);
  });
});

describe("at a document shown in the page", () => {
  const frame = box(100, 100, 600, 500);

  test("above its left corner", () => {
    expect(placeAtFrame({ frame, isFree: free([frame]) })).toEqual({ form: "words", left: 100, top: 74 });
  });

  test("above, past the title", () => {
    const title = box(100, 70, 300, 95);
    const { left, top } = placeAtFrame({ frame, isFree: free([frame, title]) });
    expect([left >= 300, top]).toEqual([true, 74]);
  });

  test("below, where above is full", () => {
    const above = box(0, 0, 1000, 99);
    expect(placeAtFrame({ frame, isFree: free([frame, above]) }).top).toBe(502);
  });

  test("beside it, where above and below are full", () => {
    const around = [frame, box(0, 0, 1000, 99), box(0, 501, 1000, 600)];
    expect(placeAtFrame({ frame, isFree: free(around) })).toEqual({ form: "words", left: 606, top: 100 });
  });

  test("in its lower left corner where it fills the window", () => {
    const whole = box(0, 0, 1000, 600);
    expect(placeAtFrame({ frame: whole, isFree: free([whole]) })).toEqual({ form: "one", left: 2, top: 574 });
  });
});
