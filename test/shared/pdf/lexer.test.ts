import { describe, expect, test } from "vitest";
import { toHex } from "#shared/bytes.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { Lexer, SyntaxFault, type Token } from "#shared/pdf/lexer.ts";

function tokens(text: string): Token[] {
  const lexer = new Lexer(latin1Bytes(text));
  const found: Token[] = [];
  for (let token = lexer.next(); token.kind !== "end"; token = lexer.next()) found.push(token);
  return found;
}

function only(text: string): Token {
  const [token] = tokens(text);
  if (!token) throw new Error("no token");
  return token;
}

function stringOf(text: string): string {
  const token = only(text);
  return token.kind === "string" ? latin1Text(token.value) : `not a string: ${token.kind}`;
}

describe("numbers", () => {
  test.each([
    ["0", 0, true],
    ["+17", 17, true],
    ["-98", -98, true],
    ["007", 7, true],
    ["9999999999", 9_999_999_999, true],
    ["34.5", 34.5, false],
    ["-.002", -0.002, false],
    ["4.", 4, false],
    [".", 0, false],
    ["--5", -5, false],
    ["12-3", 12, false],
  ])("%s is %d", (text, value, integer) => {
    expect(only(text)).toMatchObject({ kind: "number", value, integer });
  });

  test("an integer too large to be exact is no integer", () => {
    expect(only("99999999999999999999")).toMatchObject({ kind: "number", integer: false });
  });

  test("digits followed by letters are a word", () => {
    expect(only("1a")).toMatchObject({ kind: "word", text: "1a" });
  });
});

describe("names", () => {
  test.each([
    ["/Name1", "Name1"],
    ["/A#42", "AB"],
    ["/#", "#"],
    ["/a#zz", "a#zz"],
    ["/", ""],
    ["/1.2", "1.2"],
  ])("%s is %j", (text, value) => {
    expect(only(text)).toMatchObject({ kind: "name", value });
  });

  test("a name ends at a delimiter", () => {
    expect(tokens("/A/B<</C[").map(({ kind }) => kind)).toEqual(["name", "name", "mark", "name", "mark"]);
  });
});

describe("strings", () => {
  test.each([
    ["(abc)", "abc"],
    ["(a(b)c)", "a(b)c"],
    ["(a\\)b)", "a)b"],
    ["(\\n\\r\\t\\b\\f\\\\)", "\n\r\t\b\f\\"],
    ["(\\101\\53\\0534)", "A++4"],
    ["(\\q)", "q"],
    ["(a\\\nb)", "ab"],
    ["(a\\\r\nb)", "ab"],
    ["(a\r\nb\rc)", "a\nb\nc"],
    ["()", ""],
    ["(\\400)", "\u0000"],
  ])("%j is %j", (text, value) => {
    expect(stringOf(text)).toBe(value);
  });

  test.each([
    ["<48656c6C6f>", "48656c6c6f"],
    ["<4 8\n6>", "4860"],
    ["<>", ""],
  ])("%j is %s", (text, hex) => {
    const token = only(text);
    expect(token.kind === "string" && toHex(token.value)).toBe(hex);
  });

  test.each(["(abc", "(a\\", "<4865"])("%j has no end and is refused", (text) => {
    expect(() => tokens(text)).toThrow(SyntaxFault);
  });
});

test("comments and white space part tokens and count for nothing", () => {
  expect(tokens("1%x (\r2\u0000\t\n%%EOF\n3").map((token) => token.kind === "number" && token.value)).toEqual(
    [1, 2, 3],
  );
});

test("each token knows where it stands", () => {
  expect(tokens(" /A  (b)").map(({ start, end }) => [start, end])).toEqual([
    [1, 3],
    [5, 8],
  ]);
});
