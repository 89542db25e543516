import { describe, expect, test, vi } from "vitest";
import { toBase64 } from "#shared/bytes.ts";
import { asSignError } from "#shared/errors.ts";
import { LIMITS } from "#shared/protocol/limits.ts";
import { type HostPort, NativeConnection } from "../../extension/native-connection.ts";

interface Sent {
  readonly id: string;
  readonly type: string;
  readonly params: Record<string, unknown>;
}

/** The host's end of a port in memory: what the extension sent, and a voice to answer. */
class HostEnd implements HostPort {
  readonly sent: Sent[] = [];
  open = true;
  say: (message: unknown) => void = () => undefined;
  end: (words: string) => void = () => undefined;

  postMessage(message: unknown): void {
    this.sent.push(message as Sent);
  }
  disconnect(): void {
    this.open = false;
  }
  onMessage(listener: (message: unknown) => void): void {
    this.say = listener;
  }
  onDisconnect(listener: (words: string) => void): void {
    this.end = listener;
  }

  greet(): void {
    this.say(HELLO);
  }
  /** The request of that place, once it was sent. */
  async asked(count: number): Promise<Sent> {
    await vi.waitFor(() => expect(this.sent.length).toBeGreaterThanOrEqual(count));
    return this.sent[count - 1] as Sent;
  }
}

const HELLO = { v: 1, type: "hello", host: "0.1.0", protocol: { min: 1, max: 1 }, capabilities: [] };
const reply = (id: string, result: unknown) => ({ v: 1, type: "reply", id, ok: true, result });
const refusal = (id: string | null, code: string) => ({
  v: 1,
  type: "error",
  id,
  ok: false,
  error: { code },
});

const TOKEN = {
  ...{
    id: "practice",
    kind: "practice",
    label: "Thực hành",
    serial: "1",
    manufacturer: "",
    model: "",
    module: null,
  },
  pin: {
    countLow: false,
    finalTry: false,
    locked: false,
    onReader: false,
    wanted: false,
    minLength: 0,
    maxLength: 0,
  },
};

function connect(): { host: HostEnd; connection: NativeConnection } {
  const host = new HostEnd();
  return { host, connection: new NativeConnection(host) };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no error",
    (error: unknown) => asSignError(error).code,
  );

