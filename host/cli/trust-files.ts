/** The anchors that `--trust` names: certificate files, folders of them, or the practice CA of this installation. */

import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { tryCertificate } from "#shared/asn1/certificate.ts";
import { fromBase64 } from "#shared/bytes.ts";
import { fail } from "#shared/errors.ts";
import type { TrustOptions } from "#shared/verify/ground.ts";

/** Errors: INPUT_NOT_FOUND {path}, INVALID_ARGUMENT {path} for a file without a certificate. */
export async function loadTrust(
  names: readonly string[],
  revocation: "hard" | "soft",
): Promise<TrustOptions> {
  const anchors: Uint8Array[] = [];
  for (const name of names) anchors.push(...(await anchorsOf(name)));
  return { anchors, practice: names.includes("practice"), revocation };
}

async function anchorsOf(name: string): Promise<Uint8Array[]> {
  if (name === "practice") {
    const { practiceAuthority } = await import("../token/practice.ts");
    return [await practiceAuthority()];
  }
  const unreadable = (cause: unknown) => fail("INPUT_NOT_FOUND", { path: name }, cause);
  const state = await stat(name).catch(unreadable);
  if (!state.isDirectory()) return certificatesIn(name, await readFile(name).catch(unreadable));
  const files = (await readdir(name).catch(unreadable)).filter(isCertificateName).sort();
  const lists = await Promise.all(
    files.map(async (file) => certificatesIn(file, await readFile(join(name, file)).catch(unreadable))),
  );
  return lists.flat();
}

/** A folder may also hold a README. */
function isCertificateName(name: string): boolean {
  return /\.(pem|crt|cer|der)$/i.test(name);
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** DER, or any number of certificates as PEM (RFC 7468) with other text between them. */
function certificatesIn(name: string, bytes: Uint8Array): Uint8Array[] {
  if (tryCertificate(bytes)) return [bytes];
  const text = new TextDecoder("latin1").decode(bytes);
  const ders = [...text.matchAll(PEM)].map(([, body = ""]) => fromBase64(body.replace(/\s/g, "")));
  const certificates = ders.map((der) => (der && tryCertificate(der) ? der : null));
  if (certificates.length === 0 || certificates.includes(null)) fail("INVALID_ARGUMENT", { path: name });
  return certificates.filter((der) => der !== null);
}
