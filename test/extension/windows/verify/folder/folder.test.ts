/** Checking many files: the rows, what is shown of them, and the table that a spreadsheet opens. */

import { describe, expect, test } from "vitest";
import { csvTable } from "../../../../../extension/windows/verify/folder/csv.ts";
import { rowWords } from "../../../../../extension/windows/verify/folder/row-words.ts";
import {
  countRows,
  type FolderEvent,
  NO_FOLDER,
  type Row,
  reduceFolder,
  shownRows,
} from "../../../../../extension/windows/verify/folder/rows.ts";
import { signatureOf, verdictOf } from "../../sign/examples.ts";

function rowOf(path: string, state: Row["state"] = { kind: "waiting" }): Row {
  return { id: path, path, file: new File(["x"], path), state };
}

function checked(...verdict: Parameters<typeof verdictOf>): Row["state"] {
  const result = { verdict: verdictOf(...verdict), kind: "pdf", pages: 1 } as const;
  return { kind: "checked", result, checkedAt: new Date("2026-11-26T03:00:00Z"), sha256: "ab".repeat(32) };
}

const good = rowOf("a/Quyết định.pdf", checked("TOTAL-PASSED", signatureOf()));
const unsigned = rowOf("b.pdf", checked("NO-SIGNATURE"));
const broken = rowOf("c.pdf", { kind: "failed", code: "PDF_BROKEN", detail: undefined });
const rows = [good, unsigned, broken, rowOf("d.pdf")];
const given = (...events: FolderEvent[]) => events.reduce(reduceFolder, NO_FOLDER);
const opened = { type: "opened", rows, cut: false } as const;

describe("the rows", () => {
  test("are counted by what they say", () => {
    expect(Object.fromEntries(countRows(rows))).toEqual({ good: 1, none: 1, failed: 1, waiting: 1 });
  });

  test("are filtered by result and found without marks, by file or by signer", () => {
    const shown = (...events: FolderEvent[]) =>
      shownRows(given(opened, ...events), (row) => `${row.path} ${rowWords(row, "vi").signers}`).map(
        ({ path }) => path,
      );
    expect(shown()).toHaveLength(4);
    expect(shown({ type: "filter", filter: "failed" })).toEqual(["c.pdf"]);
    expect(shown({ type: "search", search: "quyet dinh" })).toEqual(["a/Quyết định.pdf"]);
    expect(shown({ type: "search", search: "le van thanh" })).toEqual(["a/Quyết định.pdf"]);
  });

  test("what was being checked when it stopped waits again, what is done stays", () => {
    const end = given(opened, { type: "row", id: "d.pdf", state: { kind: "checking" } }, { type: "stopped" });
    expect(end.rows?.map(({ state }) => state.kind)).toEqual(["checked", "checked", "failed", "waiting"]);
  });
});

describe("the table for a spreadsheet", () => {
  test("begins with the mark of UTF-8 and has a line for each file", () => {
    const lines = csvTable(rows, "vi").split("\r\n");
    expect(lines[0]?.startsWith('\uFEFF"STT","Tệp"')).toBe(true);
    expect(lines[1]).toContain('"a/Quyết định.pdf","Hợp lệ"');
    expect(lines[1]).toContain(`"TOTAL-PASSED","Lê Văn Thành"`);
    expect(lines[3]).toContain('"PDF_BROKEN"');
    expect(lines).toHaveLength(6);
  });

  test("runs no file name: what would be a formula is a text, quotes and line breaks stay in their cell", () => {
    const names = [
      "=1+1.pdf",
      "+cmd|' /C calc'!A0.pdf",
      "-2.pdf",
      "@SUM(A1).pdf",
      "\t=1.pdf",
      " =1.pdf",
      "＝1.pdf",
    ];
    const lines = csvTable(
      names.map((name) => rowOf(name)),
      "vi",
    )
      .split("\r\n")
      .slice(1, -1);
    for (const [index, name] of names.entries()) expect(lines[index]).toContain(`"'${name}"`);
    expect(csvTable([rowOf('a"b\n.pdf')], "vi")).toContain('"a""b\n.pdf"');
    expect(csvTable([rowOf("1=1.pdf")], "vi")).toContain('"1=1.pdf"');
  });
});
