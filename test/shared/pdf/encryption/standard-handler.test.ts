import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { equalBytes, fromHex, sourceOf, toHex } from "#shared/bytes.ts";
import { latin1Bytes } from "#shared/pdf/characters.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { decryptAes, encryptAes } from "#shared/pdf/encryption/aes-data.ts";
import { rc4 } from "#shared/pdf/encryption/rc4.ts";
import { listSignatures } from "#shared/pdf/signatures.ts";
import { classicLetter, pageBody } from "../../../fixtures/pdf/letter.ts";
import { signedWithDummy } from "../../../fixtures/pdf/signed.ts";
import { syntheticPdfs } from "../../../fixtures/pdf/synthetic.ts";

const qpdf = spawnSync("qpdf", ["--version"]).error === undefined;
const named = (name: string) => syntheticPdfs().find((pdf) => pdf.name === name)?.bytes ?? new Uint8Array(0);
const code = (expected: string) => expect.objectContaining({ code: expected });

const AES_256: EncryptionMethod = ["AES-256", [], "256", []];

type EncryptionMethod = readonly [
  name: string,
  weak: readonly string[],
  bits: string,
  options: readonly string[],
];

const METHODS: readonly EncryptionMethod[] = [
  ["RC4-40", ["--allow-weak-crypto"], "40", []],
  ["RC4-128", ["--allow-weak-crypto"], "128", ["--use-aes=n"]],
  ["RC4-128 by crypt filter", ["--allow-weak-crypto"], "128", ["--force-V4"]],
  ["AES-128", ["--allow-weak-crypto"], "128", ["--use-aes=y"]],
  ["AES-128, metadata plain", ["--allow-weak-crypto"], "128", ["--use-aes=y", "--cleartext-metadata"]],
  AES_256,
  ["AES-256 of revision 5", ["--allow-weak-crypto"], "256", ["--force-R5"]],
];

