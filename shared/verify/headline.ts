/** The one sentence over a file (design: one sentence first, then each signer). */

import {
  HEADLINES,
  NAME_JOINTS,
  SUB_INDICATIONS,
  type SubIndication,
  type Text,
} from "../messages/verdicts.ts";
import { isLeftOver, ownSignatures } from "./left-over.ts";
import { fillText } from "./note.ts";
import { officeView } from "./office.ts";
import type { FileVerdict, SignatureVerdict } from "./verdict.ts";
import { worstIndication } from "./worst.ts";

/** `speaking`: the entries that have the file's indication. */
export function headlineOf(verdict: Omit<FileVerdict, "headline">): Text {
  const { indication, signatures } = verdict;
  const speaking = signatures.filter((entry) => entry.indication === indication);
  if (isOnlyStamped({ signatures })) return HEADLINES["only-timestamps"];
  if (speaking.length === 0) return HEADLINES.unsigned;
  if (indication === "TOTAL-FAILED") return failed(speaking, signatures);
  if (speaking.some((entry) => entry.signer?.domain === "practice")) return HEADLINES.practice;
  return indication === "INDETERMINATE" ? doubtful(speaking, signatures) : passed(signatures);
}

/** Right time-stamps are all there is: anybody gets one for anything, and nobody answers for the document. */
export function isOnlyStamped({ signatures }: Pick<FileVerdict, "signatures">): boolean {
  const isRightStamp = ({ kind, indication }: SignatureVerdict) =>
    kind === "timestamp" && indication === "TOTAL-PASSED";
  return signatures.length > 0 && signatures.every(isRightStamp);
}

function failed(speaking: readonly SignatureVerdict[], all: readonly SignatureVerdict[]): Text {
  if (speaking.some(({ changes }) => changes === "forbidden")) return HEADLINES.changed;
  const own = ownSignatures({ signatures: all });
  if (own.length === 0) return HEADLINES["left-over"];
  const indication = worstIndication(own);
  if (indication === "TOTAL-FAILED") return textOf(speaking.find((entry) => !isLeftOver(entry)));
  // What another file left behind says nothing against the signatures of this one, and nothing for them.
  const { vi, en } = headlineOf({ indication, signatures: own });
  const beside = HEADLINES["left-over-beside"];
  return { vi: fillText(beside, vi).vi, en: fillText(beside, en).en };
}

/** What only lacks evidence speaks last. */
const LEAST: readonly (SubIndication | null)[] = [
  "OUT_OF_BOUNDS_NO_POE",
  "OUT_OF_BOUNDS_NOT_REVOKED",
  "TRY_LATER",
];

/** Of signatures in doubt the one that the sentence over the file is about. */
export function worstDoubt(doubtful: readonly SignatureVerdict[]): SignatureVerdict | undefined {
  const rank = ({ subIndication }: SignatureVerdict) => LEAST.indexOf(subIndication);
  return doubtful.toSorted((a, b) => rank(a) - rank(b))[0];
}

function doubtful(speaking: readonly SignatureVerdict[], all: readonly SignatureVerdict[]): Text {
  const worst = worstDoubt(speaking);
  const unchanged = all.every(
    ({ integrity, changes }) => integrity && (changes === "none" || changes === "permitted"),
  );
  return worst?.subIndication === "TRY_LATER" && unchanged ? HEADLINES["try-later"] : textOf(worst);
}

function textOf(entry: SignatureVerdict | undefined): Text {
  return entry?.subIndication ? SUB_INDICATIONS[entry.subIndication] : HEADLINES.unsigned;
}

/** Rules of what an office adds after a signature: others' signatures, and what proves them. */
const OF_SIGNING: readonly string[] = [
  "later-signature",
  "later-timestamp",
  "validation-data",
  "document-properties",
];

function passed(signatures: readonly SignatureVerdict[]): Text {
  const changes = signatures.flatMap((entry) => (entry.changes === "permitted" ? entry.changeList : []));
  if (changes.length === 0) return HEADLINES.passed;
  if (!changes.every(({ rule }) => OF_SIGNING.includes(rule))) return HEADLINES["passed-changed"];
  const names = namesOf(signatures);
  const text = HEADLINES["passed-several"];
  return { vi: fillText(text, names.vi).vi, en: fillText(text, names.en).en };
}

/** Those who signed, each once, agencies last. */
function namesOf(signatures: readonly SignatureVerdict[]): Text {
  const { acts } = officeView({ indication: "TOTAL-PASSED", headline: HEADLINES.passed, signatures });
  const names = (agency: boolean) => [
    ...new Set(acts.filter(({ holder }) => (holder === "agency") === agency).map(({ name }) => name)),
  ];
  const groups = [names(false), names(true)].filter((group) => group.length > 0);
  const joined = ({ comma, and }: { comma: string; and: string }) =>
    groups.map((group) => group.join(comma)).join(and);
  return { vi: joined(NAME_JOINTS.vi), en: joined(NAME_JOINTS.en) };
}
