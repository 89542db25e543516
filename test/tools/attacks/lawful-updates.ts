/** What may lawfully follow a signature, as programs of others write it. */

import { concatBytes } from "#shared/bytes.ts";
import { append, latin1, type Signer, signByHand } from "../../shared/verify/signing.ts";
import {
  BASE,
  BLANK,
  bodyOf,
  form,
  type Permission,
  type SignedBase,
  stream,
  WORDS,
  withEntries,
  XMP,
} from "./base-document.ts";
import { compactBlock, foreignProgram, simpleBlock, type1Block } from "./block-font.ts";
import { stamped, withMk } from "./signed-attacks.ts";

export interface Update {
  /** Permissions under which it is allowed. */
  readonly under: readonly Permission[];
  make(signer: Signer, base: SignedBase): Promise<Uint8Array> | Uint8Array;
}

const ANY: readonly Permission[] = ["approval", "P1", "P2", "P3"];
const SIGNING: readonly Permission[] = ["approval", "P2", "P3"];
const FILLING: readonly Permission[] = ["P2", "P3"];

/** Appends with a cross-reference of the file's own kind. */
export function appended(
  { pdf, xref }: SignedBase,
  objects: Readonly<Record<number, string>>,
  more: { trailer?: string; root?: string; before?: string; between?: string; number?: number } = {},
): Uint8Array {
  const { number = 95, ...rest } = more;
  return append(pdf, { objects, ...rest, stream: xref === "stream" ? { number } : undefined });
}

const CERTIFICATE = stream("", "30820000");
const PREFIX = "0123456789ABCDEF0123456789ABCDEF01234567";

function store(base: SignedBase, number = 95): Uint8Array {
  const { pdf } = base;
  return appended(
    base,
    {
      [BASE.catalog]: withEntries(pdf, BASE.catalog, "/DSS 80 0 R"),
      80: `<</Type /DSS /Certs [81 0 R] /CRLs 82 0 R /VRI <</${PREFIX} <</Cert [81 0 R] /TU (D:20260101)>>>>>>`,
      81: CERTIFICATE,
      82: "[83 0 R]",
      83: CERTIFICATE,
    },
    { number },
  );
}

const filled = (value: string, drawn: string) => (_: Signer, base: SignedBase) =>
  appended(base, {
    [BASE.text]: withEntries(base.pdf, BASE.text, `/V (${value}) /AP <</N 61 0 R>>`),
    61: form(drawn, "0 0 200 20"),
  });

const byHand = (rect: string, picture: string, objects: Readonly<Record<number, string>> = {}) => {
  return (signer: Signer, base: SignedBase) => {
    const revision = stamped(base.pdf, rect, picture, { objects });
    const number = base.xref === "stream" ? { stream: { number: 96 } } : {};
    return signByHand(signer, base.pdf, { ...revision, ...number });
  };
};

const reordered = (pdf: Uint8Array, number: number) => {
  const inner = bodyOf(pdf, number).trim().slice(2, -2).trim();
  const [, head = "", rest = ""] = /^(\/Type\s*\/\w+)\s*([\s\S]*)$/.exec(inner) ?? [];
  return `<<${rest} ${head}>>`;
};

const THIN = simpleBlock({ width: 100, height: 700 });
const COMPACT = compactBlock({ width: 100, height: 700 });
const TYPE_1 = type1Block({ width: 100, height: 700 });
const FOREIGN = foreignProgram();

