/** Which words of a page differ between two revisions (Myers, "An O(ND) Difference Algorithm", 1986). Pure. */

export interface WordChange<Word> {
  /** Words that went; empty where some were only added. */
  readonly before: readonly Word[];
  /** Words that came; empty where some were only taken away. */
  readonly after: readonly Word[];
  /** Index of the first of them, or of the word before which they stood. */
  readonly beforeAt: number;
  readonly afterAt: number;
}

interface Texts<Word> {
  readonly before: readonly Word[];
  readonly after: readonly Word[];
  readonly textOf: (word: Word) => string;
}

/** More single differences than this are no list for a reader, and cost its square. */
const MOST_STEPS = 400;

/** The changes in reading order, none for equal texts; null where the texts differ too much for a list. */
export function wordChanges<Word>({ before, after, textOf }: Texts<Word>): WordChange<Word>[] | null {
  const [a, b] = [before.map(textOf), after.map(textOf)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const path = shortestPath(a.slice(start, a.length - end), b.slice(start, b.length - end));
  if (path === null) return null;
  return runs(path).map((run) => ({
    before: before.slice(start + run.fromA, start + run.toA),
    after: after.slice(start + run.fromB, start + run.toB),
    beforeAt: start + run.fromA,
    afterAt: start + run.fromB,
  }));
}

/** A cell where both texts have the same word. */
interface Match {
  readonly a: number;
  readonly b: number;
}

interface Path {
  readonly lengthA: number;
  readonly lengthB: number;
  readonly matches: readonly Match[];
}

/** How far along the first text each diagonal reaches. */
type Furthest = ReadonlyMap<number, number>;

function shortestPath(a: readonly string[], b: readonly string[]): Path | null {
  const trace: Furthest[] = [];
  let furthest: Furthest = new Map([[1, 0]]);
  for (let steps = 0; steps <= MOST_STEPS; steps++) {
    trace.push(furthest);
    const next = new Map(furthest);
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const x = slide(a, b, { x: entry(next, diagonal, steps), diagonal });
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) {
        return {
          lengthA: a.length,
          lengthB: b.length,
          matches: backtrack({ x: a.length, y: b.length }, trace),
        };
      }
    }
    furthest = next;
  }
  return null;
}

/** Down from the diagonal above or right from the one below, whichever reaches further. */
function entry(furthest: Furthest, diagonal: number, steps: number): number {
  const from = comesFrom(furthest, diagonal, steps);
  const x = furthest.get(from) ?? 0;
  return from > diagonal ? x : x + 1;
}

function comesFrom(furthest: Furthest, diagonal: number, steps: number): number {
  const [below, above] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
  return diagonal === -steps || (diagonal !== steps && below < above) ? diagonal + 1 : diagonal - 1;
}

interface Cell {
  readonly x: number;
  readonly diagonal: number;
}

function slide(a: readonly string[], b: readonly string[], { x, diagonal }: Cell): number {
  let reached = x;
  while (reached < a.length && reached - diagonal < b.length && a[reached] === b[reached - diagonal]) {
    reached++;
  }
  return reached;
}

/** From the end of both texts through the states before each step. */
function backtrack(end: { readonly x: number; readonly y: number }, trace: readonly Furthest[]): Match[] {
  const matches: Match[] = [];
  let { x, y } = end;
  for (let steps = trace.length - 1; steps >= 0; steps--) {
    const furthest: Furthest = trace[steps] ?? new Map();
    const from = comesFrom(furthest, x - y, steps);
    const [fromX, fromY] = steps === 0 ? [0, 0] : [furthest.get(from) ?? 0, (furthest.get(from) ?? 0) - from];
    while (x > fromX && y > fromY) matches.push({ a: --x, b: --y });
    [x, y] = [fromX, fromY];
  }
  return matches.reverse();
}

interface Run {
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

/** What lies between the matches. */
function runs({ lengthA, lengthB, matches }: Path): Run[] {
  const found: Run[] = [];
  let [fromA, fromB] = [0, 0];
  for (const { a, b } of [...matches, { a: lengthA, b: lengthB }]) {
    if (a > fromA || b > fromB) found.push({ fromA, toA: a, fromB, toB: b });
    [fromA, fromB] = [a + 1, b + 1];
  }
  return found;
}
