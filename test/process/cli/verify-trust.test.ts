/** The options of `verify` that say what a verdict stands on, with a little authority made for the test. */

import { createHash, sign } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signedAttributes } from "#shared/cms/signed-attributes.ts";
import { signedData } from "#shared/cms/signed-data.ts";
import { daysFromNow, type Holder, NOW, newCrl, newOcsp, newRoot } from "../../shared/trust/pki.ts";
import { Desk } from "./desk.ts";

const corpus = process.env["ANTIN_CORPUS"] ?? "../shared/corpus";
const real = join(process.cwd(), corpus, "signed/vn-real/portal-g2-2025-d04.pdf");
const hasCorpus = existsSync(real);

let desk: Desk;
const root = newRoot({ name: "Gốc thử nghiệm" });
const authority = root.issue({ name: "CA thử nghiệm", ca: true });
const signer = authority.issue({ name: "Người ký" });
const content = new TextEncoder().encode("Nội dung");

beforeAll(() => {
  desk = new Desk();
  desk.write("letter.txt", Buffer.from(content));
  desk.write("letter.p7s", Buffer.from(messageBy(signer)));
  const files = { root, authority, signer };
  for (const [name, { facts }] of Object.entries(files)) desk.write(`${name}.cer`, Buffer.from(facts.der));
  const { serial } = signer.facts;
  const lists = {
    "root.crl": newCrl(root),
    "good.crl": newCrl(authority),
    "revoked.crl": newCrl(authority, { revoked: [{ serial, at: daysFromNow(-9), reason: 1 }] }),
    "good.ocsp": newOcsp(authority, { subject: signer, issuer: authority }),
    "unknown.ocsp": newOcsp(authority, { subject: signer, issuer: authority, status: "unknown" }),
  };
  for (const [name, der] of Object.entries(lists)) desk.write(name, Buffer.from(der));
  const pem = Buffer.from(newCrl(authority)).toString("base64");
  desk.write("good.pem", `-----BEGIN X509 CRL-----\n${pem}\n-----END X509 CRL-----\n`);
});

afterAll(() => {
  desk.remove();
});

function messageBy({ facts, key }: Holder): Uint8Array {
  const digest = new Uint8Array(createHash("sha256").update(content).digest());
  const request = { digest, digestAlgorithm: "sha256", profile: "cades", time: NOW } as const;
  const attributes = signedAttributes({ ...request, signerCertificate: facts.der });
  const signature = new Uint8Array(sign("sha256", attributes, key.privateKey));
  const parts = { digestAlgorithm: "sha256", scheme: "ecdsa", certificates: [facts.der] } as const;
  return signedData({ ...parts, signedAttributes: attributes, signature });
}

/** Two certificates stand below the root; the status of the authority is known unless a test says otherwise. */
async function verify(...args: string[]) {
  const at = ["--at", NOW.toISOString()];
  const own = ["verify", "letter.p7s", "--content", "letter.txt", "--offline", ...at];
  const { code, objects } = await desk.json([...own, ...args]);
  const entries = objects[0]?.["signatures"] as Record<string, unknown>[] | undefined;
  return { code, object: objects[0], entry: entries?.[0] };
}

const PATH = ["--trust", "root.cer", "--intermediate", "authority.cer"];
const CLEAR = [...PATH, "--crl", "root.crl"];

describe("a path", () => {
  test("is told step by step, and whose trust it ends in", async () => {
    const { code, entry } = await verify(...CLEAR, "--crl", "good.crl");
    expect(code).toBe(0);
    expect(entry).toMatchObject({ indication: "TOTAL-PASSED", signer: { domain: "administrator" } });
    expect(entry?.["path"]).toEqual([
      { subject: signer.facts.subject.text, sha256: signer.facts.sha256, anchor: false },
      { subject: authority.facts.subject.text, sha256: authority.facts.sha256, anchor: false },
      { subject: root.facts.subject.text, sha256: root.facts.sha256, anchor: true },
    ]);
  });

  test("without --intermediate the missing authority is named", async () => {
    const { code, entry } = await verify("--trust", "root.cer");
    expect(code).toBe(2);
    expect(entry).toMatchObject({
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      path: [],
      signer: { domain: null },
    });
    expect(entry?.["reasons"]).toContainEqual(
      expect.objectContaining({ code: "chain-not-found", vi: expect.stringContaining("CA thử nghiệm") }),
    );
  });

  test("a signer trusted by itself needs no status", async () => {
    const { code, entry } = await verify("--trust", "signer.cer");
    expect(code).toBe(0);
    expect(entry).toMatchObject({ revocation: { status: "not-needed", source: null, time: null } });
  });

  test("a list that revokes a signer trusted by itself still counts", async () => {
    const { code } = await verify("--trust", "signer.cer", ...CLEAR, "--crl", "revoked.crl");
    expect(code).toBe(2);
  });
});

