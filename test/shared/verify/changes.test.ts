import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { judgeChanges } from "#shared/verify/changes.ts";
import { groundOf } from "#shared/verify/ground.ts";
import { judgeMessage } from "#shared/verify/judge.ts";
import { planPdfMessage } from "#shared/verify/message.ts";
import {
  append,
  type HandMade,
  practiceSigner,
  type Signer,
  signByHand,
  smallPdf,
  verdictOver,
} from "./signing.ts";

let signer: Signer;
let signed: Uint8Array;

/** Form, its fields and the page's annotations are objects of their own: 4, 5, 6; 9 is an empty page's worth of nothing. */
const base = {
  catalog: "/AcroForm 4 0 R",
  page: "/Annots 6 0 R",
  more: ["<</Fields 5 0 R /SigFlags 3>>", "[]", "[]"],
};

beforeAll(async () => {
  signer = await practiceSigner();
  signed = await signer.sign(smallPdf(base));
});
afterAll(() => signer.remove());

const SIGNATURE = 20;
const WIDGET = 21;

function widget(more = ""): string {
  return `<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /V ${SIGNATURE} 0 R /Rect [0 0 0 0] /F 132 /P 3 0 R ${more}>>`;
}

/** What a lawful second signature changes: fields and annotations get the new widget behind the first (8). */
const lawful: HandMade = {
  signature: SIGNATURE,
  objects: { [WIDGET]: widget(), 5: `[8 0 R ${WIDGET} 0 R]`, 6: `[8 0 R ${WIDGET} 0 R]` },
};

async function firstOf(revision: Partial<HandMade>, pdf = signed) {
  const objects = { ...lawful.objects, ...revision.objects };
  const twice = await signByHand(signer, pdf, { ...lawful, ...revision, objects });
  return verdictOver(twice, [signer.authority]);
}

test("the control: a second signature put together by hand is permitted", async () => {
  const text = new TextDecoder("latin1").decode(signed);
  expect(text).toContain("[ 8 0 R]");
  const verdict = await firstOf({});
  expect(verdict.signatures.map(({ integrity, changes }) => [integrity, changes])).toEqual([
    [true, "permitted"],
    [true, "none"],
  ]);
  expect(verdict.indication).toBe("TOTAL-PASSED");
});

