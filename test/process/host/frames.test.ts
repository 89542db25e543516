import { afterEach, describe, expect, test } from "vitest";
import { CHROMIUM_ID, GECKO_ID } from "#shared/protocol/identity.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { frame, type HostOptions, HostProcess, idOf, rawFrame } from "./host-process.ts";

let host: HostProcess;

function start(options?: HostOptions): HostProcess {
  host = new HostProcess(options);
  return host;
}

afterEach(async () => {
  await host.end();
});

const ping = (id: string) => frame({ v: 1, id, type: "ping", params: {} });
const pong = (id: string) => ({ v: 1, type: "reply", id, ok: true, result: { host: "0.1.0" } });

describe("greeting", () => {
  test("hello comes first, without being asked", async () => {
    expect(await start().next()).toEqual({
      v: 1,
      type: "hello",
      host: "0.1.0",
      protocol: { min: 1, max: 1 },
      capabilities: expect.arrayContaining(["sign"]),
    });
  });

  test.each([
    ["Chromium", [`chrome-extension://${CHROMIUM_ID}/`, "--parent-window=0"]],
    ["Firefox", ["/usr/lib/mozilla/native-messaging-hosts/vn.antin.host.json", GECKO_ID]],
  ])("our extension in %s is served", async (_, args) => {
    start({ args });
    expect(await host.next()).toMatchObject({ type: "hello" });
    host.write(ping("a"));
    expect(await host.next()).toEqual(pong("a"));
  });

  test.each([
    ["in Chromium", [`chrome-extension://${"a".repeat(32)}/`]],
    ["in Chromium, with our id inside its own", [`chrome-extension://${CHROMIUM_ID}.evil/`]],
    ["in Firefox", ["/home/u/vn.antin.host.json", "stranger@example.org"]],
  ])("another extension %s is told so and gets nothing else", async (_, args) => {
    start({ args });
    host.write(ping("a"));
    expect(await host.next()).toMatchObject({ type: "error", id: null, error: { code: "HOST_FORBIDDEN" } });
    expect(await host.ended).toBe(0);
    expect(await host.next()).toBeNull();
  });
});

describe("frames", () => {
  test("a frame in single bytes is read as a whole one", async () => {
    await start().next();
    for (const byte of ping("slow")) host.write(Buffer.of(byte));
    expect(await host.next()).toEqual(pong("slow"));
  });

  test("two frames in one write get an answer each", async () => {
    await start().next();
    host.write(Buffer.concat([ping("a"), ping("b")]));
    // Requests are worked on side by side: the id says which answer is whose.
    const answers = [await host.next(), await host.next()];
    expect(answers).toEqual(expect.arrayContaining([pong("a"), pong("b")]));
  });

  test("a frame of exactly the limit is read, one byte more gets one typed error, and the next is read again", async () => {
    await start().next();
    const padded = (size: number, id: string) =>
      rawFrame(Buffer.from(ping(id).toString("latin1", 4).padEnd(size), "latin1"));
    host.write(padded(LIMITS.requestBytes, "full"));
    expect(await host.next()).toEqual(pong("full"));
    host.write(padded(LIMITS.requestBytes + 1, "over"));
    host.write(padded(8 * 1024 * 1024, "far"));
    host.write(ping("after"));
    for (let count = 0; count < 2; count++) {
      expect(await host.next()).toEqual({
        v: 1,
        type: "error",
        id: null,
        ok: false,
        error: { code: "LIMIT_EXCEEDED", detail: { limit: "requestBytes" } },
      });
    }
    expect(await host.next()).toEqual(pong("after"));
  });

  test.each([
    ["an empty frame", Buffer.alloc(0)],
    ["no JSON", Buffer.from("hello")],
    ["no UTF-8", Buffer.of(0xff, 0xfe)],
    ["a deep nest", Buffer.from("[".repeat(60_000))],
    ["a closed deep nest", Buffer.from("[".repeat(30_000) + "]".repeat(30_000))],
  ])("%s gets one typed error and the host goes on", async (_, body) => {
    await start().next();
    host.write(rawFrame(body));
    expect(await host.next()).toMatchObject({ type: "error", id: null, error: { code: "INVALID_ARGUMENT" } });
    host.write(ping("after"));
    expect(await host.next()).toEqual(pong("after"));
  });

  test("a request cut by the end of input leaves nothing behind", async () => {
    await start().next();
    host.write(ping("a").subarray(0, 10));
    expect(await host.end()).toBe(0);
    expect(await host.next()).toBeNull();
    expect(host.stderr).toBe("");
  });
});

describe("requests", () => {
  test.each([
    [{ v: 1, id: "x", type: "file.read", params: {} }, "INVALID_ARGUMENT"],
    [{ v: 1, id: "x", type: "ping", params: { a: 1 } }, "INVALID_ARGUMENT"],
    [{ v: 1, id: "x", type: "ping", params: {}, module: "/tmp/evil.so" }, "INVALID_ARGUMENT"],
    [{ v: 1, id: "x", type: "certificates.list", params: {} }, "MISSING_PARAMETER"],
    [{ v: 9, id: "x", type: "ping", params: {} }, "VERSION_MISMATCH"],
    [
      { v: 1, id: "x", type: "certificates.list", params: { token: "p11:0000000000000000" } },
      "TOKEN_NOT_FOUND",
    ],
    [{ v: 1, id: "x", type: "session.close", params: { session: "nobody" } }, "ORIGIN_NOT_ALLOWED"],
  ])("%o answers %s with its id", async (request, code) => {
    await start().next();
    host.write(frame(request));
    expect(await host.next()).toMatchObject({ type: "error", id: "x", ok: false, error: { code } });
  });

  test("a quick request overtakes a slow one; each answer bears its own id", async () => {
    await start().next();
    const slow = host.send("certificates.list", { token: "practice" });
    const quick = host.send("ping", {});
    const answers = [await host.next(), await host.next()];
    expect(answers.map(idOf)).toEqual([quick, slow]);
    expect(answers[1]).toMatchObject({
      type: "reply",
      result: { certificates: [{ label: "practice-rsa" }, {}] },
    });
  });

  test("an id that is in use is refused without touching the request that has it", async () => {
    await start().next();
    host.write(frame({ v: 1, id: "w", type: "tokens.watch", params: {} }));
    expect(await host.next()).toMatchObject({ type: "reply", id: "w" });
    host.write(ping("w"));
    expect(await host.next()).toMatchObject({
      type: "error",
      id: null,
      error: { code: "INVALID_ARGUMENT", detail: { field: "id" } },
    });
    expect(await host.ask("cancel", { request: "w" })).toEqual({});
    host.write(ping("w"));
    expect(await host.next()).toEqual(pong("w"));
  });

  test("too many watches at once are refused, and one that ends makes room", async () => {
    await start().next();
    for (let count = 0; count < LIMITS.runningRequests; count++) await host.get("tokens.watch", {});
    expect(await host.ask("tokens.list", {})).toEqual({ error: { code: "RATE_LIMITED" } });
    await host.get("cancel", { request: "r1" });
    expect(await host.ask("tokens.list", {})).toMatchObject({ tokens: [{ id: "practice" }] });
  });

  test("cancelling what is not under way is no fault", async () => {
    await start().next();
    expect(await host.ask("cancel", { request: "nothing" })).toEqual({});
  });
});
