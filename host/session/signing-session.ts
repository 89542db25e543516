/**
 * A signing session ("phiên ký"): one source, one certificate, one login, for the documents the user was shown. What a session
 * may sign is decided here and nowhere else.
 */

import { randomUUID } from "node:crypto";
import { fail, SignError } from "#shared/errors.ts";
import type { Item, Source } from "#shared/protocol/messages.ts";
import { type SignDigestRequest, signDigest } from "../cms/sign-digest.ts";
import type { SignRequest, TokenSession, TokenSigner } from "../token/driver.ts";
import { IdleTimer } from "./idle-timer.ts";
import { ItemLedger } from "./item-ledger.ts";
import { isSameSource } from "./source.ts";

export interface SessionRequest {
  readonly source: Source;
  readonly tokenSession: TokenSession;
  readonly items: readonly Item[];
  /** 0: ends as soon as every listed signature is made. */
  readonly idleSeconds: number;
  /** Called once when the session ends by itself: null after the idle time or the last signature, else why. */
  readonly onEnd: (error: SignError | null) => void;
}

/** A session that is to end with its last signature must not stay open for want of one. */
const LONGEST_WAIT_WITHOUT_IDLE = 60;

export type DigestToSign = Omit<SignDigestRequest, "session"> & { readonly item: string };

export class SigningSession {
  readonly id = randomUUID();
  readonly source: Source;
  readonly #tokenSession: TokenSession;
  readonly #items = new ItemLedger();
  readonly #timer: IdleTimer;
  readonly #onEnd: SessionRequest["onEnd"];
  readonly #endsWithItems: boolean;
  #ended = false;
  /** The signature before; a token makes one at a time. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Errors: those of `ItemLedger.add`. */
  constructor({ source, tokenSession, items, idleSeconds, onEnd }: SessionRequest) {
    this.#items.add(items);
    this.source = source;
    this.#tokenSession = tokenSession;
    this.#onEnd = onEnd;
    this.#endsWithItems = idleSeconds === 0;
    this.#timer = new IdleTimer(idleSeconds || LONGEST_WAIT_WITHOUT_IDLE, () => this.#end(null));
    tokenSession.onEnd((cause) => this.#end(asTokenError(cause)));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** A signature is being made. */
  get busy(): boolean {
    return this.#timer.isHeld;
  }

  /** Errors: ORIGIN_NOT_ALLOWED for any other source than the one that opened the session, BATCH_CONFLICT, LIMIT_EXCEEDED. */
  add(source: Source, items: readonly Item[]): void {
    if (!isSameSource(source, this.source)) fail("ORIGIN_NOT_ALLOWED");
    this.#items.add(items);
    this.#timer.touch();
  }

  /** The CMS over a listed item. Errors: JOB_NOT_FOUND, BATCH_CONFLICT, BATCH_EXPIRED and those of `signDigest`. */
  async sign({ item, ...request }: DigestToSign, signal: AbortSignal): Promise<Uint8Array> {
    this.#items.take(item);
    this.#timer.begin();
    try {
      const cms = await signDigest({ session: this.#signer(signal), ...request }, signal);
      signal.throwIfAborted();
      return cms;
    } catch (thrown) {
      this.#items.giveBack(item);
      throw thrown;
    } finally {
      this.#timer.end();
      // After the answer: the end of the session must not look like the end of the signature.
      if (this.#endsWithItems && this.#items.isFinished) setImmediate(() => this.#end(null));
    }
  }

  /** Logs out; asked for, so nobody is told. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#timer.stop();
    await this.#tokenSession.close();
  }

  /** The token is at one signature; the next waits for the token alone, not for the message before to be finished. */
  #signer(signal: AbortSignal): TokenSigner {
    const { certificate } = this.#tokenSession;
    const sign = (request: SignRequest) => {
      const made = this.#turn.then(() => this.#signNow(request, signal));
      this.#turn = made.catch(() => {});
      return made;
    };
    return { certificate, sign };
  }

  async #signNow(request: SignRequest, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted();
    if (this.#ended) fail("BATCH_EXPIRED");
    return this.#tokenSession.sign(request, signal);
  }

  #end(error: SignError | null): void {
    if (this.#ended) return;
    void this.close().catch(() => {});
    this.#onEnd(error);
  }
}

function asTokenError(cause: Error): SignError {
  return cause instanceof SignError ? cause : new SignError("TOKEN_REMOVED", undefined, cause);
}
