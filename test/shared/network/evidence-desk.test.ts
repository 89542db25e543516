import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { EvidenceCache, KeptAnswer } from "#shared/network/evidence-cache.ts";
import { EvidenceDesk, type Gathered } from "#shared/network/evidence-desk.ts";
import { tryOcspResponse } from "#shared/trust/ocsp.ts";
import { type EvidenceWish, issuerWishes, statusWishes } from "#shared/trust/wishes.ts";
import { nodeTransport } from "../../../host/network/transport.ts";
import {
  asksForNonce,
  CRL_PATH,
  hoursFromNow,
  ISSUER_PATH,
  OCSP_PATH,
  testAuthority,
} from "../../tools/test-pki/authority.ts";
import { CRL_FAULTS, type Fault, misbehave, OCSP_FAULTS } from "../../tools/test-pki/faults.ts";

const authority = await testAuthority();
const { service, signer, issuing } = authority;
afterEach(() => authority.reset());
afterAll(() => authority.close());

function memory(): EvidenceCache & { readonly kept: Map<string, KeptAnswer> } {
  const kept = new Map<string, KeptAnswer>();
  return {
    kept,
    get: async (key) => kept.get(key) ?? null,
    put: async (key, answer) => void kept.set(key, answer),
  };
}

function desk({ cache = memory() as EvidenceCache, now = () => new Date(), patience = 20_000 } = {}) {
  const transport = nodeTransport({ allowed: [service.place], replacements: [], proxy: null, patience });
  return new EvidenceDesk({ transport, cache, now });
}

const wishes = statusWishes(signer.facts, issuing.facts);
const ocspWish = wishes.filter(({ kind }) => kind === "ocsp");
const listWish = wishes.filter(({ kind }) => kind === "crl");

async function paths(ask: () => Promise<Gathered>): Promise<{ gathered: Gathered; asked: string[] }> {
  const before = service.asked.length;
  const gathered = await ask();
  return { gathered, asked: service.asked.slice(before).map(({ path }) => path) };
}

/** Whether a fault is seen only by waiting. */
const isSilent = ({ fault }: Fault) => fault === "timeout";
const SILENT = OCSP_FAULTS.filter(isSilent);
const LOUD = OCSP_FAULTS.filter((fault) => !isSilent(fault));

describe("OCSP", () => {
  test("an honest service is asked once, with a nonce, and no list is fetched", async () => {
    const { gathered, asked } = await paths(() => desk().ask(wishes));
    expect(gathered).toMatchObject({ crls: [], unanswered: [] });
    expect(gathered.ocspResponses.map((der) => tryOcspResponse(der)?.nonce?.length)).toEqual([36]);
    expect(asked).toEqual([OCSP_PATH]);
  });

  test.each(LOUD)("a service that $name is no evidence; the list is", async (fault) => {
    misbehave(authority, "ocsp", fault);
    const { gathered } = await paths(() => desk().ask(wishes));
    const url = service.url(OCSP_PATH);
    expect(gathered.unanswered).toEqual([{ kind: "ocsp", url, fault: fault.fault }]);
    expect(gathered.ocspResponses).toHaveLength(["stale", "future"].includes(fault.fault) ? 1 : 0);
    expect(gathered.crls).toHaveLength(1);
  });

  test.each(SILENT)("a service that $name is no evidence", async (fault) => {
    misbehave(authority, "ocsp", fault);
    const { gathered } = await paths(() => desk({ patience: 100 }).ask(ocspWish));
    expect(gathered.unanswered.map((one) => one.fault)).toEqual(["timeout"]);
    expect(gathered.ocspResponses).toEqual([]);
  });

  test("a service that does not know nonces is asked again without", async () => {
    service.serve(OCSP_PATH, (asked) =>
      asksForNonce(asked) ? { bytes: authority.ocsp(asked, { outer: 1 }) } : { bytes: authority.ocsp(asked) },
    );
    const { gathered, asked } = await paths(() => desk().ask(wishes));
    expect(asked).toEqual([OCSP_PATH, OCSP_PATH]);
    expect(gathered).toMatchObject({ unanswered: [], crls: [] });
    expect(gathered.ocspResponses).toHaveLength(1);
  });

  test("an answer that was prepared earlier, without a nonce, counts", async () => {
    service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { extensions: [] }) }));
    const { gathered } = await paths(() => desk().ask(wishes));
    expect(gathered).toMatchObject({ unanswered: [], crls: [] });
    expect(gathered.ocspResponses).toHaveLength(1);
  });

  test("where the service does not know the certificate, the list is fetched, too", async () => {
    service.serve(OCSP_PATH, (asked) => ({ bytes: authority.ocsp(asked, { status: "unknown" }) }));
    const { gathered, asked } = await paths(() => desk().ask(wishes));
    expect(asked).toEqual([OCSP_PATH, CRL_PATH]);
    expect(gathered.crls).toHaveLength(1);
  });
});

