/** Rules R2 to R18 for what follows a signature, each with its control beside it. */

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { concatBytes } from "#shared/bytes.ts";
import { isSealOver } from "#shared/verify/changes/agency.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { form, type Permission, type SignedBase, signedBase } from "../../tools/attacks/base-document.ts";
import { BYTE_ATTACKS } from "../../tools/attacks/byte-attacks.ts";
import { appended, LAWFUL_UPDATES } from "../../tools/attacks/lawful-updates.ts";
import { SIGNED_ATTACKS, stamped } from "../../tools/attacks/signed-attacks.ts";
import { type TimeStampAuthority, timeStampAuthority } from "../../tools/attacks/time-stamp-authority.ts";
import { UNSIGNED_ATTACKS } from "../../tools/attacks/unsigned-attacks.ts";
import { findProgram } from "../../tools/programs.ts";
import { latin1, practiceSigner, type Signer, signByHand, verdictOver } from "./signing.ts";

let signer: Signer;
const bases = new Map<Permission, SignedBase>();

beforeAll(async () => {
  signer = await practiceSigner();
  for (const permission of ["approval", "P1", "P2", "P3"] as const) {
    bases.set(permission, await signedBase(signer, permission, "table"));
  }
});
afterAll(() => signer.remove());

function baseOf(permission: Permission): SignedBase {
  const base = bases.get(permission);
  if (!base) throw new Error("not signed yet");
  return base;
}

async function unsigned(name: string, permission: Permission = "P2"): Promise<FileVerdict> {
  const base = baseOf(permission);
  const revision = UNSIGNED_ATTACKS[name];
  if (!revision) throw new Error(`no attack ${name}`);
  const made = revision(base.pdf);
  return verdictOver(appended(base, made.objects, made), [signer.authority]);
}

async function signed(name: string, permission: Permission = "P2"): Promise<FileVerdict> {
  const revision = SIGNED_ATTACKS[name];
  if (!revision) throw new Error(`no attack ${name}`);
  const { pdf } = baseOf(permission);
  return verdictOver(await signByHand(signer, pdf, revision(pdf)), [signer.authority]);
}

async function lawful(name: string, permission: Permission = "P2"): Promise<FileVerdict> {
  const update = LAWFUL_UPDATES[name];
  if (!update) throw new Error(`no update ${name}`);
  return verdictOver(await update.make(signer, baseOf(permission)), [signer.authority]);
}

function rulesOf({ signatures: [first] }: FileVerdict): string[] {
  return first?.changeList.map(({ rule }) => rule) ?? [];
}

const FORBIDDEN = {
  indication: "TOTAL-FAILED",
  subIndication: "FORMAT_FAILURE",
  integrity: true,
  changes: "forbidden",
};
const UNDETERMINED = {
  indication: "INDETERMINATE",
  subIndication: "SIG_CONSTRAINTS_FAILURE",
  integrity: true,
  changes: "undetermined",
};
const PERMITTED = { indication: "TOTAL-PASSED", subIndication: null, changes: "permitted" };

function expectFirst(verdict: FileVerdict, expected: object, rule?: string): void {
  expect(verdict.signatures[0]).toMatchObject(expected);
  if (rule) expect(rulesOf(verdict)).toContain(rule);
}

test("R5: text behind the end is a change; white space is none", async () => {
  const { pdf } = baseOf("P2");
  const garbage = BYTE_ATTACKS["trailing: text"]?.(pdf) ?? pdf;
  expectFirst(await verdictOver(garbage, [signer.authority]), FORBIDDEN, "bytes-unexplained");
  const blank = await verdictOver(concatBytes([pdf, latin1(" \r\n\0")]), [signer.authority]);
  expectFirst(blank, { indication: "TOTAL-PASSED", changes: "none" });
});

test("R6: another root is another document; the same root with new information is not", async () => {
  expectFirst(await unsigned("hide and replace: a copy of the catalog"), FORBIDDEN, "document-replaced");
  expectFirst(await lawful("information of the file"), PERMITTED, "document-properties");
});

test("R8: a name that tempts elsewhere allows nothing; at its place in the catalog it does", async () => {
  expectFirst(await unsigned("alias: a picture named DSS"), FORBIDDEN, "object-changed");
  expectFirst(await lawful("validation data"), PERMITTED, "validation-data");
});

test("R8: an object that is freed is a change; one written again as it was is none", async () => {
  const { pdf } = baseOf("P2");
  const freed = BYTE_ATTACKS["ISA: objects freed"]?.(pdf) ?? pdf;
  expectFirst(await verdictOver(freed, [signer.authority]), FORBIDDEN, "object-freed");
  expectFirst(await lawful("objects written again as they were"), PERMITTED);
});

test("R9: paint over words is undetermined; the same paint where the page is empty is permitted", async () => {
  expectFirst(await signed("opaque box: over the words"), UNDETERMINED, "later-signature-covers");
  expectFirst(await signed("opaque box: an image"), UNDETERMINED, "later-signature-covers");
  expectFirst(await lawful("an opaque box where the page is empty"), PERMITTED, "later-signature");
});

test("R9: letters over words are undetermined; a seal of thin lines is permitted", async () => {
  expectFirst(await signed("opaque box: letters over the words"), UNDETERMINED, "later-signature-covers");
  expectFirst(await lawful("a seal of thin lines over a name"), PERMITTED, "later-signature");
});

test("R9: an unsigned widget is forbidden, a signed one is not", async () => {
  const verdict = await unsigned("SSA: an unsigned widget over the words", "approval");
  expectFirst(verdict, FORBIDDEN, "signature-field-unsigned");
  expect(verdict.signatures[0]?.changeList[0]).toMatchObject({ what: "X", page: 1 });
  expectFirst(await lawful("a number where the page is empty", "approval"), PERMITTED);
});

