/** Version 1 certificates (RFC 5280 6.1.4 (k)): an anchor that somebody chose may be one, nothing that a document brings may. */

import { describe, expect, test } from "vitest";
import { readCertificate } from "#shared/asn1/certificate.ts";
import { integer, objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { writeTime } from "#shared/asn1/time.ts";
import { anchorOf } from "#shared/trust/anchor.ts";
import { validatePath } from "#shared/trust/validate.ts";
import { daysFromNow, Holder, type KeyPair, NOW, newKey, newRoot } from "./pki.ts";

const root = newRoot({ name: "Old Root" });
const next = newKey();

/** Of the root's own name, over `key`, signed by `by`. */
function oldCertificate(key: KeyPair, by: Holder): Holder {
  const name = root.facts.subject.der;
  const tbs = sequence(
    integer(77),
    sequence(objectIdentifier(OID.ecdsaWithSha256)),
    name,
    sequence(writeTime(daysFromNow(-300)), writeTime(daysFromNow(300))),
    name,
    new Uint8Array(key.publicKey.export({ type: "spki", format: "der" })),
  );
  return new Holder(by.signed(tbs), key);
}

const rollover = oldCertificate(next, root);
const leaf = rollover.issue({ name: "Người ký" });

function judged(anchor: Holder, intermediates: readonly Holder[]) {
  const anchors = [anchor].flatMap(({ facts }) => anchorOf(facts, "administrator") ?? []);
  return validatePath({
    leaf: leaf.facts,
    intermediates: intermediates.map(({ facts }) => facts),
    anchors,
    at: NOW,
  });
}

describe("a certificate of version 1", () => {
  test("says so", () => {
    expect(readCertificate(rollover.facts.der)).toMatchObject({ version: 1, isCa: false });
  });

  test("between anchor and leaf is no authority, though the anchor signed it for its own name", () => {
    expect(judged(root, [rollover])).toMatchObject({ valid: false, fault: { reason: "not-a-ca", index: 1 } });
  });

  test("the same with the right to issue is one", () => {
    const { subject } = root.facts;
    const lawful = root.issue({ subject: subject.der, key: next, ca: true });
    expect(judged(root, [lawful])).toMatchObject({ valid: true });
  });

  test("as an anchor that was given counts", () => {
    expect(judged(oldCertificate(next, new Holder(rollover.facts.der, next)), [])).toMatchObject({
      valid: true,
    });
  });
});
