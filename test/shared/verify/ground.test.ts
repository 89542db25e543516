import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { derBlocks } from "#shared/asn1/pem.ts";
import { anchorOf } from "#shared/trust/anchor.ts";
import { SharedWork } from "#shared/trust/signature-ledger.ts";
import { validatePath } from "#shared/trust/validate.ts";
import { groundOf } from "#shared/verify/ground.ts";
import { NOW, newRoot } from "../trust/pki.ts";

const corpus = process.env["ANTIN_CORPUS"] ?? "../shared/corpus";
const certificate = join(corpus, "trust/cpcag2.crt");

const root = newRoot({ name: "Gốc" });
const authority = root.issue({ name: "CA", ca: true });

function domains(anchors: readonly Uint8Array[], builtIn = false) {
  return groundOf({ anchors, practice: false, builtIn }, NOW).anchors.map(({ domain }) => domain);
}

describe("whose trust an anchor is", () => {
  test("one that was given is the administrator's", () => {
    expect(domains([root.facts.der, authority.facts.der])).toEqual(["administrator", "administrator"]);
  });

  test("the built-in ones come first, and can be left out", () => {
    const all = domains([root.facts.der], true);
    expect(all.at(-1)).toBe("administrator");
    expect(new Set(all)).toEqual(new Set(["government", "public", "administrator"]));
  });

  test.skipIf(!existsSync(certificate))(
    "one that the Government's root certified is the Government's, unless built-in ones are left out (skipped where the corpus is absent)",
    () => {
      const [der = new Uint8Array()] = derBlocks(readFileSync(certificate), "certificate") ?? [];
      expect(domains([der], true).at(-1)).toBe("government");
      expect(domains([der])).toEqual(["administrator"]);
    },
  );
});

test("many validations share one bound: what goes beyond it is refused, what stays within holds", () => {
  const leaf = authority.issue({ name: "Người ký" }).facts;
  const intermediates = Array.from({ length: 40 }, () => newRoot({ name: "CA" }).facts);
  const anchors = [root.facts].flatMap((each) => anchorOf(each, "administrator") ?? []);
  const work = new SharedWork(300);
  const search = (found: readonly (typeof leaf)[]) =>
    validatePath({ leaf, intermediates: found, anchors, at: NOW, work }).fault?.reason ?? null;
  expect(search([authority.facts])).toBeNull();
  const reasons = Array.from({ length: 3 }, () => search(intermediates));
  expect(reasons[0]).toBe("signature");
  expect(reasons.at(-1)).toBe("limit");
  expect(validatePath({ leaf, intermediates: [authority.facts], anchors, at: NOW }).valid).toBe(true);
});
