/** A signing session as the rest of the host sees it; what it does lies with its module's connection. */

import { fail, type SignError } from "#shared/errors.ts";
import type { SignRequest, TokenCertificate, TokenSession } from "../driver.ts";

export interface SessionWork {
  readonly certificate: TokenCertificate;
  readonly sign: (request: SignRequest, signal?: AbortSignal) => Promise<Uint8Array>;
  /** Logs out; must not fail. */
  readonly close: () => Promise<void>;
}

export class Pkcs11Session implements TokenSession {
  readonly certificate: TokenCertificate;
  readonly #work: SessionWork;
  readonly #listeners: ((error: Error) => void)[] = [];
  /** Why it ended by itself. */
  #end: SignError | null = null;
  #closing: Promise<void> | null = null;

  constructor(work: SessionWork) {
    this.certificate = work.certificate;
    this.#work = work;
  }

  /** After the end: the error it ended with, or INVALID_ARGUMENT {reason: "SESSION_CLOSED"}. */
  async sign(request: SignRequest, signal?: AbortSignal): Promise<Uint8Array> {
    if (this.#end !== null) throw this.#end;
    if (this.#closing !== null) fail("INVALID_ARGUMENT", { reason: "SESSION_CLOSED" });
    return await this.#work.sign(request, signal);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end === null ? this.#work.close() : Promise.resolve();
    return this.#closing;
  }

  onEnd(listener: (error: Error) => void): void {
    const end = this.#end;
    if (end === null) this.#listeners.push(listener);
    else queueMicrotask(() => listener(end));
  }

  /** The session has ended by itself; nothing happens where it was closed or had ended before. */
  endWith(error: SignError): void {
    if (this.#end !== null || this.#closing !== null) return;
    this.#end = error;
    for (const listener of this.#listeners.splice(0)) listener(error);
  }
}
