/**
 * A verdict as an office reads it: acts of signing, and whether the signatures are there that Nghị định 30/2020/NĐ-CP article 5
 * wants. Pure; speaks of who signed and changes no verdict.
 */

import { type Holder, holderOf, isAgencyOf } from "./agency.ts";
import { readSubject, type Subject, shownName } from "./subject.ts";
import type { FileVerdict, SignatureVerdict } from "./verdict.ts";

export interface OfficeOptions {
  /** What the user said of a certificate, by its SHA-256 in lower-case hexadecimal; it wins. */
  readonly labels?: ReadonlyMap<string, "person" | "agency">;
}

/** `unknown`: a signature may be it, but who signed is not established or not told apart. */
export type Presence = "yes" | "no" | "unknown";

/** What one certificate did without another signing in between: number, day and seal are one act. */
interface Act {
  readonly holder: Holder;
  readonly name: string;
  /** Indices into the verdict's signatures, at least one. */
  readonly entries: readonly number[];
}

export interface OfficeView {
  readonly required: {
    /** Of the person who may sign. */
    readonly person: Presence;
    /** Of the issuing agency. */
    readonly agency: Presence;
    /** Whether a person and an agency are of one body; null where one of them is missing. */
    readonly sameAgency: "yes" | "unknown" | null;
  };
  readonly acts: readonly Act[];
}

export function officeView(verdict: FileVerdict, options: OfficeOptions = {}): OfficeView {
  const signers = verdict.signatures.map((entry) => signerOf(entry, options));
  return { required: requiredOf(signers), acts: actsOf(verdict.signatures, signers) };
}

interface OfficeSigner {
  readonly holder: Holder;
  readonly subject: Subject;
  /** `established`: right, unchanged but for what may be, and with a path; `claimed`: right, but not established. */
  readonly standing: "established" | "claimed" | "none";
}

function signerOf(entry: SignatureVerdict, { labels }: OfficeOptions): OfficeSigner {
  const subject = readSubject(entry.signer?.subject ?? "");
  const label = labels?.get(entry.signer?.sha256 ?? "");
  return { holder: label ?? holderOf(subject), subject, standing: standingOf(entry) };
}

function standingOf({ kind, integrity, changes, indication, signer }: SignatureVerdict) {
  const right = integrity && changes !== "forbidden" && indication !== "TOTAL-FAILED";
  if (!right || kind === "timestamp" || !signer || signer.domain === "practice") return "none";
  return signer.domain === null ? "claimed" : "established";
}

function requiredOf(signers: readonly OfficeSigner[]): OfficeView["required"] {
  const present = signers.filter(({ standing }) => standing !== "none");
  const established = present.filter(({ standing }) => standing === "established");
  const of = (holder: Holder) => established.filter((signer) => signer.holder === holder);
  const presence = (holder: Holder): Presence => {
    if (of(holder).length > 0) return "yes";
    return present.some((signer) => signer.holder === holder || signer.holder === "unknown")
      ? "unknown"
      : "no";
  };
  const [people, agencies] = [of("person"), of("agency")];
  const same = agencies.some((agency) => people.some((person) => isAgencyOf(agency.subject, person.subject)));
  const both = people.length > 0 && agencies.length > 0;
  return {
    person: presence("person"),
    agency: presence("agency"),
    sameAgency: both ? (same ? "yes" : "unknown") : null,
  };
}

/** Longest pause inside one act: a clerk sets number, day and seal within minutes. */
const MAX_PAUSE_MS = 60 * 60_000;

function actsOf(entries: readonly SignatureVerdict[], signers: readonly OfficeSigner[]): Act[] {
  const acts: { holder: Holder; name: string; entries: number[] }[] = [];
  let previous: SignatureVerdict | null = null;
  entries.forEach((entry, index) => {
    if (entry.kind === "timestamp") return;
    const last = acts.at(-1);
    if (last && previous && isOneAct(previous, entry)) last.entries.push(index);
    else {
      const name = shownName(entry.signer?.subject ?? "");
      acts.push({ holder: signers[index]?.holder ?? "unknown", name, entries: [index] });
    }
    previous = entry;
  });
  return acts;
}

function isOneAct(earlier: SignatureVerdict, later: SignatureVerdict): boolean {
  if (!earlier.signer || earlier.signer.sha256 !== later.signer?.sha256) return false;
  const pause = timeOf(later) - timeOf(earlier);
  return Number.isNaN(pause) || Math.abs(pause) <= MAX_PAUSE_MS;
}

/** The word of the signer's computer: number, day and seal have it from one clock. NaN where there is none. */
function timeOf({ claimedTime, timestamp }: SignatureVerdict): number {
  return Date.parse(claimedTime ?? timestamp?.time ?? "");
}
