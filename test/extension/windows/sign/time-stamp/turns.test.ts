import { describe, expect, test } from "vitest";
import { Turns } from "../../../../../extension/windows/sign/time-stamp/turns.ts";

/** Work that has begun and ends on command. */
class Site {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, () => void>();

  work(name: string): () => Promise<string> {
    return async () => {
      this.begun.push(name);
      await new Promise<void>((resolve) => this.#ends.set(name, resolve));
      return name;
    };
  }

  end(name: string): void {
    this.#ends.get(name)?.();
  }
}

function row(names: readonly string[]) {
  const [turns, site] = [new Turns(1), new Site()];
  const entries = names.map((name) => {
    const controller = new AbortController();
    return [name, { stop: () => controller.abort(), done: turns.take(controller.signal, site.work(name)) }];
  });
  return { turns, site, ...(Object.fromEntries(entries) as Record<"a" | "b" | "c", Waiting>) };
}

interface Waiting {
  readonly stop: () => void;
  readonly done: Promise<string>;
}

const CANCELLED = { code: "USER_CANCELLED" };

describe("turns", () => {
  test("begin in their order, each when the one before has ended", async () => {
    const { site, a, b, c } = row(["a", "b", "c"]);
    await expect.poll(() => site.begun).toEqual(["a"]);
    site.end("a");
    expect(await a.done).toBe("a");
    await expect.poll(() => site.begun).toEqual(["a", "b"]);
    site.end("b");
    await b.done;
    await expect.poll(() => site.begun).toEqual(["a", "b", "c"]);
    site.end("c");
    expect(await c.done).toBe("c");
  });

  test("one that waits and is stopped ends at once, while the one before still works; the next is not held up", async () => {
    const { site, a, b, c } = row(["a", "b", "c"]);
    b.stop();
    await expect(b.done).rejects.toMatchObject(CANCELLED);
    expect(site.begun).toEqual(["a"]);
    site.end("a");
    await a.done;
    await expect.poll(() => site.begun).toEqual(["a", "c"]);
    site.end("c");
    expect(await c.done).toBe("c");
  });

  test("one that is stopped as its turn comes gives it on", async () => {
    const [turns, site, stopped] = [new Turns(1), new Site(), new AbortController()];
    let end = () => {};
    const first = new Promise<void>((resolve) => {
      end = resolve;
    });
    await new Promise<void>((begun) => {
      void turns.take(new AbortController().signal, () => {
        begun();
        return first;
      });
    });
    const second = turns.take(stopped.signal, site.work("second"));
    const third = turns.take(new AbortController().signal, async () => "third");
    // Behind the desk's own look at the first, so that the second is called but has not begun.
    void first.then(() => stopped.abort());
    end();
    await expect(second).rejects.toMatchObject(CANCELLED);
    expect(await third).toBe("third");
    expect(site.begun).toEqual([]);
  });

  test("one that failed frees its turn", async () => {
    const [turns, signal] = [new Turns(1), new AbortController().signal];
    await expect(turns.take(signal, () => Promise.reject(new Error("none")))).rejects.toThrow("none");
    expect(await turns.take(signal, async () => "next")).toBe("next");
  });
});
