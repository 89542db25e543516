import { describe, expect, test } from "vitest";
import { chooseTarget, type InputFacts } from "../../../extension/content/target/choose.ts";
import { namePattern } from "../../../extension/content/target/proof.ts";

const plain: InputFacts = {
  accept: "",
  name: "file",
  id: "",
  disabled: false,
  directory: false,
  multiple: false,
  visible: true,
  inDialog: false,
  inComposer: false,
  label: "",
  maximum: null,
};

const choose = (inputs: Partial<InputFacts>[], size = 1000) =>
  chooseTarget(
    inputs.map((each) => ({ ...plain, ...each })),
    size,
  );

describe("which file input a document is meant for", () => {
  test("the only one, hidden or not", () => {
    expect(choose([{}])).toBe(0);
    expect(choose([{ visible: false }])).toBe(0);
  });

  test("that of the open dialog before that of the composer before any other", () => {
    expect(choose([{}, { inComposer: true }, { inDialog: true }])).toBe(2);
    expect(choose([{}, { inComposer: true }])).toBe(1);
  });

  test("one whose accept admits PDF before one that takes everything", () => {
    expect(choose([{}, { accept: ".doc,.PDF" }])).toBe(1);
  });

  test.each([
    ["pictures only", { accept: "image/*" }],
    ["an avatar", { name: "avatar" }],
    ["an import", { id: "import-file" }],
    ["one switched off", { disabled: true }],
    ["one for folders", { directory: true }],
    ["one that takes less", { maximum: 999 }],
  ])("never %s", (_, facts) => {
    expect(choose([facts])).toBeNull();
    expect(choose([facts, {}])).toBe(1);
  });

  test("two alike: none, rather than the wrong one", () => {
    expect(choose([{}, {}])).toBeNull();
  });
});

describe("the name as a page shows it", () => {
  const name = "Báo cáo chữ ký số quý IV năm 2026.signed.pdf";

  test("whole, in either normal form, among other words", () => {
    expect(namePattern(name).test(`1. ${name} (184 KB)`)).toBe(true);
    expect(namePattern(name.normalize("NFD")).test(name)).toBe(true);
  });

  test("cut with an ellipsis at the end or in the middle", () => {
    expect(namePattern(name).test("Báo cáo chữ ký…")).toBe(true);
    expect(namePattern(name).test("Báo cáo chữ...ed.pdf")).toBe(true);
  });

  test("not another file's name", () => {
    expect(namePattern(name).test("Báo cáo chữ ký số quý III.pdf")).toBe(false);
    expect(namePattern("a(1).pdf").test("a1.pdf")).toBe(false);
  });
});
