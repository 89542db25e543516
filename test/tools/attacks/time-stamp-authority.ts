/** A time-stamping authority of openssl, in a folder of its own. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toHex } from "#shared/bytes.ts";

export interface TimeStampAuthority {
  /** DER of a token over a SHA-256 digest. */
  token(digest: Uint8Array): Uint8Array;
  remove(): void;
}

const CONFIG = `[req]
distinguished_name = dn
prompt = no
x509_extensions = tsa
[dn]
CN = TSA thu nghiem
[tsa]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsr]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

export function timeStampAuthority(): TimeStampAuthority {
  const folder = mkdtempSync(join(tmpdir(), "antin-tsa-"));
  const run = (...arguments_: string[]) => {
    const { status, stderr } = spawnSync("openssl", arguments_, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  writeFileSync(join(folder, "tsa.cnf"), CONFIG);
  writeFileSync(join(folder, "serial"), "01\n");
  const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem"];
  run("req", "-x509", "-config", "tsa.cnf", "-days", "30", ...key);
  return {
    token(digest) {
      run("ts", "-query", "-digest", toHex(digest), "-sha256", "-cert", "-out", "query");
      const reply = ["-reply", "-config", "tsa.cnf", "-section", "tsr", "-queryfile", "query"];
      run("ts", ...reply, "-token_out", "-out", "token");
      return new Uint8Array(readFileSync(join(folder, "token")));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
