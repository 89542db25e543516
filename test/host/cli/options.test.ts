import { describe, expect, test } from "vitest";
import { exitCodeOf, worstOf } from "../../../host/cli/exit-code.ts";
import { inOrder } from "../../../host/cli/in-order.ts";
import { type OptionTable, readOptions } from "../../../host/cli/options.ts";

const TABLE: OptionTable = {
  "-o": "value",
  "--page": "value",
  "--json": "flag",
  "--trust": "values",
  "--tsa": "later",
};
const faultOf = (...args: string[]) => {
  try {
    readOptions(args, TABLE);
    return null;
  } catch (thrown) {
    const { fault, subject } = thrown as { fault: string; subject: string };
    return [fault, subject];
  }
};

describe("options", () => {
  test("stand anywhere, with their value behind them or after an equals sign", () => {
    const options = readOptions(
      ["a.pdf", "--page", "-1", "--trust=a", "-", "--json", "--trust", "b", "-o", "x"],
      TABLE,
    );
    expect(options.inputs).toEqual(["a.pdf", "-"]);
    expect(options.value("--page")).toBe("-1");
    expect(options.values("--trust")).toEqual(["a", "b"]);
    expect([options.has("--json"), options.has("--tsa"), options.value("-o")]).toEqual([true, false, "x"]);
  });

  test("end at two dashes", () => {
    expect(readOptions(["--", "--json", "-o"], TABLE).inputs).toEqual(["--json", "-o"]);
  });

  test("an empty value is a value", () => {
    expect(readOptions(["--page="], TABLE).value("--page")).toBe("");
  });

  test.each([
    [["--pages", "1"], "unknown-option", "--pages"],
    [["-x"], "unknown-option", "-x"],
    [["--toString"], "unknown-option", "--toString"],
    [["--page"], "missing-value", "--page"],
    [["--page", "--json"], "missing-value", "--page"],
    [["-o", "a", "-o", "b"], "given-twice", "-o"],
    [["--json", "--json"], "given-twice", "--json"],
    [["--json=1"], "bad-value", "--json"],
    [["--tsa", "http://x"], "not-built", "--tsa"],
  ])("%j: %s", (args, fault, subject) => {
    expect(faultOf(...args)).toEqual([fault, subject]);
  });
});

describe("exit codes", () => {
  test.each([
    ["UNKNOWN_ERROR", 70],
    ["OUTPUT_FAILED", 70],
    ["TOKEN_REMOVED", 69],
    ["MODULE_NOT_FOUND", 69],
    ["TSA_UNREACHABLE", 69],
    ["INPUT_NOT_FOUND", 66],
    ["OUTPUT_EXISTS", 1],
    ["PIN_INCORRECT", 1],
    ["NOT_ATTEMPTED", 1],
    ["NOT_PDF", 1],
  ] as const)("%s gives %i", (code, exit) => {
    expect(exitCodeOf(code)).toBe(exit);
  });

  test("the worst of several wins", () => {
    expect(worstOf([0, 2, 1, 0])).toBe(1);
    expect(worstOf([0, 2])).toBe(2);
    expect(worstOf([1, 66, 69])).toBe(69);
    expect(worstOf([69, 70])).toBe(70);
    expect(worstOf([])).toBe(0);
  });
});

describe("several at once", () => {
  test("are told in the order of the items, each as soon as those before are told", async () => {
    const releases = new Map<string, () => void>();
    const told: string[] = [];
    const started: string[] = [];
    const done = inOrder({
      items: ["a", "b", "c"],
      jobs: 2,
      work: async (item) => {
        started.push(item);
        await new Promise<void>((resolve) => releases.set(item, resolve));
        return item.toUpperCase();
      },
      tell: async (_, outcome) => {
        told.push(outcome);
      },
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    await settle();
    expect(started).toEqual(["a", "b"]);
    releases.get("b")?.();
    await settle();
    expect(told).toEqual([]);
    releases.get("a")?.();
    await settle();
    expect(told).toEqual(["A", "B"]);
    expect(started).toEqual(["a", "b", "c"]);
    releases.get("c")?.();
    await done;
    expect(told).toEqual(["A", "B", "C"]);
  });
});
