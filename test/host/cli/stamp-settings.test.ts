import { describe, expect, test } from "vitest";
import { readOptions } from "../../../host/cli/options.ts";
import { SIGN_OPTIONS, signSettings } from "../../../host/cli/sign-settings.ts";
import { UsageError } from "../../../host/cli/usage.ts";

const settings = (...args: string[]) =>
  signSettings(readOptions(["in.pdf", "--token", "practice", ...args], SIGN_OPTIONS)).stamp;
const fault = (...args: string[]) => {
  try {
    settings(...args);
    return null;
  } catch (thrown) {
    return thrown instanceof UsageError ? `${thrown.fault} ${thrown.subject}` : thrown;
  }
};

describe("options about what is seen", () => {
  test("none of them: an invisible signature", () => {
    expect(settings()).toBeNull();
  });

  test("a rectangle, the page from 1 or the last, text and image", () => {
    expect(settings("--rect", "10,20.5,30,4", "--page", "-1", "--text", "a")).toMatchObject({
      rect: { x: 10, y: 20.5, width: 30, height: 4 },
      page: -1,
      text: "a",
    });
  });

  test.each([
    [["--text", "a"], "missing-option --rect"],
    [["--page", "2"], "missing-option --rect"],
    [["--rect", "1,2,3"], "bad-value --rect"],
    [["--rect", "1,2,3,x"], "bad-value --rect"],
    [["--rect", "1,2,0,4"], "bad-value --rect"],
    [["--rect", "1,2,3,4", "--page", "0"], "bad-value --page"],
    [["--rect", "1,2,3,4", "--page", "-2"], "bad-value --page"],
    [["--rect", "1,2,3,4", "--number", "5"], "missing-option --preset"],
    [["--preset", "stamp"], "bad-value --preset"],
    [["--preset", "leader"], "missing-option --image"],
    [["--preset", "issue", "--date", "2026-02-05", "--image", "a"], "missing-option --number"],
    [["--preset", "incoming", "--number", "5", "--date", "2026-02-30"], "bad-value --date"],
    [["--format", "cms", "--rect", "1,2,3,4"], "excluded --format cms, --rect"],
  ])("%j is wrong usage", (args, expected) => {
    expect(fault(...args)).toBe(expected);
  });

  test("issue finds its three places itself; other presets take one that is given", () => {
    const issue = ["--preset", "issue", "--number", "5", "--date", "2026-02-05", "--image", "a"];
    expect(settings(...issue)).toMatchObject({ number: "5", date: { year: 2026, month: 2, day: 5 } });
    expect(fault(...issue, "--rect", "1,2,3,4")).toBe("excluded --preset issue, --rect");
    expect(fault(...issue, "--field", "A")).toBe("excluded --preset issue, --field");
    expect(settings("--preset", "seal", "--image", "a", "--rect", "1,2,3,4")).toMatchObject({
      preset: "seal",
    });
  });
});
