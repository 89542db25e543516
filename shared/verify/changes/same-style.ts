/** Style entries of a form field that a program spelt anew without changing what is drawn (ISO 32000-2 12.7.4.3, 12.5.6.19). */

import type { PdfDict, PdfValue } from "../../pdf/objects.ts";
import { nameOperand, numbersOf, tryOperations } from "./content-operators.ts";
import { differingKeys, type Seen } from "./same-value.ts";

/** Default appearances: the same operators with the same operands, each once, in any order. */
export function sameDefaultAppearance(a: Seen, b: Seen): boolean {
  const [one, other] = [spelt(a), spelt(b)];
  return one !== null && other !== null && one.join("\n") === other.join("\n");
}

/** What does not depend on its place among the others. */
const FREE: readonly string[] = ["Tf", "g", "rg", "k"];

function spelt({ document, owner, value }: Seen): string[] | null {
  const bytes = document?.objects.stringBytes({ owner, value }) ?? null;
  const operations = bytes && tryOperations(bytes);
  if (!operations?.every(({ operator }) => FREE.includes(operator))) return null;
  const words = operations.map((operation) => {
    return [operation.operator, nameOperand(operation) ?? "", ...numbersOf(operation)].join(" ");
  });
  const colours = operations.filter(({ operator }) => operator !== "Tf").length;
  return words.length - colours === 1 && colours <= 1 ? words.toSorted() : null;
}

/** Of a colour between 0 and 1: programs keep it in eight bits. */
const ROUNDING = 1 / 255 + 1e-6;
const COLOURS: readonly string[] = ["BC", "BG"];

/** Appearance characteristics: the same but for rounded colours of border and ground. */
export function sameCharacteristics(a: Seen, b: Seen): boolean {
  const [one, other] = [a.value, b.value];
  if (one.kind !== "dict" || other.kind !== "dict") return false;
  const keys = differingKeys({ ...a, value: one }, { ...b, value: other });
  return keys?.every((key) => COLOURS.includes(key) && sameColour(one, other, key)) ?? false;
}

function sameColour(a: PdfDict, b: PdfDict, key: string): boolean {
  const [one, other] = [numbersIn(a.entries.get(key)), numbersIn(b.entries.get(key))];
  if (one === null || other === null || one.length !== other.length) return false;
  return one.every((number, index) => Math.abs(number - (other[index] ?? 2)) <= ROUNDING);
}

function numbersIn(value: PdfValue | undefined): number[] | null {
  if (value?.kind !== "array") return null;
  const numbers = value.items.map((item) => (item.kind === "number" ? item.value : Number.NaN));
  return numbers.every((number) => number >= 0 && number <= 1) ? numbers : null;
}
