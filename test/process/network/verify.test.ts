import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { antinJson, antinMissing } from "../../tools/antin.ts";
import {
  CRL_PATH,
  hoursFromNow,
  ISSUER_PATH,
  OCSP_PATH,
  testAuthority,
  times,
} from "../../tools/test-pki/authority.ts";
import { CRL_FAULTS, misbehave, OCSP_FAULTS } from "../../tools/test-pki/faults.ts";
import { type PolicyHome, policyHome } from "../../tools/test-pki/policy-file.ts";
import { letterSignedBy } from "../../tools/test-pki/signed-letter.ts";

const authority = await testAuthority();
const { service, signer, issuing, root } = authority;
const folder = mkdtempSync(join(tmpdir(), "antin-network-"));
const letter = join(folder, "letter.pdf");
const issuingFile = join(folder, "issuing.crt");
const rootFile = join(folder, "root.crt");
writeFileSync(letter, await letterSignedBy(signer));
writeFileSync(issuingFile, issuing.facts.der);
writeFileSync(rootFile, root.facts.der);

let home: PolicyHome;
beforeEach(() => {
  home = policyHome({});
});
afterEach(() => {
  authority.reset();
  home.remove();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await authority.close();
});

interface Entry {
  readonly indication: string;
  readonly subIndication: string | null;
  readonly integrity: boolean;
  readonly revocation: { readonly status: string; readonly source: string | null };
  readonly reasons: readonly { readonly code: string }[];
  readonly path: readonly unknown[];
}

const ALLOWED = ["--allow-host", service.place];
const BY_ISSUING = ["--only-trust", "--trust", issuingFile];
const BY_ROOT = ["--only-trust", "--trust", rootFile];

async function verdict(...options: string[]): Promise<Entry & { readonly code: number | null }> {
  const { objects, code } = await antinJson(["verify", letter, ...options], {
    env: { ...process.env, ...home.env },
  });
  const [entry] = (objects[0]?.["signatures"] ?? []) as Entry[];
  if (!entry) throw new Error(JSON.stringify(objects));
  return { ...entry, code };
}

const missing = antinMissing === null ? "" : ` (needs ${antinMissing})`;
const TRY_LATER = { indication: "INDETERMINATE", subIndication: "TRY_LATER", integrity: true, code: 2 };
const PASSED = { indication: "TOTAL-PASSED", subIndication: null, code: 0 };

/** Seconds for one exchange: short where silence is what is waited for. */
const quick = () => home.set({ networkSeconds: 1 });

describe.skipIf(antinMissing !== null)(`antin verify asks services${missing}`, () => {
  test("an honest OCSP service makes it valid", async () => {
    const found = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(found).toMatchObject({ ...PASSED, revocation: { status: "good", source: "ocsp" } });
    expect(service.asked.at(-1)?.path).toBe(OCSP_PATH);
  });

  test("an issuer that is missing is fetched, and each certificate below the anchor is asked about", async () => {
    const found = await verdict(...BY_ROOT, ...ALLOWED);
    expect(found).toMatchObject(PASSED);
    expect(found.path).toHaveLength(3);
    const asked = service.asked.map(({ path }) => path);
    expect(asked).toContain(ISSUER_PATH);
  });

  test("what was fetched serves the next file without asking", async () => {
    await verdict(...BY_ISSUING, ...ALLOWED);
    const before = service.asked.length;
    expect(await verdict(...BY_ISSUING, ...ALLOWED)).toMatchObject(PASSED);
    expect(service.asked).toHaveLength(before);
  });

  test("--offline opens no socket: later, not distrusted", async () => {
    const before = service.asked.length;
    expect(await verdict(...BY_ISSUING, ...ALLOWED, "--offline")).toMatchObject(TRY_LATER);
    expect(service.asked).toHaveLength(before);
  });

  test("a service inside this computer is not asked unless the caller or the policy says so", async () => {
    const before = service.asked.length;
    expect(await verdict(...BY_ISSUING)).toMatchObject(TRY_LATER);
    expect(service.asked).toHaveLength(before);
    home.set({ allowHosts: [service.place] });
    expect(await verdict(...BY_ISSUING)).toMatchObject(PASSED);
  });

  test("services that nobody reaches: later, not distrusted", async () => {
    const gone = await testAuthority();
    const own = join(folder, "gone.pdf");
    writeFileSync(own, await letterSignedBy(gone.signer));
    writeFileSync(join(folder, "gone.crt"), gone.issuing.facts.der);
    await gone.close();
    const { objects } = await antinJson(
      ["verify", own, "--trust", join(folder, "gone.crt"), "--allow-host", gone.service.place],
      { env: { ...process.env, ...home.env } },
    );
    expect(objects[0]).toMatchObject({ signatures: [TRY_LATER].map(({ code: _, ...rest }) => rest) });
  });
});

