/** The one signing session this process may have. A second source finds it taken; its own must wait until it is closed. */

import { fail, toWire } from "#shared/errors.ts";
import { PROTOCOL_VERSION } from "#shared/protocol/limits.ts";
import type { HostMessage, Item, Source } from "#shared/protocol/messages.ts";
import type { TokenSession } from "../token/driver.ts";
import { SigningSession } from "./signing-session.ts";
import { isSameSource } from "./source.ts";

export interface OpenSession {
  readonly source: Source;
  readonly items: readonly Item[];
  readonly idleSeconds: number;
  readonly login: () => Promise<TokenSession>;
}

export class Sessions {
  readonly #send: (message: HostMessage) => void;
  #current: SigningSession | null = null;
  /** Source of the session whose login is under way. */
  #opening: Source | null = null;

  constructor(send: (message: HostMessage) => void) {
    this.#send = send;
  }

  /**
   * Logs in and starts the session. Errors: ORIGIN_NOT_ALLOWED where another source has a session, ACTION_PENDING where the same
   * one has, and those of the login. A login that ends after `signal` is undone.
   */
  async open(request: OpenSession, signal: AbortSignal): Promise<SigningSession> {
    const taken = this.#opening ?? this.#alive()?.source;
    if (taken) fail(isSameSource(taken, request.source) ? "ACTION_PENDING" : "ORIGIN_NOT_ALLOWED");
    this.#opening = request.source;
    try {
      const tokenSession = await request.login();
      return await this.#start(request, tokenSession, signal);
    } finally {
      this.#opening = null;
    }
  }

  /** The running session. Errors: BATCH_EXPIRED after its end, ORIGIN_NOT_ALLOWED for the name of no session of this process. */
  find(id: string): SigningSession {
    if (this.#current?.id !== id) return fail("ORIGIN_NOT_ALLOWED");
    return this.#current.ended ? fail("BATCH_EXPIRED") : this.#current;
  }

  /** Logs out, unless the token is busy: then its child ends, which logs out as well. */
  async close(): Promise<void> {
    const session = this.#alive();
    if (session?.busy === false) await session.close();
  }

  async #start(
    { source, items, idleSeconds }: OpenSession,
    tokenSession: TokenSession,
    signal: AbortSignal,
  ): Promise<SigningSession> {
    try {
      signal.throwIfAborted();
      const session: SigningSession = new SigningSession({
        source,
        items,
        idleSeconds,
        tokenSession,
        onEnd: (error) => this.#tell(session.id, error),
      });
      this.#current = session;
      return session;
    } catch (thrown) {
      await tokenSession.close();
      throw thrown;
    }
  }

  #alive(): SigningSession | null {
    return this.#current?.ended === false ? this.#current : null;
  }

  #tell(session: string, error: Error | null): void {
    const wire = error && toWire(error);
    this.#send({ v: PROTOCOL_VERSION, type: "session.ended", id: null, session, error: wire });
  }
}
