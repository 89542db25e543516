import { spawn } from "node:child_process";
import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCertificate } from "#shared/asn1/certificate.ts";
import { OID } from "#shared/asn1/oids.ts";
import { verifySignature } from "#shared/signature/verify.ts";
import { practiceAuthority, practiceDriver } from "../../../host/token/practice.ts";
import { projectRoot } from "../../tools/programs.ts";

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "antin-practice-"));
});
afterAll(() => rmSync(home, { recursive: true }));

describe("the practice token", () => {
  test("is always there, wants no PIN, and lists practice-rsa before practice-p256", async () => {
    const driver = practiceDriver(join(home, "list"));
    const [token] = await driver.tokens();
    expect(token).toMatchObject({ id: "practice", kind: "practice", pin: { wanted: false, locked: false } });
    const certificates = await driver.certificates("practice");
    expect(certificates.map(({ label }) => label)).toEqual(["practice-rsa", "practice-p256"]);
    expect(certificates.every(({ hasKey, token: of }) => hasKey && of === "practice")).toBe(true);
  });

  test("says in every certificate that it is for practice", async () => {
    const certificates = await practiceDriver(join(home, "list")).certificates("practice");
    const authority = new X509Certificate(await practiceAuthority(join(home, "list")));
    for (const { der, chain, id } of certificates) {
      const facts = readCertificate(der);
      expect(facts.subject.commonName).toBe("CHỮ KÝ THỰC HÀNH");
      expect(facts.policies).toEqual([OID.practicePolicy]);
      expect(facts.keyUsage).toEqual(["digitalSignature", "nonRepudiation"]);
      expect(facts.sha256).toBe(id);
      expect(new X509Certificate(der).verify(authority.publicKey)).toBe(true);
      expect(chain.map((issuer) => readCertificate(issuer))).toMatchObject([{ isCa: true, pathLength: 0 }]);
    }
  });

  test("keeps its keys for the owner alone, and no key of the CA", async () => {
    const folder = join(home, "list");
    await practiceDriver(folder).certificates("practice");
    expect(readdirSync(folder).toSorted()).toEqual([
      "ca.pem",
      "practice-p256.key",
      "practice-p256.pem",
      "practice-rsa.key",
      "practice-rsa.pem",
    ]);
    if (process.platform === "win32") return;
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });

  test("is another one in another folder, the same one again in the same", async () => {
    const ids = async (name: string) =>
      (await practiceDriver(join(home, name)).certificates("practice")).map(({ id }) => id);
    const first = await ids("same");
    expect(await ids("same")).toEqual(first);
    expect(await ids("other")).not.toEqual(first);
  });

  test("a folder with a broken file is a typed failure, not new keys over the old", async () => {
    const folder = join(home, "broken");
    mkdirSync(folder);
    writeFileSync(join(folder, "ca.pem"), "x");
    const listing = practiceDriver(folder).certificates("practice");
    await expect(listing).rejects.toMatchObject({ code: "TOKEN_FAILED" });
    expect(readdirSync(folder)).toEqual(["ca.pem"]);
  });
});

describe("signing", () => {
  const schemes = [
    { label: "practice-rsa", scheme: "rsa-pkcs1" },
    { label: "practice-rsa", scheme: "rsa-pss" },
    { label: "practice-p256", scheme: "ecdsa" },
  ] as const;
  const digests = ["sha256", "sha384", "sha512"] as const;
  const message = new TextEncoder().encode("Nơi nhận: Như trên");

  async function open(label: string) {
    const driver = practiceDriver(join(home, "sign"));
    const certificates = await driver.certificates("practice");
    const certificate = certificates.find((candidate) => candidate.label === label)?.id ?? "";
    return driver.open({ token: "practice", certificate, pin: "", allowLastTry: false });
  }

  test.each(schemes)(
    "$scheme signs a digest of each length, and the signature verifies",
    async ({ label, scheme }) => {
      const session = await open(label);
      const { publicKey } = readCertificate(session.certificate.der);
      for (const digestAlgorithm of digests) {
        const digest = new Uint8Array(createHash(digestAlgorithm).update(message).digest());
        const signature = await session.sign({ digest, digestAlgorithm, scheme });
        const hash = digestAlgorithm;
        const algorithm =
          scheme === "rsa-pss"
            ? ({ kind: scheme, hash, mgfHash: hash, saltLength: digest.length } as const)
            : ({ kind: scheme, hash } as const);
        expect(verifySignature({ key: publicKey, algorithm, signed: { message }, signature }).valid).toBe(
          true,
        );
        const other = { message: message.subarray(1) };
        expect(verifySignature({ key: publicKey, algorithm, signed: other, signature }).valid).toBe(false);
      }
    },
  );

  test("a scheme that does not fit the key is refused, and after close nothing is signed", async () => {
    const session = await open("practice-rsa");
    const request = { digest: new Uint8Array(32), digestAlgorithm: "sha256" } as const;
    await expect(session.sign({ ...request, scheme: "ecdsa" })).rejects.toMatchObject({
      code: "TOKEN_UNSUITABLE",
    });
    await expect(session.sign({ ...request, scheme: "rsa-pkcs1" })).resolves.toBeInstanceOf(Uint8Array);
    await session.close();
    await session.close();
    await expect(session.sign({ ...request, scheme: "rsa-pkcs1" })).rejects.toMatchObject({
      code: "TOKEN_REMOVED",
    });
  });

  test("an unknown token or certificate has its own error", async () => {
    const driver = practiceDriver(join(home, "sign"));
    const request = { certificate: "00", pin: "", allowLastTry: false };
    await expect(driver.open({ ...request, token: "practice" })).rejects.toMatchObject({
      code: "CERT_NOT_FOUND",
    });
    await expect(driver.open({ ...request, token: "p11:0" })).rejects.toMatchObject({
      code: "TOKEN_NOT_FOUND",
    });
    await expect(driver.certificates("p11:0")).rejects.toMatchObject({ code: "TOKEN_NOT_FOUND" });
  });
});

describe("the first use by several processes at once", () => {
  test("ends in one token for all, and leaves nothing beside it", async () => {
    const folder = join(home, "race", "practice");
    const module = pathToFileURL(join(projectRoot, "host", "token", "practice.ts")).href;
    const program = `
      const { practiceDriver } = await import(${JSON.stringify(module)});
      const certificates = await practiceDriver(${JSON.stringify(folder)}).certificates("practice");
      process.stdout.write(certificates.map(({ id }) => id).join(" "));`;
    const seen = await Promise.all(Array.from({ length: 4 }, () => runModule(program)));
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toMatch(/^[0-9a-f]{64} [0-9a-f]{64}$/);
    expect(readdirSync(join(home, "race"))).toEqual(["practice"]);
    const driver = practiceDriver(folder);
    for (const { der } of await driver.certificates("practice")) {
      expect(createPublicKey(new X509Certificate(der).toString())).toBeTruthy();
    }
  });
});

async function runModule(program: string): Promise<string> {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { cwd: projectRoot });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  await new Promise((resolve) => child.on("close", resolve));
  return output || errors;
}
