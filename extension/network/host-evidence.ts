/** What the browser may not ask, the host asks: it has the machine's proxy, the administrator's addresses and a cache. */

import { fromBase64, toBase64 } from "#shared/bytes.ts";
import type { WishData } from "#shared/network/wish-data.ts";
import type { ValidationMaterial } from "#shared/trust/evidence.ts";
import { connectHost, type HostConnection } from "../native.ts";

/** A computer without the host is not tried again for so long, in milliseconds. */
const ABSENT_MS = 60_000;
const AT_ONCE = 4;
const NOTHING: ValidationMaterial = { crls: [], ocspResponses: [], certificates: [] };
const OPEN = { ...NOTHING, settled: false };

let absentUntil = 0;

/** Nothing where there is no host, or one that knows no network; a service that is silent is no failure. */
export async function askHost(wishes: readonly WishData[]): Promise<ValidationMaterial> {
  if (wishes.length === 0 || Date.now() < absentUntil) return NOTHING;
  const host = connectHost();
  try {
    const { capabilities } = await host.hello;
    return capabilities.includes("network") ? await askAll(host, wishes) : NOTHING;
  } catch {
    absentUntil = Date.now() + ABSENT_MS;
    return NOTHING;
  } finally {
    host.close();
  }
}

/** Wishes about one certificate's status in their order: a list is asked for only where OCSP left something open. */
async function askAll(host: HostConnection, wishes: readonly WishData[]): Promise<ValidationMaterial> {
  const groups = groupsOf(wishes);
  const found: ValidationMaterial[] = [];
  const work = async () => {
    for (let group = groups.shift(); group; group = groups.shift()) {
      for (const wish of group) {
        const { settled, ...material } = await askOne(host, wish);
        found.push(material);
        if (settled) break;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return joined(found);
}

function groupsOf(wishes: readonly WishData[]): WishData[][] {
  const groups = new Map<string, WishData[]>();
  for (const wish of wishes) {
    const isStatus = wish.kind === "ocsp" || wish.kind === "crl";
    const key = isStatus ? toBase64(wish.certificate) : `${groups.size}`;
    groups.set(key, [...(groups.get(key) ?? []), wish]);
  }
  return [...groups.values()];
}

/** `settled`: nothing more need be asked about that certificate. */
interface HostAnswer extends ValidationMaterial {
  readonly settled: boolean;
}

async function askOne(host: HostConnection, wish: WishData): Promise<HostAnswer> {
  try {
    return await request(host, wish);
  } catch {
    // One that is too large for a request, or that the host cannot read, stays open.
    return OPEN;
  }
}

async function request(host: HostConnection, wish: WishData): Promise<HostAnswer> {
  switch (wish.kind) {
    case "ocsp": {
      const about = { certificate: toBase64(wish.certificate), issuer: toBase64(wish.issuer) };
      const { responses, settled } = await host.request("network.ocsp", about);
      return { ...NOTHING, ocspResponses: ders(responses), settled };
    }
    case "crl": {
      const about = { certificate: toBase64(wish.certificate), issuer: toBase64(wish.issuer) };
      const { crls } = await host.request("network.crl", { kind: "certificate", ...about });
      return { ...OPEN, crls: ders(crls) };
    }
    case "anchor-crl": {
      const { crls } = await host.request("network.crl", { kind: "anchor", anchor: wish.anchor });
      return { ...OPEN, crls: ders(crls) };
    }
    case "certificate": {
      const about = { certificate: toBase64(wish.certificate) };
      const { certificates } = await host.request("network.certificate", about);
      return { ...OPEN, certificates: ders(certificates) };
    }
  }
}

function ders(texts: readonly string[]): Uint8Array[] {
  return texts.map(fromBase64).filter((der) => der !== null);
}

function joined(all: readonly ValidationMaterial[]): ValidationMaterial {
  return {
    crls: all.flatMap(({ crls }) => crls),
    ocspResponses: all.flatMap(({ ocspResponses }) => ocspResponses),
    certificates: all.flatMap(({ certificates }) => certificates),
  };
}
