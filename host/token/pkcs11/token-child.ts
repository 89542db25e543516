/**
 * One token child seen from the host: starts it, gives it one request at a time, times every call it makes, and ends it. What the
 * child says is checked like a stranger's: a foreign library runs in its memory.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { basename } from "node:path";
import type { Readable, Writable } from "node:stream";
import * as v from "valibot";
import { fail, SignError } from "#shared/errors.ts";
import { childCommand } from "./child-command.ts";
import { encodeFrame, FrameReader } from "./frames.ts";
import {
  ANSWER_BYTES,
  type ChildMessage,
  childMessage,
  REQUESTS,
  type RequestParams,
  type RequestResult,
  type RequestType,
} from "./messages.ts";
import { limitOf, type Timed, type TimeLimits } from "./time-limits.ts";

export interface TokenChildOptions {
  /** Absolute path of the module. */
  readonly module: string;
  /** Folder of the locks between host processes. */
  readonly locks: string;
  readonly limits: Partial<TimeLimits>;
  readonly env: NodeJS.ProcessEnv;
}

/** A request failed and the session it was made in is over. */
export class SessionOverError extends SignError {}

interface Waiting {
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: SignError) => void;
}

/** Milliseconds that a killed process may take to vanish before nobody waits for it any more. */
const BURIAL = 5000;

function ignore(): void {
  // Broken pipes: the end of the process is told by its "exit". Failed turns: told to whoever asked.
}

export class TokenChild {
  /** Settles when the module is loaded and answers, or has failed to. */
  readonly loaded: Promise<unknown>;
  /** Resolves with the reason when the process is gone. */
  readonly ended: Promise<SignError>;
  #bury: (error: SignError) => void = ignore;
  readonly #module: string;
  readonly #limits: Partial<TimeLimits>;
  readonly #process: ChildProcess;
  readonly #reader = new FrameReader(ANSWER_BYTES);
  /** Why the process ends or has ended; null while it is well. */
  #end: SignError | null = null;
  #waiting: Waiting | null = null;
  #timed: Timed = "start";
  #timer: NodeJS.Timeout | undefined;
  /** Settles when the request before has its answer. */
  #turn: Promise<unknown>;

  constructor({ module, locks, limits, env }: TokenChildOptions) {
    this.ended = new Promise((resolve) => {
      this.#bury = resolve;
    });
    this.#module = module;
    this.#limits = limits;
    const { file, args } = childCommand();
    // Standard streams stay closed to the module: some print to them, and the host's own stdout belongs to the browser.
    const stdio = ["ignore", "ignore", "ignore", "pipe", "pipe", "pipe"] as const;
    this.#process = spawn(file, args, { stdio: [...stdio], env, windowsHide: true });
    this.#listen();
    this.#turn = this.#answer();
    this.loaded = this.request("load", { module, locks });
  }

  #listen(): void {
    const answers = this.#process.stdio[4] as Readable;
    answers.on("data", (chunk: Buffer) => this.#read(chunk));
    for (const stream of this.#process.stdio) stream?.on("error", ignore);
    this.#process.once("error", () => this.#die(null, null));
    this.#process.once("exit", (code, signal) => {
      // What it said last may still lie in the pipe. A process that the module has started may hold the pipe open for ever.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#die(code, signal), BURIAL);
      if (answers.closed) this.#die(code, signal);
      else answers.once("close", () => this.#die(code, signal));
    });
  }

  #die(code: number | null, signal: string | null): void {
    clearTimeout(this.#timer);
    this.#end ??= new SignError("MODULE_CRASHED", {
      module: basename(this.#module),
      method: this.#timed,
      ended: signal ?? code,
    });
    this.#waiting?.reject(this.#end);
    this.#waiting = null;
    this.#bury(this.#end);
  }

  /** Ends the process at once. Requests that wait are refused with `reason`. */
  kill(reason: SignError): void {
    if (this.#end !== null) return;
    this.#end = reason;
    clearTimeout(this.#timer);
    this.#process.kill("SIGKILL");
    this.#timer = setTimeout(() => this.#die(null, null), BURIAL);
  }

  /** Ends the process when every request that was made has its answer; nothing may be asked after this. */
  async finish(reason: SignError): Promise<void> {
    for (let last: unknown = null; last !== this.#turn; await last) last = this.#turn;
    this.kill(reason);
    await this.ended;
  }

  /** Not ended, and nobody has decided to end it. */
  get isWell(): boolean {
    return this.#end === null;
  }

  #answer(): Promise<Record<string, unknown>> {
    this.#startTimer();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  #startTimer(): void {
    clearTimeout(this.#timer);
    const detail = { module: basename(this.#module), method: this.#timed };
    const limit = limitOf(this.#limits, this.#timed);
    this.#timer = setTimeout(() => this.kill(new SignError("TOKEN_TIMEOUT", detail)), limit);
  }

  #read(chunk: Buffer): void {
    if (this.#end !== null) return;
    try {
      for (const message of this.#reader.push(chunk)) this.#take(v.parse(childMessage, message));
    } catch {
      // The module has scribbled over the process, or speaks for it.
      this.kill(new SignError("MODULE_CRASHED", { module: basename(this.#module), method: "answer" }));
    }
  }

  #take(message: ChildMessage): void {
    const waiting = this.#waiting;
    if (waiting === null) throw new TypeError("an answer nobody asked for");
    if (message.type === "call") {
      this.#timed = message.method;
      this.#startTimer();
      return;
    }
    clearTimeout(this.#timer);
    this.#waiting = null;
    if (message.type === "error") {
      const { code, detail } = message.error;
      waiting.reject(new (message.sessionOver ? SessionOverError : SignError)(code, detail));
      return;
    }
    waiting.resolve(message.type === "result" ? message.result : {});
  }

  /**
   * Asks when its turn comes. Errors: what the child answers; TOKEN_TIMEOUT, MODULE_CRASHED {module, method}; USER_CANCELLED
   * where `signal` is aborted before the turn comes (a request that runs is never cut short).
   */
  request<T extends RequestType>(
    type: T,
    params: RequestParams<T>,
    signal?: AbortSignal,
  ): Promise<RequestResult<T>> {
    const result = this.#turn.then(() => {
      if (signal?.aborted) fail("USER_CANCELLED");
      return this.#exchange(type, params);
    });
    this.#turn = result.catch(ignore);
    return result;
  }

  async #exchange<T extends RequestType>(type: T, params: RequestParams<T>): Promise<RequestResult<T>> {
    if (this.#end !== null) throw this.#end;
    const answer = this.#answer();
    const frame = encodeFrame({ type, params });
    // It may hold a PIN.
    (this.#process.stdio[3] as Writable).write(frame, () => frame.fill(0));
    const result = v.safeParse(REQUESTS[type].result, await answer);
    if (result.success) return result.output as RequestResult<T>;
    const junk = new SignError("MODULE_CRASHED", { module: basename(this.#module), method: "answer" });
    this.kill(junk);
    throw junk;
  }
}
