/** Signatures as people think of them, with the tone of the worst: number, day and seal by one certificate are one act. Pure. */

import type { Holder } from "#shared/verify/agency.ts";
import { type OfficeOptions, officeView } from "#shared/verify/office.ts";
import type { FileVerdict, SignatureVerdict } from "#shared/verify/verdict.ts";
import { type Tone, toneOf } from "./tone.ts";

interface NumberedSignature {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly signature: SignatureVerdict;
}

export interface Act {
  /** At least one, in the order of the file. */
  readonly members: readonly [NumberedSignature, ...NumberedSignature[]];
  /** Of the worst member. */
  readonly tone: Exclude<Tone, "none">;
  /** null for a time-stamp. */
  readonly holder: Holder | null;
}

/** Every signature stands in one act; in the order of their first members. */
export function actsOf(verdict: FileVerdict, options: OfficeOptions): Act[] {
  const { acts } = officeView(verdict, options);
  const listed = acts.map(({ entries, holder }) => ({ entries, holder: holder as Holder | null }));
  const known = new Set(acts.flatMap(({ entries }) => entries));
  const others = verdict.signatures.flatMap((_, index) => (known.has(index) ? [] : [index]));
  const alone = others.map((index) => ({ entries: [index], holder: null }));
  return [...listed, ...alone]
    .flatMap(({ entries, holder }) => {
      const [first, ...rest] = entries.flatMap((index) => numbered(verdict, index));
      return first === undefined ? [] : [{ members: [first, ...rest] as const, holder }];
    })
    .map((act) => ({ ...act, tone: worstTone(act.members) }))
    .toSorted((a, b) => a.members[0].number - b.members[0].number);
}

function numbered({ signatures }: FileVerdict, index: number): NumberedSignature[] {
  const signature = signatures[index];
  return signature === undefined ? [] : [{ number: index + 1, signature }];
}

const WORST_FIRST = ["bad", "caution", "practice", "good"] as const;

function worstTone(members: readonly NumberedSignature[]): Act["tone"] {
  const tones = new Set(members.map(({ signature }) => toneOf(signature)));
  return WORST_FIRST.find((tone) => tones.has(tone)) ?? "caution";
}

/** "1" or "2–4". */
export function numbersOf({ members }: Act): string {
  const first = members[0].number;
  const last = members.at(-1)?.number ?? first;
  return first === last ? String(first) : `${first}–${last}`;
}
