import { describe, expect, test } from "vitest";
import type { Source } from "#shared/protocol/messages.ts";
import { checkSource, isSameSource } from "../../../host/session/source.ts";

const site = (origin: string, topOrigin = origin): Source => ({ kind: "site", origin, topOrigin });
const release = { httpOrigins: ["http://eoffice.noibo"], loopback: false };
const codeOf = (source: Source, rule = release) => {
  try {
    checkSource(source, rule);
    return null;
  } catch (thrown) {
    return (thrown as { code: string }).code;
  }
};

describe("who may ask for a signature", () => {
  test.each([
    ["https://a.gov.vn", null],
    ["https://a.gov.vn:8443", null],
    ["http://eoffice.noibo", null],
    ["http://eoffice.noibo:8080", "CONTEXT_INSECURE"],
    ["http://a.gov.vn", "CONTEXT_INSECURE"],
    ["http://127.0.0.1:8080", "CONTEXT_INSECURE"],
    ["http://localhost", "CONTEXT_INSECURE"],
    ["https://a.gov.vn:443", "INVALID_ARGUMENT"],
    ["https://a.gov.vn\\@evil.vn", "INVALID_ARGUMENT"],
    ["https://trường.vn", "INVALID_ARGUMENT"],
  ])("%s in a release: %s", (origin, code) => {
    expect(codeOf(site(origin))).toBe(code);
  });

  test.each([
    ["http://127.0.0.1:8080", null],
    ["http://127.1.2.3", null],
    ["http://localhost:3000", null],
    ["http://[::1]:3000", null],
    ["http://192.168.1.1", "CONTEXT_INSECURE"],
    ["http://localhost.evil.vn", "CONTEXT_INSECURE"],
    ["http://127.0.0.1.evil.vn", "CONTEXT_INSECURE"],
  ])("%s in a development build: %s", (origin, code) => {
    expect(codeOf(site(origin), { ...release, loopback: true })).toBe(code);
  });

  test("a frame counts with the page around it", () => {
    expect(codeOf(site("https://a.gov.vn", "http://evil.vn"))).toBe("CONTEXT_INSECURE");
    expect(codeOf(site("https://a.gov.vn", "https://b.gov.vn"))).toBeNull();
  });

  test("the same source is the same frame in the same page", () => {
    expect(isSameSource(site("https://a.vn"), site("https://a.vn"))).toBe(true);
    expect(isSameSource(site("https://a.vn"), site("https://a.vn", "https://b.vn"))).toBe(false);
    expect(isSameSource({ kind: "local" }, { kind: "local" })).toBe(true);
    expect(isSameSource({ kind: "local" }, site("https://a.vn"))).toBe(false);
  });
});
