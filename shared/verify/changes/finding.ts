/** One thing a later revision did, and what it depends on whether it is allowed (ISO 32000-2 12.8.2.2.2). */

import type { ChangeRule } from "../../messages/changes.ts";
import { change } from "../note.ts";
import type { Change, Changes } from "../verdict.ts";

/**
 * `always`: no certification forbids it; `sign`: allowed but under P1; `fill`: allowed under P2 and P3, `undetermined`
 * without certification; `annotate`: `undetermined` under P3, else forbidden; the others whatever the certification says.
 */
export type Weight = "always" | "sign" | "fill" | "annotate" | "undetermined" | "forbidden";

export interface Finding {
  readonly rule: ChangeRule;
  readonly weight: Weight;
  /** Field, entry or object it is about. */
  readonly what: string;
  /** "12 0" */
  readonly object: string | null;
  /** From 1. */
  readonly page: number | null;
}

/** The permission of the certification that covers the signature (12.8.2.2, table 257); null where there is none. */
export type Permission = 1 | 2 | 3 | null;

export interface Weighed {
  readonly changes: Changes;
  readonly change: Change;
}

export function weigh(finding: Finding, permission: Permission): Weighed {
  const changes = outcome(finding.weight, permission);
  const isCertified = changes === "forbidden" && finding.weight !== "forbidden" && permission !== null;
  return { changes, change: change(isCertified ? { ...finding, rule: "certification-forbids" } : finding) };
}

function outcome(weight: Weight, permission: Permission): Changes {
  switch (weight) {
    case "always":
      return "permitted";
    case "sign":
      return permission === 1 ? "forbidden" : "permitted";
    case "fill":
      return permission === 1 ? "forbidden" : permission === null ? "undetermined" : "permitted";
    case "annotate":
      return permission === 3 ? "undetermined" : "forbidden";
    case "undetermined":
    case "forbidden":
      return weight;
  }
}
