/** Documents that another reader may see otherwise than the one who signed them, without a changed byte. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { practiceSigner, type Signer, type SmallPdf, smallPdf, verdictOver } from "./signing.ts";

const contents = (word: string) => {
  const data = `BT /F1 12 Tf 72 700 Td (${word}) Tj ET`;
  return `<</Length ${data.length}>>\nstream\n${data}\nendstream`;
};
const more = [
  contents("100"),
  contents("900"),
  "<</Type /Pages /Kids [7 0 R] /Count 1>>",
  "<</Type /Page /Parent 6 0 R /MediaBox [0 0 595 842] /Contents 5 0 R>>",
];
const page = "/Contents 4 0 R";

const TWOFOLD: Readonly<Record<string, SmallPdf>> = {
  "contents of a page": { page: `${page} /Contents 5 0 R` },
  "contents of a page, one key with an escape": { page: `${page} /Cont#65nts 5 0 R` },
  "resources of a page": { page: `${page} /Resources <<>> /Resources <</Font <<>>>>` },
  "pictures of a page": { page: `${page} /Resources <</XObject <</X 4 0 R /X 5 0 R>>>>` },
  "an annotation's look": { page: `${page} /Annots [<</Subtype /Square /AP <</N 4 0 R /N 5 0 R>>>>]` },
  "the page tree": { page, catalog: "/Pages 6 0 R" },
  "kids of the page tree": { page, pages: "[3 0 R] /Kids [7 0 R]" },
  layers: { page, catalog: "/OCProperties <<>> /OCProperties <</D <<>>>>" },
};

const ALIKE: Readonly<Record<string, SmallPdf>> = {
  "nothing twice": { page },
  "contents of a page, the same again": { page: `${page} /Contents 4 0 R` },
  "the type of a page": { page: `${page} /Type /Seite` },
};

describe("a key that stands twice", () => {
  let signer: Signer;
  beforeAll(async () => {
    signer = await practiceSigner();
  });
  afterAll(() => signer.remove());

  const judged = async (pdf: SmallPdf) =>
    verdictOver(await signer.sign(smallPdf({ more, ...pdf })), [signer.authority]);

  test.each(Object.entries(TWOFOLD))("with two values, %s: in doubt", async (_, pdf) => {
    const { indication, signatures } = await judged(pdf);
    expect([indication, signatures[0]?.integrity]).toEqual(["INDETERMINATE", true]);
    expect(signatures[0]?.reasons[0]).toMatchObject({ code: "file-ambiguous" });
  });

  test.each(Object.entries(ALIKE))("saying one thing, %s: valid", async (_, pdf) => {
    const { indication, signatures } = await judged(pdf);
    expect([indication, signatures[0]?.warnings]).toEqual(["TOTAL-PASSED", []]);
  });

  test.each([
    ["a hidden layer", { page, catalog: "/OCProperties <</OCGs [8 0 R] /D <</OFF [8 0 R]>>>>" }],
    ["a script", { page, catalog: "/OpenAction <</S /JavaScript /JS (x)>>" }],
    ["a form that is drawn anew", { page, catalog: "/AcroForm <</Fields [] /NeedAppearances true>>" }],
    ["a form of another kind", { page, catalog: "/AcroForm <</Fields [] /XFA (x)>>" }],
  ])("%s does not change the verdict and is said beside it", async (_, pdf) => {
    const { indication, signatures } = await judged({ ...pdf, more: [...more, "<</Type /OCG /Name (A)>>"] });
    expect([indication, signatures[0]?.warnings.map(({ code }) => code)]).toEqual([
      "TOTAL-PASSED",
      ["look-may-vary"],
    ]);
  });
});
