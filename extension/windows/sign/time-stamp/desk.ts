/**
 * Time-stamps for signatures that the token has made. The signature is held while the authority is asked: where none comes nothing is
 * lost, and the user says whether to ask again or to go without.
 */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import { TOKEN_BYTES } from "#shared/cms/signed-data.ts";
import { signatureValue, withTimestamp } from "#shared/cms/time-stamped.ts";
import { asSignError, fail } from "#shared/errors.ts";
import { onTimeStampChoice, recallTimeStampChoice } from "../../time-stamp-choice.ts";
import type { Offer } from "../choose.ts";
import type { Desk } from "../desk.ts";
import { noticeOf } from "../state.ts";
import { Turns } from "./turns.ts";
import { wantsTimeStamp } from "./wanted.ts";

/** What the user says of a signature without its time-stamp; "drop": it is thrown away. */
export type HeldAnswer = "again" | "without" | "drop";

/** Authorities of the state are slow: more at once make them slower. */
const AT_ONCE = 4;

export class TimeStampDesk {
  readonly #desk: Desk;
  readonly #held = new Map<string, (answer: HeldAnswer) => void>();
  readonly #asking = new Map<string, AbortController>();
  readonly #turns = new Turns(AT_ONCE);
  /** Batches whose user went on without. */
  readonly #without = new Set<string>();
  #loaded: Promise<void> = Promise.resolve();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Reads the user's choice, now and whenever it changes. */
  load(): void {
    const show = (choice: Awaited<ReturnType<typeof recallTimeStampChoice>>) =>
      this.#desk.store.dispatch({ type: "clock", clock: { choice } });
    this.#loaded = recallTimeStampChoice().then(show, () => undefined);
    onTimeStampChoice(show);
  }

  /** For a signature that is about to be made. */
  async wanted(offer: Offer): Promise<boolean> {
    await Promise.all([this.#loaded, this.#desk.host.greeted]);
    return wantsTimeStamp(this.#desk.store.state, offer);
  }

  /** The signature with its time-stamp, or as it is where the user says so. USER_CANCELLED where it is to be dropped. */
  async stamp(id: string, cms: Uint8Array): Promise<Uint8Array> {
    for (;;) {
      if (this.#goesWithout(id)) return cms;
      this.#desk.store.dispatch({ type: "step", id, step: "stamp", took: this.#desk.lap(id) });
      try {
        return withTimestamp(cms, await this.#token(id, cms));
      } catch (error) {
        // The word came while this one was being asked for.
        if (this.#goesWithout(id)) return cms;
        const answer = await this.#ask(id, error);
        if (answer === "without") return cms;
        if (answer === "drop") fail("USER_CANCELLED");
      }
    }
  }

  /** No longer waits for the authority; the signature is kept. */
  stop(id: string): void {
    this.#asking.get(id)?.abort();
  }

  answer(id: string, answer: HeldAnswer): void {
    const resolve = this.#held.get(id);
    this.#held.delete(id);
    resolve?.(answer);
  }

  /** One word for all that wait; "without" holds for the rest of the run. */
  answerAll(batch: string, items: readonly string[], answer: HeldAnswer): void {
    if (answer === "without") this.#without.add(batch);
    for (const id of items) this.answer(id, answer);
  }

  /** A new run asks anew. */
  begin(batch: string): void {
    this.#without.delete(batch);
  }

  #goesWithout(id: string): boolean {
    const batch = this.#desk.store.state.batches.find(({ items }) => items.includes(id));
    return batch !== undefined && this.#without.has(batch.id);
  }

  #ask(id: string, error: unknown): Promise<HeldAnswer> {
    this.#desk.store.dispatch({ type: "held", id, held: noticeOf(asSignError(error)) });
    return new Promise((resolve) => this.#held.set(id, resolve));
  }

  async #token(id: string, cms: Uint8Array): Promise<Uint8Array> {
    const controller = new AbortController();
    this.#asking.set(id, controller);
    const { signal } = controller;
    try {
      return await this.#turns.take(signal, async () => {
        if (this.#goesWithout(id)) fail("USER_CANCELLED");
        const signature = toBase64(signatureValue(cms));
        const { token } = await this.#desk.host.request("network.timestamp", { signature }, signal);
        const bytes = fromBase64(token) ?? fail("HOST_JUNK", { field: "token" });
        // Larger than the place that was kept for it.
        return bytes.length <= TOKEN_BYTES ? bytes : fail("TSA_REFUSED", { reason: "too-large" });
      });
    } finally {
      this.#asking.delete(id);
    }
  }
}
