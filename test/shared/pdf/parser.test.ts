import { describe, expect, test } from "vitest";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { SyntaxFault } from "#shared/pdf/lexer.ts";
import { PDF_LIMITS } from "#shared/pdf/limits.ts";
import { Parser } from "#shared/pdf/parser.ts";

const parse = (text: string) => new Parser(latin1Bytes(text)).value();

describe("values", () => {
  test("a reference is told from three values", () => {
    expect(parse("[1 0 R 2 0 3 0 R]")).toMatchObject({
      items: [
        { kind: "reference", number: 1, generation: 0 },
        { kind: "number", value: 2 },
        { kind: "number", value: 0 },
        { kind: "reference", number: 3 },
      ],
    });
  });

  test("a reference may be the whole value, and an integer alone stays an integer", () => {
    expect(parse("12 3 R")).toMatchObject({ kind: "reference", number: 12, generation: 3 });
    expect(parse("12 endobj")).toMatchObject({ kind: "number", value: 12 });
    expect(parse("12 13 endobj")).toMatchObject({ kind: "number", value: 12 });
  });

  test("a dictionary holds its values under decoded keys, with their extents", () => {
    const value = parse("<</A#42 (x)/C null /D true>>");
    if (value.kind !== "dict") throw new Error("no dictionary");
    expect([...value.entries.keys()]).toEqual(["AB", "C", "D"]);
    expect(value.entries.get("AB")).toMatchObject({ kind: "string", start: 8, end: 11 });
    expect(value.flawed).toBe(false);
  });

  test("of a repeated key the last value counts and the key is told", () => {
    const value = parse("<</A 1/A 2>>");
    if (value.kind !== "dict") throw new Error("no dictionary");
    expect(value.entries.get("A")).toMatchObject({ value: 2 });
    expect([value.flawed, value.misplaced, value.repeated]).toEqual([true, false, ["A"]]);
  });

  test("a value without a key marks the dictionary", () => {
    expect(parse("<</A 1 5 /B 2>>")).toMatchObject({ flawed: true, misplaced: true });
    expect(parse("<</A 1 /B>>")).toMatchObject({ flawed: true, misplaced: true });
  });
});

describe("refusals", () => {
  test.each(["", "endobj", "[1 2", "<</A 1", ">>", "]", "[R]", "[1 R]", "[-1 0 R]", "{ }"])("%j", (text) => {
    expect(() => parse(text)).toThrow(SyntaxFault);
  });

  test("nesting up to the limit is read, one deeper is LIMIT_EXCEEDED", () => {
    const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
    expect(parse(nested(PDF_LIMITS.nesting)).kind).toBe("array");
    expect(() => parse(nested(PDF_LIMITS.nesting + 1))).toThrow(
      new SignError("LIMIT_EXCEEDED", { limit: "nesting" }),
    );
  });

  test("more values than the limit are LIMIT_EXCEEDED", () => {
    expect(() => parse(`[${"1 ".repeat(PDF_LIMITS.values)}]`)).toThrow(
      new SignError("LIMIT_EXCEEDED", { limit: "values" }),
    );
  });
});