export const LAWFUL_UPDATES: Readonly<Record<string, Update>> = {
  "white space behind the end": { under: ANY, make: (_, { pdf }) => concatBytes([pdf, latin1("\r\n \0\n")]) },
  "information of the file": {
    under: ANY,
    make: (_, base) => appended(base, { 60: "<</ModDate (D:20260101)>>" }, { trailer: "/Info 60 0 R" }),
  },
  "metadata rewritten": {
    under: ANY,
    make: (_, base) =>
      appended(base, { [BASE.metadata]: stream("/Type /Metadata /Subtype /XML", XMP.replace('"c"', '"d"')) }),
  },
  "version and extensions": {
    under: ANY,
    make: (_, base) => {
      const entries = "/Version /1.7 /Extensions <</ESIC <</BaseVersion /1.7 /ExtensionLevel 2>>>>";
      return appended(base, { [BASE.catalog]: withEntries(base.pdf, BASE.catalog, entries) });
    },
  },
  "objects written again as they were": {
    under: ANY,
    make: (_, base) =>
      appended(
        base,
        {
          [BASE.font]: bodyOf(base.pdf, BASE.font),
          60: "<</ModDate (D:20260101)>>",
        },
        { trailer: "/Info 60 0 R" },
      ),
  },
  "validation data": { under: ANY, make: (_, base) => store(base) },
  "validation data, then more of it": {
    under: ANY,
    make: (_, base) => {
      const once = { ...base, pdf: store(base) };
      return appended(
        once,
        {
          80: bodyOf(once.pdf, 80).replace("/Certs [81 0 R]", "/Certs [81 0 R 84 0 R] /OCSPs [84 0 R]"),
          84: CERTIFICATE,
        },
        { number: 94 },
      );
    },
  },
  "an invisible signature": { under: SIGNING, make: (signer, { pdf }) => signer.sign(pdf) },
  "an invisible signature of somebody else": {
    under: SIGNING,
    make: (signer, { pdf }) => signer.sign(pdf, { label: "practice-p256" }),
  },
  "three signatures of one act": {
    under: SIGNING,
    make: async (signer, { pdf }) => signer.sign(await signer.sign(await signer.sign(pdf))),
  },
  "the empty field signed": {
    under: SIGNING,
    make: (signer, { pdf }) => signer.sign(pdf, { field: "Ready" }),
  },
  "a signature, then validation data": {
    under: SIGNING,
    make: async (signer, base) => store({ ...base, pdf: await signer.sign(base.pdf) }),
  },
  "validation data, then a signature": { under: SIGNING, make: (signer, base) => signer.sign(store(base)) },
  "a number where the page is empty": {
    under: SIGNING,
    make: byHand("[300 760 340 780]", form("BT /F1 12 Tf 2 4 Td (259) Tj ET", "0 0 40 20")),
  },
  "a letter of an embedded font over a word": {
    under: SIGNING,
    make: byHand(WORDS, form(THIN.content, "0 0 120 60", THIN.resources), THIN.objects),
  },
  "a thin letter of a compact font": {
    under: SIGNING,
    make: byHand(WORDS, form(COMPACT.content, "0 0 120 60", COMPACT.resources), COMPACT.objects),
  },
  "a thin letter of a Type 1 font": {
    under: SIGNING,
    make: byHand(WORDS, form(TYPE_1.content, "0 0 120 60", TYPE_1.resources), TYPE_1.objects),
  },
  "a letter of a font that does not tell, where the page is empty": {
    under: SIGNING,
    make: byHand(BLANK, form(FOREIGN.content, "0 0 120 60", FOREIGN.resources), FOREIGN.objects),
  },
  "an opaque box where the page is empty": {
    under: SIGNING,
    make: byHand("[300 100 420 160]", form("1 1 1 rg 0 0 120 60 re f 0 g BT /F1 9 Tf 4 20 Td (Da ky) Tj ET")),
  },
  "a seal of thin lines over a name": {
    under: SIGNING,
    make: byHand("[60 630 260 690]", form("1 0 0 RG 2 w 10 10 100 40 re S 20 20 80 20 re S")),
  },
  "a stamp, the page's entries in another order": {
    under: SIGNING,
    make: (signer, base) =>
      byHand("[300 100 420 160]", form(""), { [BASE.page]: reordered(base.pdf, BASE.page) })(signer, base),
  },
  "a stamp whose widget says how the page is turned": {
    under: SIGNING,
    make: (signer, base) => byHand(BLANK, form(""), { 71: withMk(base.pdf, "/R 90") })(signer, base),
  },
  "a stamp, and default resources of its own": {
    under: SIGNING,
    make: (signer, base) => {
      const resources = "/DR <</XObject <</FRM 72 0 R>> /Font <</F1 8 0 R>>>>";
      const own = bodyOf(base.pdf, BASE.form).replace(/\/DR\s*<<[\s\S]*?>>\s*>>/, resources);
      return byHand("[300 100 420 160]", form(""), { [BASE.form]: own })(signer, base);
    },
  },
  "a text field filled in": {
    under: FILLING,
    make: filled("Nguyen Van B", "/Tx BMC q BT /F1 10 Tf 0 g 2 5 Td (Nguyen Van B) Tj ET Q EMC"),
  },
  "a text field filled in, letter by letter": {
    under: FILLING,
    make: filled("An Tin", "/Tx BMC BT /F1 10 Tf 2 5 Td [(A) -20 (n) 10 ( Tin)] TJ ET EMC"),
  },
  "a check box ticked": {
    under: FILLING,
    make: (_, base) =>
      appended(base, {
        [BASE.box]: `${bodyOf(base.pdf, BASE.box).replace("/AS /Off", "/AS /Yes").trimEnd().slice(0, -2)} /V /Yes>>`,
      }),
  },
  "a field filled in, then signed": {
    under: FILLING,
    make: (signer, base) => signer.sign(filled("Huong", "BT /F1 10 Tf (Huong) Tj ET")(signer, base)),
  },
};
