/** The same small PKI made by openssl alone: RSA keys, its database of certificates, its lists, its OCSP answers. */

import { spawnSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openService, type TestService } from "./service.ts";
import type { LetterSigner } from "./signed-letter.ts";

export interface OpensslAuthority {
  readonly service: TestService;
  /** PEM file of the root, which issues everything. */
  readonly root: string;
  /** A new signer whose certificate names the services. */
  issue(name: string, validity?: { readonly from: Date; readonly to: Date }): OpensslSigner;
  /** One whose certificate names the list that is made now, for as long as it stays, and deltas to it. */
  issueListed(name: string): OpensslSigner;
  /** From now on its certificate is revoked, in the database and so in lists and answers. */
  revoke(signer: OpensslSigner): void;
  close(): Promise<void>;
}

export interface OpensslSigner extends LetterSigner {
  readonly file: string;
}

const config = (url: (path: string) => string) => `[ca]
default_ca = own
[own]
dir = .
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = issued
certificate = root.pem
private_key = root.key
default_md = sha256
default_days = 30
default_crl_days = 2
policy = any
x509_extensions = signer
copy_extensions = none
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = dn
prompt = no
[dn]
CN = OpenSSL Root
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:${url("/ocsp")}
crlDistributionPoints = URI:${url("/root.crl")}
[listed]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature,nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
crlDistributionPoints = URI:${url("/old.crl")}
freshestCRL = URI:${url("/delta.crl")}
[complete]
authorityKeyIdentifier = keyid
[delta]
authorityKeyIdentifier = keyid
2.5.29.27 = critical,ASN1:INTEGER:1
[responder]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
authorityKeyIdentifier = keyid
`;

export async function opensslAuthority(): Promise<OpensslAuthority> {
  const service = await openService();
  const folder = mkdtempSync(join(tmpdir(), "antin-openssl-"));
  const run = (...arguments_: string[]) => {
    const { status, stderr } = spawnSync("openssl", arguments_, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`openssl ${arguments_[0]}: ${stderr}`);
  };
  mkdirSync(join(folder, "issued"));
  writeFileSync(join(folder, "ca.cnf"), config(service.url));
  writeFileSync(join(folder, "index.txt"), "");
  writeFileSync(join(folder, "serial"), "1001\n");
  writeFileSync(join(folder, "crlnumber"), "01\n");
  const rootKey = ["-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem"];
  run("req", "-x509", "-config", "ca.cnf", "-extensions", "root", "-days", "365", ...rootKey);
  const request = (name: string, subject: string) =>
    run(
      ...["req", "-config", "ca.cnf", "-newkey", "rsa:2048", "-nodes", "-utf8", "-subj", `/CN=${subject}`],
      ...["-keyout", `${name}.key`, "-out", `${name}.csr`],
    );
  const certify = (name: string, ...more: string[]) =>
    run(
      "ca",
      "-config",
      "ca.cnf",
      "-batch",
      "-notext",
      "-utf8",
      "-in",
      `${name}.csr`,
      "-out",
      `${name}.pem`,
      ...more,
    );
  request("responder", "OpenSSL OCSP");
  certify("responder", "-extensions", "responder");
  service.serve("/ocsp", ({ body }) => {
    writeFileSync(join(folder, "request"), body);
    const signer = ["-rsigner", "responder.pem", "-rkey", "responder.key", "-CA", "root.pem"];
    run("ocsp", "-index", "index.txt", ...signer, "-reqin", "request", "-respout", "answer", "-nmin", "60");
    return { bytes: new Uint8Array(readFileSync(join(folder, "answer"))) };
  });
  service.serve("/root.crl", () => {
    run("ca", "-config", "ca.cnf", "-gencrl", "-out", "root.crl");
    return { bytes: new Uint8Array(readFileSync(join(folder, "root.crl"))) };
  });
  const list = (kind: "complete" | "delta", file: string) =>
    run("ca", "-config", "ca.cnf", "-gencrl", "-crlexts", kind, "-out", file);
  const read = (file: string) => new Uint8Array(readFileSync(join(folder, file)));
  service.serve("/old.crl", () => ({ bytes: read("old.crl") }));
  service.serve("/delta.crl", () => {
    list("delta", "delta.crl");
    return { bytes: read("delta.crl") };
  });
  let count = 0;
  const signerOf = (subject: string, ...options: string[]): OpensslSigner => {
    const name = `signer${++count}`;
    request(name, subject);
    certify(name, ...options);
    const file = join(folder, `${name}.pem`);
    return {
      file,
      der: new Uint8Array(new X509Certificate(readFileSync(file)).raw),
      privateKey: createPrivateKey(readFileSync(join(folder, `${name}.key`))),
      scheme: "rsa-pkcs1",
    };
  };
  return {
    service,
    root: join(folder, "root.pem"),
    issue(subject, validity) {
      const dates = validity ? ["-startdate", utc(validity.from), "-enddate", utc(validity.to)] : [];
      return signerOf(subject, ...dates);
    },
    issueListed(subject) {
      const signer = signerOf(subject, "-extensions", "listed");
      list("complete", "old.crl");
      return signer;
    },
    revoke: ({ file }) => run("ca", "-config", "ca.cnf", "-revoke", file),
    close: async () => {
      await service.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** GeneralizedTime, as openssl wants it. */
function utc(moment: Date): string {
  return `${moment.toISOString().replaceAll(/[-:T]|\.\d+Z$/g, "")}Z`;
}
