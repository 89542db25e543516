/** Signs one PDF on disk: open ▸ prepare ▸ copy and hash in one reading ▸ sign ▸ embed ▸ judge our own result ▸ give it its name. */

import { type DigestRequest, equalBytes, toHex } from "#shared/bytes.ts";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { fail } from "#shared/errors.ts";
import { openPdf, type PdfDocument } from "#shared/pdf/document.ts";
import { formNodes } from "#shared/pdf/form.ts";
import { embedCms, type PreparedSignature, prepareSignature } from "#shared/pdf/sign.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { signDigest } from "../cms/sign-digest.ts";
import { digestRanges } from "../digest-ranges.ts";
import { FileSource, type OpenFile } from "../file-source.ts";
import { CopyPass } from "./copy-pass.ts";
import { OutputFile } from "./output-file.ts";
import { assertOwnResult, holdsStill } from "./own-result.ts";
import type { SignSettings } from "./sign-settings.ts";
import type { SigningToken } from "./signing-token.ts";

export interface SignJob {
  readonly input: OpenFile;
  readonly output: string;
  readonly settings: SignSettings;
  readonly token: SigningToken;
}

export interface SignedOutput {
  /** null for a CMS file. */
  readonly field: string | null;
  readonly repaired: boolean;
  /** SHA-256 of the output. */
  readonly sha256: string;
  readonly warnings: readonly string[];
}

/** No trust is asked: the signer's CA may be unknown to this computer. */
const TRUST = { anchors: [], practice: false };

interface Work {
  readonly job: SignJob;
  readonly document: PdfDocument;
  readonly prepared: PreparedSignature;
  readonly output: OutputFile;
  readonly signed: DigestRequest;
  readonly whole: DigestRequest;
  readonly copy: CopyPass;
}

/** Errors: those of its steps; nothing is left behind then. */
export async function signPdf(job: SignJob): Promise<SignedOutput> {
  const { input, settings } = job;
  const document = openPdf(input.source, settings.open);
  const prepared = prepareSignature(document, await signatureRequest(job));
  const output = await OutputFile.create({ path: job.output, force: settings.force, mode: input.mode });
  try {
    const work = beginWork({ job, document, prepared, output });
    const result = await fillOutput(work);
    await output.commit();
    return result;
  } catch (thrown) {
    await output.discard();
    throw thrown;
  }
}

function hasSignedField({ objects, catalog }: PdfDocument): boolean {
  return formNodes(objects, catalog).some(
    ({ value }) => value?.kind === "reference" || value?.kind === "dict",
  );
}

async function signatureRequest({ settings, token }: SignJob) {
  const { certificate } = await token.chosen();
  const certificates = [certificate.der, ...certificate.chain];
  return { ...settings.signature, time: new Date(), reserve: cmsSizeBound({ certificates }) };
}

function beginWork(parts: Pick<Work, "job" | "document" | "prepared" | "output">): Work {
  const { job, prepared, output } = parts;
  const signed = { ranges: prepared.ranges, algorithm: job.settings.digest };
  const whole: DigestRequest = { ranges: [{ start: 0, end: prepared.baseSize }], algorithm: "sha256" };
  const { source } = job.input;
  const copy = new CopyPass({ source, output, appended: prepared.increment, digests: [signed, whole] });
  return { ...parts, signed, whole, copy };
}

async function fillOutput(work: Work): Promise<SignedOutput> {
  const { job, document, prepared, output, copy, signed, whole } = work;
  // Unless a field is signed, nothing will ask for digests that must be made while copying.
  if (!hasSignedField(document)) await copy.finish();
  const before = await judgeEarlier(work);
  await copy.finish();
  const cms = await job.token.use((session) =>
    signDigest({
      session,
      digest: copy.digest(signed),
      digestAlgorithm: job.settings.digest,
      format: "pades",
      padding: job.settings.padding,
    }),
  );
  const increment = embedCms(prepared, cms);
  await output.write(increment, prepared.baseSize);
  await judgeOwnResult(work, before, increment);
  const sha256 = toHex(copy.state(whole).update(increment).digest());
  return { field: prepared.field, repaired: document.repaired, sha256, warnings: document.warnings };
}

/** Errors: DOCUMENT_CHANGED where an earlier signature does not hold, unless that is allowed. */
async function judgeEarlier({ job, document, copy }: Work): Promise<FileVerdict> {
  const { password } = job.settings.open;
  const before = await verifyPdf({
    source: copy.isDone ? copy.searched(job.input.source) : job.input.source,
    digestRanges: copy.digestRanges(digestRanges),
    trust: TRUST,
    ...(password === undefined ? {} : { password }),
  });
  const broken = before.signatures.find((signature) => !holdsStill(signature));
  if (!broken) return before;
  // Repair and change together leave nothing that could be relied on.
  if (document.repaired) fail("PDF_BROKEN", { field: broken.field });
  return job.settings.allowChanged ? before : fail("DOCUMENT_CHANGED", { field: broken.field });
}

/**
 * The finished file is read back where we wrote it and judged like a stranger's: structure, ranges, attributes, signature value,
 * certificate. The digest of the copied bytes is the one made while they were written; they are not read a second time.
 */
async function judgeOwnResult(
  { job, prepared, output, copy }: Work,
  before: FileVerdict,
  increment: Uint8Array,
): Promise<void> {
  const size = prepared.baseSize + increment.length;
  const source = new FileSource(output.handle, size);
  const { size: written } = await output.handle.stat();
  if (written !== size || !equalBytes(source.read(prepared.baseSize, increment.length), increment)) {
    fail("OUTPUT_FAILED", { path: job.output, reason: "READ_BACK" });
  }
  const { password } = job.settings.open;
  const after = await verifyPdf({
    source: copy.searched(source),
    digestRanges: copy.digestRanges(digestRanges),
    trust: TRUST,
    ...(password === undefined ? {} : { password }),
  });
  const { certificate } = await job.token.chosen();
  assertOwnResult({ before, after, field: prepared.field, certificate: certificate.id });
}
