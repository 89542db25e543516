/** Evidence by OpenSSL: its own CA, its CRLs, its OCSP responder. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CertificateFacts, readCertificate } from "#shared/asn1/certificate.ts";
import { anchorOf } from "#shared/trust/anchor.ts";
import { readEvidence } from "#shared/trust/evidence.ts";
import { validatePath } from "#shared/trust/validate.ts";
import { findProgram, mustRun } from "../../tools/programs.ts";

const openssl = findProgram("openssl");

const CONFIGURATION = `
[ca]
default_ca = own
[own]
database = index.txt
serial = serial
crlnumber = crlnumber
new_certs_dir = .
default_md = sha256
default_days = 365
default_crl_days = 7
policy = any
certificate = ca.pem
private_key = ca.key
[any]
commonName = supplied
[req]
distinguished_name = dn
prompt = no
[dn]
CN = OpenSSL CA
[ca_ext]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[leaf_ext]
keyUsage = critical,digitalSignature,nonRepudiation
authorityKeyIdentifier = keyid
[ocsp_ext]
keyUsage = critical,digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
`;

describe.skipIf(!openssl)("OpenSSL's evidence (skipped where openssl is not installed)", () => {
  let folder = "";
  const run = (...args: string[]) => mustRun("openssl", args, { cwd: folder });
  const file = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

  async function certificate(name: string): Promise<CertificateFacts> {
    await run("x509", "-in", `${name}.pem`, "-outform", "der", "-out", `${name}.der`);
    return readCertificate(file(`${name}.der`));
  }

  async function issue(name: string, key: string[], section: string): Promise<void> {
    await run(
      "req",
      "-new",
      "-newkey",
      ...key,
      "-nodes",
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.csr`,
      "-subj",
      `/CN=${name}`,
      "-config",
      "ca.cnf",
    );
    await run(
      "ca",
      "-batch",
      "-config",
      "ca.cnf",
      "-extensions",
      section,
      "-in",
      `${name}.csr`,
      "-out",
      `${name}.pem`,
      "-notext",
    );
  }

  async function crl(): Promise<Uint8Array> {
    await run("ca", "-config", "ca.cnf", "-gencrl", "-out", "list.pem");
    await run("crl", "-in", "list.pem", "-outform", "der", "-out", "list.crl");
    return file("list.crl");
  }

  async function ocsp(name: string, signer: string): Promise<Uint8Array> {
    await run("ocsp", "-issuer", "ca.pem", "-cert", `${name}.pem`, "-reqout", "ask.der");
    const own = ["-rsigner", `${signer}.pem`, "-rkey", `${signer}.key`];
    await run(
      "ocsp",
      "-index",
      "index.txt",
      "-CA",
      "ca.pem",
      ...own,
      "-reqin",
      "ask.der",
      "-respout",
      "answer.der",
      "-ndays",
      "1",
    );
    return file("answer.der");
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "antin-openssl-"));
    writeFileSync(join(folder, "ca.cnf"), CONFIGURATION);
    writeFileSync(join(folder, "index.txt"), "");
    writeFileSync(join(folder, "serial"), "C001\n");
    writeFileSync(join(folder, "crlnumber"), "01\n");
    await run(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
      "-days",
      "365",
      "-config",
      "ca.cnf",
      "-extensions",
      "ca_ext",
    );
    await issue("good", ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], "leaf_ext");
    await issue("revoked", ["rsa:3072"], "leaf_ext");
    await issue("held", ["ed25519"], "leaf_ext");
    await issue("responder", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "ocsp_ext");
    await run("ca", "-config", "ca.cnf", "-revoke", "revoked.pem", "-crl_reason", "keyCompromise");
    await run("ca", "-config", "ca.cnf", "-revoke", "held.pem", "-crl_hold", "holdInstructionReject");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Judged when the evidence was made. */
  async function reason(name: string, evidence: { crls?: Uint8Array[]; ocspResponses?: Uint8Array[] }) {
    const read = readEvidence({ crls: [], ocspResponses: [], ...evidence });
    expect(read.unreadable).toBe(0);
    const at = read.ocspResponses[0]?.producedAt ?? read.crls[0]?.thisUpdate ?? new Date();
    const anchor = anchorOf(await certificate("ca"), "administrator");
    const leaf = await certificate(name);
    const anchors = anchor ? [anchor] : [];
    const request = {
      leaf,
      intermediates: [],
      anchors,
      at,
      revocation: { mode: "hard", evidence: read },
    } as const;
    return validatePath(request).fault?.reason ?? "valid";
  }

  const expected = [
    ["good", "valid"],
    ["revoked", "revoked"],
    ["held", "on-hold"],
  ] as const;

  test.each(expected)("its list: %s is %s", async (name, answer) => {
    expect(await reason(name, { crls: [await crl()] })).toBe(answer);
  });

  test.each(expected)("the authority's own answer: %s is %s", async (name, answer) => {
    expect(await reason(name, { ocspResponses: [await ocsp(name, "ca")] })).toBe(answer);
  });

  test.each(expected)("its delegate's answer: %s is %s", async (name, answer) => {
    expect(await reason(name, { ocspResponses: [await ocsp(name, "responder")] })).toBe(answer);
  });

  test("an answer signed by one of its end entities is not believed", async () => {
    expect(await reason("good", { ocspResponses: [await ocsp("good", "revoked")] })).toBe(
      "revocation-unknown",
    );
  });
});
