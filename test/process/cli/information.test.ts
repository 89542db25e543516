import { X509Certificate } from "node:crypto";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHROMIUM_ID, GECKO_ID } from "#shared/protocol/identity.ts";
import { builtHost } from "../../tools/installed-host.ts";
import { run } from "../../tools/programs.ts";
import { Desk } from "./desk.ts";

let desk: Desk;

beforeEach(() => {
  desk = new Desk();
});

afterEach(() => {
  desk.remove();
});

describe("version", () => {
  test("is one line", async () => {
    expect(await desk.run(["version"])).toEqual({ code: 0, stdout: "Ấn Tín 0.1.0\n", stderr: "" });
    expect((await desk.json(["version"])).objects).toMatchObject([
      { version: "0.1.0", protocol: { min: 1, max: 1 } },
    ]);
  });

  test("is told through a symbolic link, from any folder", async () => {
    const link = desk.path("antin-link");
    symlinkSync(builtHost, link);
    expect((await run(link, ["version"], { cwd: "/", env: desk.env })).stdout).toBe("Ấn Tín 0.1.0\n");
    expect((await run("./antin-link", ["version"], { cwd: desk.work, env: desk.env })).code).toBe(0);
  });
});

describe("the practice token", () => {
  test("is listed among the tokens", async () => {
    expect((await desk.json(["tokens"])).objects).toMatchObject([
      { id: "practice", kind: "practice", module: null },
    ]);
    expect((await desk.run(["tokens"])).stdout).toBe("practice  số hiệu 0  (practice)\n");
  });

  test("gives its certificates with PEM and chain, the same at every call", async () => {
    const { code, objects } = await desk.json(["certificates", "--token", "practice"]);
    expect(code).toBe(0);
    expect(objects.map(({ label }) => label)).toEqual(["practice-rsa", "practice-p256"]);
    for (const { pem, chain, sha256 } of objects as { pem: string; chain: string[]; sha256: string }[]) {
      const certificate = new X509Certificate(pem);
      const authority = new X509Certificate(chain[0] ?? "");
      expect(certificate.verify(authority.publicKey)).toBe(true);
      expect(certificate.fingerprint256.replaceAll(":", "").toLowerCase()).toBe(sha256);
    }
    expect((await desk.json(["certificates", "--token", "practice"])).objects).toEqual(objects);
  });
});

describe("registration", () => {
  const places = () => ({
    chromium: join(desk.folder, ".config/chromium/NativeMessagingHosts/vn.antin.host.json"),
    chrome: join(desk.folder, ".config/google-chrome/NativeMessagingHosts/vn.antin.host.json"),
    edge: join(desk.folder, ".config/microsoft-edge/NativeMessagingHosts/vn.antin.host.json"),
    firefox: join(desk.folder, ".mozilla/native-messaging-hosts/vn.antin.host.json"),
  });

  test.skipIf(process.platform !== "linux")(
    "writes a manifest for each browser, and takes them away again (Linux)",
    async () => {
      const { code, objects } = await desk.json(["register"]);
      expect(code).toBe(0);
      expect(objects.map(({ browser }) => browser)).toEqual([
        "Google Chrome",
        "Chromium",
        "Microsoft Edge",
        "Firefox",
      ]);
      const { firefox, ...kin } = places();
      for (const place of Object.values(kin)) {
        expect(JSON.parse(readFileSync(place, "utf8"))).toEqual({
          name: "vn.antin.host",
          description: expect.stringMatching(/./),
          path: builtHost,
          type: "stdio",
          allowed_origins: [`chrome-extension://${CHROMIUM_ID}/`],
        });
      }
      expect(JSON.parse(readFileSync(firefox, "utf8"))).toMatchObject({ allowed_extensions: [GECKO_ID] });
      expect((await desk.json(["unregister"])).objects).toHaveLength(4);
      for (const place of Object.values(places())) expect(existsSync(place)).toBe(false);
      expect(existsSync(join(desk.folder, ".config/google-chrome"))).toBe(false);
      expect((await desk.json(["unregister"])).objects).toEqual([]);
    },
  );

  test.skipIf(process.platform !== "linux")("leaves what is not its own (Linux)", async () => {
    await desk.run(["register"]);
    const other = join(desk.folder, ".config/chromium/NativeMessagingHosts/other.json");
    writeFileSync(other, "{}");
    await desk.run(["unregister"]);
    expect(readFileSync(other, "utf8")).toBe("{}");
  });
});

describe("selftest", () => {
  test("finds the addon and signs with the practice keys", async () => {
    const { code, objects } = await desk.json(["selftest"]);
    expect(objects[0]).toMatchObject({ ok: true, version: "0.1.0" });
    expect(code).toBe(0);
    const checks = objects[0]?.["checks"] as { name: string; ok: boolean; detail: string }[];
    expect(checks.map(({ name }) => name)).toEqual([
      "addon",
      "practice",
      "modules",
      "tokens",
      "policy",
      "browsers",
    ]);
    expect(checks.find(({ name }) => name === "practice")?.detail).toBe("practice-rsa, practice-p256");
  });

  test("says which policy is not taken and why", async () => {
    const policy = join(desk.folder, "policy.json");
    writeFileSync(policy, JSON.stringify({ modules: ["relative.so"] }), { mode: 0o600 });
    desk.setEnvironment({ ANTIN_POLICY: policy });
    const { code, objects } = await desk.json(["selftest"]);
    expect(code).toBe(1);
    const checks = objects[0]?.["checks"] as { name: string; ok: boolean; detail: string }[];
    expect(checks.find(({ name }) => name === "policy")).toEqual({
      name: "policy",
      ok: false,
      detail: `INVALID_ARGUMENT INVALID ${policy} modules.0`,
    });
  });
});

describe("the machine policy", () => {
  test("names whom to ask where a user cannot mend a failure", async () => {
    const policy = join(desk.folder, "policy.json");
    const support = { name: "Trung tâm CNTT", phone: "0255 000 000" };
    writeFileSync(policy, JSON.stringify({ support }), { mode: 0o600 });
    desk.setEnvironment({ ANTIN_POLICY: policy });
    desk.letter();
    const { objects } = await desk.json([
      "sign",
      "letter.pdf",
      "--token",
      "/opt/none.so",
      "--pin-file",
      "letter.pdf",
    ]);
    expect(objects[0]).toMatchObject({
      error: {
        code: "MODULE_NOT_FOUND",
        vi: expect.stringContaining("Trung tâm CNTT, điện thoại 0255 000 000"),
      },
    });
  });
});
