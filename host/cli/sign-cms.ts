/** Signs any file beside it: a detached CMS (`.p7s`) over the whole of it. */

import { createHash } from "node:crypto";
import { sourceOf, toHex } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import { assertOwnResult } from "#shared/verify/own-result.ts";
import { verifyCms } from "#shared/verify/verify.ts";
import { signDigest } from "../cms/sign-digest.ts";
import { digestRanges } from "../digest-ranges.ts";
import { OutputFile } from "./output-file.ts";
import type { SignedOutput, SignJob } from "./sign-pdf.ts";

const TRUST = { anchors: [], practice: false };

/** Errors: those of its steps; nothing is left behind then. */
export async function signCms(job: SignJob): Promise<SignedOutput> {
  const { settings } = job;
  const output = await OutputFile.create({ path: job.output, force: settings.force });
  try {
    const cms = await makeCms(job);
    await judge(job, cms);
    await output.write(cms, 0);
    await output.commit();
    const sha256 = toHex(createHash("sha256").update(cms).digest());
    return { fields: [], repaired: false, sha256, warnings: [], notices: [] };
  } catch (thrown) {
    await output.discard();
    throw thrown;
  }
}

async function makeCms({ input, settings, token, stamp }: SignJob): Promise<Uint8Array> {
  const ranges = [{ start: 0, end: input.source.size }];
  const [digest] = await digestRanges(input.source, [{ ranges, algorithm: settings.digest }]);
  return token.use((session) =>
    signDigest({
      session,
      digest: digest ?? fail("UNKNOWN_ERROR"),
      digestAlgorithm: settings.digest,
      format: "cades",
      padding: settings.padding,
      stamp,
    }),
  );
}

async function judge({ input, token }: SignJob, cms: Uint8Array): Promise<void> {
  const after = await verifyCms({
    source: sourceOf(cms),
    content: input.source,
    digestRanges,
    trust: TRUST,
  });
  const { certificate } = await token.chosen();
  assertOwnResult({ before: null, after, field: null, certificate: certificate.id });
}
