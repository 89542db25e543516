/** A document that carries time-stamps and nobody's signature: anybody gets a time-stamp for anything. */

import { expect, test } from "vitest";
import { HEADLINES } from "#shared/messages/verdicts.ts";
import { verifyTexts } from "#shared/messages/windows-verify.ts";
import { fileTone, meaningOf } from "../../../extension/windows/verify/tone.ts";
import { SignedDocument } from "../../tools/signed/document.ts";
import { signatureStamp } from "../../tools/signed/message.ts";
import {
  ca,
  day,
  freshListOf,
  judgePdf,
  listOf,
  root,
  signerOf,
  stampAuthority,
} from "../../tools/signed/world.ts";

const tsa = stampAuthority();
const kept = { certificates: [ca], crls: [freshListOf(root), freshListOf(ca)] };
const stamp = { by: tsa, time: day("2022-02-01") };

test("is not signed, however right they are, and says so", async () => {
  const verdict = await judgePdf(SignedDocument.blank().stored(kept).stamped(stamp).bytes);
  expect(verdict.signatures).toMatchObject([{ kind: "timestamp", indication: "TOTAL-PASSED" }]);
  expect(verdict).toMatchObject({ indication: "TOTAL-PASSED", headline: HEADLINES["only-timestamps"] });
  expect([fileTone(verdict), meaningOf(verdict, "vi")]).toEqual(["none", verifyTexts.vi.onlyTimestamps]);
});

test("the same beside a signature is valid as the signature is", async () => {
  const unsigned = [signatureStamp({ by: stampAuthority(), time: day("2020-03-10") })];
  const store = { certificates: [ca], crls: [listOf(root), listOf(ca), ...kept.crls] };
  const signed = SignedDocument.blank()
    .signed({ by: signerOf(ca), unsigned })
    .stored(store)
    .stamped(stamp);
  const verdict = await judgePdf(signed.bytes);
  expect(verdict.signatures.map(({ indication }) => indication)).toEqual(["TOTAL-PASSED", "TOTAL-PASSED"]);
  expect(verdict.indication).toBe("TOTAL-PASSED");
});

test("a time-stamp that does not hold is still said to fail", async () => {
  const { bytes } = SignedDocument.blank().stored(kept).stamped(stamp);
  const text = Buffer.from(bytes);
  text.write("/mediabox", text.indexOf("/MediaBox"), "latin1");
  expect(await judgePdf(new Uint8Array(text))).toMatchObject({ indication: "TOTAL-FAILED" });
});