describe("lists", () => {
  test("an honest list is evidence", async () => {
    const { gathered, asked } = await paths(() => desk().ask(listWish));
    expect(gathered).toMatchObject({ unanswered: [], ocspResponses: [] });
    expect(gathered.crls).toHaveLength(1);
    expect(asked).toEqual([CRL_PATH]);
  });

  test.each(CRL_FAULTS.filter(({ fault }) => fault !== "too-large"))(
    "a service that $name is said so",
    async (fault) => {
      misbehave(authority, "crl", fault);
      const { gathered } = await paths(() =>
        desk({ patience: isSilent(fault) ? 100 : 20_000 }).ask(listWish),
      );
      const url = service.url(CRL_PATH);
      expect(gathered.unanswered).toEqual([{ kind: "crl", url, fault: fault.fault }]);
    },
  );
});

describe("certificates of issuers", () => {
  const wish = issuerWishes(signer.facts);

  test("the issuer comes by the address in the certificate", async () => {
    const { gathered } = await paths(() => desk().ask(wish));
    expect(gathered.certificates).toEqual([issuing.facts.der]);
  });

  test("one of the same name and another key does not", async () => {
    service.serve(ISSUER_PATH, () => ({ bytes: authority.stranger.facts.der }));
    const { gathered } = await paths(() => desk().ask(wish));
    expect(gathered.certificates).toEqual([]);
    expect(gathered.unanswered.map(({ fault }) => fault)).toEqual(["other"]);
  });

  test("PEM is understood", async () => {
    const body = Buffer.from(issuing.facts.der).toString("base64");
    const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
    service.serve(ISSUER_PATH, () => ({ bytes: new TextEncoder().encode(pem) }));
    const { gathered } = await paths(() => desk().ask(wish));
    expect(gathered.certificates).toEqual([issuing.facts.der]);
  });
});

describe("what was kept", () => {
  test("is used while it is young, asked anew later, and serves where nobody answers", async () => {
    const cache = memory();
    await desk({ cache }).ask(wishes);
    const young = await paths(() => desk({ cache }).ask(wishes));
    expect(young.asked).toEqual([]);
    expect(young.gathered.ocspResponses).toHaveLength(1);
    const later = await paths(() => desk({ cache, now: () => hoursFromNow(2) }).ask(wishes));
    expect(later.asked).toEqual([OCSP_PATH]);
    service.serve(OCSP_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    const offline = await paths(() => desk({ cache, now: () => hoursFromNow(4) }).ask(wishes));
    expect(offline.gathered.ocspResponses).toHaveLength(1);
    expect(offline.gathered.unanswered.map(({ fault }) => fault)).toEqual(["status"]);
  });

  test("is nothing once its time has passed", async () => {
    const cache = memory();
    await desk({ cache }).ask(listWish);
    service.serve(CRL_PATH, () => ({ bytes: new Uint8Array(), status: 500 }));
    const { gathered } = await paths(() => desk({ cache, now: () => hoursFromNow(30) }).ask(listWish));
    expect(gathered.crls).toEqual([]);
  });

  test("is looked at again: a file that somebody changed is not believed", async () => {
    const cache = memory();
    await desk({ cache }).ask(listWish);
    for (const [key, kept] of cache.kept) {
      const bytes = kept.bytes.slice();
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      cache.kept.set(key, { ...kept, bytes });
    }
    const { gathered, asked } = await paths(() => desk({ cache }).ask(listWish));
    expect(asked).toEqual([CRL_PATH]);
    expect(gathered).toMatchObject({ unanswered: [] });
  });

  test.each(OCSP_FAULTS.filter(({ fault }) => !["timeout", "too-large"].includes(fault)))(
    "is never an answer of a service that $name",
    async (fault) => {
      misbehave(authority, "ocsp", fault);
      const cache = memory();
      await desk({ cache }).ask(ocspWish);
      expect(cache.kept.size).toBe(0);
    },
  );
});

test("a service that did not answer is left alone for the next document", async () => {
  service.serve(OCSP_PATH, () => "cut");
  const shared = desk();
  const first = await paths(() => shared.ask(wishes));
  const second = await paths(() => shared.ask(wishes));
  expect(first.asked).toContain(OCSP_PATH);
  expect(second.asked).not.toContain(OCSP_PATH);
  expect(second.gathered.unanswered.map(({ fault }) => fault)).toEqual(["unreachable"]);
});

test("one that lets us wait at one address is not waited for at the next", async () => {
  service.serve(OCSP_PATH, () => "silence");
  const { gathered, asked } = await paths(() => desk({ patience: 100 }).ask(wishes));
  expect(asked).toEqual([OCSP_PATH]);
  expect(gathered.unanswered.map(({ fault }) => fault)).toEqual(["timeout", "timeout"]);
});

test("documents that are verified side by side share one question", async () => {
  const shared = desk();
  const { asked } = await paths(async () => {
    const [first] = await Promise.all([shared.ask(listWish), shared.ask(listWish), shared.ask(listWish)]);
    return first;
  });
  expect(asked).toEqual([CRL_PATH]);
});

test("a stop ends the work; somebody else's question goes on", async () => {
  service.serve(CRL_PATH, () => "silence");
  const stop = new AbortController();
  const shared = desk();
  const stopped = shared.ask(listWish, stop.signal);
  const other = shared.ask(listWish as EvidenceWish[]);
  stop.abort();
  await expect(stopped).rejects.toMatchObject({ code: "USER_CANCELLED" });
  service.serve(CRL_PATH, () => ({ bytes: authority.crl() }));
  expect((await other).crls).toHaveLength(1);
});
