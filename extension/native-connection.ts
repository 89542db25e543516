/** One native port in use: greeting, versions, every message checked on its way out and in, each request answered or told why not. */

import * as v from "valibot";
import { fail, fromWire, SignError, type WireError } from "#shared/errors.ts";
import { LIMITS, PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import {
  COMMANDS,
  type CommandType,
  type Hello,
  type HostMessage,
  hostMessage,
  type Params,
  type Result,
  type Token,
} from "#shared/protocol/messages.ts";
import { disconnectReason } from "./native-end.ts";
import { PartialReplies } from "./native-parts.ts";

export interface HostConnection {
  /** Rejects with HOST_NOT_FOUND, HOST_FORBIDDEN, HOST_BLOCKED, HOST_EXITED, HOST_JUNK, VERSION_MISMATCH, ACTION_TIMEOUT. */
  readonly hello: Promise<Hello>;
  /** USER_CANCELLED once `signal` aborted and the host stopped; else the host's own error, or why the port ended. */
  request<T extends CommandType>(type: T, params: Params<T>, signal?: AbortSignal): Promise<Result<T>>;
  /** The list now; then `listener` for each change until `signal` aborts or the port ends. */
  watchTokens(listener: (tokens: Token[]) => void, signal?: AbortSignal): Promise<Token[]>;
  onSessionEnd(listener: (session: string, error: SignError | null) => void): void;
  /** Called once, also where the port has ended already. */
  onEnd(listener: (error: SignError) => void): void;
  close(): void;
}

/** A browser's port, bare of what differs between browsers. */
export interface HostPort {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage(listener: (message: unknown) => void): void;
  /** `words`: the browser's own reason; empty where it has none. */
  onDisconnect(listener: (words: string) => void): void;
}

interface Pending {
  readonly type: CommandType;
  readonly resolve: (result: never) => void;
  readonly reject: (error: SignError) => void;
}

interface Greeting {
  readonly resolve: (hello: Hello) => void;
  readonly reject: (error: SignError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Enough of a greeting to compare versions, whatever else a later version puts into it. */
const looseHello = v.object({
  type: v.literal("hello"),
  host: v.string(),
  protocol: v.object({ min: v.number(), max: v.number() }),
});

export class NativeConnection implements HostConnection {
  readonly hello: Promise<Hello>;
  readonly #port: HostPort;
  readonly #pending = new Map<string, Pending>();
  readonly #watches = new Map<string, (tokens: Token[]) => void>();
  readonly #sessionListeners: ((session: string, error: SignError | null) => void)[] = [];
  readonly #endListeners: ((error: SignError) => void)[] = [];
  readonly #parts = new PartialReplies();
  /** null once the host has said hello. */
  #greeting: Greeting | null = null;
  #ended: SignError | null = null;
  #next = 1;

  constructor(port: HostPort) {
    this.#port = port;
    this.hello = new Promise<Hello>((resolve, reject) => {
      const late = () => this.#fail(new SignError("ACTION_TIMEOUT", { waited: "hello" }));
      this.#greeting = { resolve, reject, timer: setTimeout(late, LIMITS.helloMilliseconds) };
    });
    // Whoever asks for the greeting later still gets its failure; nobody asking is no error.
    this.hello.catch(() => undefined);
    port.onMessage((message) => this.#receive(message));
    port.onDisconnect((words) => this.#end(disconnectReason(words, this.#greeting === null)));
  }

  async request<T extends CommandType>(type: T, params: Params<T>, signal?: AbortSignal): Promise<Result<T>> {
    return (await this.#ask(type, params, signal)).result;
  }

  async watchTokens(listener: (tokens: Token[]) => void, signal?: AbortSignal): Promise<Token[]> {
    const { id, result } = await this.#ask("tokens.watch", {}, signal);
    this.#watches.set(id, listener);
    signal?.addEventListener("abort", () => this.#unwatch(id), { once: true });
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
    this.#fail(new SignError("USER_CANCELLED"));
  }

  async #ask<T extends CommandType>(
    type: T,
    params: Params<T>,
    signal?: AbortSignal,
  ): Promise<{ id: string; result: Result<T> }> {
    await this.hello;
    if (this.#ended) throw this.#ended;
    if (signal?.aborted) fail("USER_CANCELLED");
    const id = this.#send(type, params);
    const answer = new Promise<Result<T>>((resolve, reject) => {
      this.#pending.set(id, { type, resolve: resolve as (result: never) => void, reject });
    });
    const cancel = () => this.#cancel(id);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return { id, result: await answer };
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** INVALID_ARGUMENT, LIMIT_EXCEEDED: what the host would refuse does not leave. */
  #send<T extends CommandType>(type: T, params: Params<T>): string {
    if (!v.is(COMMANDS[type].params, params)) fail("INVALID_ARGUMENT", { type });
    const id = String(this.#next++);
    const message = { v: PROTOCOL_VERSION, id, type, params };
    const size = new TextEncoder().encode(JSON.stringify(message)).length;
    if (size > LIMITS.requestBytes) fail("LIMIT_EXCEEDED", { limit: "request" });
    this.#port.postMessage(message);
    return id;
  }

  /** Asks the host to stop; its answer USER_CANCELLED ends the request, so that "was it signed?" is never a guess. */
  #cancel(request: string): void {
    if (this.#ended) return;
    const id = this.#send("cancel", { request });
    this.#pending.set(id, { type: "cancel", resolve: () => undefined, reject: () => undefined });
  }

  #unwatch(id: string): void {
    if (this.#watches.delete(id)) this.#cancel(id);
  }

  #receive(raw: unknown): void {
    if (this.#ended) return;
    const mismatch = this.#greeting === null ? null : versionMismatch(raw);
    const checked = v.safeParse(hostMessage, raw);
    if (mismatch !== null) this.#fail(mismatch);
    else if (!checked.success) this.#fail(new SignError("HOST_JUNK"));
    else if (this.#greeting === null) this.#handle(checked.output);
    else this.#greet(checked.output, this.#greeting);
  }

  /** The host speaks first: hello, or the reason why it will not speak with this extension. */
  #greet(message: HostMessage, { resolve, timer }: Greeting): void {
    if (message.type === "hello") {
      clearTimeout(timer);
      this.#greeting = null;
      resolve(message);
    } else if (message.type === "error" && message.id === null) {
      this.#fail(errorOf(message.error));
    } else {
      this.#fail(new SignError("HOST_JUNK"));
    }
  }

  #handle(message: HostMessage): void {
    switch (message.type) {
      case "hello":
        this.#fail(new SignError("HOST_JUNK"));
        break;
      case "reply":
        this.#settle(message.id, message.result);
        break;
      case "error":
        this.#refused(message.id, errorOf(message.error));
        break;
      case "part":
        this.#join(message);
        break;
      case "tokens.changed":
        this.#watches.get(message.id)?.(message.tokens);
        break;
      case "session.ended":
        this.#sessionEnded(message);
    }
  }

  #join(part: Extract<HostMessage, { type: "part" }>): void {
    const whole = this.#pending.has(part.id) ? this.#parts.add(part) : "broken";
    if (whole === "broken") this.#fail(new SignError("HOST_JUNK"));
    else if (whole !== null) this.#settle(part.id, whole);
  }

  #sessionEnded({ session, error }: Extract<HostMessage, { type: "session.ended" }>): void {
    for (const listener of this.#sessionListeners) listener(session, error === null ? null : errorOf(error));
  }

  #settle(id: string, result: unknown): void {
    const pending = this.#take(id);
    if (!pending) return;
    const checked = v.safeParse(COMMANDS[pending.type].result, result);
    if (checked.success) pending.resolve(checked.output as never);
    else pending.reject(new SignError("HOST_JUNK", { type: pending.type }));
  }

  /** Without an id the host could not read which request it refuses: then none of them will be answered. */
  #refused(id: string | null, error: SignError): void {
    if (id !== null) this.#take(id)?.reject(error);
    else this.#rejectAll(error);
  }

  #take(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #rejectAll(error: SignError): void {
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of all) reject(error);
  }

  #fail(error: SignError): void {
    this.#port.disconnect();
    this.#end(error);
  }

  #end(error: SignError): void {
    if (this.#ended) return;
    this.#ended = error;
    clearTimeout(this.#greeting?.timer);
    this.#greeting?.reject(error);
    this.#rejectAll(error);
    this.#watches.clear();
    for (const listener of this.#endListeners) listener(error);
  }
}

/** The schema keeps `detail` optional where our own type wants it absent. */
function errorOf(error: { code: WireError["code"]; detail?: WireError["detail"] | undefined }): SignError {
  return fromWire(
    error.detail === undefined ? { code: error.code } : { code: error.code, detail: error.detail },
  );
}

/** Compared before anything else, so that "update" wins over the strange errors that would follow. */
function versionMismatch(raw: unknown): SignError | null {
  const loose = v.safeParse(looseHello, raw);
  if (!loose.success) return null;
  const { host, protocol } = loose.output;
  if (protocol.min <= PROTOCOL_VERSION && protocol.max >= PROTOCOL_VERSION) return null;
  const update = protocol.max < PROTOCOL_VERSION ? "host" : "extension";
  return new SignError("VERSION_MISMATCH", { host: host.slice(0, 40), update });
}
