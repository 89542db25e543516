/** What the document engine, a worker, cannot do itself and asks its window for: settings of the browser, the network. */

import type { WishData } from "#shared/network/wish-data.ts";
import { wishData } from "#shared/network/wish-data.ts";
import type { ValidationMaterial } from "#shared/trust/evidence.ts";
import type { EvidenceWish } from "#shared/trust/wishes.ts";

/** From the worker to its window. */
export type WindowQuestion =
  | { readonly question: number; readonly about: "anchors" }
  | { readonly question: number; readonly about: "evidence"; readonly wishes: readonly WishData[] };

/** And back. */
export interface WindowAnswer {
  readonly question: number;
  readonly answer: unknown;
}

/** The worker's side; the window answers every question, with nothing where it knows nothing. */
export class EngineWindow {
  readonly #post: (question: WindowQuestion) => void;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #next = 0;

  constructor(post: (question: WindowQuestion) => void) {
    this.#post = post;
  }

  /** DER: authorities that the administrator trusts besides the built-in ones. */
  async anchors(): Promise<readonly Uint8Array[]> {
    return (await this.#ask((question) => ({ question, about: "anchors" }))) as readonly Uint8Array[];
  }

  async evidence(wishes: readonly EvidenceWish[]): Promise<ValidationMaterial> {
    const asked = wishes.map(wishData);
    return (await this.#ask((question) => ({
      question,
      about: "evidence",
      wishes: asked,
    }))) as ValidationMaterial;
  }

  receive({ question, answer }: WindowAnswer): void {
    this.#waiting.get(question)?.(answer);
    this.#waiting.delete(question);
  }

  #ask(ask: (question: number) => WindowQuestion): Promise<unknown> {
    const question = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(question, resolve);
      this.#post(ask(question));
    });
  }
}
