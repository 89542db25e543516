/** The verdict over a file: the stable JSON of the command line, without the name of the file (EN 319 102-1 5.1). */

import type { ChangeRule } from "../messages/changes.ts";
import type { ReasonCode, WarningCode } from "../messages/verdict-reasons.ts";
import type { SubIndication, Text } from "../messages/verdicts.ts";

export type Indication = "TOTAL-PASSED" | "TOTAL-FAILED" | "INDETERMINATE";

/** Whose trust a path ends in; null where no path was found. */
export type Domain = "government" | "public" | "administrator" | "practice";

export type Coverage = "whole-file" | "revision" | "partial" | "none";
export type Changes = "none" | "permitted" | "undetermined" | "forbidden";
export type Level = "B-B" | "B-T" | "B-LT" | "B-LTA" | "CMS";
export type SignatureKind = "approval" | "certification" | "timestamp" | "cms";

export interface FileVerdict {
  /** The worst of the signatures; NO-SIGNATURE where nothing in the file looks like one. */
  readonly indication: Indication | "NO-SIGNATURE";
  readonly headline: Text;
  readonly signatures: readonly SignatureVerdict[];
}

export interface SignatureVerdict {
  /** Full name of the field; null for a CMS file. */
  readonly field: string | null;
  readonly kind: SignatureKind;
  readonly subFilter: string | null;
  readonly indication: Indication;
  /** null exactly for TOTAL-PASSED. */
  readonly subIndication: SubIndication | null;
  /** The CMS is right over the signed ranges and they have the lawful form; nothing about later bytes. */
  readonly integrity: boolean;
  readonly coverage: Coverage;
  readonly changes: Changes;
  readonly changeList: readonly Change[];
  readonly signer: Signer | null;
  /** From the signer to the anchor; empty where none was found. */
  readonly path: readonly PathStep[];
  /** RFC 3339, UTC; what the signer's computer said. */
  readonly claimedTime: string | null;
  /** RFC 3339, UTC: earliest valid time-stamp, else the time of judging. */
  readonly bestTime: string;
  readonly timestamp: TimestampVerdict | null;
  readonly level: Level;
  readonly algorithms: Algorithms | null;
  readonly revocation: Revocation;
  readonly warnings: readonly Note<WarningCode>[];
  readonly reasons: readonly Note<ReasonCode>[];
  /** Index of the entry this one counter-signs; absent for others. */
  readonly counterSignatureOf?: number;
}

export interface Note<Code extends string> extends Text {
  readonly code: Code;
}

/** One thing that later bytes changed. */
export interface Change extends Text {
  /** The rule that allowed or refused it. */
  readonly rule: ChangeRule;
  readonly what: string;
  /** "12 0", or null where the change belongs to no object. */
  readonly object: string | null;
  /** From 1; null where no page is concerned. */
  readonly page: number | null;
}

export interface Signer {
  readonly subject: string;
  readonly issuer: string;
  /** Upper-case hexadecimal. */
  readonly serial: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly domain: Domain | null;
}

export interface PathStep {
  readonly subject: string;
  readonly sha256: string;
  readonly anchor: boolean;
}

export interface TimestampVerdict {
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
  /** Hash of the imprint. */
  readonly imprint: string;
  /** Subject of the authority's certificate; null where it is not found. */
  readonly tsa: string | null;
}

export interface Algorithms {
  /** Hash over the document. */
  readonly digest: string;
  readonly signature: string;
  readonly keyBits: number;
}

export interface Revocation {
  readonly status: "not-checked" | "not-needed" | "good" | "revoked" | "unknown";
  readonly source: string | null;
  readonly time: string | null;
}
