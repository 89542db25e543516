/** OpenSSL's view of the CMS over the signed bytes, both taken out of the PDF by a plain search. */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../programs.ts";
import type { Opinion, SignatureOpinion } from "./opinion.ts";
import { type SignedParts, signedParts } from "./signed-parts.ts";

/** `-cades` also compares the signing-certificate-v2 attribute with the signer's certificate. */
async function judgePart(part: SignedParts, folder: string, anchors: string): Promise<SignatureOpinion> {
  const cms = join(folder, "signature.p7s");
  const content = join(folder, "content");
  await writeFile(cms, part.cms);
  await writeFile(content, part.content);
  const common = ["cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", cms, "-content", content];
  const trust = ["-CAfile", anchors, "-purpose", "any", "-out", join(folder, "out")];
  const { code, stderr } = await run("openssl", [...common, ...trust]);
  const intact =
    code === 0 || (await run("openssl", [...common, "-noverify", "-out", join(folder, "out")])).code === 0;
  return { intact, trusted: code === 0, wholeFile: part.wholeFile, format: code === 0 ? null : stderr };
}

export async function opensslOpinions(
  files: readonly string[],
  anchors: readonly string[],
): Promise<Opinion[]> {
  const folder = await mkdtemp(join(tmpdir(), "antin-openssl-"));
  try {
    const bundle = join(folder, "anchors.pem");
    await writeFile(bundle, (await Promise.all(anchors.map((file) => readFile(file, "utf8")))).join("\n"));
    const opinions: Opinion[] = [];
    for (const file of files) {
      const signatures: SignatureOpinion[] = [];
      for (const part of signedParts(await readFile(file))) {
        signatures.push(await judgePart(part, folder, bundle));
      }
      opinions.push({ file, signatures, error: null });
    }
    return opinions;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
