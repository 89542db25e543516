/** NIST's Public Key Interoperability Test Suite: 246 validations, CRLs always required. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Answer, askCases, corpus } from "./cases.ts";

const folder = join(corpus, "pkits");
const hasCorpus = existsSync(folder);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly cert: string;
  readonly other_certs?: readonly string[];
  readonly crls?: readonly string[];
  readonly params?: {
    readonly user_initial_policy_set?: readonly string[];
    readonly initial_explicit_policy?: boolean;
    readonly initial_policy_mapping_inhibit?: boolean;
    readonly initial_any_policy_inhibit?: boolean;
  };
  readonly error?: { readonly msg_regex: string };
}

const rows: Row[] = hasCorpus ? JSON.parse(readFileSync(join(folder, "pkits.json"), "utf8")) : [];

function questionOf({ name, cert, other_certs = [], crls = [], params }: Row): object {
  return {
    id: name,
    anchors: [join(folder, "certs", "TrustAnchorRootCertificate.crt")],
    leaf: join(folder, "certs", cert),
    intermediates: other_certs.map((file) => join(folder, "certs", file)),
    crls: [...crls, "TrustAnchorRootCRL.crl"].map((file) => join(folder, "crls", file)),
    at: "2022-05-01T00:00:00Z",
    policies: params?.user_initial_policy_set ?? null,
    explicitPolicy: params?.initial_explicit_policy ?? false,
    inhibitPolicyMapping: params?.initial_policy_mapping_inhibit ?? false,
    inhibitAnyPolicy: params?.initial_any_policy_inhibit ?? false,
    revocation: "hard",
  };
}

/** DSA is not computed: a named policy, not a mistake. */
const REFUSED_BY_POLICY = ["valid_dsa_signatures_test4", "valid_dsa_parameter_inheritance_test5"];

/** The suite's words for a refusal, and ours; the first that fits. A broken bit string cannot be read at all. */
const REASONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/certificate hold/, ["on-hold"]],
  [/^CRL indicates/, ["revoked"]],
  [/no revocation information|revocation checks failed/, ["revocation-unknown", "input-unreadable"]],
  [/signature of/, ["signature", "input-unreadable"]],
  [/issuer name could not be matched/, ["issuer-not-found"]],
  [/is not valid until/, ["not-yet-valid"]],
  [/expired/, ["expired"]],
  [/is not a CA/, ["not-a-ca"]],
  [/not allowed to sign certificates/, ["key-usage"]],
  [/maximum path length/, ["path-length"]],
  [/namespace of the issuing authority/, ["name-constraints"]],
  [/"any policy"/, ["policy-mapping"]],
  [/valid set of policies/, ["certificate-policies"]],
  [/unsupported critical extension/, ["critical-extension"]],
];

describe.skipIf(!hasCorpus)("PKITS (skipped where the corpus is absent)", () => {
  let answers: readonly Answer[] = [];
  beforeAll(async () => {
    answers = (await askCases("path", rows.map(questionOf))).answers;
  });

  test("every row is answered, in order", () => {
    expect(answers.map(({ id }) => id)).toEqual(rows.map(({ name }) => name));
  });

  test("nothing that must fail is accepted, nothing lawful refused but DSA, by policy", () => {
    const wrong = rows.filter((row, index) => answers[index]?.valid !== (row.error === undefined));
    const accepted = wrong.filter(({ error }) => error !== undefined);
    const right = rows.length - wrong.length;
    console.log(
      `PKITS: ${right} of ${rows.length} right, ${wrong.length} DSA refused by policy, ${accepted.length} false accepts`,
    );
    expect(accepted).toEqual([]);
    expect(wrong.map(({ name }) => name)).toEqual(REFUSED_BY_POLICY);
    const reasons = answers.filter(({ id }) => REFUSED_BY_POLICY.includes(id)).map(({ reason }) => reason);
    expect(reasons).toEqual(["policy:signature-algorithm", "policy:signature-algorithm"]);
  });

  test("each refusal is for the suite's own reason", () => {
    const other = rows.flatMap(({ name, error }, index) => {
      if (!error) return [];
      const [, ours = []] = REASONS.find(([words]) => words.test(error.msg_regex)) ?? [];
      const reason = answers[index]?.reason ?? "";
      return ours.includes(reason) ? [] : [`${name}: ${reason}, not ${error.msg_regex}`];
    });
    expect(other).toEqual([]);
  });
});
