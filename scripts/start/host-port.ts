/** A native messaging port as a browser opens it: the host as a child process, one frame a message. */

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { endianness } from "node:os";
import type { Readable, Writable } from "node:stream";
import * as v from "valibot";
import { fromWire } from "#shared/errors.ts";
import { CHROMIUM_ID } from "#shared/protocol/identity.ts";
import { PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import {
  COMMANDS,
  type CommandType,
  type HostMessage,
  hostMessage,
  type Params,
  type Result,
} from "#shared/protocol/messages.ts";

export interface HostPort {
  request<T extends CommandType>(type: T, params: Params<T>): Promise<Result<T>>;
  /** Closes the host's standard input, which is how a browser ends it, and waits for its end. */
  close(): Promise<void>;
}

type HostProcess = ChildProcessByStdio<Writable, Readable, null>;

/** A length in the machine's own byte order, then that many bytes of JSON (the browsers' native messaging). */
function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const length = Buffer.alloc(4);
  if (endianness() === "LE") length.writeUInt32LE(body.length);
  else length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
}

async function* messages(stream: Readable): AsyncGenerator<HostMessage> {
  let waiting = Buffer.alloc(0);
  for await (const chunk of stream) {
    waiting = Buffer.concat([waiting, chunk as Buffer]);
    while (waiting.length >= 4) {
      const length = endianness() === "LE" ? waiting.readUInt32LE() : waiting.readUInt32BE();
      if (waiting.length < 4 + length) break;
      yield v.parse(hostMessage, JSON.parse(waiting.toString("utf8", 4, 4 + length)));
      waiting = waiting.subarray(4 + length);
    }
  }
}

/** Starts the host as Chromium would and waits for its hello. `command`: the program and its first arguments. */
export async function openHostPort(command: readonly string[], env = process.env): Promise<HostPort> {
  const [program = "", ...args] = command;
  const host: HostProcess = spawn(program, [...args, `chrome-extension://${CHROMIUM_ID}/`], {
    stdio: ["pipe", "pipe", "inherit"],
    env,
  });
  const ended = new Promise<void>((resolve) => host.on("close", () => resolve()));
  const incoming = messages(host.stdout);
  const next = async () => {
    const { value, done } = await incoming.next();
    if (done) throw new Error("the host ended before it answered");
    return value;
  };
  const hello = await next();
  if (hello.type !== "hello") throw new Error(`the host began with ${hello.type}`);
  let count = 0;
  return {
    async request(type, params) {
      const id = `start-${++count}`;
      host.stdin.write(frame({ v: PROTOCOL_VERSION, id, type, params }));
      for (;;) {
        const message = await next();
        if (message.type === "error") throw fromWire(message.error as Parameters<typeof fromWire>[0]);
        if (message.type === "reply" && message.id === id) {
          return v.parse(COMMANDS[type].result, message.result) as Result<typeof type>;
        }
      }
    },
    async close() {
      host.stdin.end();
      await ended;
    },
  };
}
