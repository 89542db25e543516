/** Documents prepared before they were signed: turned, none is accepted; used honestly, none is refused. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { practiceSigner, type Signer, verdictOver } from "../shared/verify/signing.ts";
import { PERMISSIONS, type SignedBase, XREFS } from "../tools/attacks/base-document.ts";
import { COVER_ATTACKS } from "../tools/attacks/cover-attacks.ts";
import { FIELD_ATTACKS } from "../tools/attacks/field-attacks.ts";
import { PREPARED_ATTACKS } from "../tools/attacks/prepared-attacks.ts";
import { type PreparedCase, preparedBase, turned } from "../tools/attacks/prepared-document.ts";
import { VIEWER_DRAWN_ATTACKS } from "../tools/attacks/viewer-drawn-attacks.ts";

const KINDS = PERMISSIONS.flatMap((permission) => XREFS.map((xref) => ({ permission, xref })));

describe.each([
  ["turned by an alias", PREPARED_ATTACKS],
  ["turned by filling in", FIELD_ATTACKS],
  ["turned by what viewers draw", VIEWER_DRAWN_ATTACKS],
  ["covered by a stamp", COVER_ATTACKS],
] as const)("%s", (_, cases: Readonly<Record<string, PreparedCase>>) => {
  let signer: Signer;
  beforeAll(async () => {
    signer = await practiceSigner();
  });
  afterAll(() => signer.remove());

  async function each(
    own: PreparedCase,
    make: "attack" | "harmless",
    judge: (verdict: FileVerdict, base: SignedBase) => void,
  ): Promise<void> {
    for (const kind of KINDS) {
      const base = await preparedBase(signer, own.document, kind);
      const file = await turned(signer, base, own[make](base.pdf));
      judge(await verdictOver(file, [signer.authority]), base);
    }
  }

  test.each(Object.entries(cases))("%s: refused", async (name, own) => {
    await each(own, "attack", ({ indication, signatures: [first] }, { permission, xref }) => {
      const label = `${name} ${permission} ${xref}`;
      expect(indication, label).not.toBe("TOTAL-PASSED");
      expect(first?.changes, label).toMatch(/^(undetermined|forbidden)$/);
    });
  });

  test.each(Object.entries(cases))(
    "%s: the same document in honest use is no false alarm",
    async (_name, own) => {
      await each(own, "harmless", ({ indication, signatures: [first] }, { permission }) => {
        if (!own.under.includes(permission)) return;
        expect([indication, first?.changes]).toEqual(["TOTAL-PASSED", "permitted"]);
      });
    },
  );
});
