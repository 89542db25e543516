/** What is being signed is kept until it is safe: a crash at any moment loses no signature and repeats none. Of private windows nothing is kept. */

import { browserLife } from "../../keep/life.ts";
import { keepOriginal } from "../../keep/originals.ts";
import {
  changeKept,
  forget,
  type KeptDocument,
  keep,
  keepSigned,
  keepWithoutBytes,
} from "../../keep/store.ts";
import type { Store } from "../parts/store.ts";
import type { SignEvent } from "./reducer.ts";
import type { Entry, SignState } from "./state.ts";
import type { Unjudged } from "./steps/embed.ts";

/** From this size on, writing the document takes longer than the token. */
const LARGE_BYTES = 4 * 1024 * 1024;

interface Early {
  readonly blob: Blob;
  readonly kept: Promise<void>;
}

export class Custody {
  readonly #store: Store<SignState, SignEvent>;
  /** Large originals, on their way to the disk or there. */
  readonly #early = new Map<string, Early>();

  constructor(store: Store<SignState, SignEvent>) {
    this.#store = store;
  }

  /** A large document goes to the disk while the user looks at it. The user's own files are there already, and may change there. */
  shown({ id, job, document, phase }: Entry): void {
    if (job.private || phase.kind === "done" || document === null || document.url === null) return;
    const { blob } = document;
    if (blob.size < LARGE_BYTES || this.#early.get(id)?.blob === blob) return;
    const kept = browserLife().then((life) => keepOriginal({ id, blob, life }));
    this.#early.set(id, { blob, kept });
    // Without room the whole signed file is tried, and the window says that it is not kept.
    kept.then(() => (this.#early.has(id) ? undefined : forget([id]))).catch(() => undefined);
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
    return this.#guard(this.#keepCopy(entry, { blob, name, signedAt, certificate }));
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
    this.#early.delete(id);
    return this.#guard(keepWithoutBytes(id));
  }

  /** They leave the window: nothing of them is needed any more. */
  left(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#early.delete(id);
    return this.#guard(forget(ids));
  }

  async #keepCopy(entry: Entry, signed: NonNullable<KeptDocument["signed"]>): Promise<void> {
    const [record] = await recordsOf([entry], "signed");
    if (record !== undefined) await keepSigned({ ...record, signed }, await this.#keptBytes(entry));
  }

  /** How much of the signed file is on the disk: the document that was signed, which nothing changes but what is appended. */
  async #keptBytes({ id, document }: Entry): Promise<number> {
    const early = this.#early.get(id);
    if (early === undefined || early.blob !== document?.blob) return 0;
    return early.kept.then(
      () => early.blob.size,
      () => 0,
    );
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

async function keepAll(entries: readonly Entry[], state: KeptDocument["state"]): Promise<void> {
  const records = await recordsOf(entries, state);
  if (records.length > 0) await keep(records);
}

async function recordsOf(entries: readonly Entry[], state: KeptDocument["state"]): Promise<KeptDocument[]> {
  const life = await browserLife();
  const now = Date.now();
  return entries
    .filter(({ job }) => !job.private)
    .map(({ id, job, document }, index) => {
      const name = document?.name ?? job.name ?? "";
      // Later ones later: they are offered again in the order of the list.
      const keptAt = new Date(now + index);
      return { id, batch: job.batch, job, name, state, signed: null, life, keptAt };
    });
}
