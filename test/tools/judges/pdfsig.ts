/** Poppler's pdfsig with a certificate store (NSS) made for the occasion. */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun, run } from "../programs.ts";
import type { Opinion, SignatureOpinion } from "./opinion.ts";

interface CertificateStore {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A certificate store that trusts the given certificates (PEM files) and nothing else. */
async function certificateStore(anchors: readonly string[]): Promise<CertificateStore> {
  const folder = await mkdtemp(join(tmpdir(), "antin-nss-"));
  await mustRun("certutil", ["-N", "-d", `sql:${folder}`, "--empty-password"]);
  for (const [index, anchor] of anchors.entries()) {
    await mustRun("certutil", [
      "-A",
      "-d",
      `sql:${folder}`,
      "-n",
      `root${index}`,
      "-t",
      "CT,C,C",
      "-i",
      anchor,
    ]);
  }
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

function readSignature(text: string): SignatureOpinion {
  return {
    intact: text.includes("Signature Validation: Signature is Valid."),
    trusted: text.includes("Certificate Validation: Certificate is Trusted."),
    wholeFile: text.includes("- Total document signed"),
    format: /Signature Type: (\S+)/.exec(text)?.[1] ?? null,
  };
}

async function pdfsigOpinion(file: string, store: CertificateStore): Promise<Opinion> {
  const { stdout, stderr } = await run("pdfsig", ["-nssdir", `sql:${store.folder}`, file]);
  const isSigned = (section: string) => !section.includes("The signature form field is not signed.");
  const sections = stdout
    .split(/^Signature #\d+:$/m)
    .slice(1)
    .filter(isSigned);
  const saysNone = /does not contain any signatures|is not signed/.test(stdout + stderr);
  const error = sections.length === 0 && !saysNone ? stderr || stdout : null;
  return { file, signatures: sections.map(readSignature), error };
}

export async function pdfsigOpinions(
  files: readonly string[],
  anchors: readonly string[],
): Promise<Opinion[]> {
  const store = await certificateStore(anchors);
  try {
    const opinions: Opinion[] = [];
    for (const file of files) opinions.push(await pdfsigOpinion(file, store));
    return opinions;
  } finally {
    await store.remove();
  }
}
