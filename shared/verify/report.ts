/** From what was judged to the entries of a verdict, and from the entries to the file's own line. */

import type { CertificateFacts } from "../asn1/certificate.ts";
import type { ReasonCode, WarningCode } from "../messages/verdict-reasons.ts";
import type { CandidatePath } from "../trust/path-rules.ts";
import { claimReasons } from "./claim-check.ts";
import { headlineOf } from "./headline.ts";
import { type Judged, claimedTime as signingTime } from "./judge.ts";
import type { PlannedMessage } from "./message.ts";
import { reason, warning } from "./note.ts";
import type {
  Algorithms,
  Change,
  Changes,
  Coverage,
  FileVerdict,
  Level,
  PathStep,
  SignatureKind,
  SignatureVerdict,
  Signer,
} from "./verdict.ts";
import { worstIndication } from "./worst.ts";

/** What a signature is apart from its message. */
export interface EntryFrame {
  readonly field: string | null;
  readonly kind: SignatureKind;
  readonly subFilter: string | null;
  readonly coverage: Coverage;
  readonly changes: Changes;
  readonly changeList: readonly Change[];
  readonly claimedTime: Date | null;
  readonly level: Level;
  /** Readers may see different documents in the file. */
  readonly ambiguous?: boolean;
  readonly fileWarnings?: readonly WarningCode[];
  readonly counterSignatureOf?: number;
}

export function entryOf(frame: EntryFrame, message: PlannedMessage, judged: Judged): SignatureVerdict {
  const { standing, certificate } = judged;
  const { claimedTime, changes, ambiguous = false, fileWarnings = [], ...rest } = frame;
  const verdict = withChanges(judged, ambiguous ? "ambiguous" : changes);
  return {
    ...rest,
    changes,
    indication: verdict.indication,
    subIndication: verdict.subIndication,
    integrity: judged.integrity,
    signer: certificate && signerOf(certificate, judged),
    path: standing?.path ? pathSteps(standing.path) : [],
    claimedTime: claimedTime?.toISOString() ?? null,
    bestTime: judged.bestTime.toISOString(),
    timestamp: judged.timestamp,
    algorithms: algorithmsOf(message, certificate),
    revocation: standing?.revocation ?? { status: "not-checked", source: null, time: null },
    warnings: [...fileWarnings, ...judged.warnings].map(warning),
    reasons: [...verdict.reasons, ...stampReasons(claimedTime, message, judged)].map(reason),
  };
}

/** What a time-stamp that is right says of the claimed time, and where it proves nothing itself. */
function stampReasons(claimed: Date | null, { signer }: PlannedMessage, { stamp }: Judged): ReasonCode[] {
  if (!stamp?.intact) return [];
  const weak = !stamp.proves && stamp.verdict.subIndication?.startsWith("CRYPTO_CONSTRAINTS");
  const claims = claimReasons([claimed, signingTime(signer)], stamp.time);
  return [...(weak ? (["timestamp-weak"] as const) : []), ...claims];
}

function pathSteps({ certificates, anchor }: CandidatePath): PathStep[] {
  const own = certificates.map(({ subject, sha256 }) => ({ subject: subject.text, sha256, anchor: false }));
  return [...own, { subject: anchor.text, sha256: anchor.certificateSha256, anchor: true }];
}

const CHANGE_REASONS = {
  forbidden: "changed-after-signing",
  undetermined: "changes-undetermined",
  ambiguous: "file-ambiguous",
} as const satisfies Record<string, ReasonCode>;

/** Changes weigh more than missing trust, less than a signature that is wrong by itself. */
function withChanges(judged: Judged, changes: Changes | "ambiguous") {
  const { indication, subIndication, reasons } = judged;
  if (!judged.integrity || changes === "none" || changes === "permitted") {
    return { indication, subIndication, reasons };
  }
  const changed = CHANGE_REASONS[changes];
  const own = { reasons: [changed, ...reasons] } as const;
  return changes === "forbidden"
    ? ({ indication: "TOTAL-FAILED", subIndication: "FORMAT_FAILURE", ...own } as const)
    : ({ indication: "INDETERMINATE", subIndication: "SIG_CONSTRAINTS_FAILURE", ...own } as const);
}

function signerOf(certificate: CertificateFacts, { standing }: Judged): Signer {
  return {
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    serial: certificate.serialHex,
    sha256: certificate.sha256,
    domain: standing?.domain ?? null,
  };
}

function algorithmsOf(
  { plan, digest }: PlannedMessage,
  certificate: CertificateFacts | null,
): Algorithms | null {
  const hash = digest ?? plan?.digest;
  if (!plan?.algorithm || !hash) return null;
  return { digest: hash, signature: plan.algorithm.kind, keyBits: certificate?.key.bits ?? 0 };
}

/** The file's line: its worst signature speaks. */
export function fileVerdict(signatures: readonly SignatureVerdict[]): FileVerdict {
  const file = { indication: worstIndication(signatures), signatures };
  return { ...file, headline: headlineOf(file) };
}
