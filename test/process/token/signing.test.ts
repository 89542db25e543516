/** Signatures of every key and scheme, judged by Node's cryptography and by openssl; which key belongs to a certificate. */

import { execFileSync } from "node:child_process";
import { createHash, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SignRequest, TokenSession } from "../../../host/token/driver.ts";
import {
  failureOf,
  isRunning,
  missing,
  open,
  openTokenBench,
  requestOf,
  signOnce,
  type TokenBench,
  tokenOf,
  until,
  verifies,
} from "./token-bench.ts";

const OPENSSL = "/usr/bin/openssl";
const PKCS11_TOOL = "/usr/bin/pkcs11-tool";
const HASHES = ["sha256", "sha384", "sha512"] as const;
const CASES = [
  ...(["rsa2048", "rsa3072", "rsa4096"] as const).flatMap((key) => [
    { key, scheme: "rsa-pkcs1" as const },
    { key, scheme: "rsa-pss" as const },
  ]),
  { key: "p256" as const, scheme: "ecdsa" as const },
  { key: "p384" as const, scheme: "ecdsa" as const },
];

describe.skipIf(missing)(`signatures${missing ? ` (skipped: no ${missing})` : ""}`, () => {
  let bench: TokenBench;
  beforeAll(async () => {
    bench = await openTokenBench(["rsa2048", "rsa3072", "rsa4096", "p256", "p384"]);
  });
  afterEach(() => bench.closeDrivers());
  afterAll(() => bench.remove());

  /** `openssl pkeyutl` over the digest; throws where it says no. */
  function opensslVerifies(session: TokenSession, request: SignRequest, signature: Uint8Array): void {
    const file = (name: string, content: string | Uint8Array) => {
      const path = join(bench.folder, name);
      writeFileSync(path, content);
      return path;
    };
    const key = new X509Certificate(session.certificate.der).publicKey;
    const { digestAlgorithm, scheme } = request;
    const pss = ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:digest"];
    execFileSync(OPENSSL, [
      ...["pkeyutl", "-verify", "-pubin", "-inkey"],
      file("public.pem", key.export({ type: "spki", format: "pem" })),
      ...["-in", file("digest", request.digest), "-sigfile", file("signature", signature)],
      ...["-pkeyopt", `digest:${digestAlgorithm}`],
      ...(scheme === "rsa-pss" ? pss : []),
    ]);
  }

  test.each(CASES)("$key signs $scheme with each hash", async ({ key, scheme }) => {
    const driver = bench.driver(bench.faulty());
    const session = await open(bench, driver, { key });
    for (const hash of HASHES) {
      const request = requestOf(scheme, hash);
      const signature = await session.sign(request);
      expect(verifies(session, request, signature)).toBe(true);
      opensslVerifies(session, request, signature);
      const other = requestOf(scheme, hash === "sha256" ? "sha384" : "sha256");
      expect(verifies(session, other, signature)).toBe(false);
    }
  });

  test("a scheme that does not fit the key, or a digest that does not fit the hash, is refused", async () => {
    const driver = bench.driver(bench.faulty());
    const session = await open(bench, driver, { key: "p256" });
    expect(await failureOf(session.sign(requestOf("rsa-pkcs1")))).toMatchObject({ code: "INVALID_ARGUMENT" });
    const short = { ...requestOf("ecdsa"), digest: new Uint8Array(31) };
    expect(await failureOf(session.sign(short))).toMatchObject({ code: "INVALID_ARGUMENT" });
    const request = requestOf("ecdsa");
    expect(verifies(session, request, await session.sign(request))).toBe(true);
  });

  test("certificates are listed without a PIN, with their issuer and their key", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const { id, pin } = await tokenOf(driver);
    const certificates = await driver.certificates(id);
    const leaves = certificates.filter(({ hasKey }) => hasKey === true);
    expect(leaves.map((leaf) => leaf.id).sort()).toEqual(
      bench.soft.certificates.map((leaf) => leaf.id).sort(),
    );
    for (const leaf of leaves) expect(leaf.chain).toEqual([new Uint8Array(bench.soft.authority.der)]);
    const authority = createHash("sha256").update(bench.soft.authority.der).digest("hex");
    expect(certificates.find((certificate) => certificate.id === authority)?.hasKey).toBeNull();
    expect(pin.wanted).toBe(true);
    expect(faulty.calls("C_Login")).toEqual([]);
  });

  test("a certificate that has the key's CKA_ID and another public key does not sign", async () => {
    const driver = bench.driver(bench.faulty());
    const stranger = bench.soft.certificates.find(({ key }) => key === "rsa3072");
    const other = await openTokenBench(["rsa2048"]);
    try {
      const der = join(other.folder, "stranger.der");
      writeFileSync(der, stranger?.der ?? "");
      execFileSync(
        PKCS11_TOOL,
        [
          ...[
            "--module",
            other.soft.module,
            "--token-label",
            other.soft.label,
            "--login",
            "--pin",
            other.soft.pin,
          ],
          ...["--write-object", der, "--type", "cert", "--id", "01", "--label", "stranger"],
        ],
        { env: { ...process.env, ...other.soft.env }, stdio: "ignore" },
      );
      const misled = other.driver(other.faulty());
      const { id } = await tokenOf(misled);
      const opening = {
        token: id,
        certificate: stranger?.id ?? "",
        pin: other.soft.pin,
        allowLastTry: false,
      };
      expect(await failureOf(misled.open(opening))).toMatchObject({ code: "CERT_NOT_FOUND" });
      expect(await signOnce(other, misled)).toBe(true);
    } finally {
      await other.remove();
    }
    const session = await open(bench, driver, { key: "rsa3072" });
    expect(session.certificate.id).toBe(stranger?.id);
  });

  test("a certificate that is not on the token costs no PIN", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const { id } = await tokenOf(driver);
    const request = { token: id, certificate: "0".repeat(64), pin: bench.soft.pin, allowLastTry: false };
    expect(await failureOf(driver.open(request))).toMatchObject({ code: "CERT_NOT_FOUND" });
    expect(faulty.calls("C_Login")).toEqual([]);
  });

  test("after a failed signature its PKCS#11 session is closed and the login goes on", async () => {
    const faulty = bench.faulty();
    // No looks at the slots meanwhile: the calls in the log are those of the signature.
    const driver = bench.driver(faulty, { pause: 3_600_000 });
    const session = await open(bench, driver);
    const request = requestOf("rsa-pkcs1");
    await session.sign(request);
    faulty.clearLog();
    faulty.control("C_Sign times=1 rv=0x30");
    expect(await failureOf(session.sign(request))).toMatchObject({ code: "TOKEN_FAILED" });
    expect(faulty.calls("C_CloseSession")).toHaveLength(1);
    expect(verifies(session, request, await session.sign(request))).toBe(true);
    expect(faulty.calls("C_OpenSession")).toHaveLength(1);
    expect(faulty.calls("C_Login")).toEqual([]);
  });

  test("a module that returns a signature of the wrong length is not believed", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const session = await open(bench, driver);
    // The function list answers CKR_OK without having signed.
    faulty.control("C_Sign rv=0");
    expect(await failureOf(session.sign(requestOf("rsa-pkcs1")))).toMatchObject({
      code: "TOKEN_FAILED",
      detail: { reason: "MALFORMED" },
    });
  });

  test("a lost login (return value 257) ends the session", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const session = await open(bench, driver);
    const ended = new Promise<string>((resolve) => session.onEnd((error) => resolve(error.message)));
    faulty.control("C_SignInit rv=257");
    expect(await failureOf(session.sign(requestOf("rsa-pkcs1")))).toMatchObject({ code: "TOKEN_FAILED" });
    expect(await ended).toBe("TOKEN_FAILED");
    faulty.control();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("a child that is killed in the middle of a session ends that, and the next login works", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const session = await open(bench, driver);
    const ended = new Promise<string>((resolve) => session.onEnd((error) => resolve(error.message)));
    process.kill(faulty.calls("C_Login")[0]?.pid ?? 0, "SIGKILL");
    expect(await ended).toBe("MODULE_CRASHED");
    expect(await failureOf(session.sign(requestOf("rsa-pkcs1")))).toMatchObject({ code: "MODULE_CRASHED" });
    await session.close();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("a batch looks its key up once", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty, { pause: 3_600_000 });
    const session = await open(bench, driver);
    const request = requestOf("rsa-pkcs1");
    await session.sign(request);
    faulty.clearLog();
    for (const _ of [1, 2, 3]) await session.sign(request);
    expect(faulty.calls().map(({ method }) => method)).toEqual(
      Array.from({ length: 3 }, () => ["C_SignInit", "C_Sign"]).flat(),
    );
  });

  test("close logs out, twice is once, and the child is gone", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const session = await open(bench, driver);
    const [{ pid } = { pid: 0 }] = faulty.calls("C_Login");
    const ends: Error[] = [];
    session.onEnd((error) => ends.push(error));
    await Promise.all([session.close(), session.close()]);
    expect(faulty.calls("C_Logout")).toHaveLength(1);
    expect(isRunning(pid)).toBe(false);
    expect(ends).toEqual([]);
    expect(await failureOf(session.sign(requestOf("rsa-pkcs1")))).toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  test("one token holds one session; the second is told TOKEN_BUSY, after the first it opens", async () => {
    const driver = bench.driver(bench.faulty());
    const first = await open(bench, driver);
    expect(await failureOf(open(bench, driver, { key: "p256" }))).toMatchObject({ code: "TOKEN_BUSY" });
    await first.close();
    const second = await open(bench, driver, { key: "p256" });
    expect(second.certificate.label).toBe("p256");
  });

  test("a signature that hangs can be given up at once", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    const session = await open(bench, driver);
    faulty.control("C_Sign hang=1");
    const abort = new AbortController();
    const failure = failureOf(session.sign(requestOf("rsa-pkcs1"), abort.signal));
    await until(() => faulty.calls("C_Sign").length > 0);
    abort.abort();
    expect(await failure).toMatchObject({ code: "USER_CANCELLED" });
    // The call hangs for ever; neither logout nor the next login waits as long as a signature may take.
    await session.close();
    faulty.control();
    expect(await signOnce(bench, driver)).toBe(true);
  });

  test("a login given up is logged out when it comes, so that the token is free again", async () => {
    const faulty = bench.faulty();
    const driver = bench.driver(faulty);
    await tokenOf(driver);
    faulty.control("C_Login delay=100");
    const abort = new AbortController();
    const { id } = await tokenOf(driver);
    const certificate = bench.soft.certificates[0]?.id ?? "";
    const opening = { token: id, certificate, pin: bench.soft.pin, allowLastTry: false };
    const failure = failureOf(driver.open(opening, abort.signal));
    await until(() => faulty.calls("C_Login").length > 0);
    abort.abort();
    expect(await failure).toMatchObject({ code: "USER_CANCELLED" });
    await until(() => faulty.calls("C_Logout").length > 0);
    faulty.control();
    const session = await open(bench, driver);
    expect(session.certificate.id).toBe(certificate);
  });
});
