import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { toHex } from "#shared/bytes.ts";
import { encodeOcspRequest } from "#shared/trust/ocsp-request.ts";
import { newRoot } from "./pki.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
const root = newRoot();
const leaf = root.issue({ name: "Leaf", serial: 0x80_11_22 });
const question = { certificate: leaf.facts, issuer: root.facts, nonce: null };

describe.skipIf(!hasOpenssl)("openssl (where installed) reads a request", () => {
  test("about the certificate that was asked for, as it writes one itself", () => {
    const mine = printed(encodeOcspRequest(question));
    expect(mine).toContain("Serial Number: 801122");
    expect(mine).toContain("Hash Algorithm: sha1");
    expect(mine).toBe(ownRequest());
  });

  test("with its nonce", () => {
    const nonce = Uint8Array.from({ length: 16 }, (_, index) => index + 1);
    const text = printed(encodeOcspRequest({ ...question, nonce }));
    expect(text).toContain("OCSP Nonce");
    expect(text.replaceAll(/\s/g, "")).toContain(`0410${toHex(nonce)}`.toUpperCase());
  });
});

function printed(request: Uint8Array): string {
  return inFolder((folder) => {
    writeFileSync(join(folder, "request"), request);
    return openssl(folder, ["-reqin", "request", "-req_text"]);
  });
}

/** What openssl asks about the same certificate. */
function ownRequest(): string {
  return inFolder((folder) => {
    writeFileSync(join(folder, "root.pem"), pem(root.facts.der));
    writeFileSync(join(folder, "leaf.pem"), pem(leaf.facts.der));
    return openssl(folder, ["-issuer", "root.pem", "-cert", "leaf.pem", "-no_nonce", "-req_text"]);
  });
}

function openssl(cwd: string, options: readonly string[]): string {
  return spawnSync("openssl", ["ocsp", ...options], { cwd, encoding: "utf8" }).stdout;
}

function pem(der: Uint8Array): string {
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64")}\n-----END CERTIFICATE-----\n`;
}

function inFolder(work: (folder: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), "antin-ocsp-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
