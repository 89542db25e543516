/** What the token tests stand on: one SoftHSM token a file, behind the misbehaving module, with drivers that are closed afterwards. */

import { constants, createHash, verify, X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignatureScheme, SignRequest, TokenInfo, TokenSession } from "../../../host/token/driver.ts";
import { type Pkcs11Driver, type Pkcs11Options, pkcs11Driver } from "../../../host/token/pkcs11/driver.ts";
import type { ErrorCode, SignError } from "../../../shared/errors.ts";
import { FaultyModule, faultyMissing } from "../../tools/faulty-pkcs11/faulty.ts";
import { type SoftKey, type SoftToken, softHsmMissing, softToken } from "../../tools/softhsm.ts";

/** For `describe.skipIf`; the name of a skipped suite says what is missing. */
export const missing = softHsmMissing ?? faultyMissing;

export const PIN = "123456";
export const LABEL = "VGCA Token";

export interface TokenBench {
  readonly folder: string;
  readonly soft: SoftToken;
  /** A misbehaving module with control file and memory of its own. */
  faulty(): FaultyModule;
  /** A driver over the faulty module, or over others; closed by `close`. */
  driver(faulty: FaultyModule, options?: Partial<Pkcs11Options>): Pkcs11Driver;
  /** Closes the drivers opened since the last call. */
  closeDrivers(): Promise<void>;
  remove(): Promise<void>;
}

export async function openTokenBench(keys: readonly SoftKey[] = ["rsa2048", "p256"]): Promise<TokenBench> {
  const folder = mkdtempSync(join(tmpdir(), "antin-token-"));
  const soft = await softToken({ folder, label: LABEL, pin: PIN, keys });
  const drivers: Pkcs11Driver[] = [];
  let made = 0;
  const closeDrivers = async () => {
    await Promise.all(drivers.splice(0).map((driver) => driver.close()));
  };
  return {
    folder,
    soft,
    faulty: () => new FaultyModule({ folder: join(folder, `faulty-${made++}`), module: soft.module }),
    driver: (faulty, options = {}) => {
      const driver = pkcs11Driver({
        modules: [faulty.path],
        folder: join(folder, "locks"),
        pause: 50,
        env: { ...process.env, ...soft.env, ...faulty.env },
        ...options,
      });
      drivers.push(driver);
      return driver;
    },
    closeDrivers,
    remove: async () => {
      await closeDrivers();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The token with this label. */
export async function tokenOf(driver: Pkcs11Driver, label = LABEL): Promise<TokenInfo> {
  const found = (await driver.tokens()).find((token) => token.label === label);
  if (found === undefined) throw new Error(`no token ${label}`);
  return found;
}

interface Opening {
  readonly pin?: string;
  readonly key?: SoftKey;
  readonly label?: string;
  readonly allowLastTry?: boolean;
}

/** List, choose by key, log in. */
export async function open(
  bench: TokenBench,
  driver: Pkcs11Driver,
  opening: Opening = {},
): Promise<TokenSession> {
  const { pin = PIN, key = "rsa2048", label = LABEL, allowLastTry = false } = opening;
  const token = await tokenOf(driver, label);
  const certificate = bench.soft.certificates.find((candidate) => candidate.key === key);
  return await driver.open({ token: token.id, certificate: certificate?.id ?? "", pin, allowLastTry });
}

const DATA = Buffer.from("Nội dung văn bản");

export function requestOf(
  scheme: SignatureScheme,
  digestAlgorithm: SignRequest["digestAlgorithm"] = "sha256",
) {
  return { scheme, digestAlgorithm, digest: createHash(digestAlgorithm).update(DATA).digest() };
}

/** The signature by Node's own cryptography. */
export function verifies(session: TokenSession, request: SignRequest, signature: Uint8Array): boolean {
  const key = new X509Certificate(session.certificate.der).publicKey;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return verify(
    request.digestAlgorithm,
    DATA,
    request.scheme === "rsa-pss" ? { key, ...pss } : key,
    signature,
  );
}

/** The whole way: tokens, certificates, login, one signature that verifies, logout. */
export async function signOnce(bench: TokenBench, driver: Pkcs11Driver): Promise<boolean> {
  const token = await tokenOf(driver);
  await driver.certificates(token.id);
  const session = await open(bench, driver);
  try {
    const request = requestOf("rsa-pkcs1");
    return verifies(session, request, await session.sign(request));
  } finally {
    await session.close();
  }
}

/** Code and facts of a failure; null where there was none. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<{ code: ErrorCode; detail: SignError["detail"] } | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    const { code, detail } = thrown as SignError;
    return { code, detail };
  }
}

/** Resolves when `condition` holds; bounded by the test's own time limit only. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** False also for a process that has ended and that nobody has asked for yet (state Z of /proc). */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