describe("what rides along with a signature that is right", () => {
  const page = (entries: string) => `<</Type /Page /Parent 2 0 R ${entries} /Annots 6 0 R>>`;
  const riders: Record<string, Partial<HandMade>> = {
    "an orphan object": { objects: { 30: "(orphan)" } },
    "an orphan stream": { objects: { 30: "<</Length 2>>\nstream\nBT\nendstream" } },
    "a page of another size": { objects: { 3: page("/MediaBox [0 0 595 400]") } },
    "page contents": {
      objects: {
        3: page("/MediaBox [0 0 595 842] /Contents 30 0 R"),
        30: "<</Length 0>>\nstream\n\nendstream",
      },
    },
    "an open action": {
      objects: { 1: "<</Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /OpenAction [3 0 R /Fit]>>" },
    },
    "a form with scripts": { objects: { 4: "<</Fields 5 0 R /SigFlags 3 /CO [8 0 R]>>" } },
    "signature flags taken away": { objects: { 4: "<</Fields 5 0 R /SigFlags 0>>" } },
    "the first field moved": {
      objects: {
        8: "<</Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 7 0 R /Rect [0 0 90 90] /F 132 /P 3 0 R>>",
      },
    },
    "the first field taken out": { objects: { 5: `[${WIDGET} 0 R]` } },
    "the fields in another order": { objects: { 5: `[${WIDGET} 0 R 8 0 R]` } },
    "an annotation beside the widget": {
      objects: { 6: `[8 0 R 30 0 R ${WIDGET} 0 R]`, 30: "<</Type /Annot /Subtype /FreeText>>" },
    },
    "the widget twice": { objects: { 6: `[8 0 R ${WIDGET} 0 R ${WIDGET} 0 R]` } },
    "a widget with an action": { objects: { [WIDGET]: widget("/A <</S /URI /URI (http://x)>>") } },
    "a widget with kids": { objects: { [WIDGET]: widget("/Kids [3 0 R]") } },
    "a widget on a page that is none": { objects: { [WIDGET]: widget().replace("/P 3 0 R", "/P 2 0 R") } },
    "a signature that leads elsewhere": { entries: "/Prop_Build 3 0 R" },
    "a signature with a reference": { entries: "/Reference [<</TransformMethod /DocMDP>>]" },
    "a key that stands twice": { entries: "/Filter /Other" },
    "text between the objects": { between: "30 0 obj (x) endobj\n" },
    "a comment between the objects": { between: "% hidden\n" },
    "an unknown trailer key": { trailer: "/Foo 1" },
    "a hidden cross-reference": { trailer: "/XRefStm 5" },
  };

  test.each(Object.entries(riders))("%s is not permitted", async (_, revision) => {
    const verdict = await firstOf(revision);
    expect(verdict.indication).not.toBe("TOTAL-PASSED");
    for (const { changes, integrity } of verdict.signatures.slice(0, 1)) {
      expect(!integrity || changes === "undetermined" || changes === "forbidden").toBe(true);
    }
  });

  test.each([
    [
      "a widget of a real size that draws nothing",
      { objects: { [WIDGET]: widget().replace("[0 0 0 0]", "[0 0 300 300]") } },
    ],
    ["another information dictionary", { objects: { 30: "<</Title (x)>>" }, trailer: "/Info 30 0 R" }],
  ])("%s adds no content and is permitted", async (_, revision) => {
    const verdict = await firstOf(revision);
    expect(verdict.signatures[0]).toMatchObject({ indication: "TOTAL-PASSED", changes: "permitted" });
  });

  test("a hole of the old document that the signature fills is not permitted", async () => {
    const holed = await signer.sign(smallPdf({ ...base, page: `${base.page} /Contents ${SIGNATURE} 0 R` }));
    const verdict = await firstOf({}, holed);
    expect(verdict.signatures[0]).toMatchObject({ integrity: true, changes: "undetermined" });
  });

  test("an array that is more than the page's annotations may not grow", async () => {
    const shared = await signer.sign(smallPdf({ ...base, page: `${base.page} /B 6 0 R` }));
    const verdict = await firstOf({}, shared);
    expect(verdict.signatures[0]).toMatchObject({ integrity: true, changes: "forbidden" });
  });

  test("an unsigned revision between two signatures is seen by the first alone", async () => {
    const between = append(signed, { objects: { 30: "(x)" } });
    const verdict = await firstOf({}, between);
    expect(verdict.signatures.map(({ changes }) => changes)).toEqual(["undetermined", "none"]);
  });

  test("a broken later signature is forbidden", async () => {
    const twice = await signByHand(signer, signed, lawful);
    const at = new TextDecoder("latin1").decode(twice).lastIndexOf("/Adobe.PPKLite");
    const tampered = twice.slice();
    tampered[at + 1] = 0x42;
    const verdict = await verdictOver(tampered, [signer.authority]);
    expect(verdict.signatures.map(({ integrity, changes }) => [integrity, changes])).toEqual([
      [true, "forbidden"],
      [false, "none"],
    ]);
    expect(verdict.signatures[0]).toMatchObject({
      indication: "TOTAL-FAILED",
      subIndication: "FORMAT_FAILURE",
    });
  });
});

