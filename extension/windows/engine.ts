/** The window's end of its document engine: one worker a document, so that leaving a document ends its work at once. */

import browser from "webextension-polyfill";
import { fromWire, SignError } from "#shared/errors.ts";
import { type Asker, askNetwork, trustedByPolicy } from "../network/evidence.ts";
import type { EngineCall, EngineCalls, EngineReply, EngineRequest } from "./engine-messages.ts";
import type { WindowAnswer, WindowQuestion } from "./engine-window.ts";

interface Waiting {
  readonly resolve: (answer: EngineCalls[EngineCall]["answer"]) => void;
  readonly reject: (error: SignError) => void;
}

export class Engine {
  readonly #worker = new Worker(browser.runtime.getURL("windows/engine-worker.js"));
  readonly #waiting = new Map<number, Waiting>();
  readonly #asker: Asker;
  #next = 0;

  constructor(asker: Asker = "window") {
    this.#asker = asker;
    this.#worker.onmessage = ({ data }: MessageEvent<EngineReply | WindowQuestion>) => {
      if ("question" in data) void this.#answer(data);
      else this.#receive(data);
    };
    this.#worker.onerror = () => this.#rejectAll(new SignError("UNKNOWN_ERROR"));
  }

  /** Asks; rejects with a `SignError`, USER_CANCELLED once the engine is closed. */
  call<Call extends EngineCall>(
    type: Call,
    ask: EngineCalls[Call]["ask"],
  ): Promise<EngineCalls[Call]["answer"]> {
    const id = this.#next++;
    const answer = new Promise<EngineCalls[Call]["answer"]>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
    });
    this.#worker.postMessage({ id, type, ask } as EngineRequest);
    return answer;
  }

  /** Ends the worker, whatever it is doing. */
  close(): void {
    this.#worker.terminate();
    this.#rejectAll(new SignError("USER_CANCELLED"));
  }

  /** What only a window has: the browser's settings, its permissions, the native port. */
  async #answer(asked: WindowQuestion): Promise<void> {
    const answer = asked.about === "anchors" ? trustedByPolicy() : askNetwork(asked.wishes, this.#asker);
    this.#worker.postMessage({ question: asked.question, answer: await answer } satisfies WindowAnswer);
  }

  #receive(reply: EngineReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.answer);
    else waiting?.reject(fromWire(reply.error));
  }

  #rejectAll(error: SignError): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
