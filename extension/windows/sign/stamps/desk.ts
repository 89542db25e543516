/** The stamps of all documents in the window: the kind that is proposed, planned by the engine, moved by the user. */

import { asSignError } from "#shared/errors.ts";
import { stampTexts } from "#shared/messages/windows-sign-stamps.ts";
import type { PresetName } from "#shared/pdf/stamps/preset.ts";
import { isNumberUsed } from "../../../templates/numbers.ts";
import { templateFor } from "../../../templates/store.ts";
import type { Engine } from "../../engine.ts";
import type { Place, StampLook, StampOrder, StampPicture, StampPlan } from "../../engine-messages.ts";
import { formatDate } from "../../parts/format.ts";
import { Store } from "../../parts/store.ts";
import { noticeOf } from "../state.ts";
import { proposedChoice, recalledPlace, rememberSigned, type StampScene } from "./memory.ts";
import {
  isSealing,
  looksOf,
  NO_STAMPS,
  type PlacedStamp,
  placedStamps,
  readDate,
  type StampChoice,
  type StampInputs,
  type StampWork,
  wantsPicture,
} from "./state.ts";

type Works = ReadonlyMap<string, StampWork>;

interface Change {
  readonly id: string;
  readonly change: Partial<StampWork>;
}

function reduce(works: Works, { id, change }: Change): Works {
  return new Map(works).set(id, { ...(works.get(id) ?? NO_STAMPS), ...change });
}

export class StampDesk {
  readonly store = new Store<Works, Change>(reduce, new Map());
  readonly #engineOf: (id: string) => Engine;
  readonly #scenes = new Map<string, StampScene>();
  /** Counts what was asked for a document: an answer to an older question is dropped. */
  readonly #turns = new Map<string, number>();

  constructor(engineOf: (id: string) => Engine) {
    this.#engineOf = engineOf;
  }

  of(id: string): StampWork {
    return this.store.state.get(id) ?? NO_STAMPS;
  }

  /** One look for each signature, as shown. */
  looks(id: string): readonly (StampLook | null)[] {
    return looksOf(this.of(id));
  }

  /** A checked document and the certificate that will sign it: proposes a kind and places it. Once for each certificate. */
  async settle(id: string, scene: StampScene): Promise<void> {
    const before = this.#scenes.get(id);
    if (before?.certificate === scene.certificate && before.label === scene.label) return;
    this.#scenes.set(id, scene);
    const proposed = await proposedChoice(scene);
    // The user may have chosen meanwhile.
    const { chosen, choice, inputs } = this.of(id);
    const date = inputs.date || formatDate(new Date());
    this.#set(id, { choice: chosen ? choice : proposed, inputs: { ...inputs, date } });
    await this.#plan(id);
  }

  /** The user's choice of a kind. */
  async choose(id: string, choice: StampChoice): Promise<void> {
    this.#set(id, { choice, chosen: true, planned: { kind: "planning" }, leaderWaived: false });
    await this.#plan(id);
  }

  async fill(id: string, inputs: Partial<StampInputs>): Promise<void> {
    this.#set(id, { inputs: { ...this.of(id).inputs, ...inputs } });
    await this.#plan(id);
  }

  /** Templates changed, here or in another window. */
  async refresh(id: string): Promise<void> {
    if (this.#scenes.has(id)) await this.#plan(id);
  }

  waiveLeader(id: string, leaderWaived: boolean): void {
    this.#set(id, { leaderWaived });
  }

  /** By the user's hand. A page that is not there changes nothing. */
  async move(id: string, index: number, place: Place): Promise<void> {
    const stamp = this.#stamp(id, index);
    if (stamp === null) return;
    const travels = place.page !== stamp.place.page;
    if (!travels) this.#replace(id, index, { ...stamp, place, by: "hand" });
    const measured = await this.#engineOf(id)
      .call("measure", place)
      .catch(() => null);
    const now = this.#stamp(id, index);
    if (now === null || (!travels && now.place !== place)) return;
    if (measured === null) this.#replace(id, index, { ...stamp });
    else this.#replace(id, index, { ...now, ...measured, place, by: "hand" });
    if (travels && measured !== null) this.#reveal(id, index);
  }

  /** Back to the place that was proposed. */
  async home(id: string, index: number): Promise<void> {
    const { planned } = this.of(id);
    if (planned.kind !== "planned") return;
    await this.#plan(
      id,
      planned.stamps.filter((_, other) => other !== index),
    );
    this.#reveal(id, index);
  }

  /** Once it is signed: kind, places and number are remembered for the next document. */
  signed(id: string): void {
    const scene = this.#scenes.get(id);
    if (scene) void rememberSigned(this.of(id), scene).catch(() => undefined);
  }

  forget(id: string): void {
    this.#scenes.delete(id);
  }

