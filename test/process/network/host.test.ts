import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { toBase64 } from "#shared/bytes.ts";
import { builtInAnchors } from "#shared/trust/built-in-anchors.ts";
import { antinMissing } from "../../tools/antin.ts";
import { CRL_PATH, ISSUER_PATH, OCSP_PATH, testAuthority } from "../../tools/test-pki/authority.ts";
import { misbehave, OCSP_FAULTS } from "../../tools/test-pki/faults.ts";
import { policyHome } from "../../tools/test-pki/policy-file.ts";
import { HostProcess } from "../host/host-process.ts";

const authority = await testAuthority();
const { service, signer, issuing } = authority;
const certificate = toBase64(signer.facts.der);
const issuer = toBase64(issuing.facts.spki);

describe.skipIf(antinMissing !== null)(
  `the network commands of the host${antinMissing ? ` (needs ${antinMissing})` : ""}`,
  () => {
    const allowed = policyHome({ allowHosts: [service.place] });
    const forbidden = policyHome({});
    let host: HostProcess;
    let strict: HostProcess;

    beforeAll(async () => {
      host = new HostProcess({ env: allowed.env });
      strict = new HostProcess({ env: forbidden.env });
    });
    afterEach(() => authority.reset());
    afterAll(async () => {
      await host.end();
      await strict.end();
      allowed.remove();
      forbidden.remove();
      await authority.close();
    });

    test("evidence comes from the services that the certificate names", async () => {
      const ocsp = await host.get("network.ocsp", { certificate, issuer });
      expect(ocsp).toEqual({ responses: [expect.any(String)], unanswered: [], settled: true });
      const crl = await host.get("network.crl", { kind: "certificate", certificate, issuer });
      expect(crl).toEqual({ crls: [expect.any(String)], unanswered: [] });
      const certificates = await host.get("network.certificate", { certificate });
      expect(certificates).toEqual({ certificates: [toBase64(issuing.facts.der)], unanswered: [] });
      const paths = service.asked.map(({ path }) => path);
      expect(paths).toEqual([OCSP_PATH, CRL_PATH, ISSUER_PATH]);
    });

    test("what was fetched once is not fetched again by another host process of that user", async () => {
      const before = service.asked.length;
      const again = new HostProcess({ env: allowed.env });
      const crl = await again.get("network.crl", { kind: "certificate", certificate, issuer });
      await again.end();
      expect(crl.crls).toHaveLength(1);
      expect(service.asked).toHaveLength(before);
    });

    test("a certificate that names this computer is not asked for where no policy allows it", async () => {
      const before = service.asked.length;
      const url = service.url(OCSP_PATH);
      const answer = await strict.get("network.ocsp", { certificate, issuer });
      expect(answer).toEqual({ responses: [], unanswered: [{ url, fault: "address" }], settled: false });
      expect(service.asked).toHaveLength(before);
    });

    test("a list too large for one message comes in parts", async () => {
      const revoked = Array.from({ length: 20_000 }, (_, index) => ({
        serial: Uint8Array.of(1, index >> 16, (index >> 8) & 255, index & 255),
      }));
      service.serve(CRL_PATH, () => ({ bytes: authority.crl({ revoked }) }));
      const fresh = policyHome({ allowHosts: [service.place] });
      const other = new HostProcess({ env: fresh.env });
      const id = other.send("network.crl", { kind: "certificate", certificate, issuer });
      const seen: number[] = [];
      for (let last = false; !last; ) {
        const message = await other.until((each) => each.type === "part" && each.id === id);
        if (message.type !== "part") break;
        seen.push(message.seq);
        ({ last } = message);
      }
      expect(seen.length).toBeGreaterThan(1);
      await other.end();
      fresh.remove();
    });

    test.each(OCSP_FAULTS.filter(({ fault }) => fault !== "timeout" && fault !== "unreachable"))(
      "a service that $name leaves no answer but the reason",
      async (fault) => {
        misbehave(authority, "ocsp", fault);
        const fresh = policyHome({ allowHosts: [service.place] });
        const other = new HostProcess({ env: fresh.env });
        const { unanswered } = await other.get("network.ocsp", { certificate, issuer });
        expect(unanswered).toEqual([{ url: service.url(OCSP_PATH), fault: fault.fault }]);
        await other.end();
        fresh.remove();
      },
    );

    test.each([
      ["network.ocsp", { certificate: toBase64(Uint8Array.of(1, 2, 3)), issuer }, "params.certificate"],
      ["network.ocsp", { certificate, issuer: certificate }, "params.issuer"],
      ["network.crl", { kind: "anchor", anchor: "0".repeat(64) }, "params.anchor"],
      ["network.certificate", { certificate: "AAAA" }, "params.certificate"],
    ] as const)("%s refuses what is none", async (type, params, field) => {
      expect(await host.ask(type, params)).toEqual({
        error: { code: "INVALID_ARGUMENT", detail: { field } },
      });
    });

    test("an address of the caller's own is no parameter", async () => {
      const id = host.send("network.ocsp", { certificate, issuer, url: "http://10.0.0.1/" });
      const answer = await host.until((message) => "id" in message && message.id === id);
      expect(answer).toMatchObject({ type: "error", error: { code: "INVALID_ARGUMENT" } });
    });

    test("only an anchor that another one issued has a list", async () => {
      const anchors = builtInAnchors().filter(({ issued }) => issued === null);
      for (const { certificateSha256 } of anchors) {
        const answer = await strict.get("network.crl", { kind: "anchor", anchor: certificateSha256 });
        expect(answer).toEqual({ crls: [], unanswered: [] });
      }
      expect(anchors.length).toBeGreaterThan(0);
    });
  },
);
