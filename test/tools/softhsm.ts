/**
 * Fresh SoftHSM tokens with keys and certificates, each in a folder of its own, so tests run beside each other.
 * Needs the Debian packages softhsm2, opensc and openssl: ask `softHsmMissing` first and skip where it is not null.
 */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MODULES = [
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
  "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
  "/usr/local/lib/softhsm/libsofthsm2.so",
];

const module = MODULES.find((path) => existsSync(path)) ?? null;
const tools = ["/usr/bin/softhsm2-util", "/usr/bin/pkcs11-tool", "/usr/bin/openssl"];

/** Path of what a SoftHSM token needs and is not installed; null where everything is there. */
export const softHsmMissing: string | null =
  module === null ? "libsofthsm2.so" : (tools.find((path) => !existsSync(path)) ?? null);

export type SoftKey = "rsa2048" | "rsa3072" | "rsa4096" | "p256" | "p384";

/** Arguments of `openssl genpkey`. */
const KEYS: Record<SoftKey, readonly string[]> = {
  rsa2048: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  rsa3072: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"],
  rsa4096: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:4096"],
  p256: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
  p384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
};

export interface SoftTokenRequest {
  /** An existing folder; everything is made below it, several tokens may share it. */
  readonly folder: string;
  readonly label: string;
  readonly pin: string;
  /** Default: rsa2048 and p256. */
  readonly keys?: readonly SoftKey[];
  /** Distinguished name of the leaf certificates as `openssl req -subj` wants it; "{key}" becomes the key's name. */
  readonly subject?: string;
  /** Days from now until the leaf certificates end; negative: so long ago they ended. Default 365. */
  readonly days?: number;
}

interface SoftCertificate {
  readonly key: SoftKey;
  /** CKA_ID, hexadecimal. */
  readonly ckaId: string;
  /** SHA-256 of the certificate, lower-case hexadecimal: `TokenCertificate.id`. */
  readonly id: string;
  readonly der: Uint8Array;
  readonly pem: string;
}

export interface SoftToken {
  /** Absolute path of the PKCS#11 module. */
  readonly module: string;
  /** To be merged into the environment of whatever loads the module: SOFTHSM2_CONF. */
  readonly env: Readonly<Record<string, string>>;
  readonly label: string;
  readonly pin: string;
  /** In the order of `keys`. */
  readonly certificates: readonly SoftCertificate[];
  /** The certificate authority above all leaves of this folder; also stored on the token. */
  readonly authority: { readonly der: Uint8Array; readonly pem: string; readonly file: string };
}

interface Workshop {
  readonly folder: string;
  readonly env: Record<string, string>;
}

