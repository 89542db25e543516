/** The story of one signed PDF: open ▸ prepare ▸ judge what is there ▸ sign ▸ embed ▸ judge our own result. */

import { concatBytes, type DigestRequest, equalBytes, joinSources, sourceOf, toHex } from "#shared/bytes.ts";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { fail } from "#shared/errors.ts";
import type { Appearance } from "#shared/pdf/appearance/appearance.ts";
import { openPdf, type PdfDocument } from "#shared/pdf/document.ts";
import { documentNotices } from "#shared/pdf/notices.ts";
import { embedCms, type PreparedSignature, prepareSignature } from "#shared/pdf/sign.ts";
import { KnownDigests } from "#shared/verify/known-digests.ts";
import { leftOverNotices, ownSignatures } from "#shared/verify/left-over.ts";
import { assertOwnResult, holdsStill } from "#shared/verify/own-result.ts";
import type { FileVerdict } from "#shared/verify/verdict.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { signDigest } from "../cms/sign-digest.ts";
import { digestRanges } from "../digest-ranges.ts";
import { FileSource, SearchedSource } from "../file-source.ts";
import { readPolicy } from "../policy.ts";
import { firstHits } from "../word-search.ts";
import type { FileCopy } from "./copy-thread.ts";
import type { OutputFile } from "./output-file.ts";
import { planLooks } from "./plan-looks.ts";
import type { SignedOutput, SignJob } from "./sign-pdf.ts";

export interface SignedWork {
  readonly job: SignJob;
  readonly output: OutputFile;
  readonly copy: FileCopy;
}

interface Opened extends SignedWork {
  readonly document: PdfDocument;
  readonly digests: KnownDigests;
  /** Where /ByteRange stands in the input; null where that is too often to be remembered. */
  readonly mentions: readonly number[] | null;
}

/** One of the revisions a call appends: a preset may want several signatures. */
interface Stage {
  /** Increments of the stages before. */
  readonly appended: readonly Uint8Array[];
  readonly prepared: PreparedSignature;
  /** It carries the time-stamp of the act. */
  readonly isLast: boolean;
}

/** Where it stands, signatures may be: the engine asks for it in every file it judges. */
const BYTE_RANGE = Buffer.from("/ByteRange", "latin1");

/** No trust is asked: the signer's CA may be unknown to this computer. */
const TRUST = { anchors: [], practice: false };

/**
 * Fills the output behind the copied bytes. Errors: those of `openPdf`, `prepareSignature`, `TokenSession`, DOCUMENT_CHANGED,
 * OUTPUT_FAILED, SELF_CHECK_FAILED.
 */
export async function writeSigned(given: SignedWork): Promise<SignedOutput> {
  const { job, output, copy } = given;
  const { source } = job.input;
  const document = openPdf(source, job.settings.open);
  const { looks, warnings: said } = await planLooks(job, document);
  const first = {
    appended: [],
    prepared: await prepare(job, document, looks[0]),
    isLast: looks.length <= 1,
  };
  // The copy goes on meanwhile, in its own thread.
  const mentions = firstHits(source.find(BYTE_RANGE, { start: 0, end: source.size }));
  const work = { ...given, document, mentions, digests: new KnownDigests(digestRanges) };
  const before = await judgeEarlier(work);
  if ((await copy.done()) !== document.end) fail("DOCUMENT_CHANGED");
  output.beginSync();
  const { fields, increments } = await signAll(work, first, looks.slice(1));
  await output.write(concatBytes(increments), document.end);
  await judgeOwnResult(work, before, { fields, increment: concatBytes(increments) });
  const sha256 = toHex(await copy.digest("sha256", increments));
  const { repaired, warnings } = document;
  const notices = [...documentNotices(document), ...leftOverNotices(before)];
  return { fields, repaired, sha256, warnings: [...warnings, ...said], notices };
}

/** Signs the first stage, then one for each further look. */
async function signAll(work: Opened, first: Stage, further: readonly (Appearance | undefined)[]) {
  const { source } = work.job.input;
  const { certify: _, ...signature } = work.job.settings.signature;
  const job = { ...work.job, settings: { ...work.job.settings, signature } };
  const fields = [first.prepared.field];
  const increments = [embedCms(first.prepared, await sign(work, first))];
  for (const [index, look] of further.entries()) {
    const file = joinSources([source, ...increments.map(sourceOf)]);
    const prepared = await prepare(job, openPdf(file, job.settings.open), look);
    const isLast = index === further.length - 1;
    const cms = await sign(work, { appended: increments, prepared, isLast });
    fields.push(prepared.field);
    increments.push(embedCms(prepared, cms));
  }
  return { fields, increments };
}

