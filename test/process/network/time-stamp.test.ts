import { existsSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { antinMissing } from "../../tools/antin.ts";
import { pdfsigOpinions } from "../../tools/judges/pdfsig.ts";
import { findProgram } from "../../tools/programs.ts";
import { type PolicyHome, policyHome } from "../../tools/test-pki/policy-file.ts";
import { openService, type TestService } from "../../tools/test-pki/service.ts";
import { STAMP_FAULTS, type StampAuthority, stampAuthority, TSA_PATH } from "../../tools/test-pki/stamps.ts";
import { Desk } from "../cli/desk.ts";
import { HostProcess } from "../host/host-process.ts";

const missing = antinMissing ?? (findProgram("openssl") ? null : "openssl");

describe.skipIf(missing !== null)(`time-stamps${missing ? ` (needs ${missing})` : ""}`, () => {
  let service: TestService;
  let authority: StampAuthority;
  let desk: Desk;
  let home: PolicyHome;

  beforeAll(async () => {
    service = await openService();
    authority = stampAuthority();
  });
  beforeEach(() => {
    service.serve(TSA_PATH, ({ body }) => ({ bytes: authority.reply(body) }));
    service.forget();
    desk = new Desk();
    desk.letter();
    home = policyHome({});
  });
  afterEach(() => {
    desk.remove();
    home.remove();
  });
  afterAll(async () => {
    await service.close();
    authority.remove();
  });

  const sign = (...more: string[]) =>
    desk.json(["sign", "letter.pdf", "-o", "signed.pdf", "--token", "practice", "--level", "B-T", ...more]);
  const byService = () => ["--tsa", service.url(TSA_PATH)];
  const stampOf = async (file: string, ...more: string[]) => {
    const { objects } = await desk.json(["verify", file, "--trust", "practice", "--offline", ...more]);
    const [signature] = (objects[0]?.["signatures"] ?? []) as Record<string, unknown>[];
    return signature ?? objects[0];
  };

  test("a PDF gets its time-stamp, and our own verifier and pdfsig agree", async () => {
    const { code, objects } = await sign(...byService());
    expect(code).toBe(0);
    expect(objects[0]).toMatchObject({ level: "B-T", fields: ["Signature1"] });
    const signature = await stampOf("signed.pdf", "--trust", authority.certificate, "--revocation", "soft");
    expect(signature).toMatchObject({ integrity: true, timestamp: { imprint: "sha256" } });
    const [opinion] = await pdfsigOpinions([desk.path("signed.pdf")], []);
    expect(opinion?.signatures).toMatchObject([{ intact: true, wholeFile: true }]);
  });

  test("a CMS file gets one, too", async () => {
    desk.write("note.txt", "Kính gửi");
    const { code, objects } = await desk.json([
      "sign",
      "note.txt",
      "--token",
      "practice",
      "--level",
      "B-T",
      ...byService(),
    ]);
    expect(code).toBe(0);
    expect(objects[0]).toMatchObject({ level: "B-T" });
    const signature = await stampOf("note.p7s", "--content", desk.path("note.txt"));
    expect(signature).toMatchObject({ integrity: true, timestamp: { imprint: "sha256" } });
  });

  test("the authority of the policy is asked where the call names none", async () => {
    home.set({ tsa: service.url(TSA_PATH) });
    desk.setEnvironment({ ANTIN_POLICY: home.env["ANTIN_POLICY"] ?? "" });
    expect((await sign()).code).toBe(0);
    expect(service.asked).toHaveLength(1);
  });

  test("level B-B asks nobody", async () => {
    const { code } = await desk.run(["sign", "letter.pdf", "--token", "practice"]);
    expect(code).toBe(0);
    expect(service.asked).toHaveLength(0);
  });

  test.each(STAMP_FAULTS)("an authority that $name: nothing is written", async ({ code, reason, manner }) => {
    if (reason === "timeout") {
      home.set({ networkSeconds: 1 });
      desk.setEnvironment({ ANTIN_POLICY: home.env["ANTIN_POLICY"] ?? "" });
    }
    service.serve(TSA_PATH, manner(authority));
    const done = await sign(...byService());
    expect(done.code).toBe(69);
    expect(done.objects[0]).toMatchObject({ error: { code, detail: { reason } } });
    expect(existsSync(desk.path("signed.pdf"))).toBe(false);
    expect(desk.names()).toEqual(["letter.pdf"]);
  });

  test.each([[["--tsa", "ftp://tsa.vn"]], [["--tsa", "http://a:b@tsa.vn/"]]])(
    "%j is wrong usage",
    async (options) => {
      const { code } = await desk.run([
        "sign",
        "letter.pdf",
        "--token",
        "practice",
        "--level",
        "B-T",
        ...options,
      ]);
      expect(code).toBe(64);
    },
  );

  test("over native messaging only the authority of the policy is asked", async () => {
    home.set({ tsa: service.url(TSA_PATH) });
    const host = new HostProcess({ env: { ANTIN_POLICY: home.env["ANTIN_POLICY"] ?? "" } });
    const { token } = await host.get("network.timestamp", { signature: toBase64(Uint8Array.of(1, 2, 3)) });
    expect(fromBase64(token)?.length).toBeGreaterThan(1000);
    service.serve(TSA_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    const refused = await host.ask("network.timestamp", { signature: "AAAA" });
    expect(refused).toMatchObject({ error: { code: "TSA_UNREACHABLE" } });
    await host.end();
  });
});
