/** The built host as a browser sees it: a process that speaks frames. Nothing here waits for a time to pass. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { endianness, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import * as v from "valibot";
import { CHROMIUM_ID } from "#shared/protocol/identity.ts";
import {
  type CommandType,
  type HostMessage,
  hostMessage,
  type Params,
  type Result,
} from "#shared/protocol/messages.ts";
import { projectRoot } from "../../tools/programs.ts";

const CHROMIUM_CALLER: readonly string[] = [`chrome-extension://${CHROMIUM_ID}/`];

const BUILT = join(projectRoot, "dist", "antin");

/** A message with the length a browser puts before it. */
export function frame(message: unknown): Buffer {
  return rawFrame(Buffer.from(JSON.stringify(message)));
}

export function rawFrame(body: Buffer, length = body.length): Buffer {
  const head = Buffer.alloc(4);
  if (endianness() === "LE") head.writeUInt32LE(length);
  else head.writeUInt32BE(length);
  return Buffer.concat([head, body]);
}

/** The request a message belongs to; null for those that belong to none. */
export function idOf(message: HostMessage | null): string | null {
  return message !== null && "id" in message ? message.id : null;
}

export interface HostOptions {
  readonly args?: readonly string[];
  /** The host from source, which takes the kind of its build from ANTIN_BUILD; else the built one. */
  readonly fromSource?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export class HostProcess {
  readonly home = mkdtempSync(join(tmpdir(), "antin-host-"));
  readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** Exit code, when the process has ended and all it wrote is read. */
  readonly ended: Promise<number | null>;
  stderr = "";
  #rest = Buffer.alloc(0);
  readonly #arrived: HostMessage[] = [];
  readonly #waiting: ((message: HostMessage | null) => void)[] = [];
  #closed = false;
  #count = 0;

  constructor({ args = CHROMIUM_CALLER, env = {}, fromSource = false }: HostOptions = {}) {
    const command = fromSource ? [process.execPath, join(projectRoot, "host", "main.ts")] : [BUILT];
    const [program = BUILT, ...first] = command;
    this.process = spawn(program, [...first, ...args], {
      env: { ...process.env, ANTIN_HOME: this.home, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.process.stdin.on("error", () => undefined);
    this.process.stdout.on("data", (chunk: Buffer) => this.#read(chunk));
    this.process.stderr.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.ended = new Promise((resolve) => {
      this.process.on("close", (code) => {
        this.#closed = true;
        for (const wake of this.#waiting.splice(0)) wake(null);
        rmSync(this.home, { recursive: true, force: true });
        resolve(code);
      });
    });
  }

  write(bytes: Buffer): void {
    this.process.stdin.write(bytes);
  }

  /** The next message in the order of arrival; null after the end. */
  async next(): Promise<HostMessage | null> {
    const first = this.#arrived.shift();
    if (first || this.#closed) return first ?? null;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** The next message that `wanted` takes; what comes before it is dropped. */
  async until(wanted: (message: HostMessage) => boolean): Promise<HostMessage> {
    for (;;) {
      const message = await this.next();
      if (message === null) throw new Error(`the host ended: ${this.stderr}`);
      if (wanted(message)) return message;
    }
  }

  /** Sends and returns the id it used. */
  send(type: string, params: unknown, id = `r${++this.#count}`): string {
    this.write(frame({ v: 1, id, type, params }));
    return id;
  }

  /** The answer to one request: its result, or its error as `{error}`. */
  async ask<T extends CommandType>(
    type: T,
    params: Params<T>,
  ): Promise<
    Result<T> | { readonly error: { readonly code: string; readonly detail?: object | undefined } }
  > {
    const id = this.send(type, params);
    const answer = await this.until((message) => idOf(message) === id && message.type !== "tokens.changed");
    if (answer.type === "reply") return answer.result as Result<T>;
    if (answer.type === "error") return { error: answer.error };
    throw new Error(`unexpected ${answer.type}`);
  }

  /** Like `ask` where a result is wanted. */
  async get<T extends CommandType>(type: T, params: Params<T>): Promise<Result<T>> {
    const answer = await this.ask(type, params);
    if ("error" in answer) throw new Error(`${type}: ${JSON.stringify(answer.error)}`);
    return answer;
  }

  /** Closes the port as a browser does. */
  async end(): Promise<number | null> {
    this.process.stdin.end();
    return this.ended;
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 4) {
      const length = endianness() === "LE" ? this.#rest.readUInt32LE() : this.#rest.readUInt32BE();
      if (this.#rest.length < 4 + length) return;
      // Throws for anything on standard output that is not a message of the protocol.
      const message = v.parse(hostMessage, JSON.parse(this.#rest.toString("utf8", 4, 4 + length)));
      this.#rest = this.#rest.subarray(4 + length);
      const wake = this.#waiting.shift();
      if (wake) wake(message);
      else this.#arrived.push(message);
    }
  }
}

/** A machine policy for a development build. */
export function writePolicy(folder: string, policy: object): string {
  const path = join(folder, "policy.json");
  writeFileSync(path, JSON.stringify(policy), { mode: 0o600 });
  return path;
}
