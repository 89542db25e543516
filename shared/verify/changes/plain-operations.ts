/** Whether a picture is written so that all viewers read it alike: known operators with exactly their operands (ISO 32000-2 annex A). */

import type { Operation } from "./content-operators.ts";

/** Operators by how many operands they take; viewers drop what is too much at different ends. */
const COUNTS: Readonly<Record<number, string>> = {
  0: "b B b* B* BT EMC ET f F f* h n q Q s S T* W W*",
  1: "BMC cs CS Do g G gs i j J M MP ri sh Tc Tj TL Tr Ts Tw Tz w '",
  2: "l m Td TD Tf",
  3: 'rg RG "',
  4: "k K re v y",
  6: "c cm Tm",
};
/** With arrays, dictionaries, or as many numbers as a colour has. */
const ANY = "BDC BI d DP sc SC scn SCN TJ BX EX d0 d1";

const counts = new Map<string, number>(
  Object.entries(COUNTS).flatMap(([count, operators]) =>
    operators.split(" ").map((operator) => [operator, Number(count)] as const),
  ),
);
const free: ReadonlySet<string> = new Set(ANY.split(" "));

export function isPlainOperation({ operator, operands, isOdd }: Operation): boolean {
  if (isOdd) return false;
  return free.has(operator) || counts.get(operator) === operands.length;
}
