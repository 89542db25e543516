/** A time-stamping authority of openssl behind an HTTP service: honest, or wrong in one way. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Asked, Manner } from "./service.ts";

export const TSA_PATH = "/tsa";

const CONFIG = `[req]
distinguished_name = dn
prompt = no
[dn]
CN = TSA thu nghiem
[tsa]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsr]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`;

export interface StampFault {
  readonly name: string;
  readonly code: "TSA_UNREACHABLE" | "TSA_REFUSED";
  readonly reason: string;
  readonly manner: (authority: StampAuthority) => Manner;
}

export interface StampAuthority {
  /** PEM file of its certificate, which is its own issuer. */
  readonly certificate: string;
  /** TimeStampResp to a request. */
  reply(request: Uint8Array): Uint8Array;
  /** TimeStampResp about another digest, to another nonce, or without the certificate. */
  replyToAnother(request: Uint8Array, what: keyof typeof OTHER_OCTET): Uint8Array;
  remove(): void;
}

export function stampAuthority(): StampAuthority {
  const folder = mkdtempSync(join(tmpdir(), "antin-stamps-"));
  const run = (...arguments_: string[]) => {
    const { status, stderr } = spawnSync("openssl", arguments_, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  };
  writeFileSync(join(folder, "tsa.cnf"), CONFIG);
  writeFileSync(join(folder, "serial"), "01\n");
  const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.pem"];
  run("req", "-x509", "-config", "tsa.cnf", "-extensions", "tsa", "-days", "30", ...key);
  const answer = () => {
    const who = ["-signer", "tsa.pem", "-inkey", "tsa.key"];
    run(
      "ts",
      "-reply",
      "-config",
      "tsa.cnf",
      "-section",
      "tsr",
      ...who,
      "-queryfile",
      "query",
      "-out",
      "reply",
    );
    return new Uint8Array(readFileSync(join(folder, "reply")));
  };
  return {
    certificate: join(folder, "tsa.pem"),
    reply: (request) => {
      writeFileSync(join(folder, "query"), request);
      return answer();
    },
    replyToAnother: (request, what) => {
      writeFileSync(join(folder, "query"), otherQuestion(request, what));
      return answer();
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/**
 * Octets from the end, by which one question becomes another: … 32 octets of digest, nonce of 8 octets with its header, certReq TRUE.
 * The certificate is asked for by an octet that is not 0.
 */
const OTHER_OCTET = { digest: 20, nonce: 8, certificate: 1 } as const;

function otherQuestion(request: Uint8Array, what: keyof typeof OTHER_OCTET): Uint8Array {
  const copy = request.slice();
  const at = copy.length - OTHER_OCTET[what];
  copy[at] = what === "certificate" ? 0 : (copy[at] ?? 0) ^ 1;
  return copy;
}

const JUNK = new TextEncoder().encode("<html>Đăng nhập</html>");
/** PKIStatusInfo {rejection}. */
const REJECTION = Uint8Array.of(0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02);

const refused = (name: string, reason: string, manner: StampFault["manner"]): StampFault => ({
  name,
  code: "TSA_REFUSED",
  reason,
  manner,
});

export const STAMP_FAULTS: readonly StampFault[] = [
  { name: "never answers", code: "TSA_UNREACHABLE", reason: "timeout", manner: () => () => "silence" },
  { name: "breaks off", code: "TSA_UNREACHABLE", reason: "unreachable", manner: () => () => "cut" },
  { name: "sends without end", code: "TSA_UNREACHABLE", reason: "too-large", manner: () => () => "endless" },
  {
    name: "answers with an error page",
    code: "TSA_UNREACHABLE",
    reason: "status",
    manner: () => () => ({ bytes: JUNK, status: 500 }),
  },
  refused("answers with a login page", "malformed", () => () => ({ bytes: JUNK })),
  refused("rejects the question", "not-granted", () => () => ({ bytes: REJECTION })),
  refused("stamps something else", "imprint", (authority) => ({ body }: Asked) => ({
    bytes: authority.replyToAnother(body, "digest"),
  })),
  refused("repeats an answer to another question", "nonce", (authority) => ({ body }: Asked) => ({
    bytes: authority.replyToAnother(body, "nonce"),
  })),
  refused("has a changed signature", "token", (authority) => ({ body }: Asked) => ({
    bytes: flipped(authority.reply(body)),
  })),
  refused("leaves its certificate out", "token", (authority) => ({ body }: Asked) => ({
    bytes: authority.replyToAnother(body, "certificate"),
  })),
];

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}
