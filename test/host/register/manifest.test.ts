import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CHROMIUM_ID, GECKO_ID } from "#shared/protocol/identity.ts";
import { browsersOf } from "../../../host/register/browsers.ts";
import { hostManifest, removeHostManifest, writeHostManifest } from "../../../host/register/manifest.ts";
import { parseDefaultValue } from "../../../host/register/windows-registry.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "antin-register-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a host manifest", () => {
  test("has the description without which Chromium finds no host", () => {
    expect(hostManifest("chromium", "/opt/antin")).toMatchObject({
      name: "vn.antin.host",
      description: expect.stringMatching(/./),
      path: "/opt/antin",
      type: "stdio",
    });
  });

  test("lets our own extension in, in each browser's way", () => {
    expect(hostManifest("chromium", "/a")).toHaveProperty("allowed_origins", [
      `chrome-extension://${CHROMIUM_ID}/`,
    ]);
    expect(hostManifest("chromium", "/a")).not.toHaveProperty("allowed_extensions");
    expect(hostManifest("firefox", "/a")).toHaveProperty("allowed_extensions", [GECKO_ID]);
    expect(hostManifest("firefox", "/a")).not.toHaveProperty("allowed_origins");
  });

  test("is written whole into a folder that need not be there, replaced, and removed", async () => {
    const place = join(folder, "a", "b");
    const first = await writeHostManifest({ folder: place, launcher: "/one", browser: "chromium" });
    await writeHostManifest({ folder: place, launcher: "/two", browser: "chromium" });
    expect(first).toBe(join(place, "vn.antin.host.json"));
    expect(JSON.parse(readFileSync(first, "utf8"))).toMatchObject({ path: "/two" });
    expect(readdirSync(place)).toEqual(["vn.antin.host.json"]);
    expect(await removeHostManifest(place)).toBe(true);
    expect(await removeHostManifest(place)).toBe(false);
  });

  test("that cannot be written leaves the old one alone", async () => {
    writeFileSync(join(folder, "file"), "");
    const place = { folder: join(folder, "file"), launcher: "/one", browser: "firefox" } as const;
    await expect(writeHostManifest(place)).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(["file"]);
  });
});

describe("where browsers look", () => {
  const of = (platform: NodeJS.Platform, environment: NodeJS.ProcessEnv = {}) =>
    browsersOf({ platform, home: "/home/u", environment }).map(({ name, folder: place, key }) => [
      name,
      place ?? key,
    ]);

  test("on Linux", () => {
    expect(of("linux")).toEqual([
      ["Google Chrome", "/home/u/.config/google-chrome/NativeMessagingHosts"],
      ["Chromium", "/home/u/.config/chromium/NativeMessagingHosts"],
      ["Microsoft Edge", "/home/u/.config/microsoft-edge/NativeMessagingHosts"],
      ["Firefox", "/home/u/.mozilla/native-messaging-hosts"],
    ]);
    expect(of("linux", { XDG_CONFIG_HOME: "/conf" })[1]).toEqual([
      "Chromium",
      "/conf/chromium/NativeMessagingHosts",
    ]);
  });

  test("on macOS", () => {
    const support = "/home/u/Library/Application Support";
    expect(of("darwin")).toEqual([
      ["Google Chrome", `${support}/Google/Chrome/NativeMessagingHosts`],
      ["Chromium", `${support}/Chromium/NativeMessagingHosts`],
      ["Microsoft Edge", `${support}/Microsoft Edge/NativeMessagingHosts`],
      ["Cốc Cốc", `${support}/CocCoc/Browser/NativeMessagingHosts`],
      ["Firefox", `${support}/Mozilla/NativeMessagingHosts`],
    ]);
  });

  test("on Windows, by a registry key", () => {
    expect(of("win32")).toEqual([
      ["Google Chrome", "Software\\Google\\Chrome\\NativeMessagingHosts"],
      ["Chromium", "Software\\Chromium\\NativeMessagingHosts"],
      ["Microsoft Edge", "Software\\Microsoft\\Edge\\NativeMessagingHosts"],
      ["Cốc Cốc", "Software\\CocCoc\\Browser\\NativeMessagingHosts"],
      ["Firefox", "Software\\Mozilla\\NativeMessagingHosts"],
    ]);
  });

  test("a default value of the registry is read in any language of the system", () => {
    const output = (name: string) =>
      `\r\nHKEY_CURRENT_USER\\Software\\X\r\n    ${name}    REG_SZ    C:\\Users\\Lâm Lê\\host.json\r\n\r\n`;
    expect(parseDefaultValue(output("(Default)"))).toBe("C:\\Users\\Lâm Lê\\host.json");
    expect(parseDefaultValue(output("(Mặc định)"))).toBe("C:\\Users\\Lâm Lê\\host.json");
    expect(parseDefaultValue("ERROR: no such key")).toBeNull();
  });
});
