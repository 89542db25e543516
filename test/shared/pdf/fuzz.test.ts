import { expect, test } from "vitest";
import { concatBytes, equalBytes, sourceOf } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { revisionsOf } from "#shared/pdf/revisions.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
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
    const signed = signedWithDummy(bytes, { open: { repair: "allow" } });
    openPdf(sourceOf(signed));
    return equalBytes(signed.subarray(0, bytes.length), bytes);
  } catch (thrown) {
    if (thrown instanceof SignError && thrown.code !== "UNKNOWN_ERROR") return false;
    throw thrown;
  }
}

const seeds = syntheticPdfs()
  .filter(({ bytes }) => bytes.length < 20_000)
  .map(({ bytes }) => signedWithDummy(bytes));

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
