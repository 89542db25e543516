import { chmodSync, statSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findProgram, mustRun } from "../../tools/programs.ts";
import { Desk, PRACTICE } from "./desk.ts";

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => {
  desk.remove();
});

describe("one document", () => {
  test("gets a signed copy beside it, told as one line of JSON", async () => {
    desk.letter();
    const input = desk.sha256("letter.pdf");
    const { code, objects, stderr } = await desk.sign("letter.pdf");
    expect(code).toBe(0);
    expect(objects).toEqual([
      {
        file: "letter.pdf",
        output: "letter.signed.pdf",
        field: "Signature1",
        fields: ["Signature1"],
        level: "B-B",
        padding: "pkcs1",
        digest: "sha256",
        signer: {
          subject: expect.stringContaining("CHỮ KÝ THỰC HÀNH"),
          issuer: expect.any(String),
          serial: expect.stringMatching(/^[0-9A-F]+$/),
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
        repaired: false,
        sha256: desk.sha256("letter.signed.pdf"),
        warnings: [],
      },
    ]);
    expect(stderr).toBe("");
    expect(desk.sha256("letter.pdf")).toBe(input);
    expect(desk.names()).toEqual(["letter.pdf", "letter.signed.pdf"]);
  });

  test("is told in one line to a person", async () => {
    desk.letter();
    const { code, stdout, stderr } = await desk.run(["sign", "letter.pdf", ...PRACTICE]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "Đã ký số: letter.signed.pdf (CHỮ KÝ THỰC HÀNH)\n",
      stderr: "",
    });
  });

  test("begins with every byte of the input, and keeps its permissions", async () => {
    desk.letter();
    chmodSync(desk.path("letter.pdf"), 0o640);
    await desk.sign("letter.pdf");
    const original = desk.read("letter.pdf");
    expect(desk.read("letter.signed.pdf").subarray(0, original.length).equals(original)).toBe(true);
    expect(statSync(desk.path("letter.signed.pdf")).mode & 0o777).toBe(0o640);
  });

  test.each([
    ["sha384", "pkcs1", "practice-rsa", "rsa-pkcs1"],
    ["sha512", "pss", "practice-rsa", "rsa-pss"],
    ["sha256", "pkcs1", "practice-p256", "ecdsa"],
  ])("is signed with %s, %s, %s", async (digest, padding, certificate, signature) => {
    desk.letter();
    const made = await desk.sign(
      "letter.pdf",
      "--digest",
      digest,
      "--padding",
      padding,
      "--certificate",
      certificate,
    );
    expect(made.code).toBe(0);
    const { code, signatures } = await desk.verified("letter.signed.pdf");
    expect(code).toBe(0);
    expect(signatures[0]).toMatchObject({
      indication: "TOTAL-PASSED",
      integrity: true,
      algorithms: { digest, signature: expect.stringContaining(signature) },
    });
  });

  test("takes a certificate by its fingerprint, in capitals and with colons too", async () => {
    desk.letter();
    const { objects } = await desk.json(["certificates", "--token", "practice"]);
    const p256 = objects.find(({ label }) => label === "practice-p256");
    const fingerprint = String(p256?.["sha256"])
      .toUpperCase()
      .replace(/(..)(?=.)/g, "$1:");
    const done = await desk.sign("letter.pdf", "--certificate", fingerprint);
    expect(done.objects[0]?.["signer"]).toMatchObject({ sha256: p256?.["sha256"] });
    expect(
      (await desk.sign("letter.pdf", "-o", "x.pdf", "--certificate", "nobody")).objects[0],
    ).toMatchObject({
      error: { code: "CERT_NOT_FOUND" },
    });
  });

  test("says its reason and place, and takes the name of its field", async () => {
    desk.letter();
    const done = await desk.sign(
      "letter.pdf",
      "--field",
      "GĐ",
      "--reason",
      "Phê duyệt",
      "--location",
      "Quảng Ngãi",
    );
    expect(done.objects[0]).toMatchObject({ field: "GĐ", fields: ["GĐ"] });
    expect((await desk.verified("letter.signed.pdf")).signatures[0]).toMatchObject({
      field: "GĐ",
      integrity: true,
    });
  });

  test("can be certified, and then takes a second signature only where that is allowed", async () => {
    desk.letter();
    expect((await desk.sign("letter.pdf", "-o", "p1.pdf", "--certify", "P1")).code).toBe(0);
    expect((await desk.sign("letter.pdf", "-o", "p2.pdf", "--certify", "P2")).code).toBe(0);
    const refused = await desk.sign("p1.pdf", "-o", "x.pdf");
    expect(refused.objects[0]).toMatchObject({ error: { code: "CERTIFICATION_FORBIDS" } });
    expect(refused.code).toBe(1);
    expect((await desk.sign("p2.pdf", "-o", "second.pdf")).code).toBe(0);
    const { signatures } = await desk.verified("second.pdf");
    expect(signatures.map(({ kind, integrity }) => [kind, integrity])).toEqual([
      ["certification", true],
      ["approval", true],
    ]);
  });

  test("takes a second signature, and the first stays right", async () => {
    desk.letter();
    await desk.sign("letter.pdf", "-o", "one.pdf");
    const second = await desk.sign("one.pdf", "-o", "two.pdf", "--certificate", "practice-p256");
    expect(second.objects[0]).toMatchObject({ field: "Signature2" });
    const { code, signatures } = await desk.verified("two.pdf");
    expect(code).toBe(0);
    expect(signatures.map(({ coverage, changes }) => [coverage, changes])).toEqual([
      ["revision", "permitted"],
      ["whole-file", "none"],
    ]);
  });

  test("whose earlier signature does not hold is refused, and signed only when that is asked for", async () => {
    desk.letter();
    await desk.sign("letter.pdf", "-o", "one.pdf");
    const bytes = desk.read("one.pdf");
    const at = bytes.indexOf("/MediaBox");
    bytes.write("/mediabox", at, "latin1");
    desk.write("changed.pdf", bytes);
    const refused = await desk.sign("changed.pdf", "-o", "x.pdf");
    expect(refused).toMatchObject({ code: 1, objects: [{ error: { code: "DOCUMENT_CHANGED" } }] });
    expect(desk.names()).not.toContain("x.pdf");
    const allowed = await desk.sign("changed.pdf", "-o", "x.pdf", "--allow", "changed");
    expect(allowed.code).toBe(0);
    const { signatures } = await desk.verified("x.pdf");
    expect(signatures.map(({ integrity }) => integrity)).toEqual([false, true]);
  });
});

