/** Attacks on the signed message in /Contents: none is accepted; beside them lawful messages that resemble them, and all pass. */

import { describe, expect, test } from "vitest";
import { nullValue, octetString, sequence } from "#shared/asn1/encode.ts";
import { OID } from "#shared/asn1/oids.ts";
import { concatBytes, sourceOf } from "#shared/bytes.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { type Holder, NOW } from "../shared/trust/pki.ts";
import { digestRanges, latin1, smallPdf } from "../shared/verify/signing.ts";
import { LAWFUL_MESSAGES } from "../tools/attacks/lawful-messages.ts";
import { MESSAGE_ATTACKS } from "../tools/attacks/message-attacks.ts";
import type { MessageCase } from "../tools/attacks/message-case.ts";
import { digestBy, identifier, message } from "../tools/attacks/message-parts.ts";
import { messageWorld, weakSigners } from "../tools/attacks/message-world.ts";

const world = messageWorld();
const PDF = smallPdf();

function signedBy({ make, subFilter }: MessageCase): Uint8Array {
  const prepared = prepareSignature(openPdf(sourceOf(PDF)), { time: NOW, reserve: 12_000 });
  const text = Buffer.from(prepared.increment).toString("latin1");
  // As long as the name it replaces: nothing moves.
  const increment = subFilter ? latin1(text.replace("ETSI.CAdES.detached", subFilter)) : prepared.increment;
  const whole = concatBytes([PDF, increment]);
  const content = concatBytes(prepared.ranges.map(({ start, end }) => whole.subarray(start, end)));
  return concatBytes([PDF, embedCms({ ...prepared, increment }, make(world, content))]);
}

function judged(pdf: Uint8Array): Promise<FileVerdict> {
  const trust = {
    anchors: [world.root.facts.der],
    practice: false,
    builtIn: false,
    revocation: "soft",
  } as const;
  return verifyPdf({ source: sourceOf(pdf), digestRanges, at: NOW, trust });
}

describe("messages", () => {
  test.each(Object.entries(MESSAGE_ATTACKS))("%s: refused", async (_, own) => {
    const { indication, signatures } = await judged(signedBy(own));
    expect(indication).not.toBe("TOTAL-PASSED");
    expect(signatures[0]?.subIndication).not.toBeNull();
  });

  test.each(Object.entries(LAWFUL_MESSAGES))("%s: valid", async (_, own) => {
    const { indication, signatures } = await judged(signedBy(own));
    expect([indication, signatures[0]?.signer?.domain]).toEqual(["TOTAL-PASSED", "administrator"]);
  });

  test.each(Object.entries(weakSigners(world.root)))("a key with %s", async (name, by) => {
    const { indication } = await judged(signedBy({ make: (_, content) => message(content, encoded(by)) }));
    expect(indication).toBe(name.startsWith("a control") ? "TOTAL-PASSED" : "INDETERMINATE");
  });
});

/** The encoded message itself where the exponent is 1: it is its own signature (RFC 8017 9.2). */
function encoded(by: Holder) {
  const { publicKey } = by.facts;
  const isOne = publicKey.kind === "rsa" && publicKey.exponent.length === 1 && publicKey.exponent[0] === 1;
  const own = (signed: Uint8Array) => {
    const info = sequence(identifier(OID.sha256, nullValue()), octetString(digestBy("sha256", signed)));
    const padding = new Uint8Array(256 - 3 - info.length).fill(0xff);
    return concatBytes([Uint8Array.of(0, 1), padding, Uint8Array.of(0), info]);
  };
  const signatureAlgorithm = identifier(OID.sha256WithRsa, nullValue());
  return { by, signatureAlgorithm, ...(isOne ? { sign: own } : {}) };
}