describe("the greeting", () => {
  test("a request waits for hello and is answered", async () => {
    const { host, connection } = connect();
    const answer = connection.request("ping", {});
    expect(host.sent).toEqual([]);
    host.greet();
    const { id } = await host.asked(1);
    host.say(reply(id, { host: "0.1.0" }));
    expect(await answer).toEqual({ host: "0.1.0" });
    expect((await connection.hello).host).toBe("0.1.0");
  });

  test.each([
    [2, 3, "extension"],
    [0, 0, "host"],
  ])(
    "a host of protocol %i to %i: the %s is to be updated, whatever else its hello holds",
    async (min, max, update) => {
      const { host, connection } = connect();
      host.say({ v: 9, type: "hello", host: "9.9.9", protocol: { min, max }, news: true });
      const error = await connection.hello.catch(asSignError);
      expect(error).toMatchObject({ code: "VERSION_MISMATCH", detail: { host: "9.9.9", update } });
      expect(host.open).toBe(false);
    },
  );

  test("a host that refuses the extension says so in place of hello", async () => {
    const { host, connection } = connect();
    host.say(refusal(null, "HOST_FORBIDDEN"));
    expect(await codeOf(connection.hello)).toBe("HOST_FORBIDDEN");
  });

  test.each([
    ["text", "Cannot find module"],
    ["an answer to nothing", reply("1", {})],
    ["hello without its fields", { v: 1, type: "hello" }],
  ])("%s before hello is junk", async (_, message) => {
    const { host, connection } = connect();
    host.say(message);
    expect(await codeOf(connection.hello)).toBe("HOST_JUNK");
    expect(await codeOf(connection.request("ping", {}))).toBe("HOST_JUNK");
  });

  test("a host that never says hello is given up", async () => {
    vi.useFakeTimers();
    try {
      const { connection } = connect();
      const code = codeOf(connection.hello);
      vi.advanceTimersByTime(LIMITS.helloMilliseconds);
      expect(await code).toBe("ACTION_TIMEOUT");
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("requests", () => {
  test("each gets its own answer, in whatever order they come", async () => {
    const { host, connection } = connect();
    host.greet();
    const first = connection.request("ping", {});
    const second = connection.request("tokens.list", {});
    const [one, two] = [await host.asked(1), await host.asked(2)];
    host.say(reply(two.id, { tokens: [TOKEN] }));
    host.say(refusal(one.id, "RATE_LIMITED"));
    expect((await second).tokens).toEqual([TOKEN]);
    expect(await codeOf(first)).toBe("RATE_LIMITED");
  });

  test("an answer that is not of the request's form is junk for that request alone", async () => {
    const { host, connection } = connect();
    host.greet();
    const bad = connection.request("ping", {});
    const { id } = await host.asked(1);
    host.say(reply(id, { host: "0.1.0", surprise: true }));
    expect(await codeOf(bad)).toBe("HOST_JUNK");
    expect(host.open).toBe(true);
  });

  test("what the host would refuse does not leave", async () => {
    const { host, connection } = connect();
    host.greet();
    const wrong = connection.request("certificates.list", { token: "../../etc" });
    expect(await codeOf(wrong)).toBe("INVALID_ARGUMENT");
    const items = Array.from({ length: LIMITS.items }, (_, index) => ({
      ...{
        item: `i${index}`,
        name: "x".repeat(255),
        size: 1,
        pages: 1,
        sha256: "0".repeat(64),
        signatures: 1,
      },
    }));
    const many = connection.request("session.add", { session: "s", source: { kind: "local" }, items });
    expect(await codeOf(many)).toBe("LIMIT_EXCEEDED");
    expect(host.sent).toEqual([]);
  });

  test("parts are joined in order; a part out of order ends the connection", async () => {
    const { host, connection } = connect();
    host.greet();
    const part = (id: string, seq: number, last: boolean, text: string) => ({
      ...{ v: 1, type: "part", id, seq, last, data: toBase64(new TextEncoder().encode(text)) },
    });
    const joined = connection.request("ping", {});
    const first = await host.asked(1);
    host.say(part(first.id, 0, false, '{"host":'));
    host.say(part(first.id, 1, true, '"Ấn Tín"}'));
    expect(await joined).toEqual({ host: "Ấn Tín" });
    const broken = connection.request("ping", {});
    const second = await host.asked(2);
    host.say(part(second.id, 1, true, "{}"));
    expect(await codeOf(broken)).toBe("HOST_JUNK");
    expect(host.open).toBe(false);
  });

  test("an error that names no request answers all of them, for none will get another answer", async () => {
    const { host, connection } = connect();
    host.greet();
    const waiting = [connection.request("ping", {}), connection.request("tokens.list", {})].map(codeOf);
    await host.asked(2);
    host.say(refusal(null, "LIMIT_EXCEEDED"));
    expect(await Promise.all(waiting)).toEqual(["LIMIT_EXCEEDED", "LIMIT_EXCEEDED"]);
  });

  test("stopping asks the host; the request ends with the host's answer, not before", async () => {
    const { host, connection } = connect();
    host.greet();
    const controller = new AbortController();
    const answer = codeOf(connection.request("tokens.list", {}, controller.signal));
    const { id } = await host.asked(1);
    controller.abort();
    const cancel = await host.asked(2);
    expect(cancel).toMatchObject({ type: "cancel", params: { request: id } });
    host.say(refusal(id, "USER_CANCELLED"));
    expect(await answer).toBe("USER_CANCELLED");
    expect(await codeOf(connection.request("ping", {}, controller.signal))).toBe("USER_CANCELLED");
  });
});

describe("events", () => {
  test("a watch hears each change until it is stopped, and the host is told then", async () => {
    const { host, connection } = connect();
    host.greet();
    const heard: number[] = [];
    const controller = new AbortController();
    const list = connection.watchTokens((tokens) => heard.push(tokens.length), controller.signal);
    const { id } = await host.asked(1);
    host.say(reply(id, { tokens: [] }));
    expect(await list).toEqual([]);
    host.say({ v: 1, type: "tokens.changed", id, tokens: [TOKEN] });
    controller.abort();
    host.say({ v: 1, type: "tokens.changed", id, tokens: [] });
    expect(heard).toEqual([1]);
    expect(host.sent.at(-1)).toMatchObject({ type: "cancel", params: { request: id } });
  });

  test("the end of a session is told with its reason", async () => {
    const { host, connection } = connect();
    host.greet();
    const ends: (string | null)[] = [];
    connection.onSessionEnd((session, error) => ends.push(`${session} ${error?.code ?? "idle"}`));
    host.say({ v: 1, type: "session.ended", id: null, session: "s1", error: { code: "TOKEN_REMOVED" } });
    host.say({ v: 1, type: "session.ended", id: null, session: "s2", error: null });
    expect(ends).toEqual(["s1 TOKEN_REMOVED", "s2 idle"]);
  });
});

describe("the end of the port, in the words of the browsers", () => {
  test.each([
    ["Specified native messaging host not found.", "HOST_NOT_FOUND"],
    ["Access to the specified native messaging host is forbidden.", "HOST_FORBIDDEN"],
    ["Access to the native messaging host was disabled by the system administrator.", "HOST_BLOCKED"],
    ["Native host has exited.", "HOST_EXITED"],
    ["Error when communicating with the native messaging host.", "HOST_JUNK"],
    ["No such native application vn.antin.host", "HOST_NOT_FOUND"],
    ["This extension does not have permission to use native application vn.antin.host", "HOST_FORBIDDEN"],
    ["", "HOST_EXITED"],
  ])("%j means %s", async (words, code) => {
    const { host, connection } = connect();
    const ended = new Promise<string>((resolve) => connection.onEnd((error) => resolve(error.code)));
    host.end(words);
    expect(await ended).toBe(code);
    expect(await codeOf(connection.hello)).toBe(code);
  });

  test("every request that waits is told; later ones too", async () => {
    const { host, connection } = connect();
    host.greet();
    const waiting = codeOf(connection.request("ping", {}));
    await host.asked(1);
    host.end("Native host has exited.");
    expect(await waiting).toBe("HOST_EXITED");
    expect(await codeOf(connection.request("ping", {}))).toBe("HOST_EXITED");
  });
});
