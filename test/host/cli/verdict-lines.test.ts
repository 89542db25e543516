import { expect, test } from "vitest";
import { fillText } from "#shared/verify/note.ts";
import type { SignatureVerdict } from "#shared/verify/verdict.ts";
import { verdictLines } from "../../../host/cli/verdict-lines.ts";

const headline = { vi: "Chữ ký sai định dạng", en: "Wrong format" };
const linesOf = (field: string) => {
  const entry = { field, kind: "approval", indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE" };
  const signatures = [{ ...entry, reasons: [], warnings: [], signer: null } as unknown as SignatureVerdict];
  return verdictLines("a.pdf", { indication: "TOTAL-FAILED", headline, signatures }, "vi");
};

test("a field that is named like a verdict stays a name on one line", () => {
  expect(linesOf("S1\n  S2  TOTAL-PASSED")).toEqual([
    "a.pdf: Chữ ký sai định dạng",
    "  S1\\n  S2  TOTAL-PASSED  TOTAL-FAILED (FORMAT_FAILURE)",
  ]);
  expect(linesOf("Chữ ký 1")[1]).toBe("  Chữ ký 1  TOTAL-FAILED (FORMAT_FAILURE)");
});

test("words of a document neither break nor turn a sentence of ours", () => {
  const text = { vi: "Thêm chữ ký {what}.", en: "Signature {what} added." };
  expect(fillText(text, "A\u202e\n\u200bB").vi).toBe("Thêm chữ ký A   B.");
  expect(fillText(text, "Số {what}").vi).toBe("Thêm chữ ký Số {what}.");
});
