import { createHash, X509Certificate } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cmsSizeBound } from "#shared/cms/signed-data.ts";
import { signDigest } from "../../../host/cms/sign-digest.ts";
import type { TokenDriver, TokenSession } from "../../../host/token/driver.ts";
import { practiceAuthority, practiceDriver } from "../../../host/token/practice.ts";
import { findProgram, run } from "../../tools/programs.ts";

const openssl = findProgram("openssl");
const content = Buffer.from("Kính gửi: Ủy ban nhân dân các xã, phường, đặc khu.");
let folder = "";
let driver: TokenDriver;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "antin-cms-"));
  driver = practiceDriver(join(folder, "practice"));
  writeFileSync(join(folder, "content"), content);
  writeFileSync(join(folder, "other"), `${content}!`);
  writeFileSync(
    join(folder, "ca.pem"),
    new X509Certificate(await practiceAuthority(join(folder, "practice"))).toString(),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

async function sessionOf(label: string): Promise<TokenSession> {
  const certificates = await driver.certificates("practice");
  const certificate = certificates.find((candidate) => candidate.label === label)?.id ?? "";
  return driver.open({ token: "practice", certificate, pin: "", allowLastTry: false });
}

async function opensslVerifies(cms: Uint8Array, contentFile: string): Promise<boolean> {
  const file = join(folder, "signature.p7s");
  writeFileSync(file, cms);
  const input = ["-inform", "DER", "-in", file, "-content", join(folder, contentFile)];
  const trust = ["-CAfile", join(folder, "ca.pem"), "-purpose", "any"];
  const { code } = await run(openssl ?? "", ["cms", "-verify", "-binary", "-cades", ...input, ...trust]);
  return code === 0;
}

const cases = (["sha256", "sha384", "sha512"] as const).flatMap((digestAlgorithm) =>
  (["pades", "cades"] as const).flatMap((format) => [
    { digestAlgorithm, format, label: "practice-rsa", padding: "pkcs1" as const },
    { digestAlgorithm, format, label: "practice-rsa", padding: "pss" as const },
    { digestAlgorithm, format, label: "practice-p256", padding: "pkcs1" as const },
  ]),
);

describe.skipIf(!openssl)(
  "a signature over a digest, judged by openssl (skipped where openssl is absent)",
  () => {
    test.each(cases)(
      "$label $padding $digestAlgorithm as $format verifies, and not over other content",
      async (choice) => {
        const session = await sessionOf(choice.label);
        const digest = createHash(choice.digestAlgorithm).update(content).digest();
        const cms = await signDigest({ session, digest, ...choice });
        expect(await opensslVerifies(cms, "content")).toBe(true);
        expect(await opensslVerifies(cms, "other")).toBe(false);
        const { der, chain } = session.certificate;
        expect(cms.length).toBeLessThanOrEqual(cmsSizeBound({ certificates: [der, ...chain] }));
      },
    );
  },
);

describe("refusals", () => {
  test("a digest of another length than its algorithm is refused, the right one signed", async () => {
    const session = await sessionOf("practice-rsa");
    const request = { session, digestAlgorithm: "sha256", format: "pades", padding: "pkcs1" } as const;
    await expect(signDigest({ ...request, digest: new Uint8Array(20) })).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
    await expect(signDigest({ ...request, digest: new Uint8Array(32) })).resolves.toBeInstanceOf(Uint8Array);
  });

  test("a token that signs with another key than its certificate's is caught", async () => {
    const [rsa, p256] = await Promise.all([sessionOf("practice-rsa"), sessionOf("practice-p256")]);
    const swapped: TokenSession = { ...rsa, sign: (request) => p256.sign({ ...request, scheme: "ecdsa" }) };
    const request = { digestAlgorithm: "sha256", format: "pades", padding: "pkcs1" } as const;
    const digest = new Uint8Array(32);
    await expect(signDigest({ ...request, session: swapped, digest })).rejects.toMatchObject({
      code: "SELF_CHECK_FAILED",
    });
    await expect(signDigest({ ...request, session: rsa, digest })).resolves.toBeInstanceOf(Uint8Array);
  });
});
