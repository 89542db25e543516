/** What libraries leave behind in later revisions: none of it is content, and what only resembles it is not passed over. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { append, latin1, practiceSigner, type Signer, smallPdf, verdictOver } from "./signing.ts";

let signer: Signer;
let signed: Uint8Array;

beforeAll(async () => {
  signer = await practiceSigner();
  signed = await signer.sign(smallPdf({ catalog: "/AcroForm 4 0 R", more: ["<</Fields [] /SigFlags 3>>"] }));
});
afterAll(() => signer.remove());

const HASH = "B0F65DA5C9C1BEAEDC282C16BB19B4266EE4BD8A";
const STREAM = "<</Length 2>>\nstream\n30\nendstream";
const XREF = "<</Type /XRef /W [1 4 0] /Size 9 /Root 1 0 R /Length 0>>\nstream\n\nendstream";
const catalog = (more: string) => `<</Type /Catalog /Pages 2 0 R /AcroForm 4 0 R ${more}>>`;

/** The lawful part: a store of one stream. */
const store = { 1: catalog("/DSS 30 0 R"), 30: "<</Type /DSS /Certs [31 0 R]>>", 31: STREAM };

async function changesBy(objects: Readonly<Record<number, string>>, pdf = signed, trailer = "") {
  const verdict = await verdictOver(append(pdf, { objects, trailer }), [signer.authority]);
  return verdict.signatures[0]?.changes;
}

test("the control: a store is permitted", async () => {
  expect(await changesBy(store)).toBe("permitted");
});

describe("objects that nothing refers to", () => {
  test.each<[string, Readonly<Record<number, string>>]>([
    ["an empty entry of the store", { 40: "<</Type /VRI>>" }],
    [
      "older entries with their lists",
      {
        40: `<</Type /VRI /${HASH} 41 0 R>>`,
        41: "<</Cert 42 0 R>>",
        42: "[43 0 R]",
        43: STREAM,
        44: "[43 0 R]",
      },
    ],
    ["an information dictionary", { 40: "<</Producer (x) /CreationDate (D:20240304142432)>>" }],
    ["a cross-reference stream", { 40: XREF }],
  ])("%s: permitted", async (_, more) => {
    expect(await changesBy({ ...store, ...more })).toBe("permitted");
  });

  test.each<[string, Readonly<Record<number, string>>]>([
    ["entries that hold something else", { 40: `<</Type /VRI /${HASH} 41 0 R>>`, 41: "<</Font [42 0 R]>>" }],
    [
      "a list of what can be drawn",
      { 40: "[41 0 R]", 41: "<</Subtype /Form /BBox [0 0 9 9] /Length 0>>\nstream\n\nendstream" },
    ],
    ["an information dictionary with a picture", { 40: "<</Producer (x) /Thumb 41 0 R>>", 41: STREAM }],
    ["a page", { 40: "<</Type /Page /Parent 2 0 R>>" }],
  ])("%s: not permitted", async (_, more) => {
    expect(await changesBy({ ...store, ...more })).toBe("undetermined");
  });
});

describe("a cross-reference stream of an earlier revision that names the catalog", () => {
  const later = { 1: catalog("/DSS 50 0 R"), 50: "<</Type /DSS /Certs [31 0 R]>>" };

  test("keeps nobody from adding to the store", async () => {
    const between = append(signed, { objects: { ...store, 40: XREF } });
    expect(await changesBy(later, between)).toBe("permitted");
  });

  test("is no excuse for a dictionary that would draw the catalog's entries", async () => {
    const form = { ...store, 4: "<</Fields [] /SigFlags 3 /DR <</Font 40 0 R>>>>" };
    const between = append(signed, { objects: { ...form, 40: "<</Root 1 0 R>>" } });
    expect(await changesBy(later, between)).not.toBe("permitted");
  });
});

describe("the entry of a signature", () => {
  const entry = (list: string) => `<</Type /DSS /Certs [31 0 R] /VRI <</${HASH} <</Cert [${list}]>>>>>>`;
  const other = STREAM.replace("30", "31");
  const between = () =>
    append(signed, { objects: { ...store, 30: entry("31 0 R 32 0 R"), 31: STREAM, 32: other } });

  test("may lose what the store has for all", async () => {
    expect(await changesBy({ 30: entry("32 0 R") }, between())).toBe("permitted");
  });

  test("may lead to other streams of the same bytes", async () => {
    expect(await changesBy({ 30: entry("31 0 R 33 0 R"), 33: other }, between())).toBe("permitted");
  });

  test("may not lose what then stands nowhere", async () => {
    expect(await changesBy({ 30: entry("31 0 R") }, between())).toBe("undetermined");
  });
});

describe("a hybrid revision", () => {
  /** `entry` says where the hidden stream has object 31. */
  const hybrid = async (entry: (offset: number) => number) => {
    const rows = "*".repeat(10);
    const dict =
      "/Type /XRef /W [1 4 0] /Index [31 1] /Size 32 /Root 1 0 R /Filter /ASCIIHexDecode /Length 11";
    const hidden = `<<${dict}>>\nstream\n${rows}>\nendstream`;
    const objects = { ...store, 40: hidden };
    const bytes = append(signed, { objects, trailer: "/XRefStm 0000000000" });
    const text = Buffer.from(bytes).toString("latin1");
    const at = (number: number) => text.lastIndexOf(`\n${number} 0 obj`) + 1;
    const row = `01${entry(at(31)).toString(16).padStart(8, "0")}`;
    const place = `/XRefStm ${String(at(40)).padStart(10, "0")}`;
    const whole = latin1(text.replace(`${rows}>`, `${row}>`).replace("/XRefStm 0000000000", place));
    return (await verdictOver(whole, [signer.authority])).signatures[0];
  };

  test("whose hidden part repeats the table is permitted", async () => {
    expect(await hybrid((offset) => offset)).toMatchObject({
      changes: "permitted",
      indication: "TOTAL-PASSED",
    });
  });

  test("whose hidden part leads elsewhere is not", async () => {
    const found = await hybrid((offset) => offset - 40);
    expect(found?.indication).not.toBe("TOTAL-PASSED");
    expect(found?.changes).toBe("undetermined");
  });
});
