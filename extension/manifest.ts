/** The manifests of both browsers from one source. A development build alone may run on loopback pages. */

import { CHROMIUM_KEY, GECKO_ID } from "#shared/protocol/identity.ts";
import { HOST_VERSION } from "#shared/protocol/limits.ts";

export interface ManifestRequest {
  readonly browser: "chromium" | "firefox";
  readonly release: boolean;
}

/** Where badges stand without asking: the sites of state bodies. */
const STATE_SITES = "*://*.gov.vn/*";
const LOOPBACK = ["http://127.0.0.1/*", "http://localhost/*"];

/** hash-wasm needs wasm; nothing else runs but our own files. No `upgrade-insecure-requests`: state services speak plain HTTP. */
const EXTENSION_PAGES =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; connect-src *; object-src 'none'; base-uri 'none'; form-action 'none'";
const SANDBOX =
  "sandbox allow-scripts; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'";

export function manifest({ browser, release }: ManifestRequest): Record<string, unknown> {
  return {
    manifest_version: 3,
    name: "__MSG_name__",
    description: "__MSG_description__",
    version: HOST_VERSION,
    default_locale: "vi",
    icons: { 32: "icons/32.png", 48: "icons/48.png", 128: "icons/128.png" },
    action: { default_popup: "windows/popup/popup.html", default_title: "Ấn Tín" },
    options_ui: { page: "windows/options/options.html", open_in_tab: true },
    permissions: ["nativeMessaging", "storage", "scripting", "contextMenus", "activeTab", "unlimitedStorage"],
    host_permissions: [STATE_SITES, ...(release ? [] : LOOPBACK)],
    optional_host_permissions: ["*://*/*"],
    web_accessible_resources: [
      {
        resources: ["windows/relay/relay.html", "windows/checker/checker.html"],
        matches: ["*://*/*"],
        ...(browser === "chromium" ? { use_dynamic_url: true } : {}),
      },
    ],
    ...(browser === "chromium" ? chromium(release) : firefox()),
  };
}

function chromium(release: boolean): Record<string, unknown> {
  return {
    minimum_chrome_version: "125",
    background: { service_worker: "background/main.js" },
    // Without this entry the frame would keep runtime.connectNative.
    sandbox: { pages: ["viewer/viewer.html"] },
    storage: { managed_schema: "managed-schema.json" },
    content_security_policy: { extension_pages: EXTENSION_PAGES, sandbox: SANDBOX },
    // A store gives its own key; the fixed one lets a development host name this extension.
    ...(release ? {} : { key: CHROMIUM_KEY }),
  };
}

function firefox(): Record<string, unknown> {
  return {
    background: { scripts: ["background/main.js"] },
    content_security_policy: { extension_pages: EXTENSION_PAGES },
    browser_specific_settings: {
      gecko: {
        id: GECKO_ID,
        strict_min_version: "142.0",
        data_collection_permissions: { required: ["none"] },
      },
    },
  };
}
