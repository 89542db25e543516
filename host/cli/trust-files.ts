/** What a verdict may stand on, out of the files that options name: anchors, intermediates, CRLs, OCSP responses. */

import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { tryCertificate } from "#shared/asn1/certificate.ts";
import { fail } from "#shared/errors.ts";
import { tryCrl } from "#shared/trust/crl.ts";
import { tryOcspResponse } from "#shared/trust/ocsp.ts";
import type { TrustOptions } from "#shared/verify/ground.ts";
import { readDer } from "./der-blocks.ts";

export interface TrustFiles {
  /** Files, folders of certificates, or "practice" for this installation's practice CA. */
  readonly trust: readonly string[];
  readonly intermediates: readonly string[];
  readonly crls: readonly string[];
  readonly ocsps: readonly string[];
  /** Only what `trust` names ends a path. */
  readonly onlyTrust: boolean;
  readonly revocation: "hard" | "soft";
}

/** Errors: INPUT_NOT_FOUND {path}; INVALID_ARGUMENT {path} for a file that holds none of what its option wants. */
export async function loadTrust(files: TrustFiles): Promise<TrustOptions> {
  const crls = await allOf(files.crls, (name) => dersIn(name, "crl"));
  const ocspResponses = await allOf(files.ocsps, (name) => dersIn(name, "ocsp"));
  return {
    anchors: await allOf(files.trust, anchorsOf),
    practice: files.trust.includes("practice"),
    builtIn: !files.onlyTrust,
    revocation: files.revocation,
    intermediates: await allOf(files.intermediates, certificatesOf),
    evidence: { crls, ocspResponses },
  };
}

/** One after the other, so that the first name that is wrong is the one complained of. */
async function allOf(
  names: readonly string[],
  read: (name: string) => Promise<readonly Uint8Array[]>,
): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (const name of names) all.push(...(await read(name)));
  return all;
}

async function anchorsOf(name: string): Promise<readonly Uint8Array[]> {
  if (name !== "practice") return certificatesOf(name);
  const { practiceAuthority } = await import("../token/practice.ts");
  return [await practiceAuthority()];
}

/** Of a file, or of all files in a folder that are named like certificates. Errors as `loadTrust`. */
export async function certificatesOf(name: string): Promise<Uint8Array[]> {
  const state = await stat(name).catch((cause: unknown) => fail("INPUT_NOT_FOUND", { path: name }, cause));
  if (!state.isDirectory()) return dersIn(name, "certificate");
  const files = (await readdir(name)).filter(isCertificateName).sort();
  return allOf(files, (file) => dersIn(join(name, file), "certificate"));
}

/** A folder may also hold a README. */
function isCertificateName(name: string): boolean {
  return /\.(pem|crt|cer|der)$/i.test(name);
}

const READERS = { certificate: tryCertificate, crl: tryCrl, ocsp: tryOcspResponse } as const;

/** DER, or any number of blocks as PEM. Errors as `loadTrust`. */
export async function dersIn(path: string, kind: keyof typeof READERS): Promise<Uint8Array[]> {
  const ders = await readDer(path, kind).catch((cause: unknown) => fail("INPUT_NOT_FOUND", { path }, cause));
  const readable = ders?.every((der) => READERS[kind](der) !== null);
  return ders && readable ? ders : fail("INVALID_ARGUMENT", { path });
}
