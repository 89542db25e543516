/** The only opener of the native port: greeting, versions, schemas both ways, and what a browser's own words for a failure mean. */

import * as v from "valibot";
import browser, { type Runtime } from "webextension-polyfill";
import { type ErrorCode, fail, fromWire, SignError, type WireError } from "#shared/errors.ts";
import { HOST_NAME, LIMITS, PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import {
  COMMANDS,
  type CommandType,
  type Hello,
  type HostMessage,
  hello as helloSchema,
  hostMessage,
  type Params,
  type Result,
  type Token,
} from "#shared/protocol/messages.ts";
import { PartialReplies } from "./native-parts.ts";

export interface HostConnection {
  /** Rejects with HOST_NOT_FOUND, HOST_FORBIDDEN, HOST_BLOCKED, HOST_EXITED, HOST_JUNK, VERSION_MISMATCH, ACTION_TIMEOUT. */
  readonly hello: Promise<Hello>;
  /** USER_CANCELLED once `signal` aborts; else the host's own error, or why the port ended. */
  request<T extends CommandType>(type: T, params: Params<T>, signal?: AbortSignal): Promise<Result<T>>;
  watchTokens(listener: (tokens: Token[]) => void, signal?: AbortSignal): Promise<Token[]>;
  onSessionEnd(listener: (session: string, error: SignError | null) => void): void;
  onEnd(listener: (error: SignError) => void): void;
  close(): void;
}

interface Pending {
  readonly type: CommandType;
  readonly resolve: (result: never) => void;
  readonly reject: (error: SignError) => void;
}

export function connectHost(): HostConnection {
  return new NativeConnection(browser.runtime.connectNative(HOST_NAME));
}

class NativeConnection implements HostConnection {
  readonly hello: Promise<Hello>;
  readonly #port: Runtime.Port;
  readonly #pending = new Map<string, Pending>();
  readonly #watches = new Map<string, (tokens: Token[]) => void>();
  readonly #sessionListeners: ((session: string, error: SignError | null) => void)[] = [];
  readonly #endListeners: ((error: SignError) => void)[] = [];
  readonly #parts = new PartialReplies();
  #greet: { resolve: (hello: Hello) => void; reject: (error: SignError) => void } | null = null;
  #ended: SignError | null = null;
  #next = 1;

  constructor(port: Runtime.Port) {
    this.#port = port;
    this.hello = new Promise<Hello>((resolve, reject) => {
      this.#greet = { resolve, reject };
    });
    // Whoever asks for the greeting later still gets its failure; nobody asking is no error.
    this.hello.catch(() => undefined);
    port.onMessage.addListener((message: unknown) => this.#receive(message));
    port.onDisconnect.addListener((closed) => this.#end(disconnectReason(closed, this.#greet === null)));
    setTimeout(() => {
      if (this.#greet !== null) this.#fail(new SignError("ACTION_TIMEOUT", { waited: "hello" }));
    }, LIMITS.helloMilliseconds);
  }

  async request<T extends CommandType>(type: T, params: Params<T>, signal?: AbortSignal): Promise<Result<T>> {
    return (await this.#ask(type, params, signal)).result;
  }

  async watchTokens(listener: (tokens: Token[]) => void, signal?: AbortSignal): Promise<Token[]> {
    const { id, result } = await this.#ask("tokens.watch", {}, signal);
    this.#watches.set(id, listener);
    signal?.addEventListener("abort", () => this.#watches.delete(id), { once: true });
    return result.tokens;
  }

  onSessionEnd(listener: (session: string, error: SignError | null) => void): void {
    this.#sessionListeners.push(listener);
  }

  onEnd(listener: (error: SignError) => void): void {
    if (this.#ended) listener(this.#ended);
    else this.#endListeners.push(listener);
  }

  close(): void {
    this.#port.disconnect();
    this.#end(new SignError("USER_CANCELLED"));
  }

  async #ask<T extends CommandType>(
    type: T,
    params: Params<T>,
    signal?: AbortSignal,
  ): Promise<{ id: string; result: Result<T> }> {
    await this.hello;
    if (this.#ended) throw this.#ended;
    if (signal?.aborted) fail("USER_CANCELLED");
    if (!v.is(COMMANDS[type].params, params)) fail("INVALID_ARGUMENT", { type });
    const id = String(this.#next++);
    const answer = new Promise<Result<T>>((resolve, reject) => {
      this.#pending.set(id, { type, resolve: resolve as (result: never) => void, reject });
    });
    this.#port.postMessage({ v: PROTOCOL_VERSION, id, type, params });
    const cancel = () => this.#cancel(id);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return { id, result: await answer };
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Asks the host to stop; its answer USER_CANCELLED ends the request, so that "was it signed?" is never a guess. */
  #cancel(request: string): void {
    if (!this.#pending.has(request) || this.#ended) return;
    const id = String(this.#next++);
    this.#port.postMessage({ v: PROTOCOL_VERSION, id, type: "cancel", params: { request } });
  }

  #receive(raw: unknown): void {
    if (this.#greet !== null && !this.#readGreeting(raw)) return;
    const checked = v.safeParse(hostMessage, raw);
    if (checked.success) this.#handle(checked.output);
    else this.#fail(new SignError("HOST_JUNK"));
  }

  /** Versions are compared before anything else, so that "update" wins over the strange errors that would follow. */
  #readGreeting(raw: unknown): boolean {
    const loose = v.safeParse(
      v.object({
        type: v.literal("hello"),
        host: v.string(),
        protocol: v.object({ min: v.number(), max: v.number() }),
      }),
      raw,
    );
    if (!loose.success) {
      const refused = v.safeParse(hostMessage, raw);
      const isError = refused.success && refused.output.type === "error";
      this.#fail(isError ? fromWire(refused.output.error as WireError) : new SignError("HOST_JUNK"));
      return false;
    }
    const { host, protocol } = loose.output;
    if (protocol.min > PROTOCOL_VERSION || protocol.max < PROTOCOL_VERSION) {
      const update = protocol.max < PROTOCOL_VERSION ? "host" : "extension";
      this.#fail(new SignError("VERSION_MISMATCH", { host: host.slice(0, 40), update }));
      return false;
    }
    return true;
  }

  #handle(message: HostMessage): void {
    switch (message.type) {
      case "hello":
        if (v.is(helloSchema, message)) this.#greet?.resolve(message);
        this.#greet = null;
        return;
      case "reply":
        this.#settle(message.id, message.result);
        return;
      case "error":
        if (message.id !== null) this.#take(message.id)?.reject(fromWire(message.error as WireError));
        return;
      case "part": {
        const whole = this.#parts.add(message);
        if (whole === "broken") this.#fail(new SignError("HOST_JUNK"));
        else if (whole !== null) this.#settle(message.id, whole);
        return;
      }
      case "tokens.changed":
        this.#watches.get(message.id)?.(message.tokens);
        return;
      case "session.ended": {
        const error = message.error === null ? null : fromWire(message.error as WireError);
        for (const listener of this.#sessionListeners) listener(message.session, error);
      }
    }
  }

  #settle(id: string, result: unknown): void {
    const pending = this.#take(id);
    if (!pending) return;
    const checked = v.safeParse(COMMANDS[pending.type].result, result);
    if (checked.success) pending.resolve(checked.output as never);
    else pending.reject(new SignError("HOST_JUNK", { type: pending.type }));
  }

  #take(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #fail(error: SignError): void {
    this.#port.disconnect();
    this.#end(error);
  }

  #end(error: SignError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#greet?.reject(error);
    this.#greet = null;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    for (const listener of this.#endListeners) listener(error);
  }
}

/** Chromium's `lastError` and Firefox's `port.error`, by the words both have used for years. */
const REASONS: readonly (readonly [RegExp, ErrorCode])[] = [
  [/not found|no such native application/i, "HOST_NOT_FOUND"],
  [/forbidden/i, "HOST_FORBIDDEN"],
  [/disabled by the system administrator/i, "HOST_BLOCKED"],
  [/communicating|maximum|too large|JSON|syntax/i, "HOST_JUNK"],
];

function disconnectReason(port: Runtime.Port, greeted: boolean): SignError {
  const { error } = port as { error?: { message?: string } };
  const said = browser.runtime.lastError?.message ?? error?.message ?? "";
  const code = REASONS.find(([words]) => words.test(said))?.[1] ?? "HOST_EXITED";
  return new SignError(code, { greeted });
}

const PING_CACHE_MILLISECONDS = 60_000;
let lastPing: { at: number; answer: Promise<{ host: string }> } | null = null;

/** For the background: is a host there? One short connection at a time; the answer is kept for a minute, a failure is not. */
export function pingHost(): Promise<{ host: string }> {
  if (lastPing !== null && Date.now() - lastPing.at < PING_CACHE_MILLISECONDS) return lastPing.answer;
  const answer = ping();
  lastPing = { at: Date.now(), answer };
  answer.catch(() => {
    lastPing = null;
  });
  return answer;
}

async function ping(): Promise<{ host: string }> {
  const connection = connectHost();
  try {
    return { host: (await connection.hello).host };
  } finally {
    connection.close();
  }
}
