/** How long a signing session may idle: the user's choice, in the extension's own storage. The host shortens it to the policy's. */

import * as v from "valibot";
import browser from "webextension-polyfill";
import { LIMITS } from "#shared/protocol/limits.ts";

const KEY = "idle-minutes";
const USUAL_MINUTES = 5;
const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.idleMinutes));

/** What is offered; 0: the session ends with its last document. */
export const IDLE_MINUTES: readonly number[] = [0, 5, 10, 15, 30];

export async function recallIdleMinutes(): Promise<number> {
  const stored = v.safeParse(minutes, (await browser.storage.local.get(KEY))[KEY]);
  return stored.success ? stored.output : USUAL_MINUTES;
}

export async function recallIdleSeconds(): Promise<number> {
  return (await recallIdleMinutes()) * 60;
}

export async function rememberIdleMinutes(chosen: number): Promise<void> {
  if (v.is(minutes, chosen)) await browser.storage.local.set({ [KEY]: chosen });
}
