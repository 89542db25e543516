import { expect, test } from "vitest";
import { concatBytes, equalBytes, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { formNodes } from "#shared/pdf/form.ts";
import { documentNotices } from "#shared/pdf/notices.ts";
import { revisionsOf } from "#shared/pdf/revisions.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { classicLetter, pageBody } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { special } from "../../fixtures/pdf/special.ts";
import { syntheticPdfs } from "../../fixtures/pdf/synthetic.ts";

const WORDS = [
  "obj endobj stream endstream xref trailer startxref %%EOF R null << >> [ ] ( ) < >".split(" "),
  ["/Length 99999999", "/Prev 9", "-1", "4294967296", "99999999999999999999", "0 0 R", "/Kids[2 0 R]"],
  ["/Type/ObjStm", "/Type/XRef", "/W[8 8 8]", "/Index[0 99999999]", "/N 999999", "/First 0", "/V 6 0 R"],
].flat();

/** The same numbers at each run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function mutated(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const at = random(bytes.length);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  const word = latin1Bytes(WORDS[random(WORDS.length)] ?? "");
  switch (random(4)) {
    case 0:
      return concatBytes([head, Uint8Array.of(random(256)), tail.subarray(1)]);
    case 1:
      return concatBytes([head, tail.subarray(random(50))]);
    case 2:
      return concatBytes([head, word, tail.subarray(word.length)]);
    default:
      return concatBytes([head, word, tail]);
  }
}

/** Reads and signs whatever it is; true where it was signed. */
function signable(bytes: Uint8Array): boolean {
  try {
    const document = openPdf(sourceOf(bytes), { repair: "allow" });
    listSignatures(document);
    revisionsOf(document);
    documentNotices(document);
    const empty = formNodes(document.objects, document.catalog).find(
      ({ type, value }) => type === "Sig" && !value,
    );
    const field = empty === undefined ? {} : { field: empty.name };
    const signed = signedWithDummy(bytes, { ...field, permissions: "hold", open: { repair: "allow" } });
    openPdf(sourceOf(signed));
    return equalBytes(signed.subarray(0, bytes.length), bytes);
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code !== "UNKNOWN_ERROR") return false;
    throw thrown;
  }
}

/** Everything a form may ask of its signature. */
const asking = classicLetter({
  catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> /OpenAction 12 0 R >>",
  page: pageBody("/Annots [10 0 R] "),
  more: [
    [
      10,
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /Rect [0 0 9 9] /P 3 0 R /SV 11 0 R /Lock 13 0 R >>",
    ],
    [
      11,
      "<< /Type /SV /Ff 74 /SubFilter [/adbe.pkcs7.detached] /DigestMethod [/SHA256] /Reasons [(x)] " +
        "/Cert << /Ff 1 /Subject [<30>] >> /TimeStamp << /URL (a) /Ff 0 >> >>",
    ],
    [12, "<< /S /JavaScript /JS (x) /Next [<< /S /URI /URI (a) >> 12 0 R] >>"],
    [13, "<< /Type /SigFieldLock /Action /Include /Fields [(b)] /P 2 >>"],
  ],
});

const seeds = [
  ...syntheticPdfs()
    .filter(({ bytes }) => bytes.length < 20_000)
    .map(({ bytes }) => signedWithDummy(bytes)),
  ...special.map(({ build }) => build()),
  asking,
];

test("damaged files are signed or refused with a typed error, whatever the damage", () => {
  const random = randomFrom(20261126);
  let signed = 0;
  for (let round = 0; round < 1500; round++) {
    let bytes = seeds[round % seeds.length] ?? new Uint8Array(0);
    for (let step = random(3); step >= 0; step--) bytes = mutated(bytes, random);
    if (signable(bytes)) signed++;
  }
  expect(signed).toBeGreaterThan(200);
});

test("a file cut at any place is refused or read as an older revision", () => {
  const [whole = new Uint8Array(0)] = seeds;
  for (let end = 0; end < whole.length; end += 7) expect(signable(whole.slice(0, end))).toBeTypeOf("boolean");
});
