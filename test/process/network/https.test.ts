import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { antinJson, antinMissing } from "../../tools/antin.ts";
import { serverCertificate } from "../../tools/eoffice/certificate.ts";
import { findProgram } from "../../tools/programs.ts";
import { type TestAuthority, testAuthority } from "../../tools/test-pki/authority.ts";
import { type PolicyHome, policyHome } from "../../tools/test-pki/policy-file.ts";
import { openProxy, type TestProxy } from "../../tools/test-pki/proxy.ts";
import { letterSignedBy } from "../../tools/test-pki/signed-letter.ts";

const missing = antinMissing ?? (findProgram("openssl") ? null : "openssl");
/** Nobody resolves it; only the proxy knows the way. */
const OUTSIDE = "pki.thu-nghiem.example";

describe.skipIf(missing !== null)(`services on https${missing ? ` (needs ${missing})` : ""}`, () => {
  let inside: TestAuthority;
  let outside: TestAuthority;
  let proxy: TestProxy;
  let home: PolicyHome;

  beforeAll(async () => {
    home = policyHome({});
    const tls = await serverCertificate(["localhost", OUTSIDE]);
    writeFileSync(join(home.folder, "tls.pem"), tls.cert);
    inside = await testAuthority({ host: "localhost", tls });
    outside = await testAuthority({ host: OUTSIDE, tls });
    proxy = await openProxy(Number(outside.service.place.split(":")[1]));
  });
  afterAll(async () => {
    await inside?.close();
    await outside?.close();
    await proxy?.close();
    home.remove();
  });

  const verdict = async (authority: TestAuthority, { trusts = true, options = [] as string[] } = {}) => {
    const [letter, anchor] = ["letter.pdf", "anchor.crt"].map((name) => join(home.folder, name)) as [
      string,
      string,
    ];
    writeFileSync(letter, await letterSignedBy(authority.signer));
    writeFileSync(anchor, authority.issuing.facts.der);
    const { objects } = await antinJson(["verify", letter, "--trust", anchor, ...options], {
      env: {
        ...process.env,
        ...home.env,
        ...(trusts ? { NODE_EXTRA_CA_CERTS: join(home.folder, "tls.pem") } : {}),
      },
    });
    const [entry] = (objects[0]?.["signatures"] ?? []) as Record<string, unknown>[];
    return entry?.["subIndication"] ?? entry?.["indication"];
  };
  const allowed = () => ({ options: ["--allow-host", inside.service.place] });

  test("a server nobody vouches for is not asked; one that is vouched for is", async () => {
    expect(await verdict(inside, { ...allowed(), trusts: false })).toBe("TRY_LATER");
    expect(inside.service.asked).toEqual([]);
    expect(await verdict(inside, allowed())).toBe("TOTAL-PASSED");
  });

  test("by the machine's proxy, with its name and password", async () => {
    home.set({ proxy: `http://can%20bo:mat%3Akhau@${proxy.place}` });
    expect(await verdict(outside)).toBe("TOTAL-PASSED");
    const authorization = `Basic ${Buffer.from("can bo:mat:khau").toString("base64")}`;
    expect(proxy.tunnels[0]).toEqual({ to: outside.service.place, authorization });
  });

  test("the proxy is no way around the name of the server", async () => {
    home.set({ proxy: `http://${proxy.place}` });
    const wrong = await testAuthority({
      host: "other.thu-nghiem.example",
      tls: await serverCertificate(["x.example"]),
    });
    expect(await verdict(wrong)).toBe("TRY_LATER");
    await wrong.close();
  });
});
