import { describe, expect, test } from "vitest";
import { encode, integer, objectIdentifier, sequence } from "#shared/asn1/encode.ts";
import type { PathOptions } from "#shared/trust/path-options.ts";
import { validatePath } from "#shared/trust/validate.ts";
import { daysFromNow, type Holder, NOW, newKey, newRoot, type Order, type TestExtension } from "./pki.ts";

interface Question {
  readonly leaf: Holder;
  readonly others?: readonly Holder[];
  readonly anchors: readonly Holder[];
  readonly options?: Partial<PathOptions>;
}

function ask({ leaf, others = [], anchors, options = {} }: Question) {
  return validatePath({
    leaf: leaf.facts,
    intermediates: others.map(({ facts }) => facts),
    anchors: anchors.map(({ anchor }) => anchor),
    at: NOW,
    options,
  });
}

function reason(question: Question): string {
  return ask(question).fault?.reason ?? "valid";
}

describe("every way from the leaf to an anchor is tried", () => {
  test("a cross-certificate under a trusted root, beside one under an unknown root", () => {
    const [trusted, unknown, key] = [newRoot({ name: "Trusted" }), newRoot({ name: "Unknown" }), newKey()];
    const order: Order = { name: "Authority", ca: true, key };
    const crossed = [unknown.issue(order), trusted.issue(order)];
    const leaf = crossed[0]?.issue({}) ?? trusted;
    expect(reason({ leaf, others: crossed, anchors: [trusted] })).toBe("valid");
    expect(reason({ leaf, others: crossed.slice(0, 1), anchors: [trusted] })).toBe("issuer-not-found");
  });

  test("a path that breaks a rule does not hide one that keeps it", () => {
    const [root, key] = [newRoot(), newKey()];
    const short = root.issue({ name: "Above", ca: true, pathLength: 0 });
    const order: Order = { name: "Authority", ca: true, key };
    const [below, direct] = [short.issue(order), root.issue(order)];
    const leaf = below.issue({});
    expect(reason({ leaf, others: [short, below], anchors: [root] })).toBe("path-length");
    const found = ask({ leaf, others: [short, below, direct], anchors: [root] });
    expect(found.path?.certificates.map(({ subject }) => subject.commonName)).toEqual(["Leaf", "Authority"]);
  });

  test("an authority that changed its key, by certificates of the one key for the other", () => {
    const old = newRoot({ name: "Authority" });
    const renewed = old.issue({ name: "Authority", ca: true });
    expect(reason({ leaf: renewed.issue({}), others: [renewed], anchors: [old] })).toBe("valid");
  });

  test("self-issued certificates are not counted in a path length", () => {
    const root = newRoot({ pathLength: 0 });
    const renewed = root.issue({ name: "Root", ca: true });
    expect(reason({ leaf: renewed.issue({}), others: [renewed], anchors: [root] })).toBe("valid");
    const other = root.issue({ name: "Other", ca: true });
    expect(reason({ leaf: other.issue({}), others: [other], anchors: [root] })).toBe("path-length");
  });

  test("two authorities that certify each other end the search", () => {
    const [a, b] = [newRoot({ name: "A" }), newRoot({ name: "B" })];
    const loop = [a.issue({ name: "B", ca: true, key: b.key }), b.issue({ name: "A", ca: true, key: a.key })];
    expect(reason({ leaf: a.issue({}), others: [...loop, a, b], anchors: [newRoot({ name: "C" })] })).toBe(
      "issuer-not-found",
    );
    expect(reason({ leaf: a.issue({}), others: [...loop, a], anchors: [b] })).toBe("valid");
  });

  test("a web of authorities that all certify each other is given up, not walked through", () => {
    const keys = Array.from({ length: 8 }, newKey);
    const roots = keys.map((key, index) => newRoot({ name: `N${index}`, key }));
    const web = roots.flatMap((issuer, own) =>
      keys.flatMap((key, other) =>
        own === other ? [] : [issuer.issue({ name: `N${other}`, ca: true, key })],
      ),
    );
    const leaf = roots[0]?.issue({}) ?? newRoot();
    expect(reason({ leaf, others: web, anchors: [newRoot({ name: "Far" })] })).toBe("limit");
    expect(reason({ leaf, others: web, anchors: roots.slice(7) })).toBe("valid");
  });

  test("very many certificates of one name are given up", () => {
    const root = newRoot();
    const leaf = root.issue({ name: "Authority", ca: true }).issue({});
    const many = Array.from({ length: 200 }, () => root.issue({ name: "Authority", ca: true, key: SHARED }));
    const distinct = many.map(({ facts }) => facts.sha256);
    expect(new Set(distinct).size).toBe(200);
    expect(reason({ leaf, others: many, anchors: [root] })).toBe("limit");
  });
});

const SHARED = newKey();

