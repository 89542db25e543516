import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { concatBytes, equalBytes, sourceOf, toHex } from "#shared/bytes.ts";
import { SignError } from "#shared/errors.ts";
import { latin1Bytes, latin1Text } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { formNodes } from "#shared/pdf/form.ts";
import { embedCms, prepareSignature, type SignatureRequest } from "#shared/pdf/sign.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { classicLetter, pageBody } from "../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../fixtures/pdf/signed.ts";
import { syntheticPdfs } from "../../fixtures/pdf/synthetic.ts";

const open = (bytes: Uint8Array) => openPdf(sourceOf(bytes));
const prepare = (bytes: Uint8Array, request: Partial<SignatureRequest> = {}) =>
  prepareSignature(open(bytes), { time: new Date(0), reserve: 100, ...request });
const named = (name: string) => syntheticPdfs().find((pdf) => pdf.name === name)?.bytes ?? new Uint8Array(0);
const lines = (bytes: Uint8Array) =>
  listSignatures(open(bytes)).map(({ field, coverage, problems }) =>
    [field, coverage, ...problems].join(" "),
  );

describe.each(syntheticPdfs())("$name", ({ bytes }) => {
  test("two signatures append only, and the first stays as it was", () => {
    const once = signedWithDummy(bytes);
    const twice = signedWithDummy(once);
    expect(equalBytes(twice.subarray(0, bytes.length), bytes)).toBe(true);
    expect(equalBytes(twice.subarray(0, once.length), once)).toBe(true);
    const [first, second] = listSignatures(open(twice));
    expect([first?.coverage, first?.problems]).toEqual(["revision", []]);
    expect([second?.coverage, second?.problems]).toEqual(["whole-file", []]);
    expect(open(twice).pageCount).toBe(open(bytes).pageCount);
  });

  test("the new section is of the kind of the last one", () => {
    const kinds = open(signedWithDummy(bytes)).xref.sections.map(({ kind }) => kind);
    expect(kinds[0]).toBe(kinds[1]);
  });
});

describe("prepare and embed", () => {
  test("the ranges cover everything but the token of Contents", () => {
    const letter = classicLetter();
    const prepared = prepare(letter);
    const file = concatBytes([letter, prepared.increment]);
    const { gap, ranges } = prepared;
    expect(ranges).toEqual([
      { start: 0, end: gap.start },
      { start: gap.end, end: file.length },
    ]);
    expect(latin1Text(file.subarray(gap.start, gap.end))).toBe(`<${"0".repeat(200)}>`);
    expect(latin1Text(file.subarray(gap.start - 10, gap.start))).toBe("/Contents ");
  });

  test("embedding changes nothing but the digits of Contents", () => {
    const prepared = prepare(classicLetter());
    const cms = Uint8Array.of(0x30, 0x82, 0xff);
    const finished = embedCms(prepared, cms);
    const at = prepared.gap.start - prepared.baseSize + 1;
    expect(latin1Text(finished.subarray(at, at + 6))).toBe(toHex(cms));
    finished.fill(0x30, at, at + 6);
    expect(equalBytes(finished, prepared.increment)).toBe(true);
  });

  test("a CMS that fills the room fits, one byte more is LIMIT_EXCEEDED", () => {
    const prepared = prepare(classicLetter());
    expect(embedCms(prepared, new Uint8Array(100).fill(0xab)).length).toBe(prepared.increment.length);
    expect(() => embedCms(prepared, new Uint8Array(101))).toThrow(
      new SignError("LIMIT_EXCEEDED", { limit: "contents" }),
    );
  });

  test("a view of an earlier revision is not signed, nor is anything without room", () => {
    const once = signedWithDummy(classicLetter());
    const request = { time: new Date(0), reserve: 10 };
    expect(() => prepareSignature(open(once).at(once.length - 1), request)).toThrow(
      new SignError("INVALID_ARGUMENT", { argument: "document", reason: "end" }),
    );
    expect(() => prepare(once, { reserve: 0 })).toThrow(SignError);
    expect(prepareSignature(open(once), request).field).toBe("Signature2");
  });
});

