/** Whether signatures get a time-stamp: the user's choice, in the extension's own storage. The machine policy goes before it. */

import * as v from "valibot";
import browser from "webextension-polyfill";

const KEY = "time-stamp";

/** `usual`: where the administrator named an authority for this computer. */
export const TIME_STAMP_CHOICES = ["usual", "always", "never"] as const;
export type TimeStampChoice = (typeof TIME_STAMP_CHOICES)[number];

const choice = v.picklist(TIME_STAMP_CHOICES);

export async function recallTimeStampChoice(): Promise<TimeStampChoice> {
  const stored = v.safeParse(choice, (await browser.storage.local.get(KEY))[KEY]);
  return stored.success ? stored.output : "usual";
}

export async function rememberTimeStampChoice(chosen: TimeStampChoice): Promise<void> {
  await browser.storage.local.set({ [KEY]: chosen });
}

/** Told of every later choice, also one made in another page; ends with the window. */
export function onTimeStampChoice(tell: (chosen: TimeStampChoice) => void): void {
  browser.storage.local.onChanged.addListener((changes) => {
    const changed = v.safeParse(choice, changes[KEY]?.newValue);
    if (changed.success) tell(changed.output);
  });
}
