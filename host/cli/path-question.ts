/** One question about a certification path, from a line of `--cases` or from the command's options. */

import * as v from "valibot";
import type { PeerName } from "#shared/trust/peer-name.ts";
import { readMoment } from "./moment.ts";

export interface PathQuestion {
  /** Names of files, or PEM. */
  readonly anchors: readonly string[];
  readonly leaf: string;
  readonly intermediates: readonly string[];
  readonly crls: readonly string[];
  readonly ocsps: readonly string[];
  readonly at: Date;
  /** Object identifiers; null: any. */
  readonly policies: readonly string[] | null;
  readonly explicitPolicy: boolean;
  readonly inhibitPolicyMapping: boolean;
  readonly inhibitAnyPolicy: boolean;
  readonly maxDepth: number | null;
  /** Object identifiers. */
  readonly extendedKeyUsage: readonly string[];
  readonly peerName: PeerName | null;
  readonly revocation: "hard" | "soft" | "none";
}

const OBJECT_IDENTIFIER = /^[0-2](\.\d{1,40}){1,30}$/;

/** RFC 5280 4.2.1.12, by the names of its appendix A. */
const PURPOSES: Readonly<Record<string, string>> = {
  anyExtendedKeyUsage: "2.5.29.37.0",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  OCSPSigning: "1.3.6.1.5.5.7.3.9",
};

export function isObjectIdentifier(text: string): boolean {
  return OBJECT_IDENTIFIER.test(text);
}

/** The identifier of a purpose given by name or number; null where it is neither. */
export function purposeOf(text: string): string | null {
  if (isObjectIdentifier(text)) return text;
  return Object.hasOwn(PURPOSES, text) ? (PURPOSES[text] ?? null) : null;
}

const List = v.nullish(v.array(v.string()), []);
const Flag = v.nullish(v.boolean(), false);

const Case = v.object({
  anchors: List,
  leaf: v.string(),
  intermediates: List,
  crls: List,
  ocsps: List,
  at: v.nullish(v.string()),
  policies: v.nullish(v.array(v.pipe(v.string(), v.check(isObjectIdentifier)))),
  explicitPolicy: Flag,
  inhibitPolicyMapping: Flag,
  inhibitAnyPolicy: Flag,
  maxDepth: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0)), null),
  extendedKeyUsage: List,
  peerName: v.nullish(v.object({ kind: v.picklist(["DNS", "IP", "RFC822"]), value: v.string() }), null),
  revocation: v.nullish(v.picklist(["hard", "soft", "none"]), "hard"),
});

/** null where the line is no question of the contract. */
export function readCase(line: unknown): PathQuestion | null {
  const parsed = v.safeParse(Case, line);
  if (!parsed.success) return null;
  const { at: time, policies, extendedKeyUsage, ...rest } = parsed.output;
  const at = time === null || time === undefined ? new Date() : readMoment(time);
  const purposes = extendedKeyUsage.map(purposeOf);
  const known = purposes.filter((purpose) => purpose !== null);
  if (!at || known.length !== purposes.length) return null;
  return { ...rest, at, policies: policies ?? null, extendedKeyUsage: known };
}
