/** The two stories of verification: a PDF with its signatures, and a signed message of its own (EN 319 102-1 5). */

import type { ByteSource, DigestRanges } from "../bytes.ts";
import { fail } from "../errors.ts";
import type { WarningCode } from "../messages/verdict-reasons.ts";
import type { PdfSignature } from "../pdf/signatures.ts";
import { judgeChanges } from "./changes.ts";
import { messageEntries } from "./cms-file.ts";
import { digestAll } from "./digest.ts";
import { documentLevels } from "./document-levels.ts";
import { type DocumentLook, lookOf } from "./document-look.ts";
import { problemReason } from "./failure.ts";
import { groundOf, type TrustGround, type TrustOptions, withMaterial } from "./ground.ts";
import { claimedTime } from "./judge.ts";
import { type CheckedSignature, judgeDocument } from "./judge-document.ts";
import { KnownDigests } from "./known-digests.ts";
import { type ListedSignatures, listForVerdict } from "./list.ts";
import { checkMessage, type PlannedMessage, planPdfMessage } from "./message.ts";
import { readMessageFile } from "./message-file.ts";
import { entryOf, fileVerdict } from "./report.ts";
import { type AskEvidence, inRounds } from "./rounds.ts";
import { validationStore } from "./validation-store.ts";
import type { FileVerdict } from "./verdict.ts";

interface VerifyRequest {
  readonly source: ByteSource;
  readonly digestRanges: DigestRanges;
  /** Replaces now. */
  readonly at?: Date;
  readonly trust: TrustOptions;
  /** Brings evidence that is missing; absent: nothing is asked. */
  readonly ask?: AskEvidence | undefined;
  readonly signal?: AbortSignal;
}

export interface VerifyPdfRequest extends VerifyRequest {
  readonly password?: string;
}

/**
 * The verdict over a PDF. Errors: NOT_PDF, PDF_BROKEN (not even repair opens it, and nothing in it looks like a signature), PASSWORD_NEEDED, ENCRYPTION_UNSUPPORTED,
 * LIMIT_EXCEEDED (before the signatures are listed). Everything else is a verdict.
 */
export async function verifyPdf(request: VerifyPdfRequest): Promise<FileVerdict> {
  const listed = listForVerdict(request.source, request.password);
  const store = listed.document && validationStore(listed.document);
  const checked = await checkAll(request, listed.signatures, store?.certificates ?? []);
  const given = groundOf(request.trust, request.at ?? new Date());
  const ground = store ? withMaterial(given, store) : given;
  const look = listed.document && checked.length > 0 ? lookOf(listed.document) : PLAIN;
  return inRounds(ground, request.ask, async (standing) => judgeFile({ listed, checked, look }, standing));
}

const PLAIN: DocumentLook = { ambiguous: false, warnings: [] };

interface CheckedFile {
  readonly listed: ListedSignatures;
  readonly checked: readonly CheckedSignature[];
  readonly look: DocumentLook;
}

function judgeFile({ listed, checked, look }: CheckedFile, ground: TrustGround): FileVerdict {
  const { document } = listed;
  const { ambiguous } = look;
  const judged = judgeDocument({ document, checked, ground });
  const levels = documentLevels(document, judged);
  const changes = document ? judgeChanges(document, judged) : [];
  const oddities: WarningCode[] = document?.warnings.length ? ["file-oddities"] : [];
  const fileWarnings = [...oddities, ...look.warnings];
  const entries = judged.map(({ signature, message, judgement }, index) => {
    const { kind, subFilter, coverage } = signature;
    // No field leads to a signature that was found by searching.
    const frame = { field: signature.field || null, kind, subFilter, coverage, ambiguous, fileWarnings };
    const later = changes[index] ?? { changes: "undetermined", changeList: [] };
    const level = levels[index] ?? "CMS";
    const claimed = signature.claimedTime ?? claimedTime(message.signer);
    return entryOf({ ...frame, ...later, claimedTime: claimed, level }, message, judgement);
  });
  return fileVerdict(entries);
}

async function checkAll(
  { source, digestRanges, signal }: VerifyPdfRequest,
  signatures: readonly PdfSignature[],
  stored: readonly Uint8Array[],
): Promise<CheckedSignature[]> {
  const planned = signatures.map((signature) => ({
    signature,
    message: planPdfMessage({
      contents: signature.contents ?? new Uint8Array(),
      subFilter: signature.subFilter,
      stored,
    }),
  }));
  const jobs = planned.map(({ signature, message }) => jobOf(signature, message));
  const digests = await digestAll({ source, jobs: jobs.filter((job) => job !== null), digestRanges, signal });
  let next = 0;
  return planned.map(({ signature, message }, index) => {
    const digest = jobs[index] ? (digests[next++] ?? new Uint8Array()) : new Uint8Array();
    const flaw = problemReason(signature.problems) ?? checkMessage(message, digest);
    return { signature, message, digest, flaw };
  });
}

/** null where nothing needs to be hashed: the signature is wrong already. */
function jobOf({ ranges, problems }: PdfSignature, { digest, flaw }: PlannedMessage) {
  return ranges && digest && !flaw && problems.length === 0 ? { ranges, hash: digest } : null;
}

export interface VerifyCmsRequest extends VerifyRequest {
  /** The signed content of a detached message. */
  readonly content?: ByteSource;
}

/**
 * The verdict over a signed message (`.p7s`, `.p7m`; DER, BER or PEM). Errors: NOT_PDF {what: "cms"} for what is none,
 * LIMIT_EXCEEDED.
 */
export async function verifyCms(request: VerifyCmsRequest): Promise<FileVerdict> {
  const file = readMessageFile(request.source);
  if (!file) return fail("NOT_PDF", { what: "cms" });
  const { digestRanges } = new KnownDigests(request.digestRanges);
  const first = groundOf(request.trust, request.at ?? new Date());
  return inRounds(first, request.ask, async (ground) =>
    fileVerdict(await messageEntries({ ...request, digestRanges, ground, file })),
  );
}