describe.skipIf(antinMissing !== null)(`a revoked certificate${missing}`, () => {
  const revokedAt = hoursFromNow(-48);

  test("by OCSP is never valid", async () => {
    service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { status: { revokedAt } }) }));
    const found = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(found).toMatchObject({ indication: "INDETERMINATE", subIndication: "REVOKED_NO_POE" });
    expect(found.revocation).toMatchObject({ status: "revoked", source: "ocsp" });
  });

  test("on hold is said as hold", async () => {
    service.serve(OCSP_PATH, (asked) => ({
      bytes: authority.ocsp(asked, { status: { revokedAt, reason: 6 } }),
    }));
    const found = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(found.indication).not.toBe("TOTAL-PASSED");
    expect(JSON.stringify(found.reasons)).toMatch(/hold/);
  });

  test("by its list, where OCSP is silent", async () => {
    service.serve(OCSP_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    service.serve(CRL_PATH, () => ({
      bytes: authority.crl({ revoked: [{ serial: signer.facts.serial, at: revokedAt }] }),
    }));
    const found = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(found.revocation).toMatchObject({ status: "revoked", source: "crl" });
    expect(found.indication).not.toBe("TOTAL-PASSED");
  });

  test("by a list of the administrator, whatever the service says", async () => {
    const list = join(folder, "revoked.crl");
    writeFileSync(list, authority.crl({ revoked: [{ serial: signer.facts.serial, at: revokedAt }] }));
    home.set({ crlFiles: [list] });
    const found = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(found.revocation).toMatchObject({ status: "revoked", source: "crl" });
  });

  test("in an answer of last month stays revoked", async () => {
    service.serve(OCSP_PATH, (asked) => ({
      bytes: authority.ocsp(asked, { status: { revokedAt: hoursFromNow(-900) }, ...times(-800, -700) }),
    }));
    const found = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(found.indication).not.toBe("TOTAL-PASSED");
    expect(found.revocation.status).toBe("revoked");
  });
});

describe.skipIf(antinMissing !== null)(`an OCSP service that lies or fails${missing}`, () => {
  test.each(OCSP_FAULTS)("$name: never valid by it, valid by the list, later without", async (fault) => {
    if (fault.fault === "timeout") quick();
    misbehave(authority, "ocsp", fault);
    service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    const alone = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(alone).toMatchObject(TRY_LATER);
    expect(alone.revocation.status).not.toBe("good");
    home.set({});
    if (fault.fault === "timeout") return;
    service.serve(CRL_PATH, () => ({ bytes: authority.crl() }));
    expect(await verdict(...BY_ISSUING, ...ALLOWED)).toMatchObject({
      ...PASSED,
      revocation: { source: "crl" },
    });
  });

  test("answers by a delegate whose own status counts: the list clears it, or does away with its word", async () => {
    const delegate = authority.newResponder({ noCheck: false });
    service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, {}, delegate) }));
    const cleared = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(cleared).toMatchObject(PASSED);
    home.remove();
    home = policyHome({});
    const revoked = [{ serial: delegate.facts.serial, at: hoursFromNow(-48) }];
    service.serve(CRL_PATH, () => ({ bytes: authority.crl({ revoked }) }));
    const byList = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(byList).toMatchObject({ ...PASSED, revocation: { status: "good", source: "crl" } });
    home.remove();
    home = policyHome({});
    service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    expect(await verdict(...BY_ISSUING, ...ALLOWED)).toMatchObject(TRY_LATER);
  });

  test("does not know the certificate: later", async () => {
    service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { status: "unknown" }) }));
    service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    expect(await verdict(...BY_ISSUING, ...ALLOWED)).toMatchObject(TRY_LATER);
  });

  test("sends on to a private address: later", async () => {
    service.serve(OCSP_PATH, () => ({ redirect: "http://10.0.0.1/ocsp", status: 307 }));
    service.serve(CRL_PATH, () => ({ redirect: "http://169.254.169.254/", status: 302 }));
    expect(await verdict(...BY_ISSUING, ...ALLOWED)).toMatchObject(TRY_LATER);
  });
});

describe.skipIf(antinMissing !== null)(`a list that lies or fails${missing}`, () => {
  test.each(CRL_FAULTS)("$name: later", async (fault) => {
    if (fault.fault === "timeout") quick();
    service.serve(OCSP_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    misbehave(authority, "crl", fault);
    const found = await verdict(...BY_ISSUING, ...ALLOWED);
    expect(found).toMatchObject(TRY_LATER);
    expect(found.revocation.status).not.toBe("good");
  });
});

describe.skipIf(antinMissing !== null)(`an issuer's address that lies${missing}`, () => {
  test.each([
    ["an authority of the same name", () => authority.stranger.facts.der],
    ["something else", () => new TextEncoder().encode("<html>")],
  ])("%s: no path, and no distrust of the content", async (_, bytes) => {
    service.serve(ISSUER_PATH, () => ({ bytes: bytes() }));
    const found = await verdict(...BY_ROOT, ...ALLOWED);
    expect(found).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      integrity: true,
    });
  });
});

describe.skipIf(antinMissing !== null)(`the administrator's policy${missing}`, () => {
  test("anchors count like those of --trust; --only-trust leaves them out", async () => {
    home.set({ anchorFiles: [issuingFile], allowHosts: [service.place] });
    expect(await verdict()).toMatchObject(PASSED);
    expect(await verdict("--only-trust")).toMatchObject({ subIndication: "NO_CERTIFICATE_CHAIN_FOUND" });
  });

  test("a file that is not there is said, and changes no verdict", async () => {
    home.set({ anchorFiles: [join(folder, "absent.crt")], allowHosts: [service.place] });
    expect(await verdict("--trust", issuingFile)).toMatchObject(PASSED);
  });

  test("addresses put in place of others are asked", async () => {
    service.serve("/mirror", (asked) => ({ bytes: authority.ocsp(asked) }));
    service.serve(OCSP_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    home.set({ replaceUrls: [`${service.url(OCSP_PATH)} ${service.url("/mirror")}`] });
    expect(await verdict(...BY_ISSUING)).toMatchObject({ ...PASSED, revocation: { source: "ocsp" } });
  });
});