  async #plan(id: string, kept?: readonly PlacedStamp[]): Promise<void> {
    const turn = (this.#turns.get(id) ?? 0) + 1;
    this.#turns.set(id, turn);
    const scene = this.#scenes.get(id);
    const { choice, planned } = this.of(id);
    if (choice === "none" || !scene) return this.#set(id, { planned: { kind: "invisible" } });
    const before = kept ?? (planned.kind === "planned" ? planned.stamps : []);
    const change = await this.#planned(id, { scene, preset: choice, before }).catch((error: unknown) => ({
      planned: { kind: "failed", error: noticeOf(asSignError(error)) } as const,
    }));
    if (this.#turns.get(id) !== turn) return;
    this.#set(id, change);
    if (planned.kind !== "planned") this.#reveal(id, null);
  }

  async #planned(
    id: string,
    { scene, preset, before }: { scene: StampScene; preset: PresetName; before: readonly PlacedStamp[] },
  ): Promise<Partial<StampWork>> {
    const { inputs, chosen } = this.of(id);
    const template = await templateFor({ preset, certificate: scene.certificate });
    const picture = template?.image ?? null;
    if (picture === null && wantsPicture(preset)) return { planned: { kind: "no-picture" }, picture };
    const order = orderOf({ preset, inputs, picture, scene, text: template?.text ?? null });
    const plan = await this.#planOf(id, order, chosen);
    if (preset === "issue" && !chosen && isSealLeft(plan)) {
      // Number and date are printed already: what is left to do is the seal.
      this.#set(id, { choice: "seal" });
      return this.#planned(id, { scene, preset: "seal", before });
    }
    const stamps = placedStamps(plan, before);
    const recalled = await Promise.all(stamps.map((stamp) => this.#recall(id, stamp, scene)));
    const numberUsed = isSealing(preset) && (await isUsed(inputs, scene, plan.symbol));
    return {
      picture,
      numberUsed,
      planned: { kind: "planned", stamps: recalled, warnings: plan.warnings, symbol: plan.symbol },
    };
  }

  /** A kind that is only proposed does not fail because today is another day than the document says. */
  async #planOf(id: string, order: StampOrder, chosen: boolean): Promise<StampPlan> {
    const engine = this.#engineOf(id);
    try {
      return await engine.call("plan", order);
    } catch (thrown) {
      if (chosen || order.number !== "" || asSignError(thrown).code !== "ANCHOR_FILLED") throw thrown;
      const plan = await engine.call("plan", { ...order, date: null });
      if (isSealLeft(plan)) return plan;
      throw thrown;
    }
  }

  /** A stamp without an anchor goes where it was on this site's last document. */
  async #recall(id: string, stamp: PlacedStamp, scene: StampScene): Promise<PlacedStamp> {
    if (stamp.by !== "waiting") return stamp;
    const place = await recalledPlace(stamp, scene);
    if (place === null) return stamp;
    const measured = await this.#engineOf(id)
      .call("measure", place)
      .catch(() => null);
    if (measured === null) return stamp;
    // Millimetres from the top edge: only now is the height of the page known.
    const y = measured.size.height - place.rect.y - place.rect.height;
    const fitting = { page: place.page, rect: { ...place.rect, y } };
    return { ...stamp, ...measured, place: fitting, by: "memory" };
  }

  #stamp(id: string, index: number): PlacedStamp | null {
    const { planned } = this.of(id);
    return planned.kind === "planned" ? (planned.stamps[index] ?? null) : null;
  }

  #replace(id: string, index: number, stamp: PlacedStamp): void {
    const { planned } = this.of(id);
    if (planned.kind !== "planned") return;
    const stamps = planned.stamps.map((other, at) => (at === index ? stamp : other));
    this.#set(id, { planned: { ...planned, stamps } });
  }

  /** The page opens where the stamp is; `index` null: all of them where one page has all, else the last. */
  #reveal(id: string, index: number | null): void {
    const { planned } = this.of(id);
    if (planned.kind !== "planned") return;
    const pages = new Set(planned.stamps.map(({ place }) => place.page));
    const stamp = planned.stamps.at(index ?? -1);
    if (!stamp) return;
    const { page, rect } = stamp.place;
    const share = 1 - (rect.y + rect.height / 2) / stamp.size.height;
    const whole = index === null && planned.stamps.length > 1 && pages.size === 1;
    this.#set(id, { reveal: { page, share, whole } });
  }

  #set(id: string, change: Partial<StampWork>): void {
    this.store.dispatch({ id, change });
  }
}

/** Number and date are printed already, or have no place at all. */
function isSealLeft({ stamps, missing }: StampPlan): boolean {
  const isOnlySeal = stamps.every(({ role }) => role === "seal");
  const hasNoHead = missing.includes("number") && missing.includes("date");
  return (isOnlySeal || hasNoHead) && !missing.includes("block");
}

interface OrderParts {
  readonly preset: PresetName;
  readonly inputs: StampInputs;
  readonly picture: StampPicture | null;
  readonly scene: StampScene;
  /** Of the template. */
  readonly text: string | null;
}

function orderOf({ preset, inputs, picture, scene, text }: OrderParts): StampOrder {
  const { signer, organization, practice } = scene;
  const usual = preset === "copy" ? (stampTexts.vi.copyKinds[0] ?? null) : null;
  const typed = inputs.text === "" ? (text ?? usual) : inputs.text;
  return {
    preset,
    image: picture && { bytes: picture.bytes, widthMm: picture.widthMm, heightMm: picture.heightMm },
    text: typed,
    number: inputs.number.trim(),
    date: readDate(inputs.date),
    signer,
    organization,
    practice,
    time: new Date(),
  };
}

async function isUsed(
  { number, date }: StampInputs,
  { certificate }: StampScene,
  symbol: string,
): Promise<boolean> {
  const year = readDate(date)?.year;
  if (number.trim() === "" || year === undefined) return false;
  return isNumberUsed({ certificate, number: number.trim() + symbol, year }).catch(() => false);
}