describe.skipIf(!qpdf)("files encrypted by qpdf (if installed)", () => {
  const folder = mkdtempSync(join(tmpdir(), "antin-encrypted-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function encrypted(plain: Uint8Array, [, weak, bits, options]: EncryptionMethod, user: string): Uint8Array {
    const [input, output] = [join(folder, "in.pdf"), join(folder, "out.pdf")];
    writeFileSync(input, plain);
    const rest = ["--object-streams=preserve", input, output];
    execFileSync("qpdf", [...weak, "--encrypt", user, "chủ", bits, ...options, "--", ...rest]);
    return new Uint8Array(readFileSync(output));
  }

  function decryptedByQpdf(bytes: Uint8Array, password: string): string {
    const file = join(folder, "signed.pdf");
    writeFileSync(file, bytes);
    const options = [`--password=${password}`, "--decrypt", "--qdf", "--object-streams=disable", file, "-"];
    return execFileSync("qpdf", options, { encoding: "latin1" });
  }

  describe.each(METHODS)("%s", (...method) => {
    test.each(["metadata-utf-8", "form-in-object-stream", "field-hierarchy"])(
      "%s is signed twice",
      (name) => {
        const bytes = encrypted(named(name), method, "");
        const once = signedWithDummy(bytes, { reason: "Phe duyet 125" });
        const twice = signedWithDummy(once, { reason: "Dong dau 126" });
        expect(equalBytes(twice.subarray(0, bytes.length), bytes)).toBe(true);
        const document = openPdf(sourceOf(twice));
        expect(document.encrypted).toBe(true);
        expect(
          listSignatures(document).map(({ coverage, problems, reason }) => [coverage, problems, reason]),
        ).toEqual([
          ["revision", [], "Phe duyet 125"],
          ["whole-file", [], "Dong dau 126"],
        ]);
        const plain = decryptedByQpdf(twice, "");
        expect(plain).toContain("CONG HOA XA HOI");
        expect(plain).toContain("/Contents <3003020101");
        if (name === "form-in-object-stream") expect(plain).toContain("(Dong y)");
      },
    );

    test("the user's and the owner's password open it, none and a wrong one are PASSWORD_NEEDED", () => {
      const bytes = encrypted(named("classic"), method, "người dùng");
      for (const password of ["người dùng", "chủ"]) {
        expect(openPdf(sourceOf(bytes), { password }).pageCount).toBe(1);
        const signed = signedWithDummy(bytes, { open: { password } });
        expect(listSignatures(openPdf(sourceOf(signed), { password }))[0]?.coverage).toBe("whole-file");
      }
      expect(() => openPdf(sourceOf(bytes))).toThrow(code("PASSWORD_NEEDED"));
      expect(() => openPdf(sourceOf(bytes), { password: "khác" })).toThrow(code("PASSWORD_NEEDED"));
      expect(() => openPdf(sourceOf(bytes), { password: "khác", repair: "allow" })).toThrow(
        code("PASSWORD_NEEDED"),
      );
    });
  });

  test("an array of annotations that pages share is copied with its strings under the page's own key", () => {
    const note = "<< /Type /Annot /Subtype /Text /Rect [9 9 19 19] /Contents (Ghi chu cu) >>";
    const page = pageBody("/Annots 9 0 R ");
    const plain = classicLetter({
      pages: "<< /Type /Pages /Kids [3 0 R 6 0 R] /Count 2 >>",
      page,
      more: [
        [6, page],
        [9, `[${note}]`],
      ],
    });
    for (const method of METHODS) {
      const signed = signedWithDummy(encrypted(plain, method, ""));
      const text = decryptedByQpdf(signed, "");
      // Once for each page: the copy reads as the original does.
      expect(text.match(/\(Ghi chu cu\)/g)?.length, method[0]).toBe(2);
    }
  });

  test("permissions forbid signing only where they are held to, and never for the owner", () => {
    for (const method of METHODS) {
      const [name, weak, bits, options] = method;
      const forbidding = bits === "40" ? ["--modify=n", "--annotate=n"] : ["--modify=none"];
      const bytes = encrypted(named("classic"), [name, weak, bits, [...options, ...forbidding]], "");
      const sign = (permissions: "hold" | "ignore", password?: string) =>
        signedWithDummy(bytes, { permissions, open: password === undefined ? {} : { password } });
      expect(() => sign("hold"), name).toThrow(code("PERMISSION_FORBIDS"));
      expect(sign("ignore").length).toBeGreaterThan(bytes.length);
      expect(sign("hold", "chủ").length).toBeGreaterThan(bytes.length);
      const free = encrypted(named("classic"), method, "");
      expect(signedWithDummy(free, { permissions: "hold" }).length).toBeGreaterThan(free.length);
    }
  });

  test("who may only fill in forms may sign an empty field, but not make a new one", () => {
    const [name, weak, bits, options] = AES_256;
    const bytes = encrypted(
      named("empty-signature-field"),
      [name, weak, bits, [...options, "--modify=form"]],
      "",
    );
    const sign = (field: string) => signedWithDummy(bytes, { permissions: "hold", field });
    expect(sign("Lanh dao").length).toBeGreaterThan(bytes.length);
    expect(() => sign("moi")).toThrow(code("PERMISSION_FORBIDS"));
  });

  test("a broken cross-reference of an encrypted file is repaired with its encryption", () => {
    const text = encrypted(named("classic"), AES_256, "").slice();
    const at = Buffer.from(text).lastIndexOf("startxref");
    text.set(latin1Bytes("startxref\n1  "), at);
    const signed = signedWithDummy(text, { open: { repair: "allow" } });
    expect(openPdf(sourceOf(signed)).encrypted).toBe(true);
    expect(decryptedByQpdf(signed, "")).toContain("CONG HOA XA HOI");
  });
});

describe("other handlers", () => {
  const withEncrypt = (dict: string) => {
    const text = Buffer.from(named("classic")).toString("latin1");
    return latin1Bytes(text.replace("/Root 1 0 R", `/Encrypt ${dict} /Root 1 0 R`));
  };

  test.each([
    "<< /Filter /Adobe.PubSec /V 4 >>",
    "<< /Filter /Standard /V 3 /R 3 >>",
    "<< /Filter /Standard /V 5 /R 7 >>",
    "<< /Filter /Standard /V 2 /R 3 /Length 256 >>",
    "<< /Filter /Standard /V 4 /R 4 /StmF /A /StrF /A /CF << /A << /CFM /Own >> >> >>",
  ])("%s is ENCRYPTION_UNSUPPORTED", (dict) => {
    expect(() => openPdf(sourceOf(withEncrypt(dict)))).toThrow(code("ENCRYPTION_UNSUPPORTED"));
  });

  test("a file that encrypts only its attachments needs no password", () => {
    const dict = "<< /Filter /Standard /V 4 /R 4 /O () /U () /P -4 /EFF /A /CF << /A << /CFM /AESV2 >> >> >>";
    expect(listSignatures(openPdf(sourceOf(signedWithDummy(withEncrypt(dict)))))[0]?.coverage).toBe(
      "whole-file",
    );
  });

  test("Encrypt null is no encryption, Encrypt of another kind is PDF_BROKEN", () => {
    expect(openPdf(sourceOf(withEncrypt("null"))).encrypted).toBe(false);
    expect(() => openPdf(sourceOf(withEncrypt("7 0 R")))).toThrow(code("PDF_BROKEN"));
  });
});

describe("ciphers", () => {
  test("RC4 gives the published vectors (RFC 6229)", () => {
    const key = fromHex("0102030405") ?? new Uint8Array(0);
    expect(toHex(rc4(key, new Uint8Array(16)))).toBe("b2396305f03dc027ccc3524a0a1118a8");
  });

  test("AES data comes back, whatever its length; what is too short is empty", () => {
    for (const length of [0, 1, 15, 16, 17, 100]) {
      const [key, data] = [new Uint8Array(32).fill(7), new Uint8Array(length).fill(9)];
      expect(decryptAes(key, encryptAes(key, data))).toEqual(data);
    }
    expect(decryptAes(new Uint8Array(16), new Uint8Array(31)).length).toBe(0);
  });
});
