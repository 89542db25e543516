/** `npm start` without a display: signs and verifies a sample letter the way the sign window does, with the real host process. */

import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { concatBytes, type DigestRanges, fromBase64, sourceOf, toBase64, toHex } from "#shared/bytes.ts";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { QUICK_START } from "#shared/messages/quick-start.ts";
import { openPdf } from "#shared/pdf/document.ts";
import { embedCms, prepareSignature } from "#shared/pdf/sign.ts";
import type { Certificate } from "#shared/protocol/messages.ts";
import { verifyPdf } from "#shared/verify/verify.ts";
import { letterPdf } from "../../test/tools/eoffice/letter.ts";
import { type HostPort, openHostPort } from "./host-port.ts";

const LETTER = "125_UBND-VX.pdf";

const digestRanges: DigestRanges = async (source, requests) =>
  requests.map(({ ranges, algorithm }) => {
    const hash = createHash(algorithm);
    for (const { start, end } of ranges) hash.update(source.read(start, end - start));
    return new Uint8Array(hash.digest());
  });

/** Login and one signature over the letter; what crosses the port is a digest and a CMS. */
async function signOver(port: HostPort, certificate: Certificate, letter: Uint8Array, digest: Uint8Array) {
  const item = { item: "letter", name: LETTER, size: letter.length, pages: 1, signatures: 1 };
  const sha256 = toHex(createHash("sha256").update(letter).digest());
  const { session } = await port.request("session.open", {
    token: certificate.token,
    certificate: certificate.id,
    source: { kind: "local" },
    pin: "",
    allowLastTry: false,
    idleSeconds: 60,
    items: [{ ...item, sha256 }],
  });
  const { cms } = await port.request("session.sign", {
    session,
    item: "letter",
    digest: toBase64(digest),
    digestAlgorithm: "sha256",
    format: "pades",
    level: "B-B",
    padding: "pkcs1",
  });
  await port.request("session.close", { session });
  return decode(cms);
}

function decode(base64: string): Uint8Array {
  const bytes = fromBase64(base64);
  if (!bytes) throw new Error("the host sent malformed base64");
  return bytes;
}

/** Prepare, digest, ask the host, embed. */
async function signLetter(port: HostPort, letter: Uint8Array) {
  const { certificates } = await port.request("certificates.list", { token: "practice" });
  const [certificate] = certificates;
  if (!certificate) throw new Error("the practice token has no certificate");
  const prepared = prepareSignature(openPdf(sourceOf(letter)), {
    time: new Date(),
    reserve: cmsSizeBound({ certificates: certificate.chain.map(decode) }),
  });
  const unsigned = sourceOf(concatBytes([letter, prepared.increment]));
  const [digest = new Uint8Array()] = await digestRanges(unsigned, [
    { ranges: prepared.ranges, algorithm: "sha256" },
  ]);
  const cms = await signOver(port, certificate, letter, digest);
  return { certificate, signed: concatBytes([letter, embedCms(prepared, cms)]) };
}

/** `built`: what the build left. Writes the letter and its signed copy into `folder`; answers what a newcomer wants to know. */
export async function quickStart(built: string, folder: string): Promise<string[]> {
  const letter = new Uint8Array(letterPdf());
  const port = await openHostPort([process.execPath, join(built, "host", "antin.cjs")]);
  const { certificate, signed } = await signLetter(port, letter).finally(() => port.close());
  const verdict = await verifyPdf({
    source: sourceOf(signed),
    digestRanges,
    trust: { anchors: [], practice: false },
  });
  mkdirSync(folder, { recursive: true });
  const output = join(folder, LETTER.replace(".pdf", ".signed.pdf"));
  writeFileSync(join(folder, LETTER), letter);
  writeFileSync(output, signed);
  const [signature] = verdict.signatures;
  if (!signature) throw new Error("the signed letter shows no signature");
  const facts = {
    signer: certificate.commonName,
    issuer: certificate.issuer,
    time: new Date(),
    integrity: signature.integrity,
    wholeFile: signature.coverage === "whole-file",
    changes: signature.changes,
    output: relative(process.cwd(), output),
    program: relative(process.cwd(), join(built, "antin")),
  };
  return (["vi", "en"] as const).flatMap((language) => [...QUICK_START[language](facts), ""]);
}
