/** Background, border and comb of a field (ISO 32000-2 12.5.6.19): what its appearance may draw beside the value, and the clip of the text. */

import type { Box } from "./picture.ts";
import { boundsOf, rectanglePath } from "./plane.ts";

type Point = readonly [number, number];

/** How far within the box a border may lie, in the units of the appearance. */
const EDGE = 3;

export class FramePath {
  /** Of the text. */
  readonly clips: Box[] = [];
  readonly #box: Box;
  readonly #hasComb: boolean;
  #subpaths: Point[][] = [];
  #clipping = false;

  constructor(box: Box, hasComb: boolean) {
    this.#box = box;
    this.#hasComb = hasComb;
  }

  /** False for what is no part of a frame. */
  add(operator: string, numbers: readonly number[]): boolean {
    const [x = 0, y = 0, width = 0, height = 0] = numbers;
    const wanted = { re: 4, m: 2, l: 2 }[operator] ?? 0;
    if (numbers.length !== wanted) return false;
    if (operator === "re") this.#subpaths.push(rectanglePath(x, y, width, height));
    if (operator === "m") this.#subpaths.push([[x, y]]);
    if (operator === "l") this.#subpaths.at(-1)?.push([x, y]);
    if (operator === "W" || operator === "W*") this.#clipping = true;
    return operator === "n" ? this.#end() : true;
  }

  #end(): boolean {
    const [first, ...others] = this.#subpaths;
    const isClip = this.#clipping;
    this.#subpaths = [];
    this.#clipping = false;
    if (!isClip) return true;
    if (first?.length !== 5 || others.length > 0) return false;
    this.clips.push(boundsOf(first));
    return true;
  }

  paint(): boolean {
    const isFrame = !this.#clipping && this.#subpaths.every((points) => this.#isFrame(points));
    this.#subpaths = [];
    return isFrame;
  }

  #isFrame(points: readonly Point[]): boolean {
    return points.every((point, index) => {
      const before = points[index - 1];
      return !before || this.#isAlongEdge(before, point) || this.#isComb(before, point);
    });
  }

  #isAlongEdge(a: Point, b: Point): boolean {
    return SIDES.some(
      (distance) => Math.abs(distance(this.#box, a)) <= EDGE && Math.abs(distance(this.#box, b)) <= EDGE,
    );
  }

  #isComb([x, y]: Point, [otherX, otherY]: Point): boolean {
    const { bottom, top } = this.#box;
    const [low, high] = [Math.min(y, otherY), Math.max(y, otherY)];
    return this.#hasComb && x === otherX && low - bottom <= EDGE && top - high <= EDGE;
  }
}

const SIDES: readonly ((box: Box, point: Point) => number)[] = [
  ({ left }, [x]) => x - left,
  ({ right }, [x]) => right - x,
  ({ bottom }, [, y]) => y - bottom,
  ({ top }, [, y]) => top - y,
];
