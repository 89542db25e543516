/** The reference validator of the European Commission, run by the workplace's judge; never part of the product. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectRoot, run } from "../programs.ts";
import type { Opinion, SignatureOpinion } from "./opinion.ts";

const dssJudge = process.env["ANTIN_DSS_JUDGE"] ?? join(projectRoot, "../shared/judges/dss/dss-judge");
export const hasDss = existsSync(dssJudge);

interface DssSignature {
  readonly format: string;
  readonly integrity: boolean;
  readonly indication: string;
  readonly subIndication: string | null;
  readonly coverage: { readonly scope: string } | null;
  readonly claimedTime: string;
}

interface DssLine {
  readonly file: string;
  readonly error?: string;
  readonly signatures?: readonly DssSignature[];
}

export interface DssOpinion extends Opinion {
  readonly signatures: readonly (SignatureOpinion & { readonly passed: boolean })[];
}

/** Without revocation data DSS ends at CERTIFICATE_CHAIN_GENERAL_FAILURE where it found the path, and earlier where it did not. */
function opinionOf(line: DssLine): DssOpinion {
  const signatures = (line.signatures ?? []).map((signature) => ({
    intact: signature.integrity,
    passed: signature.indication === "TOTAL_PASSED",
    trusted: signature.subIndication !== "NO_CERTIFICATE_CHAIN_FOUND",
    wholeFile: signature.coverage?.scope === "FULL",
    format: signature.format,
  }));
  return { file: line.file, signatures, error: line.error ?? null };
}

export async function dssOpinions(
  files: readonly string[],
  anchors: readonly string[],
): Promise<DssOpinion[]> {
  const trust = anchors.flatMap((anchor) => ["--trust", anchor]);
  const { code, stdout, stderr } = await run(dssJudge, [...trust, ...files]);
  if (code !== 0) throw new Error(`dss-judge ended with ${code}: ${stderr}`);
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => opinionOf(JSON.parse(line) as DssLine));
}
