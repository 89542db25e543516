import { describe, expect, test } from "vitest";
import { manifest } from "../../extension/manifest.ts";

const LOOPBACK = /127\.0\.0\.1|localhost/;
const BROWSERS = ["chromium", "firefox"] as const;

describe.each(BROWSERS)("manifest of %s", (browser) => {
  const development = manifest({ browser, release: false });
  const release = manifest({ browser, release: true });

  test("a release asks for the sites of state bodies only, and for others one by one", () => {
    expect(release["host_permissions"]).toEqual(["*://*.gov.vn/*"]);
    expect(release["optional_host_permissions"]).toEqual(["*://*/*"]);
  });

  test("loopback pages are in a development build and not in a release", () => {
    expect(JSON.stringify(development)).toMatch(LOOPBACK);
    expect(JSON.stringify(release)).not.toMatch(LOOPBACK);
  });

  test("the permissions are those the README gives reasons for", () => {
    expect(release["permissions"]).toEqual([
      "nativeMessaging",
      "storage",
      "scripting",
      "contextMenus",
      "activeTab",
      "unlimitedStorage",
    ]);
  });

  test("nothing but own scripts runs in extension pages, and plain HTTP is not turned into HTTPS", () => {
    const { extension_pages } = release["content_security_policy"] as { extension_pages: string };
    expect(extension_pages).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(extension_pages).not.toContain("upgrade-insecure-requests");
    expect(extension_pages).not.toContain(" 'unsafe-eval'");
  });
});

test("Chromium lists the viewer as sandboxed; else the frame would keep the extension's API", () => {
  expect(manifest({ browser: "chromium", release: true })["sandbox"]).toEqual({
    pages: ["viewer/viewer.html"],
  });
});

test("the development key is not in a release, since a store gives its own", () => {
  expect(manifest({ browser: "chromium", release: false })).toHaveProperty("key");
  expect(manifest({ browser: "chromium", release: true })).not.toHaveProperty("key");
});

test("Firefox declares that it collects nothing", () => {
  const { gecko } = manifest({ browser: "firefox", release: true })["browser_specific_settings"] as {
    gecko: Record<string, unknown>;
  };
  expect(gecko["data_collection_permissions"]).toEqual({ required: ["none"] });
  expect(gecko["strict_min_version"]).toBe("142.0");
});
