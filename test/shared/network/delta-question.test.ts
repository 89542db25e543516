import { afterAll, afterEach, describe, expect, test } from "vitest";
import { EvidenceDesk } from "#shared/network/evidence-desk.ts";
import { statusWishes } from "#shared/trust/wishes.ts";
import { nodeTransport } from "../../../host/network/transport.ts";
import { CRL_PATH, DELTA_PATH, freshest, testAuthority, times } from "../../tools/test-pki/authority.ts";
import { DELTA_FAULTS, misbehave } from "../../tools/test-pki/faults.ts";

const authority = await testAuthority({ ocsp: false, delta: true });
const plain = await testAuthority({ ocsp: false });
afterEach(() => {
  authority.reset();
  plain.reset();
});
afterAll(async () => {
  await authority.close();
  await plain.close();
});

function asks({ service, signer, issuing }: typeof authority, patience = 20_000) {
  const cache = new Map();
  const desk = new EvidenceDesk({
    transport: nodeTransport({ allowed: [service.place], replacements: [], proxy: null, patience }),
    cache: {
      get: async (key) => cache.get(key) ?? null,
      put: async (key, kept) => void cache.set(key, kept),
    },
    now: () => new Date(),
  });
  return async () => {
    const before = service.asked.length;
    const gathered = await desk.ask(statusWishes(signer.facts, issuing.facts));
    return { ...gathered, asked: service.asked.slice(before).map(({ path }) => path) };
  };
}

describe("the delta to a list", () => {
  test("is fetched from where the certificate says", async () => {
    const found = await asks(authority)();
    expect(found).toMatchObject({ asked: [CRL_PATH, DELTA_PATH], unanswered: [], open: [] });
    expect(found.crls).toEqual([expect.anything(), expect.anything()]);
  });

  test("is fetched from where the list says; a list that names none leads nowhere", async () => {
    const { service } = plain;
    expect(await asks(plain)()).toMatchObject({ asked: [CRL_PATH], open: [] });
    const extensions = [freshest(service.url(DELTA_PATH))];
    service.serve(CRL_PATH, () => ({ bytes: plain.crl({ extensions }) }));
    const found = await asks(plain)();
    expect(found).toMatchObject({ asked: [CRL_PATH, DELTA_PATH], unanswered: [], open: [] });
    expect(found.crls).toHaveLength(2);
  });

  test("an address in a list that somebody else signed is not asked", async () => {
    const { service, stranger } = plain;
    const extensions = [freshest(service.url(DELTA_PATH))];
    service.serve(CRL_PATH, () => ({ bytes: plain.crl({ extensions }, stranger) }));
    expect((await asks(plain)()).asked).toEqual([CRL_PATH]);
  });

  test("is kept like the list", async () => {
    const ask = asks(authority);
    await ask();
    const again = await ask();
    expect(again).toMatchObject({ asked: [], open: [] });
    expect(again.crls).toHaveLength(2);
  });

  test("one that was issued with the list itself is right, and says nothing new", async () => {
    authority.service.serve(CRL_PATH, () => ({ bytes: authority.crl({ number: 2 }) }));
    expect(await asks(authority)()).toMatchObject({ unanswered: [], open: [] });
  });

  test("with an old list it answers, unless it does not continue it", async () => {
    const { service } = authority;
    const old = { ...times(-800, -700), number: 1 };
    service.serve(CRL_PATH, () => ({ bytes: authority.crl(old) }));
    const found = await asks(authority)();
    expect(found.unanswered).toEqual([{ kind: "crl", url: service.url(CRL_PATH), fault: "stale" }]);
    expect(found.open).toEqual([]);
    service.serve(CRL_PATH, () => ({ bytes: authority.crl({ ...old, number: 2 }) }));
    expect((await asks(authority)()).open).toHaveLength(1);
  });

  test("without a list it comes, and the question stays open", async () => {
    authority.service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    const found = await asks(authority)();
    expect(found.crls).toHaveLength(1);
    expect(found.open).toHaveLength(1);
  });

  test.each(DELTA_FAULTS.filter(({ fault }) => fault !== "too-large"))(
    "a service of deltas that $name is said so, and the list is there",
    async (fault) => {
      misbehave(authority, "delta", fault);
      const found = await asks(authority, fault.fault === "timeout" ? 100 : 20_000)();
      const url = authority.service.url(DELTA_PATH);
      expect(found.unanswered).toEqual([{ kind: "crl", url, fault: fault.fault }]);
      expect(found.crls.length).toBeGreaterThan(0);
    },
  );
});
