/** Attacks on signed documents, published and made here: none is accepted, and beside each stands a harmless sibling that is. */

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { practiceSigner, type Signer, signByHand, verdictOver } from "../shared/verify/signing.ts";
import { PERMISSIONS, type SignedBase, signedBase, XREFS } from "../tools/attacks/base-document.ts";
import { BYTE_ATTACKS } from "../tools/attacks/byte-attacks.ts";
import { appended, LAWFUL_UPDATES } from "../tools/attacks/lawful-updates.ts";
import { NEWER_ATTACKS } from "../tools/attacks/newer-attacks.ts";
import { SIGNED_ATTACKS, stamped } from "../tools/attacks/signed-attacks.ts";
import { UNSIGNED_ATTACKS } from "../tools/attacks/unsigned-attacks.ts";
import { WIDGET_ATTACKS } from "../tools/attacks/widget-attacks.ts";
import { judgeTrusting } from "./trusting.ts";

const corpus = process.env["ANTIN_CORPUS"] ?? "../shared/corpus";
const hasCorpus = existsSync(corpus);

function isAccepted({ integrity, changes, indication }: SignatureVerdict): boolean {
  return indication === "TOTAL-PASSED" || (integrity && (changes === "none" || changes === "permitted"));
}

/** The first signature is the one that is attacked. */
function expectRefused(verdict: FileVerdict, name: string): void {
  const [first] = verdict.signatures;
  expect(verdict.indication, name).not.toBe("TOTAL-PASSED");
  expect(first, name).toBeDefined();
  if (!first) return;
  expect(isAccepted(first), name).toBe(false);
  expect(first.subIndication, name).not.toBeNull();
}

describe.skipIf(!hasCorpus)("published attacks (skipped where the corpus is absent)", () => {
  const files = ["attacks", "attacks/generated"].flatMap((folder) =>
    hasCorpus
      ? readdirSync(join(corpus, folder))
          .filter((name) => name.endsWith(".pdf"))
          .map((name) => `${folder}/${name}`)
      : [],
  );
  const isHarmless = (file: string) =>
    /_0_good|_trailing_ws|_dss_only|_second_sig_visible/.test(file) || /shadowed-signed\.pdf$/.test(file);
  const [harmless, attacks] = [files.filter(isHarmless), files.filter((file) => !isHarmless(file))];

  test.each(attacks)("%s is refused", async (file) => {
    expectRefused(await judgeTrusting(join(corpus, file)), file);
  });

  test.each(harmless)("%s is valid", async (file) => {
    const verdict = await judgeTrusting(join(corpus, file));
    expect(verdict.indication).toBe("TOTAL-PASSED");
    expect(verdict.signatures.every(isAccepted)).toBe(true);
  });

  test("there are attacks and harmless siblings", () => {
    expect([attacks.length > 15, harmless.length > 6]).toEqual([true, true]);
  });
});

describe("attacks and updates made here", () => {
  let signer: Signer;
  const bases: SignedBase[] = [];
  const attacked = { files: 0, accepted: 0 };
  const lawful = { files: 0, refused: [] as string[] };

  beforeAll(async () => {
    signer = await practiceSigner();
    for (const permission of PERMISSIONS) {
      for (const xref of XREFS) bases.push(await signedBase(signer, permission, xref));
    }
  });
  afterAll(() => {
    signer.remove();
    process.stdout.write(
      `attacks: ${attacked.accepted} of ${attacked.files} accepted; lawful updates: ${lawful.refused.length} of ${lawful.files} refused\n`,
    );
  });

  async function refuse(
    name: string,
    make: (base: SignedBase) => Promise<Uint8Array> | Uint8Array,
  ): Promise<void> {
    for (const base of bases) {
      const verdict = await verdictOver(await make(base), [signer.authority]).catch(
        (error: { code?: string }) => {
          expect(error.code, name).toMatch(/^(PDF_BROKEN|PASSWORD_NEEDED)$/);
          return null;
        },
      );
      attacked.files++;
      const [first] = verdict?.signatures ?? [];
      if (verdict?.indication === "TOTAL-PASSED" || (first && isAccepted(first))) attacked.accepted++;
      if (verdict) expectRefused(verdict, `${name} ${base.permission} ${base.xref}`);
    }
  }

  test("the control: each base document is valid as it was signed", async () => {
    for (const { pdf } of bases) {
      expect(await verdictOver(pdf, [signer.authority])).toMatchObject({ indication: "TOTAL-PASSED" });
    }
  });

  test.each(Object.keys(UNSIGNED_ATTACKS))("%s is refused", async (name) => {
    await refuse(name, (base) => {
      const revision = UNSIGNED_ATTACKS[name]?.(base.pdf) ?? { objects: {} };
      return appended(base, revision.objects, revision);
    });
  });

  const signed = Object.entries({ ...SIGNED_ATTACKS, ...WIDGET_ATTACKS });
  test.each(signed)("%s is refused, though its signature is right", async (name, make) => {
    await refuse(name, (base) => {
      const revision = make(base.pdf);
      const kind = base.xref === "stream" ? { stream: { number: 95 } } : {};
      return signByHand(signer, base.pdf, { ...revision, ...kind });
    });
  });

  test.each(Object.keys(BYTE_ATTACKS))("%s is refused", async (name) => {
    await refuse(name, ({ pdf }) => BYTE_ATTACKS[name]?.(pdf) ?? pdf);
  });

  test.each(Object.entries(NEWER_ATTACKS))("%s is refused", async (name, make) => {
    await refuse(name, make);
  });

  test("a stamp by a signer of another trust is undetermined", async () => {
    const stranger = await practiceSigner();
    try {
      for (const base of bases.filter(({ permission }) => permission !== "P1")) {
        const revision = stamped(base.pdf, "[300 100 420 160]", "<<>>", {
          objects: { 72: "<</Length 0>>\nstream\n\nendstream" },
        });
        const kind = base.xref === "stream" ? { stream: { number: 95 } } : {};
        const twice = await signByHand(stranger, base.pdf, { ...revision, ...kind });
        attacked.files++;
        const verdict = await verdictOver(twice, [signer.authority]);
        expect(verdict.signatures[0]).toMatchObject({ integrity: true, changes: "undetermined" });
      }
    } finally {
      stranger.remove();
    }
  });

  test.each(Object.entries(LAWFUL_UPDATES))(
    "%s is no false alarm where it is allowed",
    async (name, { under, make }) => {
      for (const base of bases.filter(({ permission }) => under.includes(permission))) {
        const verdict = await verdictOver(await make(signer, base), [signer.authority]);
        const [first] = verdict.signatures;
        lawful.files++;
        const label = `${name}: ${base.permission} ${base.xref} ${JSON.stringify(first?.changeList.map(({ rule, what }) => [rule, what]))}`;
        if (verdict.indication !== "TOTAL-PASSED") lawful.refused.push(label);
        expect(verdict.indication, label).toBe("TOTAL-PASSED");
        expect(first?.changes, label).toMatch(/^(none|permitted)$/);
      }
    },
  );

  test("there are enough of each", () => {
    expect(attacked.files).toBeGreaterThanOrEqual(80);
    expect(lawful.files).toBeGreaterThanOrEqual(60);
  });
});
