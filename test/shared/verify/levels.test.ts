import { describe, expect, test } from "vitest";
import { SignedDocument } from "../../tools/signed/document.ts";
import {
  type ArchiveOrder,
  archiveStamp,
  type MessageOrder,
  type SignerOrder,
  signatureStamp,
  signedMessage,
  stampOver,
} from "../../tools/signed/message.ts";
import {
  ca,
  day,
  judgeMessage,
  judgePdf,
  listOf,
  root,
  signerOf,
  stampAuthority,
  TODAY,
} from "../../tools/signed/world.ts";

const signer = signerOf(ca);
const tsa = stampAuthority();
const time = day("2020-03-10");
const store = { certificates: [ca, root], crls: [listOf(root), listOf(ca)] };
const stamp = signatureStamp({ by: tsa, time });

async function levels(document: SignedDocument): Promise<string[]> {
  const { signatures } = await judgePdf(document.bytes, { anchors: [], crls: [] });
  return signatures.filter(({ kind }) => kind !== "timestamp").map(({ level }) => level);
}

describe("the level of a signature in a PDF, whoever is trusted", () => {
  const blank = SignedDocument.blank();
  const plain = blank.signed({ by: signer });
  const stamped = blank.signed({ by: signer, unsigned: [stamp] });
  const covering = { by: tsa, time: day("2022-02-01") };

  test.each<[string, string, SignedDocument]>([
    [
      "CMS",
      "without a reference to the certificate",
      blank.signed({ by: signer, names: null }, {}, "adbe.pkcs7.detached"),
    ],
    ["CMS", "of the older form, with a reference", blank.signed({ by: signer }, {}, "adbe.pkcs7.detached")],
    ["B-B", "a signature alone", plain],
    ["B-B", "with validation data but no time-stamp", plain.stored(store)],
    ["B-T", "with a time-stamp", stamped],
    ["B-T", "with a document time-stamp", plain.stamped(covering)],
    ["B-B", "with a document time-stamp over other bytes", plain.stampedOver(Uint8Array.of(1), covering)],
    [
      "B-T",
      "with a list of the signer's authority, none of the root",
      stamped.stored({ ...store, crls: [listOf(ca)] }),
    ],
    ["B-LT", "with validation data", stamped.stored(store)],
    ["B-LT", "with validation data after the document time-stamp", stamped.stamped(covering).stored(store)],
    ["B-LTA", "with a document time-stamp over the validation data", stamped.stored(store).stamped(covering)],
  ])("%s: %s", async (level, _, document) => {
    expect(await levels(document)).toEqual([level]);
  });
});

describe("archive time-stamps of a CAdES message", () => {
  const content = new TextEncoder().encode("Công văn số 125");
  const later = { by: tsa, time: day("2022-02-01") };

  function message(order: Partial<SignerOrder>, more: Partial<MessageOrder> = {}): Uint8Array {
    return signedMessage({
      content,
      embed: true,
      certificates: [ca, root],
      revocationInfo: store.crls,
      signers: [{ by: signer, time, ...order }],
      ...more,
    });
  }

  const archived = (order: Partial<ArchiveOrder> = {}) =>
    message({ unsigned: [stamp, archiveStamp({ ...later, ...order })] });
  const level = async (bytes: Uint8Array) => {
    const { signatures } = await judgeMessage(bytes, { anchors: [] });
    return signatures.map((own) => own.level);
  };

  test.each<[string, string, () => Uint8Array]>([
    ["CMS", "no claimed time", () => signedMessage({ content, embed: true, signers: [{ by: signer }] })],
    ["B-B", "no time-stamp", () => message({})],
    ["B-T", "no lists", () => message({ unsigned: [stamp] }, { revocationInfo: [] })],
    ["B-LT", "lists", () => message({ unsigned: [stamp] })],
    ["B-LTA", "an archive time-stamp over all", () => archived()],
    ["B-LTA", "two of them", () => message({ unsigned: [stamp, archiveStamp(later), archiveStamp(later)] })],
    ["B-LT", "one that names a certificate that is not there", () => archived({ invents: true })],
    [
      "B-LT",
      "one that was made for another message",
      () => {
        const foreign = stampOver(content, later);
        return message({ unsigned: [stamp, (own) => archiveStamp(later)({ ...own, fields: foreign })] });
      },
    ],
  ])("%s: %s", async (expected, _, make) => {
    expect(await level(make())).toEqual([expected]);
  });

  test("a flipped bit never moves the proven time, nor ends in anything but a verdict", async () => {
    const whole = archived();
    const proven = new Set([time, later.time, TODAY].map((each) => each.toISOString()));
    let refused = 0;
    for (let at = 0; at < whole.length; at += 19) {
      const flipped = whole.slice();
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const outcome = await judgeMessage(flipped, { crls: store.crls }).catch(
        (thrown: { code?: string }) => thrown,
      );
      if (!("signatures" in outcome)) {
        expect(outcome.code, `byte ${at}`).toBe("NOT_PDF");
        continue;
      }
      for (const { bestTime } of outcome.signatures) expect(proven, `byte ${at}`).toContain(bestTime);
      if (outcome.indication !== "TOTAL-PASSED") refused++;
    }
    expect(await level(whole)).toEqual(["B-LTA"]);
    expect((await judgeMessage(whole, { crls: store.crls })).indication).toBe("TOTAL-PASSED");
    expect(refused).toBeGreaterThan(50);
  });

  test("what an archive time-stamp does not name it does not prove", async () => {
    const shortTsa = stampAuthority(root, { to: day("2024-01-01") });
    const own = signatureStamp({ by: shortTsa, time });
    const question = {
      crls: [listOf(root, { thisUpdate: day("2022-02-10"), nextUpdate: day("2022-03-10") })],
    };
    const indication = async (bytes: Uint8Array) =>
      (await judgeMessage(bytes, question)).signatures[0]?.indication;
    expect(await indication(message({ unsigned: [own, archiveStamp(later)] }))).toBe("TOTAL-PASSED");
    // The signature's own stamp came after the archive time-stamp.
    expect(await indication(message({ unsigned: [archiveStamp(later), own] }))).toBe("INDETERMINATE");
  });
});
