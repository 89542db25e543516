import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { viewerEvent } from "../../../extension/viewer/messages.ts";

const accepts = (message: unknown) => v.is(viewerEvent, message);

describe("what a frame that ran hostile bytes may say", () => {
  test("the contract's own answers pass", () => {
    expect(accepts({ type: "opened", pages: 2 })).toBe(true);
    expect(accepts({ type: "failed", code: "PASSWORD_NEEDED" })).toBe(true);
    expect(accepts({ type: "shown", page: 2, zoom: 0.78 })).toBe(true);
    expect(accepts({ type: "key", key: "F6" })).toBe(true);
    expect(accepts({ type: "data", request: 0, filename: "LiberationSans-Bold.ttf" })).toBe(true);
  });

  test.each([
    ["nothing", null],
    ["a text", "opened"],
    ["an unknown kind", { type: "sign" }],
    ["a key of ours too many", { type: "opened", pages: 2, extra: 1 }],
    ["no pages", { type: "opened", pages: 0 }],
    ["half a page", { type: "shown", page: 1.5, zoom: 1 }],
    ["a zoom that is no number", { type: "shown", page: 1, zoom: Number.NaN }],
    ["Enter", { type: "key", key: "Enter" }],
    ["another code", { type: "failed", code: "<b>" }],
    ["a path out of its folder", { type: "data", request: 0, filename: "../main.js" }],
    ["an address", { type: "data", request: 0, filename: "https://example.vn/a.wasm" }],
    ["a script", { type: "data", request: 0, filename: "main.js" }],
  ])("%s does not", (_, message) => {
    expect(accepts(message)).toBe(false);
  });
});