describe("the smallest owner is rewritten, and only it", () => {
  /** Numbers of the objects in the increment. */
  const rewritten = (name: string) =>
    [...latin1Text(prepare(named(name)).increment).matchAll(/^(\d+) (\d+) obj$/gm)].map(
      ([, n, g]) => `${n} ${g}`,
    );

  test.each([
    ["classic", ["1 0", "3 0", "6 0", "7 0", "8 0"]],
    ["annots-indirect", ["1 0", "9 0", "11 0", "12 0", "13 0"]],
    ["acroform-inline", ["1 0", "3 0", "11 0", "12 0"]],
    ["acroform-indirect", ["3 0", "8 0", "11 0", "12 0"]],
    ["fields-indirect", ["7 0", "8 0", "9 0", "11 0", "12 0"]],
    ["generations", ["1 3", "3 7", "6 0", "7 0", "8 0"]],
  ])("%s", (name, numbers) => {
    expect(rewritten(name)).toEqual(numbers);
  });

  test("escapes, comments, spelling and unknown keys of a rewritten object stay as they were", () => {
    const page = (bytes: Uint8Array) => {
      const object = open(bytes).objects.load({ number: 3, generation: 0 });
      return object ? latin1Text(object.text.subarray(object.value.start, object.value.end)) : "";
    };
    for (const name of ["name-escapes", "comments-everywhere", "crlf"]) {
      const before = page(named(name));
      const after = page(signedWithDummy(named(name)));
      expect(after.replace(/\n\/Annots \[\d+ 0 R\]\n/, "")).toBe(before);
    }
  });
});

describe("fields", () => {
  test("a new field has a name that no full name of the form has", () => {
    expect(prepare(named("field-hierarchy")).field).toBe("Signature2");
    expect(prepare(signedWithDummy(named("field-hierarchy"))).field).toBe("Signature4");
  });

  test("a new field takes the name it is given, in any script", () => {
    const signed = signedWithDummy(classicLetter(), { field: "Lãnh đạo" });
    expect(lines(signed)).toEqual(["Lãnh đạo whole-file"]);
  });

  test("a new widget is invisible, locked, printed and belongs to the first page", () => {
    const { objects, catalog } = open(signedWithDummy(classicLetter()));
    const [node] = formNodes(objects, catalog);
    const text = node ? latin1Text(node.place.owner.text) : "";
    expect(text).toContain("/Rect [0 0 0 0]");
    expect(text).toContain("/F 132");
    expect(text).toContain("/P 3 0 R");
    expect(objects.entry(objects.entry(catalog, "AcroForm"), "SigFlags")?.value).toMatchObject({ value: 3 });
  });

  test.each([
    ["empty-signature-field", "Lanh dao"],
    ["empty-signature-field-with-kid", "Van thu"],
    ["field-hierarchy", "Don.Signature1"],
  ])("the empty field of %s is used on request and no other is made", (name, field) => {
    const bytes = named(name);
    const signed = signedWithDummy(bytes, { field });
    expect(lines(signed)).toEqual([`${field} whole-file`]);
    const count = (own: Uint8Array) => formNodes(open(own).objects, open(own).catalog).length;
    expect(count(signed)).toBe(count(bytes));
  });

  test.each([
    ["one that is signed", signedWithDummy(classicLetter()), "Signature1", "signed"],
    ["one of another kind", named("field-hierarchy"), "Don.Ho ten", "kind"],
    ["one with fields below it", named("field-hierarchy"), "Don", "kind"],
    ["a name with a full stop for a new one", classicLetter(), "a.b", "name"],
    ["no name at all", classicLetter(), "", "name"],
  ])("%s is INVALID_ARGUMENT", (_, bytes, field, reason) => {
    expect(() => prepare(bytes, { field })).toThrow(
      new SignError("INVALID_ARGUMENT", { argument: "field", reason }),
    );
  });

  test("the lock of a field goes into the signature that fills it", () => {
    const lock = "<< /Type /SigFieldLock /Action /Include /Fields [(Ho ten) (So)] >>";
    const bytes = classicLetter({
      catalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> >>",
      page: pageBody("/Annots [10 0 R] "),
      more: [[10, `<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /Rect [0 0 0 0] /Lock ${lock} >>`]],
    });
    const text = latin1Text(prepare(bytes, { field: "a" }).increment);
    expect(text).toContain("/TransformMethod /FieldMDP");
    expect(text).toContain(
      `/Action /Include /Fields [<${toHex(latin1Bytes("Ho ten"))}> <${toHex(latin1Bytes("So"))}>]`,
    );
    expect(latin1Text(prepare(bytes, { field: "b" }).increment)).not.toContain("FieldMDP");
  });
});

