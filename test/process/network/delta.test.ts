import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { antinJson, antinMissing } from "../../tools/antin.ts";
import { CRL_PATH, DELTA_PATH, hoursFromNow, testAuthority, times } from "../../tools/test-pki/authority.ts";
import { DELTA_FAULTS, misbehave } from "../../tools/test-pki/faults.ts";
import { type PolicyHome, policyHome } from "../../tools/test-pki/policy-file.ts";
import { letterSignedBy } from "../../tools/test-pki/signed-letter.ts";

const authority = await testAuthority({ ocsp: false, delta: true });
const { service, signer, issuing } = authority;
const folder = mkdtempSync(join(tmpdir(), "antin-delta-"));
const letter = join(folder, "letter.pdf");
const issuingFile = join(folder, "issuing.crt");
writeFileSync(letter, await letterSignedBy(signer));
writeFileSync(issuingFile, issuing.facts.der);

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

async function verdict(): Promise<unknown> {
  const trust = ["--only-trust", "--trust", issuingFile, "--allow-host", service.place];
  const { objects } = await antinJson(["verify", letter, ...trust], { env: { ...process.env, ...home.env } });
  const [entry] = (objects[0]?.["signatures"] ?? []) as unknown[];
  return entry;
}

const PASSED = { indication: "TOTAL-PASSED", revocation: { status: "good", source: "crl" } };
const TRY_LATER = { indication: "INDETERMINATE", subIndication: "TRY_LATER", integrity: true };
const { serial } = signer.facts;
const at = hoursFromNow(-48);
const old = times(-800, -700);

describe.skipIf(antinMissing !== null)(
  `antin verify asks for deltas${antinMissing ? ` (needs ${antinMissing})` : ""}`,
  () => {
    test("list and delta together are good", async () => {
      expect(await verdict()).toMatchObject(PASSED);
      expect(service.asked.map(({ path }) => path)).toContain(DELTA_PATH);
    });

    test("who is revoked in the delta alone is never valid", async () => {
      service.serve(DELTA_PATH, () => ({ bytes: authority.delta({ revoked: [{ serial, at, reason: 1 }] }) }));
      expect(await verdict()).toMatchObject({
        subIndication: "REVOKED_NO_POE",
        revocation: { source: "crl" },
      });
    });

    test("a hold that the delta lifts is lifted; without the delta it stands", async () => {
      service.serve(CRL_PATH, () => ({ bytes: authority.crl({ revoked: [{ serial, at, reason: 6 }] }) }));
      expect(await verdict()).toMatchObject({
        indication: "INDETERMINATE",
        revocation: { status: "revoked" },
      });
      home.remove();
      home = policyHome({});
      service.serve(DELTA_PATH, () => ({ bytes: authority.delta({ revoked: [{ serial, at, reason: 8 }] }) }));
      expect(await verdict()).toMatchObject(PASSED);
    });

    test("a current delta carries an old list on; alone, the old list is for later", async () => {
      service.serve(CRL_PATH, () => ({ bytes: authority.crl(old) }));
      expect(await verdict()).toMatchObject(PASSED);
      home.remove();
      home = policyHome({});
      service.serve(DELTA_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
      expect(await verdict()).toMatchObject(TRY_LATER);
    });

    test("a delta without its list is for later", async () => {
      service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
      expect(await verdict()).toMatchObject(TRY_LATER);
    });

    test.each(DELTA_FAULTS)("one that $name: valid by the list, later with an old one", async (fault) => {
      if (fault.fault === "timeout") home.set({ networkSeconds: 1 });
      misbehave(authority, "delta", fault);
      expect(await verdict()).toMatchObject(PASSED);
      home.remove();
      home = policyHome(fault.fault === "timeout" ? { networkSeconds: 1 } : {});
      service.serve(CRL_PATH, () => ({ bytes: authority.crl(old) }));
      expect(await verdict()).toMatchObject(TRY_LATER);
    });
  },
);
