/** A key and a self-signed certificate for the sample site under invented names of agencies; made with openssl, thrown away after. */

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustRun } from "../programs.ts";

/** Hosts that tests map to 127.0.0.1; gov.vn is where the extension works by itself. */
export const OFFICE_HOST = "eoffice.anbinh.gov.vn";
export const OTHER_HOST = "motcua.anbinh.gov.vn";

export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** @param names DNS names; the sample site's where absent */
export async function serverCertificate(
  names: readonly string[] = [OFFICE_HOST, OTHER_HOST],
): Promise<ServerCertificate> {
  const folder = await mkdtemp(join(tmpdir(), "antin-tls-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const extension = `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")}`;
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  try {
    await mustRun("openssl", [
      ...["req", "-x509", ...curve, "-days", "2", "-subj", `/CN=${names[0]}`],
      ...["-addext", extension, "-keyout", key, "-out", cert],
    ]);
    return { key: await readFile(key, "utf8"), cert: await readFile(cert, "utf8") };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
