/**
 * Signs one PDF on disk: the copy begins at once in its own thread, while the engine is loaded and reads the structure. A failure at
 * any step leaves nothing behind.
 */

import { fail } from "#shared/errors.ts";
import type { DocumentNotice } from "#shared/pdf/notices.ts";
import { kindOfFile } from "#shared/verify/file-kind.ts";
import type { OpenFile } from "../file-source.ts";
import { type CopyThread, FileCopy } from "./copy-thread.ts";
import { OutputFile } from "./output-file.ts";
import type { SignSettings } from "./sign-settings.ts";
import type { SigningToken } from "./signing-token.ts";

export interface SignJob {
  readonly input: OpenFile;
  /** Path of the result. */
  readonly output: string;
  readonly settings: SignSettings;
  readonly token: SigningToken;
  /** The time-stamp token over a signature value; undefined at level B-B. */
  readonly stamp: ((signature: Uint8Array) => Promise<Uint8Array>) | undefined;
}

export interface SignedOutput {
  /** Fields that were signed, in their order; none for a CMS file. */
  readonly fields: readonly string[];
  readonly repaired: boolean;
  /** SHA-256 of the output. */
  readonly sha256: string;
  readonly warnings: readonly string[];
  /** What the signer should have known of the document. */
  readonly notices: readonly DocumentNotice[];
}

/** Errors: those of its steps. */
export async function signPdf(job: SignJob, thread: CopyThread): Promise<SignedOutput> {
  const { input, settings } = job;
  if (kindOfFile(input.source) !== "pdf") fail("NOT_PDF");
  const output = await OutputFile.create({ path: job.output, force: settings.force, mode: input.mode });
  const copy = new FileCopy(thread, {
    input: input.source.handle.fd,
    output: output.handle.fd,
    hashes: [...new Set(["sha256", settings.digest] as const)],
    paths: { input: input.path, output: job.output },
  });
  try {
    const { writeSigned } = await import("./write-signed.ts");
    const result = await writeSigned({ job, output, copy });
    await output.commit();
    return result;
  } catch (thrown) {
    await copy.abandon();
    await output.discard();
    throw thrown;
  }
}