describe("a document that is", () => {
  test.skipIf(!findProgram("qpdf"))(
    "encrypted is signed with its password, and verifies with it (wants qpdf)",
    async () => {
      desk.letter();
      await mustRun("qpdf", ["--encrypt", "đọc", "chủ", "256", "--", "letter.pdf", "locked.pdf"], {
        cwd: desk.work,
      });
      expect((await desk.sign("locked.pdf")).objects[0]).toMatchObject({
        error: { code: "PASSWORD_NEEDED" },
      });
      expect((await desk.sign("locked.pdf", "--password", "đọc")).code).toBe(0);
      const verify = (...more: string[]) =>
        desk.json(["verify", "locked.signed.pdf", "--trust", "practice", ...more]);
      expect((await verify()).objects[0]).toMatchObject({ error: { code: "PASSWORD_NEEDED" } });
      expect((await verify("--password", "đọc")).objects[0]).toMatchObject({ indication: "TOTAL-PASSED" });
    },
  );

  test("broken is signed only when repair is allowed, and never when an earlier signature is in it", async () => {
    const broken = (name: string) => {
      const bytes = desk.read(name);
      const text = bytes.toString("latin1");
      const at = text.lastIndexOf("startxref");
      return desk.write(`broken-${name}`, Buffer.from(`${text.slice(0, at)}startxref\n7\n%%EOF\n`, "latin1"));
    };
    desk.letter();
    await desk.sign("letter.pdf", "-o", "signed.pdf");
    broken("letter.pdf");
    broken("signed.pdf");
    expect((await desk.sign("broken-letter.pdf")).objects[0]).toMatchObject({
      error: { code: "PDF_BROKEN" },
    });
    const repaired = await desk.sign("broken-letter.pdf", "--allow", "repair");
    expect(repaired.objects[0]).toMatchObject({ repaired: true, output: "broken-letter.signed.pdf" });
    expect((await desk.verified("broken-letter.signed.pdf")).code).toBe(0);
    const both = await desk.sign("broken-signed.pdf", "--allow", "repair,changed");
    expect(both).toMatchObject({ code: 1, objects: [{ error: { code: "PDF_BROKEN" } }] });
  });
});