function run(program: string, args: readonly string[], env: Record<string, string> = {}): void {
  execFileSync(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
}

function openWorkshop(folder: string): Workshop {
  const tokens = join(folder, "softhsm-tokens");
  const configuration = join(folder, "softhsm2.conf");
  mkdirSync(tokens, { recursive: true });
  writeFileSync(
    configuration,
    [
      `directories.tokendir = ${tokens}`,
      "objectstore.backend = file",
      "slots.removable = true",
      "log.level = ERROR",
      "",
    ].join("\n"),
  );
  return { folder, env: { SOFTHSM2_CONF: configuration } };
}

function pemToDer(pem: string): Uint8Array {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64");
}

/** Every part of a name that a test may want; `openssl ca` drops the others. */
const NAME_PARTS = ["C", "ST", "L", "O", "OU", "CN", "UID", "title", "emailAddress", "serialNumber"];

/** One authority a folder, made at first use; path of its `openssl ca` configuration. */
function openAuthority({ folder }: Workshop): { configuration: string; file: string } {
  const key = join(folder, "authority.key");
  const file = join(folder, "authority.pem");
  const configuration = join(folder, "authority.cnf");
  if (existsSync(configuration)) return { configuration, file };
  run("openssl", [
    ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-sha256", "-utf8", "-days", "3650"],
    ...["-subj", "/C=VN/O=Cơ quan thử nghiệm/CN=CA thử nghiệm Ấn Tín"],
    ...["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign"],
    ...["-keyout", key, "-out", file],
  ]);
  writeFileSync(join(folder, "authority.index"), "");
  writeFileSync(
    configuration,
    [
      "[ca]",
      "default_ca = authority",
      "[authority]",
      `certificate = ${file}`,
      `private_key = ${key}`,
      `database = ${join(folder, "authority.index")}`,
      `new_certs_dir = ${folder}`,
      "rand_serial = yes",
      "unique_subject = no",
      "default_md = sha256",
      "policy = any",
      "[any]",
      ...NAME_PARTS.map((part) => `${part} = optional`),
      "",
    ].join("\n"),
  );
  return { configuration, file };
}

interface LeafRequest {
  readonly workshop: Workshop;
  readonly name: string;
  readonly key: SoftKey;
  readonly subject: string;
  readonly days: number;
}

/** As `openssl ca` wants it: days from now as YYYYMMDDHHMMSSZ. */
function dayAfter(days: number): string {
  const day = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  return `${day.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
}

/** Key (PKCS#8) and certificate as files; returns their paths without ending. */
function makeLeaf({ workshop, name, key, subject, days }: LeafRequest): string {
  const base = join(workshop.folder, name);
  const { configuration } = openAuthority(workshop);
  writeFileSync(
    `${base}.ext`,
    [
      "basicConstraints=critical,CA:FALSE",
      "keyUsage=critical,digitalSignature,nonRepudiation",
      "extendedKeyUsage=clientAuth,emailProtection",
      "subjectKeyIdentifier=hash",
      "authorityKeyIdentifier=keyid",
      "",
    ].join("\n"),
  );
  run("openssl", ["genpkey", ...KEYS[key], "-out", `${base}.key`]);
  run("openssl", ["req", "-new", "-utf8", "-key", `${base}.key`, "-subj", subject, "-out", `${base}.csr`]);
  run("openssl", [
    ...["ca", "-batch", "-notext", "-utf8", "-preserveDN", "-config", configuration],
    ...["-startdate", dayAfter(Math.min(days, 0) - 365), "-enddate", dayAfter(days)],
    ...["-extfile", `${base}.ext`, "-in", `${base}.csr`, "-out", `${base}.pem`],
  ]);
  return base;
}

interface StoreRequest {
  readonly workshop: Workshop;
  readonly request: SoftTokenRequest;
  readonly module: string;
}

function storeCertificate({ workshop, request, module }: StoreRequest, der: string, idArguments: string[]) {
  run(
    "pkcs11-tool",
    [
      ...["--module", module, "--token-label", request.label, "--login", "--pin", request.pin],
      ...["--write-object", der, "--type", "cert", ...idArguments],
    ],
    workshop.env,
  );
}

/** Initialises a token and fills it. Two calls with one folder and two labels give one module with two tokens. */
export async function softToken(request: SoftTokenRequest): Promise<SoftToken> {
  if (module === null) throw new Error("SoftHSM is not installed");
  const workshop = openWorkshop(request.folder);
  const store = { workshop, request, module };
  const { label, pin, days = 365 } = request;
  run(
    "softhsm2-util",
    ["--init-token", "--free", "--label", label, "--so-pin", "87654321", "--pin", pin],
    workshop.env,
  );
  const certificates = (request.keys ?? ["rsa2048", "p256"]).map((key, index): SoftCertificate => {
    const ckaId = (index + 1).toString(16).padStart(2, "0");
    const subject = (request.subject ?? "/C=VN/O=UBND tỉnh thử nghiệm/CN=Lại Xuân Lâm ({key})").replace(
      "{key}",
      key,
    );
    const base = makeLeaf({ workshop, name: `${label}-${ckaId}-${key}`, key, subject, days });
    run(
      "softhsm2-util",
      ["--import", `${base}.key`, "--token", label, "--label", key, "--id", ckaId, "--pin", pin],
      workshop.env,
    );
    const pem = readFileSync(`${base}.pem`, "utf8");
    const der = pemToDer(pem);
    writeFileSync(`${base}.der`, der);
    storeCertificate(store, `${base}.der`, ["--id", ckaId, "--label", key]);
    return { key, ckaId, der, pem, id: createHash("sha256").update(der).digest("hex") };
  });
  const authority = openAuthority(workshop);
  const pem = readFileSync(authority.file, "utf8");
  const der = pemToDer(pem);
  writeFileSync(join(request.folder, "authority.der"), der);
  storeCertificate(store, join(request.folder, "authority.der"), ["--id", "ca", "--label", "authority"]);
  return {
    module,
    env: workshop.env,
    label,
    pin,
    certificates,
    authority: { der, pem, file: authority.file },
  };
}