async function prepare(
  { settings, token, stamp }: SignJob,
  document: PdfDocument,
  appearance: Appearance | undefined,
): Promise<PreparedSignature> {
  const { certificate } = await token.chosen();
  const certificates = [certificate.der, ...certificate.chain];
  const reserve = cmsSizeBound({ certificates, hasTimestamp: stamp !== undefined });
  const look = appearance && { appearance };
  const { signature, digest } = settings;
  const holds = document.encrypted && (await readPolicy()).policy.holdPermissions === true;
  return prepareSignature(document, {
    ...signature,
    ...look,
    time: new Date(),
    reserve,
    digest,
    certificates,
    timestamped: settings.level !== "B-B",
    permissions: holds ? "hold" : "ignore",
  });
}

/** Errors: DOCUMENT_CHANGED where an earlier signature does not hold, unless that is allowed. */
async function judgeEarlier(work: Opened): Promise<FileVerdict> {
  const { job, document } = work;
  const before = await verify(work, searched(work, job.input.source));
  const broken = ownSignatures(before).find((signature) => !holdsStill(signature));
  if (!broken) return before;
  // Repair and change together leave nothing that could be relied on.
  if (document.repaired) fail("PDF_BROKEN", { field: broken.field });
  return job.settings.allowChanged ? before : fail("DOCUMENT_CHANGED", { field: broken.field });
}

/** `file` begins with the bytes of the input: the word is where it was found there, or in what follows. */
function searched({ document, mentions }: Opened, file: FileSource): FileSource {
  if (mentions === null) return file;
  const rest = file.find(BYTE_RANGE, { start: document.end - BYTE_RANGE.length, end: file.size });
  return new SearchedSource(file, { word: BYTE_RANGE, hits: [...new Set([...mentions, ...rest])] });
}

/** The digest that is signed is made of the bytes that were written, by the thread that wrote them. */
async function sign(
  { job, copy, digests }: Opened,
  { appended, prepared, isLast }: Stage,
): Promise<Uint8Array> {
  const { increment, baseSize, gap, ranges } = prepared;
  const { digest: digestAlgorithm, padding } = job.settings;
  const stamp = isLast ? job.stamp : undefined;
  const [head, tail] = [increment.subarray(0, gap.start - baseSize), increment.subarray(gap.end - baseSize)];
  const signed = [...appended, head, tail];
  const digest = await copy.digest(digestAlgorithm, signed);
  const request: DigestRequest = { ranges, algorithm: digestAlgorithm };
  digests.add(request, digest);
  return job.token.use((session) =>
    signDigest({ session, digest, digestAlgorithm, format: "pades", padding, stamp }),
  );
}

interface Written {
  readonly fields: readonly string[];
  readonly increment: Uint8Array;
}

/**
 * The finished file is read back where we wrote it and judged like a stranger's: structure, ranges, attributes, signature value,
 * certificate. The digest of the copied bytes is the one made while they were written; they are not read a second time.
 */
async function judgeOwnResult(
  work: Opened,
  before: FileVerdict,
  { fields, increment }: Written,
): Promise<void> {
  const { job, document, output } = work;
  const size = document.end + increment.length;
  const file = new FileSource(output.handle, size);
  const { size: written } = await output.handle.stat();
  if (written !== size || !equalBytes(file.read(document.end, increment.length), increment)) {
    fail("OUTPUT_FAILED", { path: job.output, reason: "READ_BACK" });
  }
  const after = await verify(work, searched(work, file));
  const { certificate } = await job.token.chosen();
  const [field, companions] = [fields.at(-1) ?? null, fields.slice(0, -1)];
  assertOwnResult({ before, after, field, companions, certificate: certificate.id });
}

function verify({ job, digests }: Opened, source: FileSource): Promise<FileVerdict> {
  const { password } = job.settings.open;
  const known = digests.digestRanges;
  return verifyPdf({
    source,
    digestRanges: known,
    trust: TRUST,
    ...(password !== undefined && { password }),
  });
}
