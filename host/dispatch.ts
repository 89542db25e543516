/** From a frame to its command and back: every request gets one answer, whatever is thrown on the way. */

import * as v from "valibot";
import { asSignError, SignError, toWire, type WireError } from "#shared/errors.ts";
import { LIMITS, PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import { COMMANDS, type HostMessage } from "#shared/protocol/messages.ts";
import { type CheckedRequest, readRequest } from "#shared/protocol/read-request.ts";
import { runCommand } from "./commands/run.ts";
import type { Host } from "./host.ts";
import { replyMessages } from "./reply.ts";
import type { Frame } from "./stdio.ts";

type Send = (message: HostMessage) => void;

/** What has a command; `cancel` is answered here. */
type Served = Exclude<CheckedRequest, { type: "cancel" }>;

/** A request under way; one that goes on after its answer (a watch) stays here until it is stopped. */
interface Running {
  readonly abort: AbortController;
  answered: boolean;
}

export class Dispatcher {
  readonly #host: Host;
  readonly #send: Send;
  readonly #running = new Map<string, Running>();

  constructor(host: Host, send: Send) {
    this.#host = host;
    this.#send = send;
  }

  /** Answers by `send`, now or later; never throws. */
  receive(frame: Frame): void {
    if (frame.kind === "oversized") {
      this.#refuse(null, { code: "LIMIT_EXCEEDED", detail: { limit: "requestBytes" } });
      return;
    }
    const reading = readRequest(frame.bytes);
    if (reading.ok) this.#begin(reading.request);
    else this.#refuse(reading.id, reading.error);
  }

  #begin(request: CheckedRequest): void {
    // The earlier request keeps its id: an answer that bears it would end the wrong one.
    if (this.#running.has(request.id))
      this.#refuse(null, { code: "INVALID_ARGUMENT", detail: { field: "id" } });
    else if (request.type === "cancel") this.#cancel(request.id, request.params.request);
    else if (this.#running.size >= LIMITS.runningRequests) this.#refuse(request.id, { code: "RATE_LIMITED" });
    else void this.#run(request);
  }

  /** Stops everything, ends the session and the token's child. */
  async close(): Promise<void> {
    for (const { abort } of this.#running.values()) abort.abort();
    await this.#host.close();
  }

  async #run(request: Served): Promise<void> {
    const running: Running = { abort: new AbortController(), answered: false };
    this.#running.set(request.id, running);
    const { signal } = running.abort;
    let goesOn = false;
    const stopped = () => this.#answer(request, running, new SignError("USER_CANCELLED"));
    signal.addEventListener("abort", stopped, { once: true });
    try {
      const result = await runCommand(request, {
        host: this.#host,
        signal,
        event: this.#send,
        goOn: () => {
          goesOn = true;
        },
      });
      this.#answer(request, running, result);
    } catch (thrown) {
      this.#answer(request, running, asSignError(thrown));
      goesOn = false;
    }
    if (!goesOn || signal.aborted) this.#running.delete(request.id);
  }

  /** The first answer counts; one that follows a cancel is dropped. */
  #answer({ id, type }: Served, running: Running, result: unknown): void {
    if (running.answered) return;
    running.answered = true;
    const checked = v.safeParse(COMMANDS[type].result, result);
    if (result instanceof Error || !checked.success) this.#refuse(id, toWire(result));
    else for (const message of replyMessages(id, checked.output)) this.#send(message);
  }

  #refuse(id: string | null, error: WireError): void {
    this.#send({ v: PROTOCOL_VERSION, type: "error", id, ok: false, error });
  }

  /** The stopped request answers USER_CANCELLED by itself, unless it was answered before; an unknown one is no fault. */
  #cancel(id: string, target: string): void {
    const running = this.#running.get(target);
    running?.abort.abort();
    if (running?.answered) this.#running.delete(target);
    for (const message of replyMessages(id, {})) this.#send(message);
  }
}