test("R10: an annotation is listed and undetermined under P3, forbidden under anything else", async () => {
  expectFirst(await unsigned("EAA: a free text", "P3"), UNDETERMINED, "annotation");
  expectFirst(await unsigned("EAA: a free text", "P2"), FORBIDDEN, "certification-forbids");
  expectFirst(await unsigned("EAA: a free text", "approval"), FORBIDDEN, "annotation");
});

test("R11: a signed field is frozen; an empty one may be signed", async () => {
  for (const name of ["gets another picture", "is moved", "is emptied"]) {
    const verdict = await unsigned(`appearance swap: the signed field ${name}`);
    expect(verdict.indication, name).toBe("TOTAL-FAILED");
  }
  expectFirst(await lawful("the empty field signed"), PERMITTED, "later-signature");
});

test("R12: a certification that comes second is forbidden; under P1 no signature may follow, validation data may", async () => {
  expectFirst(await signed("certification: a second one", "approval"), FORBIDDEN, "certification-late");
  const { pdf } = baseOf("P1");
  const stamp = SIGNED_ATTACKS["opaque box: over the words"]?.(pdf);
  if (stamp) {
    const twice = await signByHand(signer, pdf, stamp);
    expectFirst(await verdictOver(twice, [signer.authority]), FORBIDDEN, "certification-forbids");
  }
  expectFirst(await lawful("validation data", "P1"), PERMITTED);
});

test("R13: a field that shows its value is permitted where a certification allows it, else undetermined", async () => {
  expectFirst(await lawful("a text field filled in", "P2"), PERMITTED, "field-filled");
  expectFirst(await lawful("a text field filled in", "approval"), UNDETERMINED, "field-filled");
  expectFirst(await lawful("a text field filled in", "P1"), FORBIDDEN, "certification-forbids");
});

test("R13: a field that shows something else than its value is forbidden", async () => {
  expectFirst(await unsigned("form: a field shows other than its value"), FORBIDDEN, "field-differs");
  expectFirst(await unsigned("form: a field shows a picture"), FORBIDDEN, "field-differs");
});

test("R14: a store with a key of its own, or a leaf that is no stream, is none", async () => {
  expectFirst(await unsigned("DSS: a key of its own"), FORBIDDEN, "validation-data-unlike");
  expectFirst(await unsigned("DSS: a leaf that is no stream"), FORBIDDEN, "validation-data-unlike");
  expectFirst(await lawful("validation data, then more of it"), PERMITTED, "validation-data");
});

describe.skipIf(!findProgram("openssl"))(
  "R14: document time-stamps (skipped where openssl is absent)",
  () => {
    let authority: TimeStampAuthority;
    beforeAll(() => {
      authority = timeStampAuthority();
    });
    afterAll(() => authority.remove());

    async function stampedWith(rect: string, permission: Permission): Promise<FileVerdict> {
      const { pdf } = baseOf(permission);
      const revision = stamped(pdf, rect, form("0 0 10 10 re S"), {
        token: (digest) => authority.token(digest),
      });
      return verdictOver(await signByHand(signer, pdf, revision), [signer.authority]);
    }

    test.each(["approval", "P1", "P2", "P3"] as const)(
      "an invisible one is permitted under %s",
      async (permission) => {
        const verdict = await stampedWith("[0 0 0 0]", permission);
        expectFirst(verdict, PERMITTED, "later-timestamp");
        expect(verdict.signatures[1]).toMatchObject({ kind: "timestamp", integrity: true, changes: "none" });
      },
    );

    test("one that shows something is not", async () => {
      expectFirst(await stampedWith("[300 100 420 160]", "P2"), UNDETERMINED, "later-signature-unlike");
    });
  },
);

test("R15: contents, fonts, layers, actions and pages stay", async () => {
  for (const name of [
    "shadow: the content replaced",
    "shadow: the font replaced",
    "shadow: a layer hidden",
    "actions: on opening",
    "hide and replace: other pages",
  ]) {
    expectFirst(await unsigned(name, "P3"), FORBIDDEN);
  }
  expectFirst(await lawful("a stamp, the page's entries in another order", "P3"), PERMITTED);
});

test("R18: each change says what it is in both languages", async () => {
  const { signatures } = await lawful("three signatures of one act");
  const [first] = signatures;
  expect(first?.changeList.map(({ what }) => what)).toEqual(["Signature2", "Signature3", "Signature4"]);
  for (const { vi, en } of first?.changeList ?? []) {
    expect(vi).toMatch(/^Thêm chữ ký Signature\d\.$/);
    expect(en).toMatch(/^Signature Signature\d added\.$/);
  }
});

describe("the seal of an agency", () => {
  const certificate = (names: object) =>
    ({
      subject: { commonName: null, organization: null, organizationalUnits: [], userId: null, ...names },
    }) as never;
  const leader = certificate({
    commonName: "Lê A",
    organization: "TỈNH B",
    organizationalUnits: ["SỞ C - D"],
  });

  test.each([
    ["of the leader's office", { commonName: "Sở C-D", userId: "MST:0101" }, true],
    [
      "of the leader's province, named as its own organisation",
      { commonName: "Tỉnh B", organization: "TỈNH B" },
      true,
    ],
    ["of another office", { commonName: "Sở E", userId: "MST:0102" }, false],
    ["of a person with the office's name", { commonName: "Sở C-D", organization: "Khác" }, false],
  ])("%s", (_, names, expected) => {
    expect(isSealOver(certificate(names), leader)).toBe(expected);
  });
});
