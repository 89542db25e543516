import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { antinJson, antinMissing } from "../../tools/antin.ts";
import { findProgram } from "../../tools/programs.ts";
import { hoursFromNow } from "../../tools/test-pki/authority.ts";
import {
  type OpensslAuthority,
  type OpensslSigner,
  opensslAuthority,
} from "../../tools/test-pki/openssl-authority.ts";
import { type PolicyHome, policyHome } from "../../tools/test-pki/policy-file.ts";
import { letterSignedBy } from "../../tools/test-pki/signed-letter.ts";

const missing = antinMissing ?? (findProgram("openssl") ? null : "openssl");

describe.skipIf(missing !== null)(`a PKI of openssl${missing ? ` (needs ${missing})` : ""}`, () => {
  let authority: OpensslAuthority;
  let home: PolicyHome;
  beforeAll(async () => {
    authority = await opensslAuthority();
  });
  beforeEach(() => {
    home = policyHome({});
    authority.service.forget();
  });
  afterEach(() => home.remove());
  afterAll(() => authority?.close());

  const verdict = async (signer: OpensslSigner, ...options: string[]) => {
    const letter = join(home.folder, "letter.pdf");
    writeFileSync(letter, await letterSignedBy(signer));
    const allowed = ["--allow-host", authority.service.place, "--trust", authority.root];
    const { objects } = await antinJson(["verify", letter, ...allowed, ...options], {
      env: { ...process.env, ...home.env },
    });
    const [entry] = (objects[0]?.["signatures"] ?? []) as Record<string, unknown>[];
    return entry;
  };
  const noOcsp = () => home.set({ replaceUrls: [`${authority.service.url("/ocsp")} http://127.0.0.1:1/`] });

  test("good by OCSP, with its nonce", async () => {
    const found = await verdict(authority.issue("Trần Thị B"));
    expect(found).toMatchObject({
      indication: "TOTAL-PASSED",
      revocation: { status: "good", source: "ocsp" },
    });
    expect(authority.service.asked.map(({ path }) => path)).toEqual(["/ocsp"]);
  });

  test("good by its list", async () => {
    noOcsp();
    const found = await verdict(authority.issue("Trần Thị B"));
    expect(found).toMatchObject({
      indication: "TOTAL-PASSED",
      revocation: { status: "good", source: "crl" },
    });
  });

  test("revoked by OCSP, and by its list", async () => {
    const signer = authority.issue("Lê Văn C");
    authority.revoke(signer);
    const byOcsp = await verdict(signer);
    expect(byOcsp).toMatchObject({ subIndication: "REVOKED_NO_POE", revocation: { source: "ocsp" } });
    // Nothing that was kept.
    home.remove();
    home = policyHome({});
    noOcsp();
    const byList = await verdict(signer);
    expect(byList).toMatchObject({ subIndication: "REVOKED_NO_POE", revocation: { source: "crl" } });
  });

  test("revoked since the list was made, by its delta; good before", async () => {
    const signer = authority.issueListed("Đỗ Thị G");
    const before = await verdict(signer);
    expect(before).toMatchObject({ indication: "TOTAL-PASSED", revocation: { source: "crl" } });
    expect(authority.service.asked.map(({ path }) => path)).toEqual(["/old.crl", "/delta.crl"]);
    authority.revoke(signer);
    // Nothing that was kept.
    home.remove();
    home = policyHome({});
    const since = await verdict(signer);
    expect(since).toMatchObject({ subIndication: "REVOKED_NO_POE", revocation: { source: "crl" } });
  });

  test("expired, with nothing that proves an earlier time", async () => {
    const signer = authority.issue("Phạm Văn D", { from: hoursFromNow(-500), to: hoursFromNow(-100) });
    const found = await verdict(signer);
    expect(found?.["indication"]).toBe("INDETERMINATE");
    expect(found?.["subIndication"]).toMatch(/^OUT_OF_BOUNDS/);
  });

  test("not yet valid", async () => {
    const signer = authority.issue("Vũ Văn E", { from: hoursFromNow(100), to: hoursFromNow(500) });
    const found = await verdict(signer);
    expect(found?.["indication"]).not.toBe("TOTAL-PASSED");
  });
});