describe("revocation", () => {
  test("without evidence hard gives TRY_LATER, soft a warning", async () => {
    const hard = await verify(...PATH);
    expect(hard.code).toBe(2);
    expect(hard.entry).toMatchObject({
      subIndication: "TRY_LATER",
      revocation: { status: "not-checked", source: null, time: null },
      reasons: expect.arrayContaining([expect.objectContaining({ code: "revocation-not-checked" })]),
    });
    expect(hard.object).toMatchObject({ headline: { vi: expect.stringContaining("chưa trả lại văn bản") } });
    const soft = await verify(...PATH, "--revocation", "soft");
    expect(soft.code).toBe(0);
    expect(soft.entry).toMatchObject({ warnings: [{ code: "revocation-not-checked" }] });
  });

  test.each([
    ["a CRL", ["--crl", "good.crl"], "crl"],
    ["a CRL as PEM", ["--crl", "good.pem"], "crl"],
    ["an OCSP response", ["--ocsp", "good.ocsp"], "ocsp"],
  ])("%s clears the signer", async (_, args, source) => {
    const { code, entry } = await verify(...CLEAR, ...args);
    expect(code).toBe(0);
    expect(entry).toMatchObject({
      revocation: { status: "good", source, time: daysFromNow(-1).toISOString() },
    });
  });

  test("the authority's own status is wanted, too", async () => {
    const { code, entry } = await verify(...PATH, "--crl", "good.crl");
    expect([code, entry?.["subIndication"]]).toEqual([2, "TRY_LATER"]);
  });

  test.each(["hard", "soft"])("%s: a revocation is one, whatever else says good", async (mode) => {
    const good = ["--crl", "good.crl", "--ocsp", "good.ocsp"];
    const { code, entry } = await verify(...CLEAR, ...good, "--crl", "revoked.crl", "--revocation", mode);
    expect(code).toBe(2);
    expect(entry).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "REVOKED_NO_POE",
      revocation: { status: "revoked", source: "crl" },
      reasons: expect.arrayContaining([
        { code: "certificate-revoked", vi: expect.stringContaining("23/05/2026"), en: expect.any(String) },
      ]),
    });
  });

  test("an answer that does not know the certificate is no good one, soft or hard", async () => {
    for (const mode of ["hard", "soft"]) {
      const { entry } = await verify(...CLEAR, "--ocsp", "unknown.ocsp", "--revocation", mode);
      expect(entry).toMatchObject({ subIndication: "TRY_LATER", revocation: { status: "unknown" } });
    }
  });

  test("a list of another day than --at is stale", async () => {
    const late = ["--at", daysFromNow(40).toISOString()];
    const own = ["verify", "letter.p7s", "--content", "letter.txt", ...late, ...CLEAR, "--crl", "good.crl"];
    const { objects } = await desk.json(own);
    expect(objects[0]).toMatchObject({
      signatures: [
        {
          subIndication: "TRY_LATER",
          reasons: expect.arrayContaining([expect.objectContaining({ code: "revocation-stale" })]),
        },
      ],
    });
  });
});

describe("files that are none", () => {
  test.each([
    ["--crl", "good.ocsp"],
    ["--ocsp", "good.crl"],
    ["--intermediate", "good.crl"],
  ])("%s with another kind of file is said by its name", async (option, path) => {
    const { code, object } = await verify(option, path);
    expect(code).toBe(1);
    expect(object).toMatchObject({ error: { code: "INVALID_ARGUMENT", detail: { path } } });
  });

  test("one that is missing is INPUT_NOT_FOUND", async () => {
    const { code, object } = await verify("--crl", "none.crl");
    expect(code).toBe(66);
    expect(object).toMatchObject({ error: { code: "INPUT_NOT_FOUND", detail: { path: "none.crl" } } });
  });

  test("an --allow-host without a port is wrong usage", async () => {
    expect((await desk.run(["verify", "letter.p7s", "--allow-host", "localhost"])).code).toBe(64);
    expect((await verify("--allow-host", "localhost:80", "--trust", "signer.cer")).code).toBe(0);
  });
});

test.skipIf(!hasCorpus)(
  "--only-trust drops the built-in anchors (skipped where the corpus is absent)",
  async () => {
    const judged = async (...args: string[]) => {
      const { objects } = await desk.json(["verify", real, "--offline", ...args]);
      return (objects[0]?.["signatures"] as Record<string, unknown>[] | undefined)?.[0];
    };
    expect(await judged()).toMatchObject({ subIndication: "TRY_LATER", signer: { domain: "government" } });
    expect(await judged("--only-trust")).toMatchObject({
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      signer: { domain: null },
    });
  },
);
