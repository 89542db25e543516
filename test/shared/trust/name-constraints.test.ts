import { describe, expect, test } from "vitest";
import { contextTag } from "#shared/asn1/der.ts";
import { encode, explicit, sequence, utf8String } from "#shared/asn1/encode.ts";
import { writeName } from "#shared/asn1/name.ts";
import { validatePath } from "#shared/trust/validate.ts";
import { NOW, newRoot, type Order, type TestExtension } from "./pki.ts";

const ascii = (text: string) => new TextEncoder().encode(text);
const email = (text: string) => encode(contextTag(1, "primitive"), ascii(text));
const dns = (text: string) => encode(contextTag(2, "primitive"), ascii(text));
const uri = (text: string) => encode(contextTag(6, "primitive"), ascii(text));
const ip = (...octets: number[]) => encode(contextTag(7, "primitive"), Uint8Array.from(octets));
const directory = (name: Uint8Array) => explicit(4, name);
const registeredId = encode(contextTag(8, "primitive"), Uint8Array.of(0x2a));

function altNames(...names: Uint8Array[]): TestExtension {
  return { oid: "2.5.29.17", value: sequence(...names) };
}

function constraints(permitted: readonly Uint8Array[], excluded: readonly Uint8Array[] = []): TestExtension {
  const list = (number: number, bases: readonly Uint8Array[]) =>
    bases.length > 0 ? [encode(contextTag(number), ...bases.map((base) => sequence(base)))] : [];
  return { oid: "2.5.29.30", critical: true, value: sequence(...list(0, permitted), ...list(1, excluded)) };
}

function reason(limits: TestExtension, order: Order): string {
  const root = newRoot();
  const authority = root.issue({ name: "Authority", ca: true, extensions: [limits] });
  const leaf = authority.issue(order);
  const { fault } = validatePath({
    leaf: leaf.facts,
    intermediates: [authority.facts],
    anchors: [root.anchor],
    at: NOW,
  });
  return fault?.reason ?? "valid";
}

interface Row {
  readonly form: string;
  readonly base: Uint8Array;
  readonly inside: readonly Uint8Array[];
  readonly outside: readonly Uint8Array[];
}

const ROWS: readonly Row[] = [
  {
    form: "host",
    base: dns("gov.vn"),
    inside: [dns("gov.vn"), dns("ca.GOV.vn"), dns("*.gov.vn")],
    outside: [dns("notgov.vn"), dns("gov.vn.example"), dns("vn")],
  },
  {
    form: "mailbox",
    base: email("van.thu@gov.vn"),
    inside: [email("van.thu@GOV.VN")],
    outside: [email("Van.Thu@gov.vn"), email("van.thu@x.gov.vn"), email("no mailbox")],
  },
  {
    form: "all mailboxes at one host",
    base: email("gov.vn"),
    inside: [email("a@gov.vn")],
    outside: [email("a@x.gov.vn"), email("gov.vn")],
  },
  {
    form: "all mailboxes in a domain",
    base: email(".gov.vn"),
    inside: [email("a@x.gov.vn"), email("a@y.x.gov.vn")],
    outside: [email("a@gov.vn"), email("a@xgov.vn")],
  },
  {
    form: "URI of one host",
    base: uri("gov.vn"),
    inside: [uri("https://u:p@gov.vn:8443/x")],
    outside: [uri("https://x.gov.vn/"), uri("urn:x:gov.vn"), uri("https://127.0.0.1/"), uri("https:gov.vn")],
  },
  {
    form: "URI in a domain",
    base: uri(".gov.vn"),
    inside: [uri("ldap://x.gov.vn/cn=a")],
    outside: [uri("ldap://gov.vn/"), uri("ldap://evil.example/x.gov.vn")],
  },
  {
    form: "IPv4 network",
    base: ip(10, 1, 0, 0, 255, 255, 0, 0),
    inside: [ip(10, 1, 200, 7)],
    outside: [ip(10, 2, 0, 1), ip(...Array(16).fill(0))],
  },
  {
    form: "name",
    base: directory(writeName([["country", "VN"]])),
    inside: [
      directory(
        writeName([
          ["country", "vn"],
          ["organization", "A"],
        ]),
      ),
    ],
    outside: [directory(writeName([["country", "LA"]])), directory(writeName([["organization", "VN"]]))],
  },
];

describe.each(ROWS)("constraints on a $form", ({ base, inside, outside }) => {
  const subject = writeName([
    ["country", "VN"],
    ["commonName", "Leaf"],
  ]);

  test("permitted: inside holds, outside does not", () => {
    for (const name of inside)
      expect(reason(constraints([base]), { subject, extensions: [altNames(name)] })).toBe("valid");
    for (const name of outside) {
      expect(reason(constraints([base]), { subject, extensions: [altNames(name)] })).toBe("name-constraints");
    }
  });

  test("permitted: every name must be inside", () => {
    for (const name of outside) {
      const names = altNames(...inside, name);
      expect(reason(constraints([base]), { subject, extensions: [names] })).toBe("name-constraints");
    }
  });

  test("excluded: inside does not hold", () => {
    const other = writeName([["commonName", "Leaf"]]);
    for (const name of inside) {
      const extensions = [altNames(name)];
      expect(reason(constraints([], [base]), { subject: other, extensions })).toBe("name-constraints");
    }
    expect(reason(constraints([], [base]), { subject: other, extensions: [altNames(registeredId)] })).toBe(
      "valid",
    );
  });
});

describe("where names stand", () => {
  test("a mailbox in the subject counts as one", () => {
    const subject = sequence(
      encode(
        0x31,
        sequence(Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 13, 1, 9, 1), utf8String("a@evil.vn")),
      ),
    );
    expect(reason(constraints([email("gov.vn")]), { subject })).toBe("name-constraints");
    expect(reason(constraints([email("evil.vn")]), { subject })).toBe("valid");
  });

  test("a wildcard reaches into an excluded host below it", () => {
    const extensions = [altNames(dns("*.gov.vn"))];
    expect(reason(constraints([], [dns("secret.gov.vn")]), { extensions })).toBe("name-constraints");
    expect(reason(constraints([], [dns("a.secret.gov.vn")]), { extensions })).toBe("valid");
  });

  test("a form that is not understood is refused where it is constrained, in either way", () => {
    const extensions = [altNames(registeredId)];
    expect(reason(constraints([registeredId]), { extensions })).toBe("name-constraints");
    expect(reason(constraints([], [registeredId]), { extensions })).toBe("name-constraints");
    expect(reason(constraints([dns("gov.vn")]), { extensions })).toBe("valid");
  });

  test("a name that is none of its form is refused even without constraints", () => {
    const free = { oid: "2.25.7", value: sequence() };
    for (const name of [dns(".gov.vn"), dns("a b"), dns("*.*.vn"), dns("a..b"), ip(1, 2, 3)]) {
      expect(reason(free, { extensions: [altNames(name)] })).toBe("extension-malformed");
    }
    expect(reason(free, { extensions: [altNames(dns("a_b.vn"), ip(1, 2, 3, 4))] })).toBe("valid");
  });

  test("an extension that limits nothing, or with a base that is none, spoils its certificate", () => {
    for (const limits of [
      constraints([]),
      constraints([dns("*.vn")]),
      constraints([ip(10, 0, 0, 0, 255, 0, 255, 0)]),
    ]) {
      expect(reason(limits, {})).toBe("issuer-not-found");
    }
  });
});