describe("anchors bind as their certificates say", () => {
  test.each<[string, Order, string]>([
    ["expired", { notAfter: daysFromNow(-1) }, "anchor-expired"],
    ["no authority", { ca: false }, "not-a-ca"],
    ["not for signing certificates", { keyUsage: [6] }, "key-usage"],
    [
      "of an unknown critical kind",
      { extensions: [{ oid: "2.25.9", critical: true, value: sequence() }] },
      "critical-extension",
    ],
  ])("an anchor that is %s", (_, order, expected) => {
    const root = newRoot(order);
    expect(reason({ leaf: root.issue({}), anchors: [root] })).toBe(expected);
    expect(reason({ leaf: newRoot().issue({}), anchors: [newRoot()] })).toBe("signature");
  });

  test("equal name and another key is no match, equal key identifier neither", () => {
    const [root, impostor] = [newRoot(), newRoot()];
    expect(reason({ leaf: impostor.issue({}), anchors: [root] })).toBe("signature");
    expect(reason({ leaf: root.issue({}), anchors: [impostor, root] })).toBe("valid");
  });

  test("a trusted leaf holds by itself, while it is valid", () => {
    const leaf = newRoot().issue({});
    expect(reason({ leaf, anchors: [leaf] })).toBe("valid");
    const old = newRoot().issue({ notAfter: daysFromNow(-1) });
    expect(reason({ leaf: old, anchors: [old] })).toBe("anchor-expired");
  });

  test("a trusted leaf that is no authority issues nothing", () => {
    const signer = newRoot().issue({ name: "Signer" });
    expect(reason({ leaf: signer.issue({}), anchors: [signer] })).toBe("not-a-ca");
  });
});

function policies(...oids: string[]): TestExtension {
  return { oid: "2.5.29.32", value: sequence(...oids.map((oid) => sequence(objectIdentifier(oid)))) };
}

function mappings(...pairs: (readonly [string, string])[]): TestExtension {
  const list = pairs.map(([from, to]) => sequence(objectIdentifier(from), objectIdentifier(to)));
  return { oid: "2.5.29.33", critical: true, value: sequence(...list) };
}

describe("policies", () => {
  const explicit = { explicitPolicy: true };

  test("a policy must run through the whole path where one is asked for", () => {
    const root = newRoot();
    const authority = root.issue({ name: "A", ca: true, extensions: [policies("1.2.1")] });
    const question = { others: [authority], anchors: [root], options: explicit };
    expect(reason({ leaf: authority.issue({ extensions: [policies("1.2.1")] }), ...question })).toBe("valid");
    expect(reason({ leaf: authority.issue({ extensions: [policies("1.2.2")] }), ...question })).toBe(
      "certificate-policies",
    );
    expect(reason({ leaf: authority.issue({}), ...question, options: {} })).toBe("valid");
  });

  test("a mapping renames it, unless mappings are inhibited", () => {
    const root = newRoot();
    const extensions = [policies("1.2.1"), mappings(["1.2.1", "1.2.9"])];
    const authority = root.issue({ name: "A", ca: true, extensions });
    const leaf = authority.issue({ extensions: [policies("1.2.9")] });
    const question = { leaf, others: [authority], anchors: [root] };
    const wanted = (oid: string) => ({ ...explicit, policies: new Set([oid]) });
    expect(ask({ ...question, options: wanted("1.2.1") }).policies).toEqual(["1.2.1"]);
    expect(reason({ ...question, options: wanted("1.2.9") })).toBe("certificate-policies");
    expect(reason({ ...question, options: { ...wanted("1.2.1"), inhibitPolicyMapping: true } })).toBe(
      "certificate-policies",
    );
  });

  test("a critical policy with a qualifier that nobody knows is not understood", () => {
    const root = newRoot();
    const qualifier = sequence(objectIdentifier("2.25.4"), encode(0x05));
    const value = sequence(sequence(objectIdentifier("1.2.1"), sequence(qualifier)));
    const leaf = (critical: boolean) => root.issue({ extensions: [{ oid: "2.5.29.32", critical, value }] });
    expect(reason({ leaf: leaf(true), anchors: [root] })).toBe("critical-extension");
    expect(reason({ leaf: leaf(false), anchors: [root] })).toBe("valid");
  });

  test("mappings that would double a policy tree on every level stay small", () => {
    const root = newRoot();
    const two = ["1.2.1", "1.2.2"] as const;
    const all = two.flatMap((from) => two.map((to) => [from, to] as const));
    const chain: Holder[] = [];
    for (let depth = 0; depth < 15; depth++) {
      const above = chain.at(-1) ?? root;
      chain.push(
        above.issue({ name: `L${depth}`, ca: true, extensions: [policies(...two), mappings(...all)] }),
      );
    }
    const leaf = (chain.at(-1) ?? root).issue({ extensions: [policies("1.2.1")] });
    expect(ask({ leaf, others: chain, anchors: [root], options: explicit }).policies.toSorted()).toEqual([
      ...two,
    ]);
  });

  test("an anchor's own constraint on policies binds", () => {
    const demanding = {
      oid: "2.5.29.36",
      critical: true,
      value: sequence(encode(0x80, integer(0).subarray(2))),
    };
    const root = newRoot({ extensions: [demanding] });
    expect(reason({ leaf: root.issue({}), anchors: [root] })).toBe("certificate-policies");
    expect(reason({ leaf: root.issue({ extensions: [policies("1.2.1")] }), anchors: [root] })).toBe("valid");
  });
});
