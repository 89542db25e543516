/** Our own documents of each level, judged by others: what we call B-B to B-LTA, they do too. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toBase64 } from "#shared/bytes.ts";
import { dssOpinions, hasDss } from "../tools/judges/dss.ts";
import { installPyhanko, pyhankoOpinions } from "../tools/judges/pyhanko.ts";
import { SignedDocument } from "../tools/signed/document.ts";
import { archiveStamp, signatureStamp, signedMessage, type UnsignedMaker } from "../tools/signed/message.ts";
import {
  ca,
  day,
  judgeMessage,
  judgePdf,
  listOf,
  root,
  signerOf,
  stampAuthority,
} from "../tools/signed/world.ts";

const LEVELS = ["B-B", "B-T", "B-LT", "B-LTA"] as const;
const hasPyhanko = installPyhanko();

const signer = signerOf(ca, { to: day("2044-01-01") });
const tsa = stampAuthority();
const time = day("2020-03-10");
const stamp = signatureStamp({ by: tsa, time, certificates: [root] });
const later = { by: tsa, time: day("2020-03-25"), certificates: [root] };
const lists = [listOf(root), listOf(ca)];

/** One for each level. */
function documents(): Uint8Array[] {
  const plain = SignedDocument.blank().signed({ by: signer }, { certificates: [ca] });
  const stamped = SignedDocument.blank().signed({ by: signer, unsigned: [stamp] }, { certificates: [ca] });
  const stored = stamped.stored({ certificates: [ca, root, tsa], crls: lists });
  return [plain, stamped, stored, stored.stamped(later)].map(({ bytes }) => bytes);
}

function messages(): Uint8Array[] {
  const content = new TextEncoder().encode("Công văn số 125");
  const certificates = [ca, root, tsa];
  const message = (unsigned: readonly UnsignedMaker[], revocationInfo: readonly Uint8Array[]) =>
    signedMessage({
      content,
      embed: true,
      certificates,
      revocationInfo,
      signers: [{ by: signer, time, unsigned }],
    });
  return [
    message([], []),
    message([stamp], []),
    message([stamp], lists),
    message([stamp, archiveStamp(later)], lists),
  ];
}

describe("documents and messages of each level", () => {
  const folder = mkdtempSync(join(tmpdir(), "antin-levels-"));
  const anchor = join(folder, "root.pem");
  const pdfs = LEVELS.map((level) => join(folder, `${level}.pdf`));
  const cms = LEVELS.map((level) => join(folder, `${level}.p7m`));
  const all = [...pdfs, ...cms];
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeAll(() => {
    const contents = [...documents(), ...messages()];
    all.forEach((file, index) => {
      writeFileSync(file, contents[index] ?? new Uint8Array());
    });
    const lines = toBase64(root.facts.der).replaceAll(/.{64}/g, "$&\n");
    writeFileSync(anchor, `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
  });

  test("are recognised here, and pass where lists are at hand", async () => {
    for (const [index, file] of all.entries()) {
      const judge = file.endsWith(".pdf") ? judgePdf : judgeMessage;
      const verdict = await judge(new Uint8Array(readFileSync(file)), { at: day("2020-04-01"), crls: lists });
      expect(verdict.signatures[0], file).toMatchObject({
        level: LEVELS[index % 4],
        indication: "TOTAL-PASSED",
      });
    }
  });

  test.skipIf(!hasDss)("are recognised by DSS (skipped where its judge is absent)", async () => {
    const opinions = await dssOpinions(all, [anchor]);
    expect(opinions.map(({ error }) => error)).toEqual(all.map(() => null));
    expect(opinions.map(({ signatures }) => signatures[0]?.intact)).toEqual(all.map(() => true));
    const named = (form: string) => LEVELS.map((level) => `${form}-BASELINE-${level.slice(2)}`);
    const formats = opinions.map(({ signatures }) => signatures[0]?.format);
    expect(formats).toEqual([...named("PAdES"), ...named("CAdES")]);
  });

  test.skipIf(!hasPyhanko)(
    "are intact and trusted for pyHanko (skipped where it cannot be installed)",
    async () => {
      const opinions = await pyhankoOpinions(pdfs, [anchor]);
      for (const { signatures, error } of opinions) {
        expect(error).toBeNull();
        expect(signatures.map(({ intact, trusted }) => intact && trusted)).not.toContain(false);
        expect(signatures[0]).toMatchObject({ intact: true, trusted: true });
      }
    },
  );
});
