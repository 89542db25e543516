/** Files of unusual but lawful structure, on the command line: signed twice, invisibly and with a stamp, plain and encrypted. */

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { latin1, PdfBuilder } from "../../fixtures/pdf/builder.ts";
import { classicLetter, letterObjects, TRAILER } from "../../fixtures/pdf/letter.ts";
import { structures } from "../../fixtures/pdf/structures.ts";
import { antinMissing } from "../../tools/antin.ts";
import { findProgram, mustRun, run } from "../../tools/programs.ts";
import { Desk } from "./desk.ts";

const missing = antinMissing ?? ["pdfsig", "qpdf"].find((program) => findProgram(program) === null) ?? null;
const STAMP = ["--page", "1", "--rect", "50,50,120,40", "--text", "Đã ký"];

describe.skipIf(missing !== null)(`unusual structures (needs ${missing ?? "nothing more"})`, () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => desk.remove());

  async function expectSignedTwice(field: string | undefined) {
    const named = field === undefined ? [] : ["--field", field];
    const first = await desk.sign("a.pdf", "-o", "b.pdf", ...named);
    expect(first.objects[0]?.["error"]).toBeUndefined();
    const second = await desk.sign("b.pdf", "-o", "c.pdf", ...STAMP);
    expect(second.objects[0]?.["error"]).toBeUndefined();
    const { stdout } = await run("pdfsig", ["-nocert", desk.path("c.pdf")]);
    expect(stdout.match(/Signature is Valid/g)?.length).toBe(2);
    const { signatures } = await desk.verified("c.pdf");
    expect(signatures.map(({ integrity, changes }) => [integrity, changes])).toEqual([
      [true, "permitted"],
      [true, "none"],
    ]);
    expect(desk.read("c.pdf").subarray(0, desk.read("a.pdf").length).equals(desk.read("a.pdf"))).toBe(true);
  }

  const complaints = async (name: string) =>
    (await run("qpdf", ["--check", desk.path(name)])).code === 2 ? "errors" : "none";

  test.each(structures)("$name", async ({ build, field }) => {
    desk.write("a.pdf", build());
    const before = await complaints("a.pdf");
    await expectSignedTwice(field);
    expect(await complaints("c.pdf")).toBe(before);
  });

  test.each(structures)("encrypted, in object streams: $name", async ({ build, field }) => {
    desk.write("plain.pdf", build());
    const options = ["--object-streams=generate", "--encrypt", "", "chu", "256", "--"];
    await mustRun("qpdf", ["--warning-exit-0", ...options, desk.path("plain.pdf"), desk.path("a.pdf")]);
    await expectSignedTwice(field);
    expect(await complaints("c.pdf")).toBe("none");
  });

  test("a file with the highest number is verified and not signed: no number is left", async () => {
    desk.write("a.pdf", letterObjects(new PdfBuilder()).object(8_388_607, "<< >>").table(TRAILER).bytes());
    const { objects } = await desk.sign("a.pdf", "-o", "b.pdf");
    expect(objects[0]?.["error"]).toMatchObject({ code: "LIMIT_EXCEEDED" });
    expect((await desk.verified("a.pdf")).verdict).toMatchObject({ signatures: [] });
  });

  test("AES-GCM and a message authentication code for the whole file are refused by name, without them it is signed", async () => {
    const gcm = "<< /Filter /Standard /V 6 /R 7 /Length 256 /CF << /StdCF << /CFM /AESV4 >> >> /P -4 >>";
    desk.write("gcm.pdf", classicLetter({ more: [[6, gcm]] }, new PdfBuilder("%PDF-2.0")));
    desk.write(
      "gcm.pdf",
      latin1(desk.read("gcm.pdf").toString("latin1").replace("/Root", "/Encrypt 6 0 R /Root")),
    );
    const authenticated = `${TRAILER} /AuthCode << /MACLocation /Standalone /MAC <00> /ByteRange [0 1 2 3] >>`;
    desk.write("mac.pdf", letterObjects(new PdfBuilder("%PDF-2.0")).table(authenticated).bytes());
    desk.write("plain.pdf", classicLetter({}, new PdfBuilder("%PDF-2.0")));
    const answers = await desk.sign("gcm.pdf", "mac.pdf", "plain.pdf", "-o", `${desk.work}/out/`);
    expect(answers.objects.map((answer) => (answer["error"] as { code: string } | undefined)?.code)).toEqual([
      "ENCRYPTION_UNSUPPORTED",
      "ENCRYPTION_UNSUPPORTED",
      undefined,
    ]);
  });
});
