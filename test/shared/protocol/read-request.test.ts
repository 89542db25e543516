import { describe, expect, test } from "vitest";
import { readRequest } from "#shared/protocol/read-request.ts";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const read = (value: unknown) => readRequest(bytes(value));
const ping = { v: 1, id: "a1", type: "ping", params: {} };

const item = { item: "i1", name: "a.pdf", size: 10, pages: 1, sha256: "0".repeat(64), signatures: 1 };
const open = {
  token: "practice",
  certificate: "0".repeat(64),
  source: { kind: "site", origin: "https://a.gov.vn", topOrigin: "https://a.gov.vn" },
  pin: "",
  allowLastTry: false,
  idleSeconds: 300,
  items: [item],
};

describe("a lawful request", () => {
  test("is read with its id and params", () => {
    expect(read(ping)).toEqual({ ok: true, request: { id: "a1", type: "ping", params: {} } });
    expect(read({ v: 1, id: "s", type: "session.open", params: open })).toMatchObject({ ok: true });
  });
});

describe("a refusal", () => {
  test.each([
    ["no JSON", new TextEncoder().encode("{")],
    ["no UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
    ["nothing", new Uint8Array()],
    ["a number", bytes(7)],
    ["null", bytes(null)],
    ["a list", bytes([ping])],
  ])("%s is answered without an id", (_, junk) => {
    expect(readRequest(junk)).toEqual({
      ok: false,
      id: null,
      error: { code: "INVALID_ARGUMENT", detail: { field: "message" } },
    });
  });

  test.each([
    [{ ...ping, v: 2 }, "VERSION_MISMATCH", { min: 1, max: 1 }],
    [{ id: "a1", type: "ping", params: {} }, "MISSING_PARAMETER", { field: "v" }],
    [{ v: 1, id: "a1", params: {} }, "MISSING_PARAMETER", { field: "type" }],
    [{ v: 1, id: "a1", type: "ping" }, "MISSING_PARAMETER", { field: "params" }],
    [{ ...ping, type: "sign" }, "INVALID_ARGUMENT", { field: "type" }],
    [{ ...ping, type: "toString" }, "INVALID_ARGUMENT", { field: "type" }],
    [{ ...ping, extra: 1 }, "INVALID_ARGUMENT", { field: "extra" }],
    [{ ...ping, params: { extra: 1 } }, "INVALID_ARGUMENT", { field: "params.extra" }],
    [{ ...ping, params: { constructor: 1 } }, "INVALID_ARGUMENT", { field: "params.constructor" }],
    [{ ...ping, params: [] }, "INVALID_ARGUMENT", { field: "params" }],
    [{ ...ping, type: "certificates.list" }, "MISSING_PARAMETER", { field: "params.token" }],
  ])("%o answers %s with the id and the field", (value, code, detail) => {
    expect(read(value)).toEqual({ ok: false, id: "a1", error: { code, detail } });
  });

  test.each([
    ["an id with a blank", { ...ping, id: "a b" }],
    ["an id of 65 characters", { ...ping, id: "a".repeat(65) }],
    ["a numeric id", { ...ping, id: 5 }],
  ])("%s is not repeated", (_, value) => {
    expect(read(value)).toMatchObject({ ok: false, id: null, error: { detail: { field: "id" } } });
  });

  test("a key named __proto__ is an unknown key like any other", () => {
    const text = '{"v":1,"id":"a1","type":"ping","params":{"__proto__":{"a":1}}}';
    expect(readRequest(new TextEncoder().encode(text))).toMatchObject({
      ok: false,
      error: { code: "INVALID_ARGUMENT", detail: { field: "params.__proto__" } },
    });
  });

  test("the sender's own name for a field is cut", () => {
    const reading = read({ ...ping, params: { ["x".repeat(5000)]: 1 } });
    expect(JSON.stringify(reading).length).toBeLessThan(300);
  });
});

describe("bounds of session.open", () => {
  const reject = (change: object) =>
    read({ v: 1, id: "s", type: "session.open", params: { ...open, ...change } });

  test.each([
    ["a source of another kind", { source: { kind: "page", origin: "https://a.vn" } }],
    ["a source with a path", { source: { ...open.source, origin: "https://a.gov.vn/x" } }],
    ["a source without the top origin", { source: { kind: "site", origin: "https://a.gov.vn" } }],
    ["no items", { items: [] }],
    ["201 items", { items: Array.from({ length: 201 }, (_, n) => ({ ...item, item: `i${n}` })) }],
    ["five signatures on an item", { items: [{ ...item, signatures: 5 }] }],
    ["half a signature", { items: [{ ...item, signatures: 0.5 }] }],
    ["31 idle minutes", { idleSeconds: 31 * 60 }],
    ["a module path as token", { token: "/tmp/evil.so" }],
    ["a digest in capitals", { certificate: "A".repeat(64) }],
  ])("%s is refused", (_, change) => {
    expect(reject(change)).toMatchObject({ ok: false, id: "s" });
  });
});
