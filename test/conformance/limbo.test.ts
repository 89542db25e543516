/** x509-limbo: 135 paths as verifiers of servers meet them, odd ones above all. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, askCases, corpus } from "./cases.ts";

const file = join(corpus, "x509-limbo", "limbo.json");
const hasCorpus = existsSync(file);

interface LimboCase {
  readonly id: string;
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly extended_key_usage: readonly string[] | null;
  readonly max_chain_depth: number | null;
  readonly expected_peer_name: { readonly kind: string; readonly value: string } | null;
  readonly expected_result: "SUCCESS" | "FAILURE";
}

const cases: LimboCase[] = hasCorpus ? JSON.parse(readFileSync(file, "utf8")).testcases : [];

function questionOf(own: LimboCase): object {
  return {
    id: own.id,
    anchors: own.trusted_certs,
    leaf: own.peer_certificate,
    intermediates: own.untrusted_intermediates,
    at: own.validation_time,
    extendedKeyUsage: own.extended_key_usage,
    maxDepth: own.max_chain_depth,
    peerName: own.expected_peer_name,
    revocation: "none",
  };
}

/**
 * The suite asks the opposite for the very same request in `rfc5280::eku::ee-without-eku` (an absent extension allows every
 * purpose) and in `rfc5280::nc::permitted-dns-match-noncritical`; there we follow RFC 5280.
 */
const CONTRADICTED = ["webpki::eku::ee-without-eku", "webpki::nc::permitted-dns-match-noncritical"];

describe.skipIf(!hasCorpus)("x509-limbo (skipped where the corpus is absent)", () => {
  let answers: readonly Answer[] = [];
  beforeAll(async () => {
    answers = (await askCases("path", cases.map(questionOf))).answers;
  });

  test("every case is answered, in order", () => {
    expect(answers.map(({ id }) => id)).toEqual(cases.map(({ id }) => id));
  });

  test("every case is right but the two that the suite contradicts itself in", () => {
    const wrong = cases.filter((own, index) => answers[index]?.valid !== (own.expected_result === "SUCCESS"));
    const rest = wrong.filter(({ id }) => !CONTRADICTED.includes(id));
    const accepted = rest.filter((own) => own.expected_result === "FAILURE");
    const basic = cases.filter(({ id }) => !id.startsWith("webpki::"));
    console.log(
      `x509-limbo: ${cases.length - wrong.length} of ${cases.length} right (${basic.length} of ${basic.length} outside webpki), ` +
        `${wrong.length} that contradict another case, ${accepted.length} false accepts`,
    );
    expect(wrong.map(({ id }) => id)).toEqual(CONTRADICTED);
  });
});
