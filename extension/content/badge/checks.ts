/** Verdicts of the documents of this page, by address: asked by a click, or by themselves where the user wants it. */

import type { ErrorCode } from "#shared/errors.ts";
import type { BadgeVerdict } from "../../badge-verdict.ts";
import { checkInPage } from "../check/check.ts";
import type { PageDocument } from "../click.ts";
import type { Badge } from "./badge.ts";
import { openCard } from "./card.ts";

export interface Checked {
  readonly key: string;
  readonly badge: Badge;
  readonly document: PageDocument;
}

interface CheckActions {
  /** A state with words takes more room than a sign. */
  readonly onShown: (checked: Checked) => void;
  /** Into the window; the code of a refusal. */
  readonly onOpen: (document: PageDocument) => Promise<ErrorCode | null>;
  readonly onSign: (document: PageDocument) => Promise<ErrorCode | null>;
}

/** Without being asked: so many documents a page, and none larger than this. */
const UNASKED_DOCUMENTS = 20;
const UNASKED_BYTES = 16 * 1024 * 1024;

export class Checks {
  readonly #actions: CheckActions;
  readonly #verdicts = new Map<string, BadgeVerdict>();
  readonly #busy = new Set<string>();
  readonly #unasked = new Set<string>();

  constructor(actions: CheckActions) {
    this.#actions = actions;
  }

  /** A badge put up again, as in a list that reuses its rows, says what is known. */
  restore(checked: Checked): void {
    const verdict = this.#verdicts.get(checked.key);
    if (verdict) this.#show(checked, verdict);
  }

  forget(keys: readonly string[]): void {
    for (const key of keys) this.#verdicts.delete(key);
  }

  /** One click: checks, then shows the card; again: the card. Where it cannot be checked here, the window opens. */
  async press(checked: Checked): Promise<void> {
    const { key, badge, document } = checked;
    if (this.#busy.has(key)) return;
    const verdict = this.#verdicts.get(key) ?? (await this.#check(checked));
    if (verdict) this.#card(checked, verdict);
    else badge.refuse(await this.#actions.onOpen(document));
  }

  async unasked(checked: Checked): Promise<void> {
    const { key } = checked;
    if (this.#verdicts.has(key) || this.#busy.has(key) || this.#unasked.has(key)) return;
    if (this.#unasked.size >= UNASKED_DOCUMENTS) return;
    this.#unasked.add(key);
    await this.#check(checked, UNASKED_BYTES);
  }

  async #check(checked: Checked, limit?: number): Promise<BadgeVerdict | null> {
    const { key, badge, document } = checked;
    this.#busy.add(key);
    badge.showState("checking");
    const verdict = await checkInPage(document.url, limit);
    this.#busy.delete(key);
    if (verdict) {
      this.#verdicts.set(key, verdict);
      this.#show(checked, verdict);
    } else badge.showState("unchecked");
    return verdict;
  }

  #show(checked: Checked, { state }: BadgeVerdict): void {
    checked.badge.showState(state);
    this.#actions.onShown(checked);
  }

  #card(checked: Checked, verdict: BadgeVerdict): void {
    const { key, badge, document } = checked;
    const { onOpen, onSign } = this.#actions;
    const tell = (opening: Promise<ErrorCode | null>) => void opening.then((code) => badge.refuse(code));
    openCard({
      name: document.name,
      verdict,
      anchor: badge.verdictButton,
      onOpen: () => tell(onOpen(document)),
      onSign: badge.hasSign ? null : () => tell(onSign(document)),
      onAgain: () => {
        this.#verdicts.delete(key);
        void this.press(checked);
      },
    });
  }
}
