/** Judges, asks for what was missing, and judges again: the one place where a verdict waits for a network. */

import { SignError } from "../errors.ts";
import type { ValidationMaterial } from "../trust/evidence.ts";
import { SharedWork } from "../trust/signature-ledger.ts";
import type { EvidenceWish } from "../trust/wishes.ts";
import { type TrustGround, withMaterial } from "./ground.ts";

/** Answers as many wishes as it can; what it brings is judged like evidence from anywhere. Silence is no error; USER_CANCELLED is. */
export type AskEvidence = (wishes: readonly EvidenceWish[]) => Promise<ValidationMaterial>;

/** A missing issuer, then its status, then that of whoever answered. */
const MAX_ROUNDS = 3;

/** `judge` again with what `ask` found, until nothing new is wished for. */
export async function inRounds<T>(
  ground: TrustGround,
  ask: AskEvidence | undefined,
  judge: (ground: TrustGround) => Promise<T>,
): Promise<T> {
  let standing = ground;
  let result = await judge(standing);
  for (let round = 0; ask && round < MAX_ROUNDS; round++) {
    const wishes = ground.wishes.take();
    if (wishes.length === 0) break;
    const found = await ask(wishes).catch(unlessCancelled);
    if (!found) break;
    standing = { ...withMaterial(standing, found), work: new SharedWork() };
    result = await judge(standing);
  }
  return result;
}

/** Whatever else is wrong with the way to the network, the verdict without it stands. */
function unlessCancelled(thrown: unknown): null {
  if (thrown instanceof SignError && thrown.code === "USER_CANCELLED") throw thrown;
  return null;
}