describe("certification", () => {
  test.each(["P1", "P2", "P3"] as const)("the first signature certifies with %s", (certify) => {
    const signed = signedWithDummy(classicLetter(), { certify });
    const [signature] = listSignatures(open(signed));
    expect(signature).toMatchObject({
      kind: "certification",
      docMdp: Number(certify.slice(1)),
      problems: [],
    });
    const { objects, catalog } = open(signed);
    expect(objects.entry(objects.entry(catalog, "Perms"), "DocMDP")?.value.kind).toBe("dict");
  });

  test("a signature after P2 is made, after P1 it is CERTIFICATION_FORBIDS", () => {
    const certified = (certify: "P1" | "P2") => signedWithDummy(classicLetter(), { certify });
    expect(lines(signedWithDummy(certified("P2")))).toEqual(["Signature1 revision", "Signature2 whole-file"]);
    expect(() => prepare(certified("P1"))).toThrow(new SignError("CERTIFICATION_FORBIDS", { reason: "P1" }));
  });

  test("a document with a signature is not certified any more", () => {
    expect(() => prepare(signedWithDummy(classicLetter()), { certify: "P2" })).toThrow(
      new SignError("CERTIFICATION_FORBIDS", { reason: "signed" }),
    );
  });
});

const has = (command: string) => spawnSync(command, ["--version"]).error === undefined;

describe.skipIf(!has("openssl") || !has("pdfsig"))(
  "pdfsig of poppler (with openssl, if both are installed)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "antin-pdf-"));
    const file = (name: string) => join(folder, name);

    beforeAll(() => {
      const subject = [
        "-subj",
        "/CN=Thu nghiem",
        "-days",
        "30",
        "-keyout",
        file("key.pem"),
        "-out",
        file("cert.pem"),
      ];
      execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject], {
        stdio: "ignore",
      });
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    function signedByOpenssl(bytes: Uint8Array): Uint8Array {
      const prepared = prepare(bytes, { reserve: 4000 });
      const whole = concatBytes([bytes, prepared.increment]);
      writeFileSync(
        file("signed"),
        concatBytes(prepared.ranges.map(({ start, end }) => whole.subarray(start, end))),
      );
      const keys = ["-signer", file("cert.pem"), "-inkey", file("key.pem"), "-md", "sha256", "-cades"];
      const cms = execFileSync("openssl", [
        "cms",
        "-sign",
        "-binary",
        "-outform",
        "DER",
        "-in",
        file("signed"),
        ...keys,
      ]);
      return concatBytes([bytes, embedCms(prepared, cms)]);
    }

    test.each(syntheticPdfs())(
      "finds two valid signatures in $name, none in its tampered copy",
      ({ bytes }) => {
        const twice = signedByOpenssl(signedByOpenssl(bytes)).slice();
        writeFileSync(file("out.pdf"), twice);
        const report = spawnSync("pdfsig", ["-nocert", file("out.pdf")], { encoding: "utf8" }).stdout;
        expect(report.match(/Signature is Valid/g)?.length).toBe(2);
        expect(report).toContain("Total document signed");
        twice[12] = (twice[12] ?? 0) ^ 1;
        writeFileSync(file("out.pdf"), twice);
        const tampered = spawnSync("pdfsig", ["-nocert", file("out.pdf")], { encoding: "utf8" }).stdout;
        expect(tampered).not.toContain("Signature is Valid");
      },
    );
  },
);

describe.skipIf(!has("qpdf"))("qpdf --check (if installed)", () => {
  const folder = mkdtempSync(join(tmpdir(), "antin-qpdf-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** 0 without complaint, 1 with warnings, 2 with errors. */
  function verdict(bytes: Uint8Array): number {
    const file = join(folder, "file.pdf");
    writeFileSync(file, bytes);
    const { status } = spawnSync("qpdf", ["--check", file]);
    return status === 0 ? 0 : status === 3 ? 1 : 2;
  }

  test.each(syntheticPdfs())("is no worse for signed $name than before", ({ bytes }) => {
    expect(verdict(signedWithDummy(bytes))).toBeLessThanOrEqual(verdict(bytes));
  });
});
