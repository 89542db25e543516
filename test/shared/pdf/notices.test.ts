import { describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { NOTICE_TEXTS } from "#shared/messages/notices.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { type DocumentNotice, documentNotices, NOTICE_CODES } from "#shared/pdf/notices.ts";
import { classicLetter, type LetterParts, pageBody } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";

const notices = (bytes: Uint8Array) => documentNotices(openPdf(sourceOf(bytes)));
const catalog = (entries: string) => `<< /Type /Catalog /Pages 2 0 R ${entries} >>`;
const letter = (entries: string, parts: LetterParts = {}) =>
  classicLetter({ catalog: catalog(entries), ...parts });
const field = (type: string, extra = "") =>
  `<< /Type /Annot /Subtype /Widget /FT /${type} /T (Ho ten) /Rect [9 9 99 30] /P 3 0 R ${extra} >>`;
const withField = (body: string) =>
  letter("/AcroForm << /Fields [10 0 R] >>", { page: pageBody("/Annots [10 0 R] "), more: [[10, body]] });
const layers = (configuration: string, usage = "") =>
  letter(`/OCProperties << /OCGs [10 0 R 11 0 R] /D << ${configuration} >> >>`, {
    more: [
      [10, `<< /Type /OCG /Name (Dau mo) ${usage} >>`],
      [11, "<< /Type /OCG /Name (Noi dung) >>"],
    ],
  });

const SCRIPT = "<< /S /JavaScript /JS (app.alert) >>";

/** What is said, the file, and its harmless sibling of which nothing is said. */
const CASES: readonly (readonly [string, DocumentNotice, Uint8Array, Uint8Array])[] = [
  [
    "a script of the document",
    { code: "javascript", count: 1, names: ["khoi dong"] },
    letter(`/Names << /JavaScript << /Names [(khoi dong) ${SCRIPT}] >> >>`),
    letter("/Names << /Dests << /Names [] >> >>"),
  ],
  [
    "a script that runs on opening",
    { code: "javascript", count: 1, names: [] },
    letter(`/OpenAction ${SCRIPT}`),
    letter("/OpenAction [3 0 R /Fit]"),
  ],
  [
    "a script behind other actions of a page",
    { code: "javascript", count: 1, names: [] },
    classicLetter({
      page: pageBody(`/AA << /O << /S /GoTo /D [3 0 R /Fit] /Next [<< /S /Named /Next ${SCRIPT} >>] >> >> `),
    }),
    classicLetter({ page: pageBody("/AA << /O << /S /GoTo /D [3 0 R /Fit] >> >> ") }),
  ],
  [
    "a script of an annotation",
    { code: "javascript", count: 1, names: [] },
    classicLetter({
      page: pageBody(`/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A ${SCRIPT} >>] `),
    }),
    classicLetter({
      page: pageBody(
        "/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://a.vn) >> >>] ",
      ),
    }),
  ],
  [
    "an address that opens by itself",
    { code: "open-action", count: 1, names: [] },
    letter("/OpenAction << /S /URI /URI (https://a.vn) >>"),
    letter("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"),
  ],
  [
    "a layer that is off",
    { code: "hidden-layers", count: 1, names: ["Dau mo"] },
    layers("/OFF [10 0 R]"),
    layers("/ON [10 0 R]"),
  ],
  [
    "layers that are off unless switched on",
    { code: "hidden-layers", count: 1, names: ["Dau mo"] },
    layers("/BaseState /OFF /ON [11 0 R]"),
    layers("/BaseState /ON /ON [11 0 R]"),
  ],
  [
    "a layer that is not printed",
    { code: "hidden-layers", count: 1, names: ["Dau mo"] },
    layers("/AS [<< /Event /Print /OCGs [10 0 R] >>]", "/Usage << /Print << /PrintState /OFF >> >>"),
    layers("/AS [<< /Event /Print /OCGs [10 0 R] >>]", "/Usage << /Print << /PrintState /ON >> >>"),
  ],
  [
    "a field that can be filled in",
    { code: "open-fields", count: 1, names: ["Ho ten"] },
    withField(field("Tx")),
    withField(field("Tx", "/Ff 1")),
  ],
  [
    "a button that has a value",
    { code: "open-fields", count: 1, names: ["Ho ten"] },
    withField(field("Btn")),
    withField(field("Btn", "/Ff 65536")),
  ],
  [
    "a form that readers draw anew",
    { code: "fields-redrawn", count: 1, names: [] },
    letter("/AcroForm << /Fields [] /NeedAppearances true >>"),
    letter("/AcroForm << /Fields [] /NeedAppearances false >>"),
  ],
  [
    "an XFA form with pages",
    { code: "xfa", count: 1, names: [] },
    letter("/AcroForm << /Fields [] /XFA [] >>"),
    letter("/AcroForm << /Fields [] /XFA null >>"),
  ],
  [
    "an XFA form without pages of its own",
    { code: "xfa-dynamic", count: 1, names: [] },
    letter("/NeedsRendering true /AcroForm << /Fields [] /XFA [] >>"),
    letter("/NeedsRendering true"),
  ],
  [
    "an attached file",
    { code: "attached-files", count: 1, names: ["phu luc.xlsx"] },
    letter("/Names << /EmbeddedFiles << /Kids [<< /Names [(phu luc.xlsx) null] >>] >> >>"),
    letter("/Names << /EmbeddedFiles << /Names [] >> >>"),
  ],
  [
    "a portfolio",
    { code: "portfolio", count: 1, names: [] },
    letter("/Collection << /View /D >>"),
    letter("/Collection null"),
  ],
  [
    "usage rights",
    { code: "usage-rights", count: 1, names: [] },
    letter("/Perms << /UR3 << /Type /Sig >> >>"),
    letter("/Perms << >>"),
  ],
];

describe("before signing", () => {
  test.each(CASES)("%s is said, nothing of its harmless sibling", (_, expected, bytes, sibling) => {
    expect(notices(bytes)).toEqual([expected]);
    expect(notices(sibling)).toEqual([]);
    expect(signedWithDummy(bytes).length).toBeGreaterThan(bytes.length);
  });

  test("a signature field and a signed letter are nothing to speak of", () => {
    expect(notices(withField(field("Sig")))).toEqual([]);
    expect(notices(signedWithDummy(classicLetter()))).toEqual([]);
  });

  test("many names are counted, the first twenty given, each cut", () => {
    const long = "x".repeat(200);
    const pairs = Array.from({ length: 30 }, () => `(${long}) null`).join(" ");
    const [found] = notices(letter(`/Names << /EmbeddedFiles << /Names [${pairs}] >> >>`));
    expect([found?.count, found?.names.length, found?.names[0]?.length]).toEqual([30, 20, 100]);
  });

  test("actions and names that lead in circles end", () => {
    const bytes = letter("/OpenAction 10 0 R /Names << /EmbeddedFiles 11 0 R >>", {
      more: [
        [10, "<< /S /GoTo /D [3 0 R /Fit] /Next 10 0 R >>"],
        [11, "<< /Kids [11 0 R] >>"],
      ],
    });
    expect(notices(bytes)).toEqual([]);
  });

  test("every code has a text in both languages", () => {
    for (const code of NOTICE_CODES) {
      const notice = { count: 3, names: ["Phụ lục"] };
      for (const language of ["vi", "en"] as const) {
        const text = NOTICE_TEXTS[language][code](notice);
        expect(text).toBe(text.normalize("NFC"));
        expect(text.length).toBeGreaterThan(20);
      }
    }
    expect(NOTICE_TEXTS.vi["attached-files"]({ count: 3, names: ["a"] })).toContain("3 tệp đính kèm (a; …)");
  });
});