describe("cross-reference streams", () => {
  const stream = { ...base, xref: "stream" as const, page: `${base.page} /Contents 9 0 R` };

  test("a lawful one is permitted", async () => {
    const once = await signer.sign(smallPdf({ ...base, xref: "stream" }));
    const revision = shifted(once, { stream: { number: 40 } });
    const verdict = await verdictOver(await signByHand(signer, once, revision), [signer.authority]);
    expect(verdict.signatures.map(({ changes }) => changes)).toEqual(["permitted", "none"]);
  });

  test("one that takes the number of an old object, or fills a hole, is not", async () => {
    const once = await signer.sign(smallPdf({ ...base, xref: "stream" }));
    for (const [pdf, number] of [
      [once, 2],
      [await signer.sign(smallPdf({ ...stream, page: `${base.page} /Contents 40 0 R` })), 40],
    ] as const) {
      const twice = await signByHand(signer, pdf, shifted(pdf, { stream: { number } }));
      const verdict = await verdictOver(twice, [signer.authority]);
      expect(verdict.indication).not.toBe("TOTAL-PASSED");
      expect(verdict.signatures[0]).not.toMatchObject({ integrity: true, changes: "permitted" });
    }
  });

  test("one that leads an old number to itself is not", async () => {
    const once = await signer.sign(smallPdf({ ...base, xref: "stream" }));
    const twice = await signByHand(signer, once, shifted(once, { stream: { number: 40, listed: { 2: 0 } } }));
    const outcome = await verdictOver(twice, [signer.authority]);
    expect(outcome.indication).not.toBe("TOTAL-PASSED");
    expect(outcome.signatures[0]).not.toMatchObject({ integrity: true, changes: "permitted" });
  });

  /** The lawful revision, with the number that the first signature's widget has in this file. */
  function shifted(pdf: Uint8Array, more: Partial<HandMade>): HandMade {
    const first = /\[ (\d+) 0 R\]/.exec(Buffer.from(pdf).toString("latin1"))?.[1];
    const grown = `[${first} 0 R ${WIDGET} 0 R]`;
    return { ...lawful, objects: { [WIDGET]: widget(), 5: grown, 6: grown }, ...more };
  }
});

describe("fields that were there before", () => {
  const field = "<</Type /Annot /Subtype /Widget /FT /Sig /T (Ready) /Rect [0 0 50 50] /P 3 0 R>>";
  const ready = { ...base, more: ["<</Fields 5 0 R /SigFlags 3>>", "[7 0 R]", "[7 0 R]", field] };

  test("an empty one that gets its signature is permitted, whatever its size", async () => {
    const once = await signer.sign(smallPdf(ready));
    const verdict = await verdictOver(await signer.sign(once, { field: "Ready" }), [signer.authority]);
    expect(verdict.signatures).toMatchObject([
      { field: "Signature1", changes: "permitted" },
      { field: "Ready", changes: "none" },
    ]);
    expect(verdict.indication).toBe("TOTAL-PASSED");
  });

  test("one that is moved while it is signed is not", async () => {
    const once = await signer.sign(smallPdf(ready));
    const moved = field.replace("[0 0 50 50]", "[0 0 500 500]").replace(">>", ` /V ${SIGNATURE} 0 R>>`);
    const twice = await signByHand(signer, once, { signature: SIGNATURE, objects: { 7: moved } });
    const verdict = await verdictOver(twice, [signer.authority]);
    expect(verdict.signatures[0]).toMatchObject({ integrity: true, changes: "forbidden" });
  });
});

describe("certification", () => {
  async function changesWith(docMdp: 1 | 2) {
    const source = sourceOf(await signByHand(signer, signed, lawful));
    const document = openPdf(source);
    const signatures = listSignatures(document).map((signature, index) => {
      const message = planPdfMessage({
        contents: signature.contents ?? new Uint8Array(),
        subFilter: signature.subFilter,
        stored: [],
      });
      const ground = groundOf({ anchors: [signer.authority], practice: true }, new Date());
      const judgement = judgeMessage({ message, flaw: null, ground });
      return { signature: index === 0 ? { ...signature, docMdp } : signature, message, judgement };
    });
    return judgeChanges(document, signatures).map(({ changes }) => changes);
  }

  test("that allows nothing forbids a later signature; one that allows signing permits it", async () => {
    expect(await changesWith(1)).toEqual(["forbidden", "none"]);
    expect(await changesWith(2)).toEqual(["permitted", "none"]);
  });
});
