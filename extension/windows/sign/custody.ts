/** What is being signed is kept until it is safe: a crash at any moment loses no signature and repeats none. Of private windows nothing is kept. */

import { browserLife } from "../../keep/life.ts";
import { changeKept, forget, type KeptDocument, keep } from "../../keep/store.ts";
import type { Store } from "../parts/store.ts";
import type { SignEvent } from "./reducer.ts";
import type { Entry, SignState } from "./state.ts";
import type { Unjudged } from "./steps/embed.ts";

export class Custody {
  readonly #store: Store<SignState, SignEvent>;

  constructor(store: Store<SignState, SignEvent>) {
    this.#store = store;
  }

  /** The user agreed to sign these. */
  listed(entries: readonly Entry[]): Promise<void> {
    return this.#guard(keepAll(entries, "listed"));
  }

  /** On the disk before the token is asked. */
  signing(entry: Entry): Promise<void> {
    return this.#guard(keepAll([entry], "signing"));
  }

  /** On the disk before anything else is done with the signed file. */
  signed(entry: Entry, { blob, name, signedAt, certificate }: Unjudged): Promise<void> {
    return this.#guard(keepAll([entry], "signed", { blob, name, signedAt, certificate }));
  }

  /** Not signed after all: it may be asked for again. */
  notSigned(id: string): Promise<void> {
    return this.#guard(changeKept(id, { state: "listed", signed: null }));
  }

  /** The page is given the file; whether it takes it is not known yet. */
  delivering(id: string): Promise<void> {
    return this.#guard(changeKept(id, { state: "delivering" }));
  }

  /** The page did not take it. */
  refused(id: string): Promise<void> {
    return this.#guard(changeKept(id, { state: "signed" }));
  }

  /** The page has shown it. */
  delivered(id: string): Promise<void> {
    return this.#guard(changeKept(id, { state: "delivered" }));
  }

  /** It is on the disk: the copy goes. */
  saved(id: string): Promise<void> {
    return this.#guard(changeKept(id, { state: "delivered", signed: null }));
  }

  /** They leave the window: nothing of them is needed any more. */
  left(ids: readonly string[]): Promise<void> {
    return this.#guard(forget(ids));
  }

  /** No room or no storage: the window says so, and signing goes on. */
  async #guard(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch {
      this.#store.dispatch({ type: "unkept" });
    }
  }
}

async function keepAll(
  entries: readonly Entry[],
  state: KeptDocument["state"],
  signed: KeptDocument["signed"] = null,
): Promise<void> {
  const kept = entries.filter(({ job }) => !job.private);
  if (kept.length === 0) return;
  const shared = { state, signed, life: await browserLife() };
  const now = Date.now();
  await keep(
    kept.map(({ id, job, document }, index) => {
      const name = document?.name ?? job.name ?? "";
      // Later ones later: they are offered again in the order of the list.
      return { id, batch: job.batch, job, name, keptAt: new Date(now + index), ...shared };
    }),
  );
}
